from __future__ import annotations

from churn_desktop.pages.largest_saving import saving_card
from tests.engine.books import Row
from tests.pages.lists import dated, golden, snapshot, without_fee


def test_the_saving_names_its_assumption() -> None:
    (card,) = saving_card(golden())
    assert card.value is not None
    assert card.value > 0
    assert "from 1.1 % to 0.1 % (one point less)" in card.note


def test_an_own_target_comes_first() -> None:
    # Two of ten leave in each month but two, in which one does.
    rows = [Row(f"stay{at}", "2023-01-05", None, 10) for at in range(40)]
    for month in range(3, 13):
        lost = 1 if month < 9 else 3
        rows += [
            Row(f"gone{month}{at}", "2023-01-05", f"2023-{month:02}-10", 10)
            for at in range(lost)
        ]
    (card,) = saving_card(dated(rows, "2023-12-31"))
    assert "(own target)" in card.note


def test_without_amounts_losses_or_dates_there_is_none() -> None:
    assert saving_card(without_fee()) == ()
    assert saving_card(snapshot([1], [True])) == ()
    assert saving_card(dated([Row("Ann", "2023-01-01", None, 5)], "2024-03-31")) == ()


def test_a_point_less_than_less_than_a_point_is_nobody() -> None:
    rows = [Row(f"stay{at}", "2023-01-05", None, 10) for at in range(300)]
    rows.append(Row("gone", "2023-01-05", "2023-08-10", 10))
    (card,) = saving_card(dated(rows, "2023-12-31"))
    assert card.note.startswith("in a year, if nobody left any more")
