"""Where the fields of a text begin and end, if every row has the same number of them.

A field may stand in quotes, with delimiters in it, but with no quote and no end of a
line: then splitting is arithmetic on the bytes.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.progress import Progress
from churn_desktop.importing.parsing.cells import MAX_ROWS
from churn_desktop.importing.text_bytes import Bytes, TextBytes

Places: TypeAlias = npt.NDArray[np.int32]

_LINE, _RETURN, _QUOTE, _TAB, _SPACE = b'\n\r"\t '
_PIECE = 1 << 18
"""Bytes looked at together: few enough to stay close to the processor."""


class FieldColumn(NamedTuple):
    """The fields of one column, without the quotes around them.

    Attributes
    ----------
    begin, length : ndarray of int32
        Places in the text and numbers of bytes.
    quoted : int
        How many stand in quotes.
    """

    begin: Places
    length: Places
    quoted: int


class Fields:
    """The fields of a text.

    Parameters
    ----------
    data : ndarray of uint8
        The text.
    ends : ndarray of int32, shape (columns, rows)
        Where the character stands that ends each of them.
    quotes : int
        How many quotes are in the text.
    pairs : bool
        Whether two characters end a line, as on Windows.
    """

    def __init__(self, data: Bytes, ends: Places, quotes: int, pairs: bool) -> None:
        self.width, self.rows = ends.shape
        self.quotes = quotes
        self._data, self._ends, self._pairs = data, ends, pairs

    def column(self, number: int) -> FieldColumn:
        """Give one column."""
        begin = np.zeros(self.rows, dtype=np.int32)
        if number:
            np.add(self._ends[number - 1], 1, out=begin)
        else:
            np.add(self._ends[-1, :-1], 1, out=begin[1:])
        length = self._ends[number] - begin
        if self._pairs and number == self.width - 1:
            length -= 1
        if not self.quotes:
            return FieldColumn(begin, length, 0)
        quoted = (length > 1) & (self._data[begin] == _QUOTE)
        quoted &= self._data[begin + length - 1] == _QUOTE
        begin += quoted
        length -= 2 * quoted.astype(np.int32)
        return FieldColumn(begin, length, int(np.count_nonzero(quoted)))


def find_fields(
    text: TextBytes, delimiter: str, width: int, progress: Progress
) -> Fields | None:
    """Find the fields of a text.

    Parameters
    ----------
    text : TextBytes
    delimiter : str
        An ASCII character.
    width : int
        How many fields each row should have.
    progress : Progress
        May raise `Cancelled`.

    Returns
    -------
    Fields or None
        None where some row has another number of fields, or a control character.
    """
    data = text.data[: len(text)]
    found = _ends(data, ord(delimiter), progress)
    rows, rest = divmod(len(found.ends), width)
    if rest or rows != found.lines or not 2 <= rows <= MAX_ROWS:
        return None
    ends = np.ascontiguousarray(found.ends.reshape(rows, width).T)
    in_pair = data[ends[-1] - 1] == _RETURN
    tabs = width - 1 if ord(delimiter) == _TAB else 0
    expected = rows * (1 + tabs) + np.count_nonzero(in_pair)
    if found.controls != expected or (data[ends[-1]] != _LINE).any():
        return None
    if in_pair.any() and not in_pair.all():
        return None
    return Fields(text.data, ends, found.quotes, bool(in_pair[0]))


class _Ends(NamedTuple):
    """Where fields end; how many lines, control characters and quotes there are."""

    ends: Places
    lines: int
    controls: int
    quotes: int


def _ends(data: Bytes, sign: int, progress: Progress) -> _Ends:
    ends, lines, controls, quotes = [], 0, 0, 0
    for at in range(0, len(data), _PIECE):
        progress(at, len(data), phase="reading")
        part = data[at : at + _PIECE]
        is_line, is_quote = part == _LINE, part == _QUOTE
        is_end = (part == sign) | is_line
        within = quotes % 2
        some = int(np.count_nonzero(is_quote))
        if some or within:
            # Odd from a quote to the next one.
            inside = np.bitwise_xor.accumulate(is_quote.view(np.uint8))
            is_end &= inside == within
        ends.append((np.flatnonzero(is_end) + at).astype(np.int32))
        lines += int(np.count_nonzero(is_line))
        controls += int(np.count_nonzero(part < _SPACE))
        quotes += some
    return _Ends(np.concatenate(ends), lines, controls, quotes)
