"""Text as it can be drawn: names of customers may hold any letter there is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from churn_desktop.output.charts.style import fonts

MISSING = "\u25a1"
"""Stands for a letter that no font of this computer has."""

# Letters that every font for this has; most texts hold nothing else.
_USUAL = re.compile(r"[\n -~ -ſ–—‘’“”•…←→−≤≥、-〟一-鿿！-～]*")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Control signs and joiners; skin colours and the like go with their emoji."""


def drawable(text: str) -> str:
    r"""Replace what cannot be drawn: unseen signs by nothing, unknown ones by a box.

    Examples
    --------
    >>> drawable("Anna\u200b Ng\x07"), drawable("客户 “A”")
    ('Anna Ng', '客户 “A”')
    """
    if _USUAL.fullmatch(text):
        return text
    known = _known(fonts())
    return "".join(
        letter if letter == "\n" or ord(letter) in known else MISSING
        for letter in text.replace("\t", " ")
        if letter == "\n" or unicodedata.category(letter) not in _UNSEEN
    )


@cache
def _known(families: tuple[str, ...]) -> frozenset[int]:
    """List the letters that some font has."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    found: set[int] = set()
    for family in families:
        found.update(get_font(findfont(FontProperties(family=[family]))).get_charmap())
    return frozenset(found)
