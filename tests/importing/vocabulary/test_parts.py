from __future__ import annotations

import pytest

from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.vocabulary import parts

LISTED = [
    name
    for name, words in vars(parts).items()
    if name.isupper() and isinstance(words, frozenset | tuple)
]


@pytest.mark.parametrize("name", LISTED)
def test_parts_are_written_as_heading_keys_are(name: str) -> None:
    words = getattr(parts, name)
    assert {heading_key(word).words for word in words} == {*words}


def test_nothing_begins_and_ends_alike() -> None:
    assert not parts.CHINESE_STARTS & parts.CHINESE_ENDS
    assert not {*parts.START_STEMS} & {*parts.END_STEMS}
    assert not parts.OPENINGS & parts.CLOSINGS
