from __future__ import annotations

from churn_desktop.engine.movements import Movements
from churn_desktop.pages.bridge import bridge_sentences, bridge_table
from churn_desktop.pages.material import Material
from churn_desktop.pages.terms import title
from tests.engine.books import Row
from tests.pages.lists import dated, golden


def movements(material: Material) -> Movements:
    assert material.analysis.movements is not None
    return material.analysis.movements


def sentence(material: Material, row: int, key: str) -> str:
    """Give what is said about one definition."""
    found = bridge_sentences(movements(material), row)
    (one,) = [text for text in found if text.startswith(f"{title(key)}, ")]
    return one


def test_customers_that_make_the_difference_are_named() -> None:
    assert sentence(golden(), 9, "all_lost_base") == (
        "Churn with joined and left, compared with churn rate: counts also 2 "
        "customers who joined and left (BRIEF001 and BRIEF002)."
    )


def test_another_base_is_said() -> None:
    assert sentence(golden(), 9, "acquired_base").endswith(
        "divides by 20 new customers instead of 100 customers at start."
    )
    assert sentence(golden(), 9, "events_base").endswith(
        "divides also by 20 new customers."
    )
    assert sentence(golden(), 9, "average_base").endswith(
        "divides by the mean of 100 at start and 108 at end."
    )


def test_one_customer_is_singular() -> None:
    text = sentence(golden(), 9, "events_opening_base")
    assert "1 customer who left and came back (BACK001)" in text


def test_what_is_taken_off_is_said() -> None:
    assert "takes off 20 new customers" in sentence(golden(), 9, "net_shrinkage")
    text = sentence(golden(), 9, "retention_article")
    assert "compared with retention rate" in text
    assert "takes off 2 customers who joined and left" in text


def test_renewals_stand_in_place_of_losses() -> None:
    rows = [
        Row("A", "2023-01-10", "2024-01-10", 10, 12),
        Row("B", "2023-01-10", None, 10, 12),
        Row("C", "2023-06-10", None, 10, 12),
    ]
    text = sentence(dated(rows, "2024-01-31"), 12, "renewal_base")
    assert "counts 1 contract not renewed instead of 1 customer who was lost" in text
    assert "divides by 2 contracts due for renewal instead of 3 customers" in text


def test_losses_without_lapsed_renewals_stand_against_nobody() -> None:
    rows = [
        Row("A", "2023-01-10", None, 10, 12),
        Row("B", "2023-06-10", "2024-01-20", 10, 12),
    ]
    text = sentence(dated(rows, "2024-01-31"), 12, "renewal_base")
    assert "counts nobody instead of 1 customer who was lost" in text


def test_the_table_lists_who_they_are() -> None:
    material = golden()
    table = bridge_table(material, movements(material), 9)
    frame = table.frame
    assert table.folded
    brief = frame[(frame["definition"] == title("all_lost_base"))].iloc[0]
    assert brief["difference"] == 2
    assert brief["part"] == "counted"
    assert brief["customers"] == "BRIEF001 and BRIEF002"
    assert table.members is not None
    at = int(frame.index[frame["definition"] == title("all_lost_base")][0])
    rows = table.members(at, "customers")
    assert rows is not None
    assert len(rows) == 2
    assert table.members(at, "part") is None
    half = frame[frame["definition"] == title("average_base")]
    assert 10 in half["difference"].tolist()


def test_nobody_makes_no_difference() -> None:
    material = dated([Row("A", "2024-01-10")], "2024-03-31")
    texts = bridge_sentences(movements(material), 1)
    assert not any(text.startswith(title("all_lost_base")) for text in texts)
