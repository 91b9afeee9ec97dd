"""Which rows of a sheet are its headings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Grid, Kind
from churn_desktop.importing.distinct import plain
from churn_desktop.importing.flags import NO_WORDS, YES_WORDS
from churn_desktop.importing.headings import is_row_number, meanings, names_codes
from churn_desktop.importing.months import month_of

Filled: TypeAlias = npt.NDArray[np.bool_]

LOOKED_AT = 60
"""Headings are looked for in so many rows from the top."""
_BODY = 30
_LEAD = 1.5
_VALUES_ABOVE = 2
_LONGEST = 80
_WIDEST = 400
"""So many cells of a row are looked at."""

_DIGITS_ONLY = re.compile(r"[\s\d.,:/+()%¥$€£#−-]*(?:[元万亿]|[ap]m)?", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\d+[年月日季时]|\d+(?:st|nd|rd|th)?[ -][a-z]{3}\b", re.IGNORECASE
)
_MONTH = re.compile(r"\d{4}[-/.]\d{1,2}\b")
_SAID = re.compile(r"[:：]\s*\S|@|[。；!?！？]|https?$")


class HeadingRows(NamedTuple):
    """Rows counted from 0; ``last`` is -1 where a sheet has no headings."""

    first: int
    last: int


def find_heading_rows(
    grid: Grid, filled: Filled, forced: int | None = None
) -> HeadingRows:
    """Find the heading row, and the row of groups above it if there is one.

    Parameters
    ----------
    grid : Grid
    filled : ndarray of bool, shape (rows, columns)
        Which cells are not blank.
    forced : int, optional
        The user's choice of the (last) heading row, from 0.
    """
    if forced is not None:
        paired = forced > 0 and _is_pair(grid, filled, forced - 1)
        return HeadingRows(forced - paired, forced)
    best, best_score = -1, 0.0
    first = int(np.argmax(filled.any(axis=1))) if filled.any() else 0
    widest = int(filled[: first + LOOKED_AT].sum(axis=1).max(initial=0))
    values: list[int] = []
    for row in range(first, min(first + LOOKED_AT, len(filled))):
        cells = int(filled[row].sum())
        if cells < max(1, min(2, widest)):
            continue
        if _holds_values(grid, filled, row):
            values.append(cells)
        # What stands below rows of values as full is part of the list or a remark.
        if sum(other >= cells for other in values) >= _VALUES_ABOVE:
            continue
        score = _score(grid, filled, row) - 0.02 * (row - first)
        # A row of words below a row as full is more likely the first of the list.
        as_full = best >= 0 and filled[best].sum() >= filled[row].sum()
        if score > best_score + (_LEAD if as_full else 0):
            best, best_score = row, score
    if best < 0:
        return HeadingRows(-1, -1)
    if best > 0 and _is_pair(grid, filled, best - 1):
        return HeadingRows(best - 1, best)
    if best + 1 < len(filled) and _is_pair(grid, filled, best):
        return HeadingRows(best, best + 1)
    return HeadingRows(best, best)


@lru_cache(maxsize=4096)
def is_label(text: str, kind: int) -> bool:
    """Tell whether a cell could be a heading, going by itself.

    The first rows are asked again for each row that could stand above them.

    Examples
    --------
    >>> is_label("Start date", Kind.TEXT), is_label("2024-03-05", Kind.TEXT)
    (True, False)
    """
    if kind != Kind.TEXT or len(text) > 2 * _LONGEST:
        return False
    text = plain(text)
    return bool(
        text
        and len(text) <= _LONGEST
        and text.lower() not in YES_WORDS | NO_WORDS
        and not _DIGITS_ONLY.fullmatch(text)
        and not _DATE_WORDS.match(text)
        and not _SAID.search(text)
    )


def means_something(text: str) -> bool:
    """Tell whether a text is a known heading."""
    return bool(meanings(text)) or is_row_number(text) or names_codes(text)


def _score(grid: Grid, filled: Filled, row: int) -> float:
    """Rate a row as headings; 0 where it cannot be one."""
    columns = np.flatnonzero(filled[row])
    body = filled[row + 1 : row + 1 + _BODY]
    if not body.any() and filled[:row].sum(axis=1).max(initial=0) > 1:
        return 0.0
    cover = min(1.0, len(columns) / max(body.sum(axis=1).max(initial=0), 1))
    columns = columns[:_WIDEST]
    texts = [plain(grid.columns[c][row][: 2 * _LONGEST]) for c in columns]
    labels = [_heads(grid, row, int(c)) for c in columns]
    label = sum(labels) / len(columns)
    known = sum(map(means_something, texts)) / len(columns)
    above_data = [
        head and _mostly_data(grid, row, int(c))
        for c, head in zip(columns, labels, strict=True)
    ]
    contrast = sum(above_data) / len(columns)
    if label < 0.5 or cover < 0.5 or (not known and not contrast and label < 1):
        return 0.0
    different = len(set(texts)) / len(texts)
    return float(2 * known + cover + label + contrast + different / 2)


def _heads(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell could be the heading of what is below it."""
    text, kind = grid.columns[column][row], grid.kinds[column][row]
    if is_label(text, kind):
        return True
    # A month above amounts is a heading, a day above days is not.
    dated = kind == Kind.DATE or bool(_DATE_WORDS.match(text) or _MONTH.match(text))
    return (
        dated and kind in (Kind.DATE, Kind.TEXT) and _numbers_below(grid, row, column)
    )


def _numbers_below(grid: Grid, row: int, column: int) -> bool:
    kinds = grid.kinds[column][row + 1 : row + 1 + _BODY]
    texts = grid.columns[column][row + 1 : row + 1 + _BODY]
    numbers = [
        kind == Kind.NUMBER
        or (kind == Kind.TEXT and text.replace(".", "", 1).isdigit())
        for text, kind in zip(texts, kinds, strict=True)
        if kind != Kind.BLANK
    ]
    return bool(numbers) and sum(numbers) > len(numbers) / 2


def _holds_values(grid: Grid, filled: Filled, row: int) -> bool:
    """Tell whether no cell of a row could be a heading."""
    columns = np.flatnonzero(filled[row])[:_WIDEST]
    return not any(is_label(grid.columns[c][row], grid.kinds[c][row]) for c in columns)


def _mostly_data(grid: Grid, row: int, column: int) -> bool:
    """Tell whether what is below a cell is not text such as headings are."""
    texts = grid.columns[column][row + 1 : row + 1 + _BODY]
    kinds = grid.kinds[column][row + 1 : row + 1 + _BODY]
    data = [
        not is_label(text, kind)
        for text, kind in zip(texts, kinds, strict=True)
        if kind != Kind.BLANK
    ]
    return sum(data) > len(data) / 2


def _is_pair(grid: Grid, filled: Filled, upper: int) -> bool:
    """Tell whether a row groups the headings in the row below it.

    A row above complete and different headings is a title, not a group.
    """
    lower = upper + 1
    if lower >= len(filled) or filled[upper].sum() < 2:
        return False
    below = np.flatnonzero(filled[lower])[:_WIDEST]
    body = filled[lower + 1 : lower + 1 + _BODY].any(axis=0)
    both = filled[upper] | filled[lower]
    texts = [grid.columns[c][lower] for c in below]
    if len(texts) < 2 or not all(
        is_label(text, Kind.TEXT) or month_of(text) is not None for text in texts
    ):
        return False
    above = (grid.columns[c][upper] for c in np.flatnonzero(filled[upper]))
    if any(_SAID.search(text) for text in above) or (body & ~both).any():
        return False
    spans = (~filled[upper] & filled[lower])[np.argmax(filled[upper]) :].any()
    complete = bool(filled[lower][both].all())
    if complete and len(set(texts)) == len(texts):
        return False
    telling = [
        means_something(text) or _mostly_data(grid, lower, int(c))
        for c, text in zip(below, texts, strict=True)
    ]
    return bool(spans or complete) and sum(telling) >= len(telling) / 2
