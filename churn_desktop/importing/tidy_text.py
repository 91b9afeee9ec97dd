"""Texts without what nobody meant to type: outer spaces, wide letters, odd spaces."""

from __future__ import annotations

import re

import numpy as np

from churn_desktop.core.book import Mask
from churn_desktop.core.grid import Kind
from churn_desktop.core.schema import Content
from churn_desktop.core.table import Column
from churn_desktop.importing.distinct import plain

SLICE = 16_384
"""Cells looked at in one step, so that no step holds up the window."""

_BETWEEN = "\0"
_WIDE = {
    wide: wide - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for wide in range(first, last + 1)
}
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
# Joiners stay: names in some scripts and pictures are made with them.
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])
_PUT_RIGHT = {**_WIDE, **_SPACES, **_UNSEEN}

_OTHER_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"
_ODD = re.compile("[" + "".join(map(chr, _PUT_RIGHT)) + "]")


def tidied(text: str) -> str:
    """Take outer spaces and invisible characters away; write wide letters narrow.

    Brackets and punctuation stay as they are: in Chinese the wide ones are right. Two
    ids that were one customer before are one afterwards, and two stay two.

    Examples
    --------
    >>> tidied(" Ｐｒｏ\u3000套餐 "), tidied("张三（老客户）")
    ('Pro 套餐', '张三（老客户）')
    """
    if text.isascii():
        return text.strip()
    found = text.translate(_PUT_RIGHT).strip()
    if found.isascii():
        found = " ".join(found.split())
    return found if plain(found) == plain(text) else text.strip()


def tidy_cell(text: str, content: Content) -> str:
    """Tidy a cell of a column; figures and dates lose every wide form.

    Examples
    --------
    >>> tidy_cell("１，２００．５", Content.AMOUNT)
    '1,200.5'
    """
    found = tidied(text)
    return found if content == Content.TEXT or found == text else plain(text)


def untidy(column: Column) -> Mask:
    """Tell which texts of a column could be written more tidily.

    Examples
    --------
    >>> texts = np.array(["Pro", "Pro ", "Ｐｒｏ"], dtype=object)
    >>> untidy(Column(texts, np.full(3, Kind.TEXT, dtype=np.uint8))).tolist()
    [False, True, True]
    """
    found = np.zeros(len(column.text), dtype=bool)
    is_text = column.kinds == Kind.TEXT
    for start in range(0, len(found), SLICE):
        part = slice(start, start + SLICE)
        if not is_text[part].any():
            continue
        texts = column.text[part].tolist()
        if _looks_tidy(_BETWEEN.join(texts)):
            continue
        # The same text often stands in many cells.
        odd_texts = {text for text in set(texts) if tidied(text) != text}
        found[part] = [text in odd_texts for text in texts]
    odd: Mask = found & is_text
    return odd


def _looks_tidy(joined: str) -> bool:
    """Tell at one glance that many cells need no closer look."""
    whole = f"{_BETWEEN}{joined}{_BETWEEN}"
    # Looked for one by one: a pattern with all of them takes twenty times as long.
    if f" {_BETWEEN}" in whole or f"{_BETWEEN} " in whole:
        return False
    if any(space in whole for space in _OTHER_SPACES):
        return False
    return joined.isascii() or not _ODD.search(joined)
