"""What happened in the period that comes first, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Table
from churn_desktop.pages.sentences import count, join, with_interval

if TYPE_CHECKING:
    from churn_desktop.engine.movements import Movements


def what_happened(
    material: Material, movements: Movements, table: Table, row: int
) -> str:
    """Say how many of the customers at the start of a period left in it.

    Parameters
    ----------
    material : Material
    movements : Movements
        Of its analysis.
    table : Table
        As `periods.movements_table` gives it.
    row : int
        Number of the period.
    """
    frame, period = table.frame, material.label(row)
    lost, opening = int(frame["lost"][row]), int(frame["opening"][row])
    if not opening:
        return _("Nobody was a customer when {period} began.").format(period=period)
    if not lost:
        return _nobody_lost(material, movements, row)
    text = ngettext(
        "In {period}, {lost} of {count} customer left: a churn rate of {rate}.",
        "In {period}, {lost} of {count} customers left: a churn rate of {rate}.",
        opening,
    )
    rate = with_interval(
        *(float(frame[k][row]) for k in ("opening_base", "low", "high"))
    )
    return text.format(period=period, lost=count(lost), count=count(opening), rate=rate)


def _nobody_lost(material: Material, movements: Movements, row: int) -> str:
    """Say that all stayed; who came and left in between is not forgotten."""
    opening, events, briefly = (
        int(movements.frame[key][row])
        for key in ("opening", "leave_events", "joined_and_left")
    )
    text = ngettext(
        "In {period}, nobody left: the only customer stayed.",
        "In {period}, nobody left: all {count} customers stayed.",
        opening,
    )
    if events:
        text = ngettext(
            "The only customer at the start of {period} was one at its end.",
            "All {count} customers at the start of {period} were customers at its end.",
            opening,
        )
    also = ngettext(
        "{count} who joined in {period} left again in it.",
        "{count} who joined in {period} left again in it.",
        briefly,
    )
    period = material.label(row)
    return join(
        text.format(period=period, count=count(opening)),
        also.format(period=period, count=count(briefly)) if briefly else "",
    )
