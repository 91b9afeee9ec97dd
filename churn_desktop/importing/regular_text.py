"""Large text files in which every row has the same number of plain fields.

Most exports are such files, and for them splitting is arithmetic on the bytes: no cell
becomes an object before it is known to be another one. Whatever else a text file may
hold - quotes, rows of other lengths, other encodings, control characters - is left to
the child process, which reads all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Grid, Kind
from churn_desktop.core.progress import Progress
from churn_desktop.core.table import Texts
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.parsing.cells import MAX_ROWS, Refused
from churn_desktop.importing.parsing.preflight import (
    FileType,
    named_otherwise,
    sniff,
)
from churn_desktop.importing.parsing.text_files import find_dialect

SMALLEST, LARGEST = 1 << 20, 160 << 20
"""In bytes; starting the child costs less than a file that is smaller."""

_WORD = 8
_WIDEST = 8 * _WORD
"""Longer cells are compared as texts."""
_MOST_COLUMNS = 100
_LONGEST_CELL = 32_767
_HINT = (b"sep=", b"SEP=", b"Sep=")
_BOM = b"\xef\xbb\xbf"
_SAMPLE = 800_000
_DELIMITERS = (",", ";", "\t", "|")
_DOUBTFUL = (b'"', b"\x7f")
"""Quotes, and what the child has something to say about."""
_PIECE = 1 << 17
_MIX = np.uint64(0x9E3779B97F4A7C15)

Bytes: TypeAlias = npt.NDArray[np.uint8]
Places: TypeAlias = npt.NDArray[np.integer]
Words: TypeAlias = npt.NDArray[np.uint64]


class RegularText:
    """The cells of such a file.

    Attributes
    ----------
    grid : Grid
    cells : tuple of Distinct
        For each column its different cells.
    delimiter : str
    """

    def __init__(self, delimiter: str, cells: tuple[Distinct, ...]) -> None:
        self.delimiter, self.cells = delimiter, cells
        self.grid = Grid(
            None,
            tuple(one.texts[one.codes] for one in cells),
            tuple(one.kinds[one.codes].tobytes() for one in cells),
        )


def read_regular(
    path: Path, encoding: str | None, delimiter: str | None, progress: Progress
) -> RegularText | None:
    """Read a text file if it is a large and regular one in UTF-8.

    Parameters
    ----------
    path : Path
    encoding, delimiter : str or None
        What the user chose.
    progress : Progress
        May raise `Cancelled`.

    Returns
    -------
    RegularText or None
        None for every other file, whatever is the matter with it.
    """
    if encoding not in (None, "utf-8"):
        return None
    data = _bytes(path)
    if data is None:
        return None
    sample = data[:_SAMPLE].decode("utf-8", "ignore")
    dialect = find_dialect(sample, delimiter)
    plain = dialect.delimiter in _DELIMITERS and not dialect.after_space
    if not plain or not 1 < dialect.width <= _MOST_COLUMNS:
        return None
    progress(1, dialect.width + 2, phase="reading")
    fields = _fields(data, ord(dialect.delimiter), dialect.width)
    if fields is None:
        return None
    columns = _Columns(data, *fields)
    cells: list[Distinct] = []
    for number in range(dialect.width):
        progress(number + 2, dialect.width + 2, phase="reading")
        found = columns.cells(number, progress)
        if found is None:
            return None
        cells.append(found)
    return RegularText(dialect.delimiter, tuple(cells))


def _bytes(path: Path) -> bytes | None:
    """Give the bytes of a text file without anything doubtful."""
    try:
        size = path.stat().st_size
        if not SMALLEST <= size <= LARGEST:
            return None
        found = sniff(path)
        if found is not FileType.TEXT or named_otherwise(path, found):
            return None
        data = path.read_bytes().removeprefix(_BOM)
    except (OSError, Refused):
        # Whatever it is, the child says it.
        return None
    if data.startswith(_HINT) or _is_doubtful(data):
        return None
    data = data.replace(b"\r\n", b"\n") if b"\r" in data else data
    return data if data.endswith(b"\n") else data + b"\n"


def _is_doubtful(data: bytes) -> bool:
    """Tell whether there is something in a file that only the child can judge."""
    if any(sign in data for sign in _DOUBTFUL):
        return True
    if b"+" in data and b"E+" in data:
        return True
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return True
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return b"\xef\xbf" in data


def _fields(data: bytes, sign: int, width: int) -> tuple[Places, Places] | None:
    """Find where each field begins and how long it is, a row for each column.

    None where some row has another number of fields, nothing in it, or a control
    character.
    """
    raw = np.frombuffer(data, dtype=np.uint8)
    new_line = raw == ord("\n")
    ends = np.flatnonzero(new_line | (raw == sign)).astype(np.int32)
    rows, rest = divmod(len(ends), width)
    if rest or rows > MAX_ROWS or rows < 2:
        return None
    by_row = ends.reshape(rows, width)
    if np.count_nonzero(new_line) != rows or not new_line[by_row[:, -1]].all():
        return None
    tabs = rows * (width - 1) if sign == ord("\t") else 0
    if np.count_nonzero(raw < ord(" ")) != rows + tabs:
        return None
    ends = np.ascontiguousarray(by_row.T)
    begins = np.empty_like(ends)
    begins[1:] = ends[:-1] + 1
    begins[0, 0] = 0
    begins[0, 1:] = ends[-1, :-1] + 1
    blank_row = (ends[-1] - begins[0] == width - 1).any()
    return None if blank_row else (begins, ends - begins)


class _Columns:
    """Gives the different cells of one column after the other."""

    def __init__(self, data: bytes, begins: Places, lengths: Places) -> None:
        self._data, self._begins, self._lengths = data, begins, lengths
        self._ascii = data.isascii()
        # Eight bytes from every place on, as one number.
        padded = data + bytes(_WIDEST)
        self._words: Words = np.ndarray(
            (len(data) + _WIDEST - _WORD + 1,), "<u8", padded, strides=(1,)
        )
        masks = [(1 << (8 * count)) - 1 for count in range(_WORD + 1)]
        self._masks: Words = np.array(masks, dtype=np.uint64)

    def cells(self, number: int, progress: Progress) -> Distinct | None:
        """Give the different cells of a column, in the order in which they come.

        None for a column without any, or with one that is too long.
        """
        begin, length = self._begins[number], self._lengths[number]
        longest = int(length.max())
        if not 0 < longest <= _LONGEST_CELL:
            return None
        if longest > _WIDEST:
            return self._as_texts(begin, length)
        words = self._packed(begin, length, -(-longest // _WORD))
        codes, first = _numbered(words)
        texts = np.concatenate([*self._texts(words[:, first], progress)])
        kinds = np.where(length[first] == 0, Kind.BLANK, Kind.TEXT).astype(np.uint8)
        return Distinct(texts, kinds, codes)

    def _packed(self, begin: Places, length: Places, count: int) -> Words:
        """Give each cell as so many numbers, zeros after its end."""
        words = np.empty((count, len(begin)), dtype=np.uint64)
        for at in range(count):
            left = np.clip(length - _WORD * at, 0, _WORD)
            words[at] = self._words[begin + _WORD * at] & self._masks[left]
        return words

    def _texts(self, words: Words, progress: Progress) -> Iterator[Texts]:
        """Make texts of cells, some at a time: others want to work too."""
        count = words.shape[1]
        for first in range(0, count, _PIECE):
            progress(first, count, phase="reading")
            some = np.ascontiguousarray(words[:, first : first + _PIECE].T)
            packed = some.view(f"S{_WORD * some.shape[1]}").ravel()
            if self._ascii:
                yield packed.astype(str).astype(object)
            else:
                yield np.array([cell.decode() for cell in packed.tolist()], object)

    def _as_texts(self, begin: Places, length: Places) -> Distinct:
        import pandas as pd

        data = self._data
        spans = zip(begin.tolist(), (begin + length).tolist(), strict=True)
        cells = np.array([data[at:end].decode() for at, end in spans], dtype=object)
        codes, texts = pd.factorize(cells)
        found = np.asarray(texts, dtype=object)
        kinds = np.where(found == "", Kind.BLANK, Kind.TEXT).astype(np.uint8)
        return Distinct(found, kinds, codes.astype(np.int32))


def _numbered(words: Words) -> tuple[npt.NDArray[np.int32], Places]:
    """Give equal cells the same number, and tell where each number first comes.

    Numbers that stand for several words could by chance be the same for different
    cells: then the words are numbered one after the other.
    """
    import pandas as pd

    mixed = words[0].copy()
    for word in words[1:]:
        mixed *= _MIX
        mixed ^= word ^ (word >> np.uint64(29))
    codes, _found = pd.factorize(mixed)
    first = _first(codes)
    if not all((word == word[first][codes]).all() for word in words):
        codes = np.zeros(words.shape[1], dtype=np.int64)
        for word in words:
            own, found = pd.factorize(word)
            codes, _found = pd.factorize(codes * len(found) + own)
        first = _first(codes)
    return codes.astype(np.int32), first


def _first(codes: npt.NDArray[np.intp]) -> Places:
    first = np.empty(int(codes.max()) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first
