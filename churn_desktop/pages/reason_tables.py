"""What could have been avoided, what is often claimed, and the reasons by owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.schema import Role
from churn_desktop.engine.claims import CLAIMS
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.reasons import Avoidable
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.pages.sentences import group_name, percent
from churn_desktop.pages.terms import measure, role_title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.reasons import Reasons

MOST_BY_OWNER = 6
"""So many reasons get a column of their own beside the owners."""
_LONGEST_HEADING = 28

_KINDS = {
    Avoidable.YES: mark("Avoidable"),
    Avoidable.NO: mark("Not avoidable"),
    Avoidable.UNKNOWN: mark("Unknown"),
}
_CLAIMS = {
    "reason_indifference": mark("Left because nobody seemed to care about them"),
    "reason_dissatisfied": mark("Left because of the product or the service"),
    "reason_competitor": mark("Left for a competitor"),
    "avoidable": mark("Could have been avoided (“up to”)"),
}


def reason_name(reason: str) -> str:
    """Name a reason; the blank one says that none is given."""
    return reason or _("No reason given")


def avoidable_title(kind: Avoidable) -> str:
    """Say whether a reason could have been avoided."""
    return _(_KINDS[kind])


def avoidable_table(material: Material, reasons: Reasons) -> Table:
    """Count what could have been avoided, what not, and of what nobody says."""
    import pandas as pd

    shares = reasons.avoidable
    frame = pd.DataFrame(
        {
            "avoidable": [avoidable_title(kind) for kind in Avoidable],
            "customers": [shares[kind].count for kind in Avoidable],
            "share": [shares[kind].share for kind in Avoidable],
            "low": [shares[kind].low for kind in Avoidable],
            "high": [shares[kind].high for kind in Avoidable],
            "mrr_lost": [reasons.mrr_by_avoidable[kind] for kind in Avoidable],
        }
    )
    money: tuple[Measure, ...] = ()
    if material.book.has_amounts:
        money = (measure("mrr_lost", Unit.MONEY, term="reason_mrr"),)
    of_kind = [
        reasons.frame["reason"][reasons.frame["avoidable"] == str(kind)].tolist()
        for kind in Avoidable
    ]

    def find(row: int, _key: str) -> Codes | None:
        found = [reasons.members(reason) for reason in of_kind[row]]
        return np.concatenate([np.empty(0, dtype=np.int32), *found])

    measures = (
        measure("avoidable", Unit.TEXT),
        measure("customers", Unit.COUNT, term="reason_customers"),
        measure("share", Unit.RATE, term="reason_share", interval=("low", "high")),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
        *money,
    )
    return Table(
        "avoidable",
        _("What could have been avoided"),
        measures,
        frame,
        members=material.members(find),
    )


def claims_table(reasons: Reasons) -> Table:
    """Put the figures of the articles beside the list's own."""
    import pandas as pd

    claimed = {claim.key: claim.claimed for claim in CLAIMS}
    frame = pd.DataFrame(
        {
            "claim": [_(text) for text in _CLAIMS.values()],
            "often_quoted": [claimed[key] for key in _CLAIMS],
            "source": _("source unclear"),
        }
    )
    measures = [
        measure("claim", Unit.TEXT),
        measure("often_quoted", Unit.RATE),
        measure("source", Unit.TEXT),
    ]
    if anything_sorted(reasons):
        share = reasons.avoidable[Avoidable.YES].share
        compare = _("see your reasons above")
        frame["own_figure"] = [
            percent(share) if key == "avoidable" else compare for key in _CLAIMS
        ]
        measures.insert(2, measure("own_figure", Unit.TEXT))
    return Table("claims", _("Often quoted, source unclear"), tuple(measures), frame)


def anything_sorted(reasons: Reasons) -> bool:
    """Tell whether the user has said of any reason whether it could be avoided."""
    known = (Avoidable.YES, Avoidable.NO)
    return any(reasons.avoidable[kind].count for kind in known)


def owner_tables(material: Material, reasons: Reasons) -> list[Table]:
    """Give a table for each kind of owner that the list names."""
    tables = []
    for role in material.answers.owners:
        counted = reasons.by_owner(role)
        assert counted is not None
        tables.append(_owner_table(material, reasons, role, counted))
    return tables


def _owner_table(
    material: Material, reasons: Reasons, role: Role, counted: pd.DataFrame
) -> Table:
    """Count the reasons of each owner's customers; few reasons have a column."""
    import pandas as pd

    said = [reason for reason in counted.columns if reason != BLANK][:MOST_BY_OWNER]
    said += [reason for reason in counted.columns if reason == BLANK]
    frame = pd.DataFrame(
        {
            "owner": [group_name(label) for label in counted.index],
            "losses": counted.sum(axis=1).to_numpy(),
            **{
                f"reason_{at}": counted[each].to_numpy() for at, each in enumerate(said)
            },
        }
    )
    measures = [
        measure("owner", Unit.TEXT),
        measure("losses", Unit.COUNT, term="owner_losses"),
        *(
            Measure(
                f"reason_{at}",
                _short(reason_name(reason)),
                Unit.COUNT,
                _("Customers of this owner who left for this reason: {reason}.").format(
                    reason=reason_name(reason)
                ),
            )
            for at, reason in enumerate(said)
        ),
    ]
    if len(said) < len(counted.columns):
        frame["others"] = frame["losses"] - counted[said].sum(axis=1).to_numpy()
        measures.append(measure("others", Unit.COUNT, term="other_reasons"))
    name = _("Reasons by {owner}").format(owner=role_title(role))
    every = list(counted.columns)
    behind: dict[str, list[str]] = {
        "owner": every,
        "losses": every,
        "others": [reason for reason in every if reason not in said],
    } | {f"reason_{at}": [reason] for at, reason in enumerate(said)}

    def find(row: int, key: str) -> Codes | None:
        return reasons.of_owner(role, row, behind[key])

    return Table(
        str(role), name, tuple(measures), frame, members=material.members(find)
    )


def _short(reason: str) -> str:
    if len(reason) <= _LONGEST_HEADING:
        return reason
    return reason[: _LONGEST_HEADING - 1].rstrip() + "…"
