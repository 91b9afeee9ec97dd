"""The contracts that come up for renewal, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.calendar import NO_DAY, to_date
from churn_desktop.core.schema import Role
from churn_desktop.engine.renewal_calendar import RenewalCalendar
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.customer_list import (
    MOST_LISTED,
    one_by_one,
    who_columns,
    who_measures,
)
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Block, Table, Text, Unit
from churn_desktop.pages.sentences import listing
from churn_desktop.pages.terms import measure, role_title

if TYPE_CHECKING:
    import pandas as pd


def contract_table(material: Material, found: RenewalCalendar) -> Table:
    """List the contracts by the day on which their term is over."""
    import pandas as pd

    rows = found.frame.iloc[:MOST_LISTED].reset_index(drop=True)
    who = rows["customer"].to_numpy(dtype=np.int32)
    ends, goes_on = _("ends"), _("may go on")
    frame = pd.DataFrame(
        {
            **who_columns(material, who),
            "due": _dates(rows["due"].tolist()),
            "then": [ends if fixed else goes_on for fixed in rows["fixed"]],
            "months": rows["months"],
            "mrr": rows["mrr"],
            "nps": _scores(rows["nps"]),
            "last_activity": _dates(rows["last_activity"].tolist()),
        }
    )
    measures = [
        *who_measures(material),
        measure("due", Unit.DATE, term="renewal_due"),
        measure("then", Unit.TEXT, term="renewal_fixed"),
        measure("months", Unit.MONTHS, term="renewal_months"),
        measure("mrr", Unit.MONEY, term="renewal_mrr"),
        measure("nps", Unit.TEXT, term="renewal_nps"),
        measure("last_activity", Unit.DATE, term="renewal_activity"),
    ]
    # A column that says nothing at all is left out.
    shown = tuple(each for each in measures if frame[each.key].notna().any())

    return Table(
        "renewals",
        _("Contracts that come up, the next first"),
        shown,
        frame,
        members=one_by_one(material, who),
    )


def _scores(scores: pd.Series) -> pd.Series:
    """Write scores; who gave none is said, unless the list has none at all."""
    import pandas as pd

    if not scores.notna().any():
        return scores
    said = [
        write_value(score, Unit.COUNT) if is_defined(score) else _("no answer")
        for score in scores
    ]
    return pd.Series(said, dtype=object)


def would_tell(material: Material) -> list[Block]:
    """Say which columns would tell more about who may not renew."""
    told = material.book.attributes
    known = {Role.NPS: told.numbers, Role.LAST_ACTIVITY: told.days}
    lacking = [
        role_title(role) for role, by_role in known.items() if role not in by_role
    ]
    if not lacking:
        return []
    text = _("Who may not renew could be told from a column that says: {columns}.")
    return [Text(text.format(columns=listing(lacking)))]


def _dates(days: list[int]) -> object:
    import pandas as pd

    found = [None if day == NO_DAY else to_date(int(day)) for day in days]
    return pd.Series(found, dtype=object)
