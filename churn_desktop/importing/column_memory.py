"""What was found out about a column, for as long as nobody edits it.

An edit replaces the columns it changes and leaves all others as they are, so most of
what is known about a list still holds afterwards.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeAlias, TypeVar
from weakref import ref

from churn_desktop.core.table import Column, Kinds

Found = TypeVar("Found")

_Key: TypeAlias = tuple[int, int]

MOST = 512
"""So many columns are remembered; the one not asked for longest goes first."""


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
        self._known: OrderedDict[_Key, tuple[ref[Kinds], Found]] = OrderedDict()
        self._lock = Lock()

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
                return known[1]
        found = find_out()
        with self._lock:
            self._known[key] = ref(column.kinds), found
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return found
