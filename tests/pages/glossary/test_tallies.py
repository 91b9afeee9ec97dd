from __future__ import annotations

from churn_desktop.pages import terms
from churn_desktop.pages.glossary.tallies import THINGS, TIMES, tally_of
from churn_desktop.pages.model import Tally, Unit


def test_every_name_is_a_term_of_the_glossary() -> None:
    for key in TIMES | THINGS:
        assert terms.title(key)
    assert not TIMES & THINGS


def test_measures_know_what_they_count() -> None:
    assert terms.measure("lost", Unit.COUNT).tally is Tally.CUSTOMERS
    assert terms.measure("opening", Unit.COUNT, term="exposed_periods").tally is (
        Tally.TIMES
    )
    assert tally_of("health") is Tally.THINGS
