from __future__ import annotations

import pytest

from churn_desktop.pages import next_words
from churn_desktop.pages.glossary import TERMS
from churn_desktop.pages.money_words import MONEY
from churn_desktop.pages.why_words import WHY


@pytest.mark.parametrize("key", next_words.NEXT)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    term = next_words.NEXT[key]
    assert 0 < len(term.title) <= 36
    assert term.note.endswith(".")


def test_no_key_means_two_things() -> None:
    parts = (
        next_words.FOLLOWUPS, next_words.RENEWALS, next_words.CLAIMS,
        next_words.TARGETS, next_words.WHAT_IF, next_words.CALCULATOR,
        next_words.INCENTIVES,
    )  # fmt: skip
    assert sum(map(len, parts)) == len(next_words.NEXT)
    assert not set(next_words.NEXT) & {*TERMS, *WHY, *MONEY}
