"""Rows of a worksheet that are all written alike, matched whole.

In a list, nearly every row has the same columns with the same styles. One expression
for such a row finds its values three times as fast as one for a cell, and gives columns
without sorting cells into them. It is made from rows already read, and it only counts
when it matches every row of a piece from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from churn_desktop.importing.parsing.sheet_parser import COLUMNS, RawCell

_WIDEST = 200
_FEWEST_CELLS = 40
_MOST_STYLES = 8


class RowPattern:
    """Matches rows with the columns and attributes of those it was made from.

    Parameters
    ----------
    prefix : str
        Of the XML namespace, such as ``"x:"``.
    columns : dict of str to list of str
        For each column's letters the attributes its filled cells may have.
    """

    def __init__(self, prefix: str, columns: dict[str, list[str]]) -> None:
        letters = sorted(columns, key=COLUMNS.__getitem__)
        self.columns = [(COLUMNS[name], columns[name][0]) for name in letters]
        self._row = f"<{prefix}row"
        cells = [_cell(prefix, name, columns[name]) for name in letters]
        self._pattern = re.compile(
            rf'<{prefix}row r="([0-9]+)"[^>]*>{"".join(cells)}</{prefix}row>'
        )

    def values(self, text: str) -> tuple[int, list[tuple[str, ...]]] | None:
        """Give the first row's number and the values of each column.

        None when not every row fits, or when rows are missing between.
        """
        rows = self._pattern.findall(text)
        if not rows or len(rows) != text.count(self._row):
            return None
        numbers, *columns = zip(*rows, strict=True)
        first = int(numbers[0])
        if [*map(str, range(first, first + len(rows)))] != [*numbers]:
            return None
        return first, columns


def _cell(p: str, letters: str, attributes: list[str]) -> str:
    """Write the expression for a cell that may be blank or absent."""
    if 't="inlineStr"' in attributes[0]:
        keep = '(?: xml:space="preserve")?'
        value = f"<{p}is><{p}t{keep}>([^<]*+)</{p}t></{p}is>"
    else:
        value = f"<{p}v>([^<]*+)</{p}v>"
    either = "|".join(map(re.escape, attributes))
    filled = f"(?:{either})>{value}</{p}c>"
    # Nothing here ever needs a second try, which "+" after a quantifier rules out.
    return rf'(?:<{p}c r="{letters}\1"(?:{filled}|[^>/]*+/>))?+'


def learn(
    prefix: str, cells: Sequence[RawCell], sort: Callable[[str], object]
) -> RowPattern | None:
    """Make a pattern from rows already read; None when they differ too much.

    Parameters
    ----------
    prefix : str
    cells : sequence of RawCell
    sort : callable
        Gives what matters of a cell's attributes; a column may only have one sort.
    """
    if len(cells) < _FEWEST_CELLS:
        return None
    columns: dict[str, list[str]] = {}
    for letters, _, attributes, formula, value in cells:
        if formula:
            return None
        if value:
            known = columns.setdefault(letters, [attributes])
            if attributes not in known:
                if sort(attributes) != sort(known[0]) or len(known) >= _MOST_STYLES:
                    return None
                known.append(attributes)
    return RowPattern(prefix, columns) if 0 < len(columns) <= _WIDEST else None
