"""Why customers say they leave: how many, how much, when and with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Book, Codes
from churn_desktop.core.schema import Role
from churn_desktop.engine.departures import Departures, find_departures, running
from churn_desktop.engine.groups import BLANK, FEWEST, Groups
from churn_desktop.engine.intervals import Proportion, wilson
from churn_desktop.engine.stages import STAGES

if TYPE_CHECKING:
    import pandas as pd


class Avoidable(StrEnum):
    """Whether one could have done anything about a reason."""

    YES = "avoidable"
    NO = "not_avoidable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """The reasons of everybody who has left.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each reason, the most frequent first and `groups.BLANK`, where none is
        given, last; the columns

        ==================  ==========================================================
        reason              as it stands in the list
        customers           who left for it
        share               customers / all who left
        share_low, _high    Wilson 95 % limits
        mrr_lost            what they paid a month when they left; NaN when no amount
                            of any of them is known
        mrr_share           mrr_lost / mrr_lost of all; NaN when that is 0
        early, mid, late    how many left in each stage; of some it is not known
        avoidable           a value of `Avoidable`; unknown where no reason is given
        ==================  ==========================================================
    avoidable : mapping of Avoidable to Proportion
        Of all who left, those whose reason is of each kind.
    mrr_by_avoidable : mapping of Avoidable to float
        What they paid a month; an unknown amount counts as 0.
    without_amount : int
        Customers who left and whose amount is not known.
    not_left : ndarray of int32
        Customers with a reason for leaving who are still there.
    """

    frame: pd.DataFrame
    avoidable: Mapping[Avoidable, Proportion]
    mrr_by_avoidable: Mapping[Avoidable, float]
    without_amount: int
    not_left: Codes
    _book: Book
    _departures: Departures
    _codes: Codes
    _stage: Codes

    def members(self, reason: str, stage: str | None = None) -> Codes:
        """Give the customers who left for a reason, in a stage or in any.

        Raises
        ------
        ValueError
            For a stage that is none of `stages.STAGES`.
        """
        chosen = np.isin(self._codes, np.flatnonzero(self.frame.reason == reason))
        if stage is not None:
            chosen &= self._stage == STAGES.index(stage)
        return np.asarray(self._departures.customer[chosen])

    def by_owner(self, role: Role, fewest: int = FEWEST) -> pd.DataFrame | None:
        """Count the reasons of the customers of each owner.

        Parameters
        ----------
        role : Role
            Any with texts: a sales owner, a service owner, a plan.
        fewest : int
            Owners of fewer customers, whether these left or not, are put together.

        Returns
        -------
        pandas.DataFrame or None
            A row for each label of `groups.Groups`, a column for each reason, in the
            order of ``frame``; None when the list has no such column.
        """
        import pandas as pd

        owners = self._book.attributes.texts.get(role)
        if owners is None:
            return None
        groups = Groups.of(owners, fewest)
        owner = groups.codes.take(self._departures.customer)
        width = len(self.frame)
        table = np.bincount(owner * width + self._codes, minlength=len(groups) * width)
        return pd.DataFrame(
            table.reshape(len(groups), width),
            index=pd.Index(groups.labels, dtype=object),
            columns=list(self.frame.reason),
        )

    def of_owner(self, role: Role, row: int, reasons: Sequence[str]) -> Codes:
        """Give the customers behind counts of `by_owner`.

        Parameters
        ----------
        role : Role
            One that the list has.
        row : int
            Number of the owner in the table.
        reasons : sequence of str
            Those to count.
        """
        groups = Groups.of(self._book.attributes.texts[role])
        chosen = groups.codes.take(self._departures.customer) == row
        said = np.flatnonzero(self.frame.reason.isin(reasons))
        return np.unique(self._departures.customer[chosen & np.isin(self._codes, said)])


def count_reasons(
    book: Book,
    avoidable: Mapping[str, Avoidable] | None = None,
    early_months: float = 3,
    mid_months: float = 12,
) -> Reasons | None:
    """Count why customers left.

    Parameters
    ----------
    book : Book
    avoidable : mapping of str to Avoidable, optional
        What the user says about each reason; any other is unknown.
    early_months, mid_months : float
        Ends of the first two stages.

    Returns
    -------
    Reasons or None
        None when the list has no column for it.
    """
    import pandas as pd

    given = book.attributes.texts.get(Role.REASON)
    if given is None:
        return None
    gone = find_departures(book)
    said = given[gone.customer]
    groups = Groups.of(said, fewest=1)
    codes, size, total = groups.codes, len(groups), len(gone)
    stage = gone.stage(early_months, mid_months)
    customers = np.bincount(codes, minlength=size)
    low, high = wilson(customers, np.full(size, total))
    known = np.isfinite(gone.mrr)
    mrr = np.bincount(codes[known], gone.mrr[known], size).astype(np.float64)
    all_mrr = mrr.sum()
    placed = stage >= 0
    cell = codes[placed] * len(STAGES) + stage[placed]
    stages = np.bincount(cell, minlength=size * len(STAGES))
    kinds = [_kind(label, avoidable or {}) for label in groups.labels]
    frame = pd.DataFrame(
        {
            "reason": pd.Series(groups.labels, dtype=object),
            "customers": customers,
            "share": customers / max(total, 1),
            "share_low": low,
            "share_high": high,
            "mrr_lost": np.where(
                np.bincount(codes[known], minlength=size) > 0, mrr, np.nan
            ),
            "mrr_share": mrr / all_mrr if all_mrr else np.full(size, np.nan),
            **dict(zip(STAGES, stages.reshape(size, len(STAGES)).T, strict=True)),
            "avoidable": pd.Series([str(kind) for kind in kinds], dtype=object),
        }
    )
    return Reasons(
        frame,
        {
            kind: Proportion.of(int(_add(customers, kinds, kind)), total)
            for kind in Avoidable
        },
        {kind: _add(mrr, kinds, kind) for kind in Avoidable},
        int((~known).sum()),
        np.flatnonzero(running(book) & (given != BLANK)).astype(np.int32),
        book,
        gone,
        codes,
        stage,
    )


def _kind(reason: str | None, avoidable: Mapping[str, Avoidable]) -> Avoidable:
    if reason is None or reason == BLANK:
        return Avoidable.UNKNOWN
    return avoidable.get(reason, Avoidable.UNKNOWN)


def _add(
    values: npt.NDArray[np.generic], kinds: list[Avoidable], wanted: Avoidable
) -> float:
    chosen = np.array([kind is wanted for kind in kinds], dtype=bool)
    return float(values[chosen].sum())
