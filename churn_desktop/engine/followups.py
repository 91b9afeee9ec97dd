"""Whom to get in touch with, by when, and what is at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Book, Codes
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.choices import Contacted
from churn_desktop.core.ordering import order_by
from churn_desktop.core.schema import Role
from churn_desktop.engine.contacts import with_contacts
from churn_desktop.engine.departures import find_departures, running
from churn_desktop.engine.earnings import year_ahead
from churn_desktop.engine.followup_kinds import AT_RISK, KINDS, Asked, Due, Kind
from churn_desktop.engine.purchases import PurchaseCycle
from churn_desktop.engine.renewal_calendar import upcoming_renewals

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class FollowUps:
    """A dated list.

    Attributes
    ----------
    frame : pandas.DataFrame
        A row for each customer and kind, most money at risk first, unknown money last:

        =========  ==================================================================
        customer   position in the book
        kind       a value of `Kind`
        due        a day; may lie in the past
        since      the day it is counted from: of the last purchase or activity, of the
                   start, of leaving; `NO_DAY` where there is none
        number     of years for an anniversary, the score for a low NPS, the months of
                   the term for a renewal; NaN elsewhere
        done       a day, or `NO_DAY` while it is not done
        outcome    what came of it, in the user's words
        at_risk    what the customer brings in a year; for a renewal only the contract
                   that is due; for lost customers what they would have brought. NaN
                   where not known
        =========  ==================================================================
    missing : mapping of Kind to Role
        Kinds that this list cannot give, and the column they need.
    """

    frame: pd.DataFrame
    missing: Mapping[Kind, Role]

    @property
    def at_risk(self) -> Codes:
        """Whom to keep and not asked yet, most money first, each once."""
        wanted = self.open.kind.isin([str(kind) for kind in AT_RISK])
        return self.open.customer[wanted].drop_duplicates().to_numpy(dtype=np.int32)

    @property
    def open(self) -> pd.DataFrame:
        """The rows that are not done."""
        return self.frame[self.frame.done == NO_DAY]

    def of(self, kind: Kind) -> pd.DataFrame:
        """Give the rows of one kind."""
        return self.frame[self.frame.kind == str(kind)]


def list_followups(
    book: Book,
    *,
    cycle: PurchaseCycle | None = None,
    contacted: Iterable[Contacted] = (),
) -> FollowUps | None:
    """List whom to get in touch with.

    Parameters
    ----------
    book : Book
        With the stays that a lapse rule made, if it is a list of purchases.
    cycle : PurchaseCycle, optional
        Of a list of purchases.
    contacted : iterable of Contacted
        What is done already.

    Returns
    -------
    FollowUps or None
        None for lists without dates.
    """
    import pandas as pd

    if book.as_of is None:
        return None
    asked = Asked(
        book,
        book.as_of,
        cycle,
        running(book),
        year_ahead(book),
        find_departures(book),
        upcoming_renewals(book),
    )
    found: dict[Kind, Due] = {}
    missing: dict[Kind, Role] = {}
    for kind, (find, role) in KINDS.items():
        entries = find(asked)
        if entries is None:
            missing[kind] = role
        else:
            found[kind] = entries
    columns = {
        name: np.concatenate([getattr(each, name) for each in found.values()])
        for name in ("customer", "due", "since", "number", "at_risk")
    }
    sizes = [len(each.customer) for each in found.values()]
    kinds = np.repeat(np.array([str(kind) for kind in found], dtype=object), sizes)
    # What is not known is sorted last, as a negated NaN is.
    order = order_by(columns["due"], columns["customer"])
    order = order[np.argsort(-columns["at_risk"][order], kind="stable")]
    frame = pd.DataFrame({name: values[order] for name, values in columns.items()})
    frame.insert(1, "kind", pd.Series(kinds[order], dtype=object))
    return with_contacts(FollowUps(frame, missing), book, contacted)
