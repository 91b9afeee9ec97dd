"""The pace of a list: churn a month, amount a customer pays, customers added a month.

These few figures are what value, cost and every look ahead start from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import add_months, to_date, to_day
from churn_desktop.core.formula import Formula
from churn_desktop.engine.annual_rates import annualise, of_period
from churn_desktop.engine.departures import running
from churn_desktop.engine.earnings import (
    earned,
    knows_spending,
    months_there,
    year_ahead,
)
from churn_desktop.engine.evaluation import work_out_one
from churn_desktop.engine.exposure import last_complete
from churn_desktop.engine.intervals import normal_quantile, wilson
from churn_desktop.engine.movements import Movements
from churn_desktop.engine.revenue import REVENUE_RATES, Revenue
from churn_desktop.engine.spend import PER_MONTH
from churn_desktop.engine.stages import months_lived

ADDED = Formula("(new + returned - joined_and_left) / months")
"""Customers added a month who were still there at the end of their period."""


@dataclass(frozen=True, slots=True)
class MonthlyChurn:
    """The churn of a month, with its 95 % limits.

    Attributes
    ----------
    rate, low, high : float
        Fractions; NaN without anybody at risk.
    lost : int
    at_risk : float
        Customers at the start of each period, added up; or months lived by all.
    """

    rate: float
    low: float
    high: float
    lost: int
    at_risk: float

    @classmethod
    def of_periods(cls, lost: int, opening: int, months: int) -> MonthlyChurn:
        """Take what was lost of those there at the start of periods of some months.

        Notes
        -----
        ``1 - (1 - lost / opening) ** (1 / months)``, with the Wilson limits of the
        share brought to a month in the same way.

        Examples
        --------
        >>> round(MonthlyChurn.of_periods(271, 1000, months=6).rate, 4)
        0.0513
        """
        low, high = wilson(lost, opening)
        share = lost / opening if opening else math.nan
        rate, least, most = (
            float(of_period(annualise(value, months), 1))
            for value in (share, low, high)
        )
        return cls(rate, least, most, lost, opening)

    @classmethod
    def of_person_time(cls, lost: int, months: float) -> MonthlyChurn:
        """Take what was lost in all the months that all customers lived.

        Notes
        -----
        ``lost / months``, with the limits of a Poisson count by Byar's approximation
        (Breslow and Day, 1987, Statistical Methods in Cancer Research II, p. 69).

        Examples
        --------
        >>> churn = MonthlyChurn.of_person_time(10, 100.0)
        >>> churn.rate, round(churn.low, 4), round(churn.high, 4)
        (0.1, 0.0479, 0.1839)
        """
        if not months > 0:
            nothing = math.nan
            return cls(nothing, nothing, nothing, lost, months)
        z, more = normal_quantile(0.975), lost + 1
        high = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
        low = 0.0
        if lost:
            low = lost * (1 - 1 / (9 * lost) - z / (3 * math.sqrt(lost))) ** 3
        return cls(lost / months, low / months, high / months, lost, months)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a list goes on if it goes on as it did.

    Attributes
    ----------
    rows : range or None
        The complete periods of the last twelve months; None when there are none.
    first, after : int or None
        The days these begin and end with; None when there are none.
    months : int
        How many months they are.
    churn : MonthlyChurn
        Over these periods; by months lived in the whole list when there are none, or
        nobody was there at the start of any.
    customers : int
        At the end of the as-of date, or of the last period of a list of counts; without
        dates, those with a row that has not left.
    arpa : float
        What a paying customer pays a month; NaN when no amount is known.
    added : float
        `ADDED` over these periods; NaN without any.
    """

    rows: range | None
    first: int | None
    after: int | None
    months: int
    churn: MonthlyChurn
    customers: int
    arpa: float
    added: float


def measure_pace(
    book: Book, movements: Movements | None = None, revenue: Revenue | None = None
) -> Pace:
    """Measure the pace of the last twelve complete months.

    Parameters
    ----------
    book : Book
    movements, revenue : Movements and Revenue, optional
        Of the same book and periods; None as `analysis.Analysis` has it.

    Notes
    -----
    ``arpa`` is that of the last of these periods. For purchases it is what was spent in
    the twelve months before the as-of date, for each month of a customer; for lists
    without dates the mean amount of the rows that have not left.
    """
    customers = int(running(book).sum())
    if book.ledger is not None and movements is not None:
        customers = int(movements.frame.closing.to_numpy()[-1])
    arpa = _amount_per_customer(book, revenue)
    rows = range(0)
    if movements is not None:
        rows = last_complete(movements.periods, movements.blind)
    if movements is None or not len(rows):
        churn = _over_all(book)
        return Pace(None, None, None, 0, churn, customers, arpa, math.nan)
    frame = movements.frame.iloc[rows.start : rows.stop]
    period = movements.periods[rows[0]]
    length = (period.end.year - period.start.year) * 12
    length += period.end.month - period.start.month
    months = length * len(rows)
    sums = frame.sum()
    churn = MonthlyChurn.of_periods(int(sums.lost), int(sums.opening), length)
    if not churn.at_risk:
        churn = _over_all(book)
    counted = {name: float(sums[name]) for name in ADDED.names if name in frame}
    added = work_out_one({"added": ADDED}, counted | {"months": months})
    first, after = (int(movements.bounds[at]) for at in (rows.start, rows.stop))
    return Pace(rows, first, after, months, churn, customers, arpa, added["added"])


def _over_all(book: Book) -> MonthlyChurn:
    if book.purchases is not None:
        # Months in which nobody could be seen to leave would count as kept.
        return MonthlyChurn.of_person_time(0, math.nan)
    lived = months_lived(book)
    exposed = float(np.maximum(lived.months - lived.entry, 0).sum())
    return MonthlyChurn.of_person_time(int(lived.ended.sum()), exposed)


def _amount_per_customer(book: Book, revenue: Revenue | None) -> float:
    if revenue is not None:
        complete = last_complete(revenue.periods)
        row = complete[-1] if len(complete) else len(revenue.periods) - 1
        return float(REVENUE_RATES["arpa"].evaluate(revenue.frame.iloc[[row]]).iloc[0])
    if book.as_of is None:
        yearly = year_ahead(book)[running(book)]
        known = yearly[np.isfinite(yearly) & (yearly > 0)]
        return float(known.mean()) / 12 if len(known) else math.nan
    if not knows_spending(book):
        return math.nan
    after = book.as_of + 1
    begin = to_day(add_months(to_date(after), -12))
    everybody = np.ones(len(book), dtype=np.int32)
    window = (book, everybody * begin, everybody * after, 12)
    sums = {
        "revenue": float(earned(*window).sum()),
        "customer_months": float(months_there(*window).sum()),
    }
    return work_out_one({"arpa": PER_MONTH}, sums)["arpa"]
