"""Customers split by what a column says about them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Codes

FEWEST = 20
"""Groups of fewer customers are put together."""
BLANK = ""
"""The label of the customers about whom the column says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """A customer's group, as a number.

    Attributes
    ----------
    labels : tuple of str or None
        What the column says; None for the small groups together, `BLANK` for customers
        without a value. Largest first, then the small ones, then the blank.
    codes : ndarray of int32
        For each customer the position of the label.
    pooled : tuple of str
        The groups that were put together, largest first.

    Examples
    --------
    >>> plan = np.array(["Pro", "Basic", "Pro", "", "Trial", "Free"], dtype=object)
    >>> groups = Groups.of(plan, fewest=2)
    >>> groups.labels, groups.codes.tolist(), groups.pooled
    (('Pro', None, ''), [0, 1, 0, 2, 1, 1], ('Basic', 'Trial', 'Free'))
    """

    labels: tuple[str | None, ...]
    codes: Codes
    pooled: tuple[str, ...]

    @classmethod
    def of(cls, values: npt.NDArray[np.object_], fewest: int = FEWEST) -> Groups:
        """Split customers by a column.

        Parameters
        ----------
        values : ndarray of object
            Text for each customer, `BLANK` where there is none.
        fewest : int
            Smaller groups are put together; the blank never.
        """
        import pandas as pd

        found, names = pd.factorize(values)
        sizes = np.bincount(found, minlength=len(names))
        order = np.argsort(-sizes, kind="stable")
        named = [code for code in order if names[code] != BLANK]
        large = [code for code in named if sizes[code] >= fewest]
        small = [code for code in named if sizes[code] < fewest]

        position = np.zeros(len(names), dtype=np.int32)
        position[large] = np.arange(len(large))
        position[small] = len(large)
        labels: list[str | None] = [str(names[code]) for code in large]
        if small:
            labels.append(None)
        if len(named) < len(names):
            position[names == BLANK] = len(labels)
            labels.append(BLANK)
        return cls(
            tuple(labels), position.take(found), tuple(str(names[c]) for c in small)
        )

    def __len__(self) -> int:
        return len(self.labels)

    def members(self, label: str | None) -> Codes:
        """Give the customers of a group, none for a label that is no group."""
        if label not in self.labels:
            return np.empty(0, dtype=np.int32)
        chosen = self.codes == self.labels.index(label)
        return np.flatnonzero(chosen).astype(np.int32)
