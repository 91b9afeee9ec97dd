"""When money spent on keeping customers has come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import (
    Block,
    Chart,
    ChartKind,
    Series,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.sentences import count, join, percent
from churn_desktop.pages.terms import measure, title

if TYPE_CHECKING:
    from churn_desktop.engine.scenario import BreakEven

_LEFT = Formula("gained - spent")


def spend_blocks(material: Material) -> list[Block]:
    """Say when the spend has come back; nothing while none was typed."""
    spend = material.assumptions.spend
    if not (spend.once or spend.monthly):
        return []
    found = material.ahead.spend_back
    if found is None:
        return [
            Text(
                _(
                    "When a spend comes back cannot be said without two scenarios and "
                    "what a customer pays."
                )
            )
        ]
    table = _table(found)
    return [Text(_in_words(material, found)), _chart(found, table), table]


def _in_words(material: Material, found: BreakEven) -> str:
    shown = material.ahead.shown_outlook
    assert shown is not None
    best = min(each.monthly_churn for each in shown.scenarios[1:])
    if found.month is None:
        first = _(
            "Within {months} months the spend does not come back, if churn falls to "
            "{churn} a month."
        ).format(months=count(len(found.spent)), churn=percent(best))
    else:
        first = ngettext(
            "If churn falls to {churn} a month, the spend has come back after {count} "
            "month.",
            "If churn falls to {churn} a month, the spend has come back after {count} "
            "months.",
            found.month,
        ).format(churn=percent(best), count=count(found.month))
    if found.monthly_churn is None:
        needed = _("Not even losing nobody would bring it back in {months} months.")
        return join(first, needed.format(months=count(len(found.spent))))
    needed = _(
        "To come back within {months} months at all, churn has to be {churn} a month "
        "or less."
    ).format(months=count(len(found.spent)), churn=percent(found.monthly_churn))
    if not is_defined(found.customers_to_keep):
        return join(first, needed)
    keep = _("A year's spend is worth {count} customers kept.").format(
        count=write_value(found.customers_to_keep, Unit.MONTHS)
    )
    return join(first, needed, keep)


def _table(found: BreakEven) -> Table:
    import pandas as pd

    frame = pd.DataFrame(
        {
            "month": np.arange(1, len(found.spent) + 1),
            "gained": found.gained,
            "spent": found.spent,
        }
    )
    frame["left"] = _LEFT.evaluate(frame)
    measures = (
        measure("month", Unit.COUNT, term="what_if_month"),
        measure("gained", Unit.MONEY, term="spend_gained"),
        measure("spent", Unit.MONEY, term="spend_spent"),
        measure("left", Unit.MONEY, term="spend_left", formula=_LEFT),
    )
    return Table(
        "spend", _("Spent and gained, month by month"), measures, frame, folded=True
    )


def _chart(found: BreakEven, table: Table) -> Chart:
    message = _("The spend does not come back in the time looked at")
    if found.month is not None:
        message = _("The spend has come back in month {month}").format(
            month=count(found.month)
        )
    return Chart(
        "spend",
        message,
        ChartKind.LINE,
        table.key,
        (
            Series("gained", title("spend_gained"), Tone.GAINED),
            Series("spent", title("spend_spent"), Tone.LOST),
        ),
        _("money, added up"),
    )
