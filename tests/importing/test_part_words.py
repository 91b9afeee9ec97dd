from __future__ import annotations

import pytest

from churn_desktop.importing import part_words
from churn_desktop.importing.headings import heading_key

LISTED = [
    name
    for name, words in vars(part_words).items()
    if name.isupper() and isinstance(words, frozenset | tuple)
]


@pytest.mark.parametrize("name", LISTED)
def test_parts_are_written_as_heading_keys_are(name: str) -> None:
    words = getattr(part_words, name)
    assert {heading_key(word).words for word in words} == {*words}


def test_nothing_begins_and_ends_alike() -> None:
    assert not part_words.CHINESE_STARTS & part_words.CHINESE_ENDS
    assert not {*part_words.START_STEMS} & {*part_words.END_STEMS}
    assert not part_words.OPENINGS & part_words.CLOSINGS
