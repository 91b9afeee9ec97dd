from __future__ import annotations

import pytest

from churn_desktop.pages.glossary.general import TERMS
from churn_desktop.pages.glossary.purchases import PURCHASES
from churn_desktop.pages.terms import note, title
from tests.pages.glossary.test_general import LONGEST_HEADING


@pytest.mark.parametrize("key", PURCHASES)
def test_a_term_is_a_short_heading_and_one_sentence(key: str) -> None:
    assert 0 < len(title(key)) <= LONGEST_HEADING
    assert note(key).endswith(".")
    assert key not in TERMS
