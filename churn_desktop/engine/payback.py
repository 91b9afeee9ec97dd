"""Lost customers who left before what it took to win them had come back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Book
from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.core.schema import Role
from churn_desktop.engine.departures import find_departures
from churn_desktop.engine.earnings import total_paid
from churn_desktop.engine.evaluation import work_out
from churn_desktop.engine.intervals import Proportion

if TYPE_CHECKING:
    import pandas as pd

RECOVERED: Formulas = {
    "recovered": Formula("paid * margin"),
    "short": Formula("cac - recovered"),
}
"""What a customer brought of the cost of winning them, and what was still missing."""


@dataclass(frozen=True, slots=True, eq=False)
class BeforePayback:
    """Who left too early.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each customer who left before payback, those with most missing first:
        ``customer``, ``months`` (of the last stay), ``paid`` (in all), ``margin``,
        ``cac``, ``recovered`` and ``short``.
    share : Proportion
        Of the lost customers of whom both amount and cost are known.
    unknown : int
        Lost customers of whom one of them is not.
    short : float
        Sum of what was missing.
    """

    frame: pd.DataFrame
    share: Proportion
    unknown: int
    short: float


def left_before_payback(
    book: Book, cac: float = math.nan, margin: float = 1.0
) -> BeforePayback:
    """List the lost customers who cost more than they brought.

    Parameters
    ----------
    book : Book
    cac : float
        The cost of winning a customer of whom the list does not give it; NaN: not
        known.
    margin : float
        Gross margin, a fraction.

    Notes
    -----
    ``paid * margin < cac``, with what each customer's own contracts brought for the
    time they ran (a year paid ahead and broken off counts as far as it ran), or their
    purchases. It says the same as "stayed for fewer months than `value.payback`" for
    a customer who always paid the same.
    """
    import pandas as pd

    gone = find_departures(book)
    own = book.attributes.numbers.get(Role.ACQUISITION_COST)
    cost = np.full(len(gone), cac, dtype=np.float64)
    if own is not None:
        listed = own[gone.customer]
        cost = np.where(np.isfinite(listed), listed, cost)
    frame = work_out(
        RECOVERED,
        pd.DataFrame(
            {
                "customer": gone.customer,
                "months": gone.months,
                "paid": total_paid(book)[gone.customer],
                "margin": margin,
                "cac": cost,
            }
        ),
    )
    known = int(frame.short.notna().sum())
    early = frame[frame.short > 0].sort_values(
        ["short", "customer"], ascending=[False, True], ignore_index=True
    )
    return BeforePayback(
        early,
        Proportion.of(len(early), known),
        len(gone) - known,
        float(early.short.sum()),
    )
