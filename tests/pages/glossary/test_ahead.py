from __future__ import annotations

import pytest

from churn_desktop.pages.glossary import ahead
from churn_desktop.pages.glossary.causes import WHY
from churn_desktop.pages.glossary.general import TERMS
from churn_desktop.pages.glossary.money import MONEY


@pytest.mark.parametrize("key", ahead.NEXT)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    term = ahead.NEXT[key]
    assert 0 < len(term.title) <= 36
    assert term.note.endswith(".")


def test_no_key_means_two_things() -> None:
    parts = (
        ahead.FOLLOWUPS, ahead.RENEWALS, ahead.CLAIMS,
        ahead.TARGETS, ahead.WHAT_IF, ahead.CALCULATOR,
        ahead.INCENTIVES,
    )  # fmt: skip
    assert sum(map(len, parts)) == len(ahead.NEXT)
    assert not set(ahead.NEXT) & {*TERMS, *WHY, *MONEY}
