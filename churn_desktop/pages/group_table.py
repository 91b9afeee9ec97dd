"""The groups of one column side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.core.schema import PeriodLength
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.pages.sentences import group_name, percent
from churn_desktop.pages.terms import measure, with_limits

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.exposure import Exposure
    from churn_desktop.engine.segments import Segments

_CHURN = {
    PeriodLength.MONTH: "churn_month",
    PeriodLength.QUARTER: "churn_quarter",
    PeriodLength.YEAR: "churn_year",
}


def someone_at_risk(material: Material) -> bool:
    """Tell whether anybody could have been lost: without, there are no figures."""
    return bool(material.answers.exposure.opening.any())


def churn_term(material: Material, exposure: Exposure) -> str:
    """Give the glossary's key for the churn of a group."""
    if exposure.rows is None:
        return "churn_share"
    return _CHURN[material.assumptions.period]


def group_table(
    material: Material,
    found: Segments,
    key: str,
    name: str,
    *,
    first: Measure | None = None,
    names: Mapping[str, str] | None = None,
    folded: bool = False,
) -> Table:
    """Give a column's groups side by side.

    Parameters
    ----------
    material : Material
    found : Segments
        Of the material's answers: their exposure is used.
    key, name : str
        Of the table.
    first : Measure, optional
        What names the rows, ``segment_group`` when not given.
    names : mapping of str to str, optional
        What to call the groups, in this order and before any other.
    folded : bool
    """
    exposure = material.answers.exposure
    order = _order(found, names or {})
    frame = found.frame.iloc[order].reset_index(drop=True)
    labels = [found.groups.labels[at] for at in order]
    written = [(names or {}).get(str(label), group_name(label)) for label in labels]
    frame = frame.drop(columns=["label", "p"])
    frame.insert(0, "group", written)
    frame["everybody"] = found.total.share
    if not material.book.has_amounts:
        frame = frame.drop(columns="mrr_lost")
    return Table(
        key,
        name,
        _measures(material, exposure, first),
        frame,
        marked={(row, "churn"): _reason(frame, row) for row in marked_rows(frame)},
        members=material.members(_find(found, exposure, labels)),
        folded=folded,
    )


def _order(found: Segments, names: Mapping[str, str]) -> list[int]:
    """Put named groups first, then those that leave most, the unnamed ones last."""
    labels, churn = found.groups.labels, found.frame["churn"]
    place = {label: at for at, label in enumerate(names)}

    def key(at: int) -> tuple[int, bool, float]:
        label = labels[at]
        named = place.get(str(label), len(place))
        share = churn[at] if churn[at] == churn[at] else 0.0
        return named, not label, -float(share)

    return sorted(range(len(labels)), key=key)


def marked_rows(frame: pd.DataFrame) -> list[int]:
    """List the groups that differ from all others."""
    return [int(row) for row in np.flatnonzero(frame["marked"])]


def _reason(frame: pd.DataFrame, row: int) -> str:
    if frame["churn"][row] > frame["rest"][row]:
        text = _("More leave than of everybody else ({rate}), hardly by chance alone.")
    else:
        text = _("Fewer leave than of everybody else ({rate}), hardly by chance alone.")
    return text.format(rate=percent(frame["rest"][row]))


def _find(
    found: Segments, exposure: Exposure, labels: list[str | None]
) -> Callable[[int, str], Codes | None]:
    def find(row: int, key: str) -> Codes | None:
        members = found.groups.members(labels[row])
        if key in ("lost", "churn", "churn_low", "churn_high"):
            return members[exposure.lost[members] > 0]
        if key == "mrr_lost" and exposure.mrr_lost is not None:
            return members[exposure.mrr_lost[members] > 0]
        if key == "opening":
            return members[exposure.opening[members] > 0]
        return None if key in ("everybody", "rest") else members

    return find


def _measures(
    material: Material, exposure: Exposure, first: Measure | None
) -> tuple[Measure, ...]:
    at_risk = "exposed_rows" if exposure.rows is None else "exposed_periods"
    money = (
        (measure("mrr_lost", Unit.MONEY, term="group_mrr_lost"),)
        if material.book.has_amounts
        else ()
    )
    return (
        first or measure("group", Unit.TEXT, term="segment_group"),
        measure("customers", Unit.COUNT, term="group_customers"),
        measure("opening", Unit.COUNT, term=at_risk, expert=True),
        measure("lost", Unit.COUNT, term="group_lost"),
        *with_limits(
            measure(
                "churn",
                Unit.RATE,
                term=churn_term(material, exposure),
                formula=Formula("lost / opening"),
            )
        ),
        measure("everybody", Unit.RATE, expert=True),
        measure("rest", Unit.RATE, expert=True),
        *money,
        *with_limits(
            measure("survival", Unit.RATE, term="survival_12", base="customers"),
            expert=True,
        ),
        measure("adjusted", Unit.RATIO, expert=True),
    )
