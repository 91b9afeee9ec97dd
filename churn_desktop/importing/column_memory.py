"""What was found out about a column, for as long as there is that column.

An edit replaces the columns it changes and leaves all others as they are, so most of
what is known about a list still holds afterwards.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from threading import RLock
from typing import Generic, TypeAlias, TypeVar
from weakref import ref

from churn_desktop.core.table import Column, Kinds

Found = TypeVar("Found")

_Key: TypeAlias = tuple[int, int]

MOST = 32_000_000
"""So many cells are remembered; the column not asked for longest goes first."""


class ColumnMemory(Generic[Found]):
    """Remembers one answer for each column.

    Examples
    --------
    >>> import numpy as np
    >>> column = Column(np.array(["a"], dtype=object), np.ones(1, dtype=np.uint8))
    >>> memory = ColumnMemory[int]()
    >>> memory.recall(column, lambda: 5), memory.recall(column, lambda: 6)
    (5, 5)
    """

    def __init__(self) -> None:
        self._known: OrderedDict[_Key, tuple[ref[Kinds], int, Found]] = OrderedDict()
        self._cells = 0
        # The same thread may come back for a column that is freed meanwhile.
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._known)

    def recall(self, column: Column, find_out: Callable[[], Found]) -> Found:
        """Give what is known about a column, or find it out.

        Parameters
        ----------
        column : Column
        find_out : callable
            Must depend on nothing but the column.
        """
        key = id(column.kinds), column.text.__array_interface__["data"][0]
        with self._lock:
            known = self._known.get(key)
            # Another array may have been given the place of one that is gone.
            if known is not None and known[0]() is column.kinds:
                self._known.move_to_end(key)
                return known[2]
        found = find_out()
        with self._lock:
            self._forget(key)
            gone = partial(self._forget_freed, key)
            self._known[key] = ref(column.kinds, gone), len(column.kinds), found
            self._cells += len(column.kinds)
            while self._cells > MOST and len(self._known) > 1:
                self._forget(next(iter(self._known)))
        return found

    def _forget_freed(self, key: _Key, freed: ref[Kinds]) -> None:
        with self._lock:
            known = self._known.get(key)
            if known is not None and known[0] is freed:
                self._forget(key)

    def _forget(self, key: _Key) -> None:
        known = self._known.pop(key, None)
        if known is not None:
            self._cells -= known[1]
