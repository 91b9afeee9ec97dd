from __future__ import annotations

import pytest

from churn_desktop.engine.movements import COLUMNS
from churn_desktop.engine.rates import RATES
from churn_desktop.engine.revenue import REVENUE_RATES
from churn_desktop.pages.glossary import general

LONGEST_HEADING = 36


@pytest.mark.parametrize("key", general.TERMS)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    term = general.TERMS[key]
    assert 0 < len(term.title) <= LONGEST_HEADING
    assert term.title[0].isupper() or term.title[0].isdigit()
    assert term.note.endswith(".")


def test_the_engine_has_no_measure_without_a_name() -> None:
    assert set(COLUMNS) <= set(general.MOVEMENTS)
    assert set(RATES) == set(general.RATES)
    assert set(REVENUE_RATES) <= set(general.REVENUE)


def test_no_key_is_defined_twice() -> None:
    parts = (
        general.MOVEMENTS, general.RATES, general.REVENUE, general.SURVIVAL,
        general.STAGES, general.GENERAL,
    )  # fmt: skip
    assert sum(len(part) for part in parts) == len(general.TERMS)


def test_the_names_of_the_definitions_differ() -> None:
    titles = [general.RATES[key].title for key in RATES]
    assert len(titles) == len(set(titles))
