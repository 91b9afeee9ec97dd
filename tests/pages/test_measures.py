from __future__ import annotations

from churn_desktop.pages import model
from churn_desktop.pages.measures import Measure, Tally, Unit


def test_a_measure_counts_customers_unless_it_says_otherwise() -> None:
    measure = Measure("lost", "Lost", Unit.COUNT)
    assert measure.tally is Tally.CUSTOMERS
    assert not measure.expert


def test_the_model_of_pages_has_them_too() -> None:
    assert (model.Measure, model.Tally, model.Unit) == (Measure, Tally, Unit)
