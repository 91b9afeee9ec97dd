from __future__ import annotations

from churn_desktop.pages.after_the_list import nothing_since
from churn_desktop.pages.overview import lay_out
from tests.engine.books import Row
from tests.pages.lists import dated, golden, snapshot
from tests.pages.test_purchase_cycle import shop_material

ROWS = [Row("A", "2023-10-05"), Row("B", "2023-10-09", "2024-01-15")]


def test_a_list_that_ends_before_the_headline_says_so() -> None:
    material = dated(ROWS, "2024-03-31")
    (warning,) = nothing_since(material)
    assert warning.warning
    assert warning.text.startswith("Nothing in the list happened after 2024-01-15.")
    assert lay_out(material).blocks[0] == warning


def test_a_list_that_tells_of_the_headline_does_not() -> None:
    assert nothing_since(dated(ROWS, "2024-01-31")) == []
    # The month that is not over may still be quiet.
    assert nothing_since(dated(ROWS, "2024-02-10")) == []
    assert nothing_since(golden()) == []
    assert nothing_since(snapshot([3, 5], [True, False])) == []


def test_a_shop_of_which_nothing_is_known_lately() -> None:
    assert nothing_since(shop_material("2024-04-30", lapse_days=30)) == []
    (warning,) = nothing_since(shop_material("2024-06-30", lapse_days=30))
    assert "after 2024-04-20" in warning.text


def test_ends_that_lie_ahead_have_not_happened() -> None:
    rows = [Row("A", "2023-10-05", "2024-12-31")]
    assert len(nothing_since(dated(rows, "2024-03-31"))) == 1
