"""Contracts that bind for longer: when they run out, and what they hide until then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Amounts, Book, Codes, Mask
from churn_desktop.core.calendar import (
    NO_DAY,
    OPEN_END,
    Days,
    add_months,
    months_between,
    months_later,
    periods_between,
    to_date,
    to_day,
)
from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.intervals import Proportion
from churn_desktop.engine.signals import ACTIVITY_DAYS, DETRACTORS, nps_bands, silence
from churn_desktop.engine.timeline import customers_on

if TYPE_CHECKING:
    import pandas as pd

ANNUAL_MONTHS = 12
"""Contracts of at least so many months hide that a customer has given up."""
_SHORTEST = 2
"""Contracts with a shorter term come up all the time and are left out."""
_LONGEST = 1200
_AHEAD_MONTHS = 12


@dataclass(frozen=True, slots=True, eq=False)
class RenewalCalendar:
    """What comes up for renewal.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each running contract that is next due in the time, by due day:

        ============== ===============================================================
        customer       position in the book
        contract       position in ``book.contracts``
        due            the day on which its term is over
        fixed          whether the list gives this day as its end, so that it ends then
                       unless something is done
        months         of its term; NaN where only the end is known
        mrr            what it brings a month; NaN where not known
        amount         what its next term brings: ``mrr * months``
        nps            of the customer; NaN where not known
        last_activity  a day, `NO_DAY` where not known
        ============== ===============================================================
    by_month : pandas.DataFrame
        A row for each calendar month: ``start`` (a date), ``contracts``, ``mrr`` and
        ``amount``; unknown amounts count as 0, and NaN stands where all of a month are.
    without_amount : int
        Contracts of the frame without a known amount.
    """

    frame: pd.DataFrame
    by_month: pd.DataFrame
    without_amount: int


def upcoming_renewals(book: Book) -> RenewalCalendar | None:
    """List the contracts whose term ends within a year of the as-of date.

    Returns
    -------
    RenewalCalendar or None
        None for lists without dates or without contracts that have a term or an end.

    Notes
    -----
    Each contract is listed with its next due day only: later ones depend on it. One
    whose customer already has another contract beyond its end has been renewed.
    """
    if book.as_of is None:
        return None
    contracts = book.contracts
    now = np.int32(book.as_of)
    term = contracts.term_months
    whole = (term >= _SHORTEST) & (term <= _LONGEST) & (term % 1 == 0)
    fixed = contracts.end != OPEN_END
    if not (whole | (fixed & (contracts.end > now))).any():
        return None
    until = to_day(add_months(to_date(book.as_of), _AHEAD_MONTHS))
    runs = (contracts.start <= now) & (contracts.end > now)
    runs &= whole | (fixed & ~(term < _SHORTEST))
    row = np.flatnonzero(runs).astype(np.int32)
    due = _next_due(
        contracts.start[row], contracts.end[row], term[row], whole[row], now
    )
    covered = customers_on(book.stays, contracts.customer[row], due)
    ends = contracts.end[row] == due
    chosen = (due <= until) & ~(ends & covered)
    return _tabulate(book, row[chosen], due[chosen], ends[chosen], until)


def _next_due(
    start: Days, end: Days, term: Amounts, whole: Mask, now: np.int32
) -> Days:
    """Give the first day after now on which a term, or the contract, is over."""
    due = end.copy()
    months = term[whole].astype(np.int64)
    begun = start[whole]
    age = months_between(begun, np.full_like(begun, now))
    number = np.floor(age / months + 1e-9).astype(np.int64) + 1
    due[whole] = np.minimum(end[whole], months_later(begun, number * months))
    return due


def _tabulate(
    book: Book, row: Codes, due: Days, ends: Mask, until: int
) -> RenewalCalendar:
    import pandas as pd

    assert book.as_of is not None
    contracts, said = book.contracts, book.attributes
    customer = contracts.customer[row]
    nothing = np.full(len(book), np.nan)
    never = np.full(len(book), NO_DAY, dtype=np.int32)
    mrr, term = contracts.monthly_amount[row], contracts.term_months[row]
    frame = pd.DataFrame(
        {
            "customer": customer,
            "contract": row,
            "due": due,
            "fixed": ends,
            "months": term,
            "mrr": mrr,
            "amount": mrr * term,
            "nps": said.numbers.get(Role.NPS, nothing)[customer],
            "last_activity": said.days.get(Role.LAST_ACTIVITY, never)[customer],
        }
    ).sort_values(["due", "customer"], kind="stable", ignore_index=True)
    months = periods_between(
        to_date(book.as_of + 1), to_date(until), PeriodLength.MONTH
    )
    starts = [month.start for month in months]
    bounds = np.array([to_day(start) for start in starts], dtype=np.int32)
    month = np.searchsorted(bounds, frame.due.to_numpy(), side="right") - 1
    contracts_in = np.bincount(month, minlength=len(bounds))
    sums = {}
    for name in ("mrr", "amount"):
        known = np.bincount(month[frame[name].notna()], minlength=len(bounds))
        total = np.bincount(month, frame[name].fillna(0), len(bounds))
        sums[name] = np.where((contracts_in > 0) & (known == 0), np.nan, total)
    by_month = pd.DataFrame(
        {
            "start": pd.Series(starts, dtype=object),
            "contracts": contracts_in,
            **sums,
        }
    )
    return RenewalCalendar(frame, by_month, int(frame.mrr.isna().sum()))


@dataclass(frozen=True, slots=True, eq=False)
class HiddenChurn:
    """Customers bound by contract who show that they may not want to stay.

    An annual contract delays the decision, it does not make it.

    Attributes
    ----------
    bound : ndarray of int32
        Customers with a running contract of at least `ANNUAL_MONTHS`.
    detractors : ndarray of int32
        Those among them with a score from 0 to 6.
    inactive : ndarray of int32
        Those among them whose last activity is more than `ACTIVITY_DAYS` ago.
    hidden : ndarray of int32
        Either.
    share : Proportion
        Of those bound about whom the list says a score or an activity.
    unknown : int
        Bound customers about whom it says neither.
    mrr : float
        What the annual contracts of ``hidden`` bring a month; an unknown amount counts
        as 0.
    """

    bound: Codes
    detractors: Codes
    inactive: Codes
    hidden: Codes
    share: Proportion
    unknown: int
    mrr: float


def find_hidden_churn(book: Book) -> HiddenChurn | None:
    """Find the customers who would have left without a contract.

    Returns
    -------
    HiddenChurn or None
        None for lists without dates, or with neither scores nor last activities.
    """
    scores = book.attributes.numbers.get(Role.NPS)
    last = book.attributes.days.get(Role.LAST_ACTIVITY)
    if book.as_of is None or (scores is None and last is None):
        return None
    contracts, runs = book.contracts, annual_contracts(book)
    bound = np.zeros(len(book), dtype=bool)
    bound[contracts.customer[runs]] = True

    who = np.flatnonzero(bound).astype(np.int32)
    score = np.full(len(who), np.nan) if scores is None else scores[who]
    bands, idle = nps_bands(score), silence(book)[who]
    detractor, inactive = bands == DETRACTORS, idle > ACTIVITY_DAYS[0]
    hidden = detractor | inactive
    known = (bands != BLANK) | np.isfinite(idle)
    bound[who] = hidden
    theirs = contracts.monthly_amount[runs & bound[contracts.customer]]
    return HiddenChurn(
        who,
        who[detractor],
        who[inactive],
        who[hidden],
        Proportion.of(int(hidden.sum()), int(known.sum())),
        int((~known).sum()),
        float(np.maximum(np.nan_to_num(theirs), 0).sum()),
    )


def annual_contracts(book: Book) -> Mask:
    """Tell which contracts of at least a year run at the end of the as-of date."""
    assert book.as_of is not None
    contracts = book.contracts
    runs = (contracts.start <= book.as_of) & (contracts.end > book.as_of)
    return np.asarray(runs & (contracts.term_months >= ANNUAL_MONTHS))
