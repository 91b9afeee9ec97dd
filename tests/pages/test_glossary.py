from __future__ import annotations

import pytest

from churn_desktop.engine.movements import COLUMNS
from churn_desktop.engine.rates import RATES
from churn_desktop.engine.revenue import REVENUE_RATES
from churn_desktop.pages import glossary

LONGEST_HEADING = 36


@pytest.mark.parametrize("key", glossary.TERMS)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    term = glossary.TERMS[key]
    assert 0 < len(term.title) <= LONGEST_HEADING
    assert term.title[0].isupper() or term.title[0].isdigit()
    assert term.note.endswith(".")


def test_the_engine_has_no_measure_without_a_name() -> None:
    assert set(COLUMNS) <= set(glossary.MOVEMENTS)
    assert set(RATES) == set(glossary.RATES)
    assert set(REVENUE_RATES) <= set(glossary.REVENUE)


def test_no_key_is_defined_twice() -> None:
    parts = (
        glossary.MOVEMENTS, glossary.RATES, glossary.REVENUE, glossary.SURVIVAL,
        glossary.STAGES, glossary.GENERAL,
    )  # fmt: skip
    assert sum(len(part) for part in parts) == len(glossary.TERMS)


def test_the_names_of_the_definitions_differ() -> None:
    titles = [glossary.RATES[key].title for key in RATES]
    assert len(titles) == len(set(titles))
