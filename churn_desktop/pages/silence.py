"""From when on silence means that a customer without a contract has left."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from churn_desktop.core.project import Assumptions
from churn_desktop.engine.purchases import PurchaseCycle
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.editing import Input, Inputs, Value
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.model import Text, Unit

LONGEST = 3650


def silence_form(assumptions: Assumptions, cycle: PurchaseCycle) -> Inputs:
    """Ask after how many days of silence a customer counts as lost.

    Parameters
    ----------
    assumptions : Assumptions
    cycle : PurchaseCycle
        Of the list; gives what holds while nothing is typed.
    """

    def put(before: Assumptions, value: Value) -> Assumptions:
        days = None if value is None else round(cast("float", value))
        return replace(before, lapse_days=days)

    told, usual = assumptions.lapse_days, cycle.threshold_days
    empty = _("not known")
    if told is None and usual is not None:
        empty = _("{days}, by the rhythm").format(days=write_value(usual, Unit.DAYS))
    elif told is not None:
        empty = _("by the rhythm")
    days = Input(
        "lapse_days", _("Days of silence"), Unit.DAYS, told, put, 1, LONGEST, empty
    )
    return Inputs(_("After how long without a purchase is a customer lost?"), (days,))


def no_rhythm() -> Text:
    """Say why nothing is known of customers without a contract."""
    return Text(
        _(
            "It is not known from when on silence means that a customer has left, so "
            "there are no figures here yet. Say after how many days it does."
        ),
        warning=True,
    )
