from __future__ import annotations

import pytest

from churn_desktop.core.project import MONEY as ASSUMED
from churn_desktop.pages import money_words
from churn_desktop.pages.glossary import TERMS
from churn_desktop.pages.why_words import WHY


@pytest.mark.parametrize("key", money_words.MONEY)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    term = money_words.MONEY[key]
    assert 0 < len(term.title) <= 36
    assert term.note.endswith(".")


def test_no_key_means_two_things() -> None:
    parts = (money_words.INPUTS, money_words.COST, money_words.VALUE)
    assert sum(map(len, parts)) == len(money_words.MONEY)
    assert not set(money_words.MONEY) & {*TERMS, *WHY}


def test_every_number_one_can_assume_has_a_name() -> None:
    assert set(ASSUMED) - {"headline_replacement"} <= set(money_words.MONEY)
