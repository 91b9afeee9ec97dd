from __future__ import annotations

import pytest

from churn_desktop.core.project import MONEY as ASSUMED
from churn_desktop.pages.glossary import money
from churn_desktop.pages.glossary.causes import WHY
from churn_desktop.pages.glossary.general import TERMS


@pytest.mark.parametrize("key", money.MONEY)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    term = money.MONEY[key]
    assert 0 < len(term.title) <= 36
    assert term.note.endswith(".")


def test_no_key_means_two_things() -> None:
    parts = (money.INPUTS, money.COST, money.VALUE)
    assert sum(map(len, parts)) == len(money.MONEY)
    assert not set(money.MONEY) & {*TERMS, *WHY}


def test_every_number_one_can_assume_has_a_name() -> None:
    assert set(ASSUMED) - {"headline_replacement"} <= set(money.MONEY)
