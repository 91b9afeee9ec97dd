"""The different cells of a column of fields, told apart before they become texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Progress
from churn_desktop.core.table import Texts
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.text_bytes import PADDING, TextBytes
from churn_desktop.importing.text_fields import FieldColumn, Places

LONGEST = 32_767
"""Bytes of a cell; longer ones, and what follows, the child tells about."""

_DOUBTFUL = ("E+", "\x7f", "\ufffd", "\ufffe", "\uffff")

_WORD = 8
_WIDEST = PADDING
"""Longer cells are compared as texts."""
_PIECE = 1 << 17
_SPACE = ord(" ")
_SAMPLE = 4096
"""Of so many cells two are the same, unless nearly all of a column differ."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_NOT_ASCII = np.uint64(0x8080808080808080)

Words: TypeAlias = npt.NDArray[np.uint64]
Codes: TypeAlias = npt.NDArray[np.int32]
Cells: TypeAlias = Sequence[bytes | memoryview]
Positions: TypeAlias = npt.NDArray[np.integer]


class FieldCells:
    """Makes cells of the fields of a text.

    Parameters
    ----------
    text : TextBytes
    """

    def __init__(self, text: TextBytes) -> None:
        self._data = text.data
        # Eight bytes from every place on, as one number.
        self._words: Words = np.ndarray(
            (len(text) + PADDING - _WORD + 1,), "<u8", text.data, strides=(1,)
        )
        masks = [(1 << (8 * count)) - 1 for count in range(_WORD + 1)]
        self._masks: Words = np.array(masks, dtype=np.uint64)

    def of(self, column: FieldColumn, progress: Progress) -> Distinct | None:
        """Give the different cells of a column, in the order in which they come.

        None for a column without any, and where the child has something to say about
        one of them.

        Raises
        ------
        UnicodeDecodeError
            If one of them is not in UTF-8.
        """
        begin, length, _ = column
        longest = int(length.max())
        if not 0 < longest <= LONGEST:
            return None
        if longest > _WIDEST:
            return self._as_texts(begin, length, progress)
        words = self._packed(begin, length, -(-longest // _WORD))
        codes, first = numbered(words)
        if len(first) < len(codes):
            words, begin, length = words[:, first], begin[first], length[first]
        texts = _decoded(lambda s: _unpacked(words[:, s]), len(first), progress)
        if texts is None:
            return None
        kinds = np.where(length == 0, Kind.BLANK, Kind.TEXT).astype(np.uint8)
        trimmed = self._are_trimmed(words, begin + length - 1)
        codes = codes.astype(np.min_scalar_type(-len(texts)))
        return Distinct(texts, kinds, codes, trimmed)

    def _packed(self, begin: Places, length: Places, count: int) -> Words:
        """Give each cell as so many numbers, zeros after its end."""
        words = np.empty((count, len(begin)), dtype=np.uint64)
        for at in range(count):
            left = np.clip(length - _WORD * at, 0, _WORD)
            words[at] = self._words[begin + _WORD * at]
            words[at] &= self._masks[left]
        return words

    def _are_trimmed(self, words: Words, last: Places) -> bool:
        """Tell whether all are ASCII without a space around them."""
        if any((word & _NOT_ASCII).any() for word in words):
            return False
        before = words[0] & np.uint64(0xFF) == _SPACE
        return not before.any() and not (self._data[last] == _SPACE).any()

    def _as_texts(
        self, begin: Places, length: Places, progress: Progress
    ) -> Distinct | None:
        import pandas as pd

        data, end = self._data.data, begin + length

        def cells(some: slice) -> Cells:
            spans = zip(begin[some].tolist(), end[some].tolist(), strict=True)
            return [data[first:last] for first, last in spans]

        decoded = _decoded(cells, len(begin), progress)
        if decoded is None:
            return None
        codes, found = pd.factorize(decoded)
        texts = np.asarray(found, dtype=object)
        kinds = np.where(texts == "", Kind.BLANK, Kind.TEXT).astype(np.uint8)
        return Distinct(texts, kinds, codes.astype(np.int32))


def numbered(words: Words) -> tuple[Codes, Positions]:
    """Give equal cells the same number, and tell where each number first comes.

    Numbers that stand for several words could by chance be the same for different
    cells: then the words are numbered one after the other.

    Parameters
    ----------
    words : ndarray of uint64, shape (words, cells)

    Examples
    --------
    >>> codes, first = numbered(np.array([[5, 3, 5], [0, 0, 0]], dtype=np.uint64))
    >>> codes.tolist(), first.tolist()
    ([0, 1, 0], [0, 1])
    """
    import pandas as pd

    mixed = words[0]
    for word in words[1:]:
        mixed = mixed * _MIX ^ word ^ (word >> np.uint64(29))
    if _all_differ(mixed):
        each = np.arange(len(mixed), dtype=np.int32)
        return each, each
    codes, _found = pd.factorize(mixed)
    first = _first(codes)
    # One word alone is not mixed.
    exact = len(words) == 1
    if not exact and not all((word == word[first][codes]).all() for word in words):
        codes = np.zeros(words.shape[1], dtype=np.int64)
        for word in words:
            own, found = pd.factorize(word)
            codes, _found = pd.factorize(codes * len(found) + own)
        first = _first(codes)
    return codes.astype(np.int32), first


def _all_differ(numbers: Words) -> bool:
    """Tell whether all numbers differ, which sorting shows sooner than counting."""
    some = np.sort(numbers[:: max(1, len(numbers) // _SAMPLE)])
    if (some[1:] == some[:-1]).any():
        return False
    in_order = np.sort(numbers)
    return not (in_order[1:] == in_order[:-1]).any()


def _first(codes: npt.NDArray[np.intp]) -> Positions:
    first = np.empty(int(codes.max()) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def _unpacked(words: Words) -> Cells:
    """Give the bytes of packed cells."""
    some = np.ascontiguousarray(words.T)
    return some.view(f"S{_WORD * len(words)}").ravel().tolist()


def _decoded(
    cells: Callable[[slice], Cells], count: int, progress: Progress
) -> Texts | None:
    """Make texts of cells, some at a time: others want to work too."""
    texts = np.empty(count, dtype=object)
    for at in range(0, count, _PIECE):
        progress(at, count, phase="reading")
        # All at once: a call for each of them takes twice the time.
        whole = b"\n".join(cells(slice(at, at + _PIECE))).decode()
        if any(sign in whole for sign in _DOUBTFUL):
            return None
        texts[at : at + _PIECE] = whole.split("\n")
    return texts
