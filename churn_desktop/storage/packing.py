"""Pack cells and numbers into a few bytes, and unpack bytes nobody vouches for.

Texts are joined, repeated ones kept once, and compressed. Nothing here can execute
what it reads: no pickle, no eval, and lengths are checked before memory is taken.
"""

from __future__ import annotations

import zlib
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Kinds, Texts
from churn_desktop.storage.plain_values import Damaged

PART = 16384
"""Rows packed together: few enough that no step holds up the window."""

MOST_TEXT = 1 << 31
"""Bytes of text in one project: as single cells, far more than memory can hold."""

Numbers: TypeAlias = npt.NDArray[np.int64]

_LEVEL = 1
_BETWEEN = "\0"
_JOINED, _REPEATED, _ESCAPED = b"J", b"R", b"E"
_CODE = np.dtype("<u2")
_NUMBER = np.dtype("<i8")


def pack_texts(texts: Texts) -> bytes:
    """Pack at most `PART` texts."""
    import pandas as pd

    try:
        codes, distinct = pd.factorize(texts, use_na_sentinel=False)
        if len(distinct) * 2 > len(texts):
            return _squeeze(_JOINED + _join(texts))
        packed = codes.astype(_CODE).tobytes()
        return _squeeze(_REPEATED + packed + _join(distinct))
    except (TypeError, UnicodeEncodeError):
        # Cells that hold the separator, half a surrogate pair, or no text at all.
        escaped = (_escape(plain_text(text)) for text in texts)
        data = _BETWEEN.join(escaped).encode(errors="surrogatepass")
        return _squeeze(_ESCAPED + data)


def pack_kinds(kinds: Kinds) -> bytes:
    """Pack the kinds of at most `PART` cells."""
    return _squeeze(kinds.astype(np.uint8, copy=False).tobytes())


def pack_numbers(numbers: Numbers) -> bytes:
    """Pack whole numbers that mostly follow each other."""
    return _squeeze(np.diff(numbers, prepend=0).astype(_NUMBER).tobytes())


def plain_text(cell: object) -> str:
    """Give the text of a cell; a missing one has none."""
    if isinstance(cell, str):
        return cell
    # NaN is the one value that differs from itself.
    return "" if cell is None or cell != cell else str(cell)  # noqa: PLR0124


class Unpacker:
    """Unpacks what was packed; `Damaged` when that cannot be what the bytes are.

    Parameters
    ----------
    most : int
        How many bytes of text it gives altogether.
    """

    def __init__(self, most: int = MOST_TEXT) -> None:
        self._left = most

    def texts(self, packed: bytes, count: int) -> Texts:
        """Unpack texts, exactly so many."""
        data = _expand(packed, self._left)
        self._left -= len(data)
        how, data = data[:1], data[1:]
        if how == _REPEATED:
            width = count * _CODE.itemsize
            codes = _numbers(data[:width], _CODE, count)
            distinct = _split(data[width:], int(codes.max(initial=0)) + 1)
            texts: Texts = distinct[codes]
            return texts
        if how not in {_JOINED, _ESCAPED}:
            raise Damaged("text packing")
        return _split(data, count, escaped=how == _ESCAPED)

    def kinds(self, packed: bytes, count: int) -> Kinds:
        """Unpack kinds, exactly so many and each a `Kind`."""
        kinds = _numbers(_expand(packed, count), np.dtype(np.uint8), count)
        if int(kinds.max(initial=0)) > max(Kind):
            raise Damaged("kind")
        return kinds

    def numbers(self, packed: bytes, count: int) -> Numbers:
        """Unpack whole numbers, exactly so many."""
        data = _expand(packed, count * _NUMBER.itemsize)
        return np.cumsum(_numbers(data, _NUMBER, count), dtype=np.int64)


def _join(texts: Texts) -> bytes:
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) != len(texts) - 1:
        raise TypeError
    return joined.encode()


def _split(data: bytes, count: int, *, escaped: bool = False) -> Texts:
    # Counted first: a list of nothing but empty texts takes eight times its bytes.
    if data.count(_BETWEEN.encode()) != count - 1:
        raise Damaged("text count")
    try:
        texts = data.decode(errors="surrogatepass").split(_BETWEEN)
    except UnicodeDecodeError:
        raise Damaged("text encoding") from None
    array = np.empty(count, dtype=object)
    array[:] = [_unescape(text) for text in texts] if escaped else texts
    return array


def _escape(text: str) -> str:
    return text.replace("\1", "\1\2").replace(_BETWEEN, "\1\3")


def _unescape(text: str) -> str:
    return text.replace("\1\3", _BETWEEN).replace("\1\2", "\1")


def _numbers(data: bytes, dtype: np.dtype[Any], count: int) -> npt.NDArray[Any]:
    if len(data) != count * dtype.itemsize:
        raise Damaged("number count")
    return np.frombuffer(data, dtype=dtype)


def _squeeze(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def _expand(packed: bytes, most: int) -> bytes:
    """Undo `_squeeze`, but not beyond so many bytes, whatever they claim to be."""
    opener = zlib.decompressobj()
    try:
        # One byte more than allowed shows that there is more.
        data = opener.decompress(packed, most + 1)
    except zlib.error:
        raise Damaged("compression") from None
    if len(data) > most:
        raise Damaged("too big")
    if not opener.eof or opener.unused_data:
        raise Damaged("compression")
    return data
