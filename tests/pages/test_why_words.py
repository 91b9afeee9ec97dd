from __future__ import annotations

import pytest

from churn_desktop.pages import why_words
from churn_desktop.pages.glossary import TERMS
from churn_desktop.pages.terms import note, title
from tests.pages.test_glossary import LONGEST_HEADING


@pytest.mark.parametrize("key", why_words.WHY)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    assert 0 < len(title(key)) <= LONGEST_HEADING
    assert title(key)[0].isupper() or title(key)[0].isdigit()
    assert note(key).endswith(".")


def test_no_key_is_defined_twice() -> None:
    parts = (
        why_words.COHORTS, why_words.SEGMENTS, why_words.REASONS, why_words.SIGNALS,
        why_words.INCENTIVES,
    )  # fmt: skip
    assert sum(len(part) for part in parts) == len(why_words.WHY)
    assert not set(why_words.WHY) & set(TERMS)
