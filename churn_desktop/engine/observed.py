"""Who is behind a step of a survival curve, or behind a stage of a customer's life."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Amounts, Book, Codes, Mask
from churn_desktop.engine.stages import months_lived

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """Stays as a survival curve counts them, and whose they are.

    Attributes
    ----------
    customer : ndarray of int32
        Of each stay.
    length, entry : ndarray of float64
        As for `survival.kaplan_meier`.
    ended : ndarray of bool
    """

    customer: Codes
    length: Amounts
    ended: Mask
    entry: Amounts

    @classmethod
    def in_own_unit(cls, book: Book) -> Observed:
        """Take the stays in the unit of the book; of length 0 that ended as 0.5."""
        lived = book.durations.known
        length = np.where((lived.length == 0) & lived.ended, 0.5, lived.length)
        return cls(lived.customer, length, lived.ended, lived.entry)

    @classmethod
    def in_months(cls, book: Book) -> Observed:
        """Take the stays in months, as `stages.months_lived`."""
        lived = months_lived(book)
        length = np.where((lived.months == 0) & lived.ended, 0.5, lived.months)
        return cls(book.durations.known.customer, length, lived.ended, lived.entry)

    def at_risk(self, time: float) -> Codes:
        """Give who was under observation just before a time, each once, ascending.

        Examples
        --------
        >>> seen = Observed(np.arange(3, dtype=np.int32), np.array([1.0, 2, 5]),
        ...                 np.array([True, False, True]), np.zeros(3))
        >>> seen.at_risk(2).tolist(), seen.left(5).tolist(), seen.last_seen(2).tolist()
        ([1, 2], [2], [1])
        """
        reached = self.length >= time - _ROUNDING
        begun = (self.entry < time - _ROUNDING) | (self.entry <= self._start)
        return self._customers(reached & begun)

    def left(self, time: float) -> Codes:
        """Give who left at a time."""
        return self._customers(self._at(time) & self.ended)

    def last_seen(self, time: float) -> Codes:
        """Give who was last seen, still there, at a time."""
        return self._customers(self._at(time) & ~self.ended)

    def of_lengths(self, low: float, high: float, *, ended: bool = False) -> Codes:
        """Give whose stays are longer than one length and no longer than another.

        Parameters
        ----------
        low, high : float
            Stays of length 0 belong to the stage that begins at 0.
        ended : bool
            Only those that ended.
        """
        here = (self.length <= high) & ((self.length > low) | (low == 0))
        return self._customers(here & self.ended if ended else here)

    @property
    def _start(self) -> float:
        return float(self.entry.min(initial=np.inf))

    def _at(self, time: float) -> Mask:
        # Who does not go beyond a later entry was never under observation.
        seen = (self.length > self.entry) | (self.entry <= self._start)
        return seen & (np.abs(self.length - time) <= _ROUNDING)

    def _customers(self, chosen: Mask) -> Codes:
        return np.unique(self.customer[chosen])
