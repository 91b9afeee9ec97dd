from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages.model import Card, Cards, ChartKind, Page, Tone
from churn_desktop.pages.overview import lay_out
from tests.engine.books import Row
from tests.pages.lists import dated, empty, golden, snapshot, texts, without_fee
from tests.pages.test_periods import crowd


def cards(page: Page) -> dict[str, Card]:
    return {
        card.key: card
        for block in page.blocks
        for card in (block.cards if isinstance(block, Cards) else ())
    }


def test_the_cards_of_the_golden_list() -> None:
    found = cards(lay_out(golden()))
    assert list(found) == ["opening_base", "retention", "lost", "lost_a_year", "saving"]
    churn = found["opening_base"]
    assert churn.value == pytest.approx(0.1)
    assert churn.interval == pytest.approx((0.0552, 0.1744), abs=5e-5)
    assert churn.note == "10 of 100 customers in Mar 2024"
    assert found["retention"].note == "90 of 100 customers in Mar 2024"
    assert found["lost"].value == 10
    assert found["lost"].note == "Mar 2024, and 2 who joined and left"
    assert found["lost_a_year"].value == 12000
    assert found["lost_a_year"].note == "1,000 a month lost in Mar 2024, times 12"


def test_the_revenue_of_a_year_is_not_multiplied() -> None:
    rows = [
        Row("A", "2023-01-05", "2024-02-10", 30),
        Row("B", "2023-01-05", None, 10),
    ]
    for period, note, value in (
        (PeriodLength.YEAR, "30 a month lost in 2024", 30),
        (PeriodLength.QUARTER, "0 a month lost in Q4 2024, times 4", 0),
    ):
        card = cards(lay_out(dated(rows, "2024-12-31", period=period)))["lost_a_year"]
        assert card.title == "MRR lost in a year"
        assert (card.note, card.value) == (note, value)


def test_without_fees_there_is_no_card_of_money() -> None:
    assert list(cards(lay_out(without_fee()))) == ["opening_base", "retention", "lost"]


def test_what_happened_is_said_with_its_interval() -> None:
    said = texts(lay_out(golden()))
    assert (
        "In Mar 2024, 10 of 100 customers left: a churn rate of 10.0 % "
        "(95 % interval 5.5-17.4 %)."
    ) in said
    assert "more than the usual variation of this list (0.0 % to 5.0 %)" in said
    assert "10.0 percentage points more than in Feb 2024 (0.0 %)" in said
    assert "hardly by chance" in said


def test_equal_losses_are_not_ranked() -> None:
    said = texts(lay_out(golden()))
    assert "All 10 who left in Mar 2024 paid the same (80 a month)" in said


def test_the_largest_losses_are_named() -> None:
    rows = [
        Row(name, "2024-01-05", "2024-02-10", amount)
        for name, amount in (("A", 30), ("B", 90), ("C", 30), ("D", 10))
    ]
    said = texts(lay_out(dated([*rows, Row("E", "2024-01-05", None, 9)], "2024-02-29")))
    assert (
        "The largest losses were B (90 a month), A (30 a month) and C (30 a month): "
        "ask them first why they left."
    ) in said
    one = texts(
        lay_out(dated([*rows[:1], Row("E", "2024-01-05", None, 9)], "2024-02-29"))
    )
    assert "The largest loss was A (30 a month): ask first why this customer" in one


def test_the_trend_has_a_band_and_limits() -> None:
    page = lay_out(golden())
    (chart,) = page.charts
    assert chart.kind is ChartKind.LINE
    assert chart.title == "Churn in Mar 2024 was 10.0 %: more than usual"
    churn, lower, upper = chart.series
    assert churn.band == ("low", "high")
    assert lower.dashed
    assert upper.dashed
    assert upper.tone is Tone.NEUTRAL
    frame = page.table("trend").frame
    assert frame["upper_limit"].iloc[-1] == pytest.approx(0.05)
    assert (9, "opening_base") in page.table("trend").marked


def test_usual_variation_is_called_usual() -> None:
    lost = {f"2023-{month:02}-10": 20 for month in range(2, 12)}
    page = lay_out(dated(crowd({**lost, "2023-12-10": 12}), "2023-12-31"))
    assert page.charts[0].title.endswith(": within usual variation")
    said = texts(page)
    assert "within the usual variation of this list" in said
    assert "which may well be chance" in said


def test_a_good_month_is_called_good() -> None:
    lost = {f"2023-{month:02}-10": 30 for month in range(2, 12)}
    page = lay_out(dated(crowd({**lost, "2023-12-10": 1}), "2023-12-31"))
    assert page.charts[0].title.endswith(": less than usual")
    assert "find out what went well" in texts(page)
    assert "percentage points less than in Nov 2023" in texts(page)


def test_an_earlier_bad_month_is_not_forgotten() -> None:
    lost = {f"2023-{month:02}-10": 4 for month in range(2, 13)}
    page = lay_out(dated(crowd({**lost, "2023-10-10": 60}), "2023-12-31"))
    assert page.charts[0].title.endswith("within usual variation")
    assert "More than usual was lost in Oct 2023 (16.3 %)." in texts(page)


def test_too_few_periods_say_nothing_about_the_usual() -> None:
    page = lay_out(dated(crowd({"2023-02-10": 30}), "2023-02-28"))
    assert len(page.charts[0].series) == 1
    assert page.charts[0].title == "Churn in Feb 2023 was 7.5 %"
    assert "too few complete periods" in texts(page)
    assert page.table("trend").marked == {}


def test_nobody_left_at_all() -> None:
    page = lay_out(dated(crowd({}), "2023-12-31"))
    said = texts(page)
    assert "In Dec 2023, nobody left: all 400 customers stayed." in said
    assert "Nobody has left in any complete period yet." in said
    assert len(page.charts[0].series) == 1
    one = texts(lay_out(dated([Row("A", "2023-01-05")], "2023-02-28")))
    assert "nobody left: the only customer stayed" in one


def test_one_customer_is_singular() -> None:
    rows = [Row("A", "2023-01-05", "2023-02-10", 5)]
    page = lay_out(dated(rows, "2023-02-28"))
    assert "In Feb 2023, 1 of 1 customer left" in texts(page)
    assert cards(page)["opening_base"].note == "1 of 1 customer in Feb 2023"
    assert "Few customers (1)" in texts(page)


def test_a_first_period_has_no_rate_but_a_reason() -> None:
    page = lay_out(dated([Row("A", "2024-01-05", None, 5)], "2024-01-31"))
    card = cards(page)["opening_base"]
    assert card.value is None
    assert card.interval is None
    assert "Nobody was a customer when Jan 2024 began." in texts(page)
    # Nothing is defined, so there is nothing to draw and nothing to compare.
    assert page.charts == ()
    assert "usual" not in texts(page)


def test_the_same_rate_as_before_is_called_the_same() -> None:
    rows = [Row(f"C{n}", "2023-01-05", None, 5) for n in range(60)]
    page = lay_out(
        dated([*rows, Row("X", "2023-01-05", "2023-02-10", 5)], "2023-05-31")
    )
    assert "It is the same as in Apr 2023 (0.0 %)." in texts(page)


def test_a_difference_too_small_to_be_written_is_none() -> None:
    lost = {f"2023-{month:02}-10": 4 for month in range(2, 7)}
    page = lay_out(dated(crowd(lost), "2023-06-30"))
    rates = page.table("trend").frame["opening_base"]
    assert rates[4] != rates[5]
    assert "It is about the same as in May 2023 (1.0 %)." in texts(page)


def test_an_incomplete_period_is_left_out_of_the_figures() -> None:
    lost = {f"2023-{month:02}-10": 4 for month in range(2, 12)}
    page = lay_out(dated(crowd({**lost, "2023-12-02": 200}), "2023-12-05"))
    table = page.table("trend")
    assert table.faint == (11,)
    assert table.frame["upper_limit"].isna()[11]
    assert cards(page)["opening_base"].note.endswith("Nov 2023")


def test_before_the_first_period_is_over_there_are_no_cards() -> None:
    page = lay_out(dated([Row("A", "2024-03-02")], "2024-03-10"))
    assert cards(page) == {}
    assert "No period is over yet on 2024-03-10" in texts(page)


def test_quarters_lose_in_quarters() -> None:
    note = cards(lay_out(golden(period=PeriodLength.QUARTER)))["lost_a_year"].note
    assert note == "1,000 a month lost in Q1 2024, times 4"


def test_lists_without_dates_have_an_overview_of_their_own() -> None:
    assert "share_of_rows_left" in cards(lay_out(snapshot([1, 2], [True, False])))


def test_an_empty_list_says_so() -> None:
    assert "No row of the list can be used" in texts(lay_out(empty()))


def test_a_period_that_stands_out_asks_what_happened() -> None:
    asked = [b for b in lay_out(golden()).blocks if getattr(b, "note_for", None)]
    assert [block.note_for for block in asked] == [date(2024, 3, 1)]
    lost = {f"2023-{month:02}-10": 20 for month in range(2, 12)}
    usual = lay_out(dated(crowd({**lost, "2023-12-10": 12}), "2023-12-31"))
    assert not [b for b in usual.blocks if getattr(b, "note_for", None)]
