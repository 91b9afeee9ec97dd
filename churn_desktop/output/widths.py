"""How much room a text takes, counted in narrow letters: a Chinese one takes two.

Good enough to break lines, size cells and thin out labels without asking a font.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

# What must not stand at the beginning, or at the end, of a line.
_CLOSING = set("、。，．：；！？）］｝》」』】〕…％%,.:;!?)]}’”·")
_OPENING = set("（［｛《「『【〔([{‘“¥￥$€")
_NO_WIDTH = {"Mn", "Me", "Cf"}


def width(text: str) -> int:
    """Measure one line.

    Examples
    --------
    >>> width("churn"), width("客户流失率")
    (5, 10)
    """
    if text.isascii():
        return len(text)
    return sum(_letter_width(letter) for letter in text)


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns where that is possible.

    Lines break at spaces and beside Chinese letters, never before a closing or
    behind an opening sign; a longer word is cut.

    Examples
    --------
    >>> wrap("lost ÷ at start", 8)
    ['lost ÷', 'at start']
    >>> wrap("期初客户，期末客户", 8)
    ['期初客', '户，期末', '客户']
    """
    columns = max(columns, 2)
    return [line for part in text.splitlines() or [""] for line in _fill(part, columns)]


def shorten(text: str, columns: int) -> str:
    """Cut a text to so many columns, with … in the place of what is missing.

    Examples
    --------
    >>> shorten("customers", 6), shorten("客户流失率", 5)
    ('custo…', '客户…')
    """
    if width(text) <= columns:
        return text
    room, kept = columns - 1, ""
    for letter in text:
        room -= _letter_width(letter)
        if room < 0:
            break
        kept += letter
    return kept.rstrip() + "…"


def _letter_width(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 2
    return 0 if unicodedata.category(letter) in _NO_WIDTH else 1


def _fill(text: str, columns: int) -> list[str]:
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        rest = piece
        if line and used + width(rest.rstrip()) > columns:
            lines.append(line.rstrip())
            line, used = "", 0
            rest = rest.lstrip()
        while width(rest.rstrip()) > columns:
            head = _head(rest, columns)
            lines.append(head)
            rest = rest[len(head) :]
        line += rest
        used += width(rest)
    return [*lines, line.rstrip()]


def _head(word: str, columns: int) -> str:
    taken, used = 0, 0
    for letter in word:
        used += _letter_width(letter)
        if used > columns and taken:
            break
        taken += 1
    return word[:taken]


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end; each piece keeps the space behind it."""
    pieces, begin = [], 0
    for at, (before, after) in enumerate(pairwise(text), start=1):
        wide = "W" in (_kind(before), _kind(after))
        free = before == " " or (wide and before not in _OPENING)
        if free and after != " " and after not in _CLOSING:
            pieces.append(text[begin:at])
            begin = at
    return [*pieces, text[begin:]]


def _kind(letter: str) -> str:
    return "W" if unicodedata.east_asian_width(letter) in "WF" else "N"
