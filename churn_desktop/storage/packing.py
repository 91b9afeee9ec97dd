"""Pack cells and numbers into a few bytes, and unpack bytes nobody vouches for.

Texts are joined, repeated ones kept once, and compressed. Nothing here can execute
what it reads: no pickle, no eval, and lengths are checked before memory is taken.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Kinds, Texts

PART = 16384
"""Rows packed together: few enough that no step holds up the window."""

MOST_BYTES = 1 << 30
"""What one part may take in memory."""

_LEVEL = 1
_BETWEEN = "\0"
_JOINED, _REPEATED, _ESCAPED = b"J", b"R", b"E"
_CODE = np.dtype("<u2")


class Damaged(ValueError):
    """Bytes that nobody could have packed."""


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
        plain = [text if isinstance(text, str) else _as_text(text) for text in texts]
        return _squeeze(_ESCAPED + json.dumps(plain).encode("ascii"))


def unpack_texts(packed: bytes, count: int) -> Texts:
    """Unpack texts; `Damaged` unless there are exactly so many."""
    data = _expand(packed)
    how, data = data[:1], data[1:]
    if how == _REPEATED:
        width = count * _CODE.itemsize
        distinct = _split(data[width:])
        codes = _numbers(data[:width], _CODE, count)
        if len(codes) and int(codes.max()) >= len(distinct):
            raise Damaged("text code")
        texts: Texts = distinct[codes]
        return texts
    if how not in {_JOINED, _ESCAPED}:
        raise Damaged("text packing")
    texts = _split(data) if how == _JOINED else _array(_decoded(data))
    if len(texts) != count:
        raise Damaged("text count")
    return texts


def pack_kinds(kinds: Kinds) -> bytes:
    """Pack the kinds of at most `PART` cells."""
    return _squeeze(kinds.astype(np.uint8, copy=False).tobytes())


def unpack_kinds(packed: bytes, count: int) -> Kinds:
    """Unpack kinds; `Damaged` unless there are exactly so many and all are known."""
    kinds = _numbers(_expand(packed), np.dtype(np.uint8), count)
    if len(kinds) and int(kinds.max()) > max(Kind):
        raise Damaged("kind")
    return kinds


def pack_numbers(numbers: npt.NDArray[np.int64]) -> bytes:
    """Pack whole numbers that mostly follow each other."""
    return _squeeze(np.diff(numbers, prepend=0).astype("<i8").tobytes())


def unpack_numbers(packed: bytes, count: int) -> npt.NDArray[np.int64]:
    """Unpack whole numbers; `Damaged` unless there are exactly so many."""
    return np.cumsum(_numbers(_expand(packed), np.dtype("<i8"), count), dtype=np.int64)


def _as_text(cell: object) -> str:
    # NaN is the one value that differs from itself.
    return "" if cell is None or cell != cell else str(cell)  # noqa: PLR0124


def _join(texts: Sequence[str] | Texts) -> bytes:
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) != max(len(texts) - 1, 0):
        raise TypeError
    return joined.encode()


def _split(data: bytes) -> Texts:
    try:
        return _array(data.decode().split(_BETWEEN))
    except UnicodeDecodeError:
        raise Damaged("text encoding") from None


def _decoded(data: bytes) -> list[str]:
    try:
        texts = json.loads(data)
    except (ValueError, RecursionError):
        raise Damaged("text encoding") from None
    if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
        raise Damaged("text encoding")
    return texts


def _array(texts: list[str]) -> Texts:
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    return array


def _numbers(data: bytes, dtype: np.dtype[Any], count: int) -> npt.NDArray[Any]:
    if len(data) != count * dtype.itemsize:
        raise Damaged("number count")
    return np.frombuffer(data, dtype=dtype)


def _squeeze(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def _expand(packed: bytes) -> bytes:
    """Undo `_squeeze`, whatever the bytes claim, within `MOST_BYTES`."""
    opener = zlib.decompressobj()
    try:
        data = opener.decompress(packed, MOST_BYTES)
    except zlib.error:
        raise Damaged("compression") from None
    if not opener.eof or opener.unused_data:
        raise Damaged("compression")
    return data
