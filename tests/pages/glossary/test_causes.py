from __future__ import annotations

import pytest

from churn_desktop.pages.glossary import causes
from churn_desktop.pages.glossary.general import TERMS
from churn_desktop.pages.terms import note, title
from tests.pages.glossary.test_general import LONGEST_HEADING


@pytest.mark.parametrize("key", causes.WHY)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    assert 0 < len(title(key)) <= LONGEST_HEADING
    assert title(key)[0].isupper() or title(key)[0].isdigit()
    assert note(key).endswith(".")


def test_no_key_is_defined_twice() -> None:
    parts = (
        causes.COHORTS, causes.SEGMENTS, causes.REASONS, causes.SIGNALS,
        causes.INCENTIVES,
    )  # fmt: skip
    assert sum(len(part) for part in parts) == len(causes.WHY)
    assert not set(causes.WHY) & set(TERMS)
