"""How often customers without a contract buy, and who has gone silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Codes, Mask
from churn_desktop.core.calendar import to_date
from churn_desktop.engine.purchases import FEWEST_GAPS, LAPSED_PERCENTILE, PurchaseCycle
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.customer_list import (
    MOST_LISTED,
    one_by_one,
    who_columns,
    who_measures,
)
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Chart,
    ChartKind,
    Page,
    PageId,
    Series,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.purchase_outlook import outlook_blocks, outlook_columns
from churn_desktop.pages.sentences import count
from churn_desktop.pages.silence import silence_form
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    import pandas as pd


def lay_out(material: Material) -> Page:
    """Show the usual gap, when silence means gone, and who is silent."""
    cycle = material.analysis.cycle
    if cycle is None or not cycle.customers:
        return without_data(material, PageId.PURCHASE_CYCLE)
    blocks: list[Block] = [*_sentences(cycle), *_warnings(cycle)]
    if cycle.threshold_days is not None:
        states = _states(cycle)
        table = _state_table(material, cycle, states)
        blocks += [_chart(table), table, _silent(material, cycle, states[1][1])]
        blocks += outlook_blocks(material, states)
    return Page(
        PageId.PURCHASE_CYCLE,
        page_title(PageId.PURCHASE_CYCLE),
        tuple(blocks),
        inputs=(silence_form(material.assumptions, cycle),),
    )


def _days(value: float) -> str:
    return write_value(value, Unit.DAYS)


def _sentences(cycle: PurchaseCycle) -> list[Text]:
    texts = [
        _(
            "{customers} customers bought {purchases} times; purchases of a customer "
            "on one day are one."
        ).format(customers=count(cycle.customers), purchases=count(cycle.purchases)),
    ]
    if cycle.median_gap_days is not None:
        texts.append(
            _(
                "Between two purchases of a customer lie {gap} days as a rule (the "
                "median of {count} gaps)."
            ).format(gap=_days(cycle.median_gap_days), count=count(cycle.gaps))
        )
    if cycle.threshold_days is not None:
        texts.append(
            _(
                "Who has not bought for more than {days} days counts as lost; buying "
                "again makes them a customer who came back."
            ).format(days=_days(cycle.threshold_days))
        )
    texts.append(
        ngettext(
            "{count} customer bought only once and has no rhythm of their own.",
            "{count} customers bought only once and have no rhythm of their own.",
            cycle.one_time,
        ).format(count=count(cycle.one_time))
    )
    return [*map(Text, texts), *_other_threshold(cycle)]


def _other_threshold(cycle: PurchaseCycle) -> list[Text]:
    """Offer the threshold of those who count in percentiles."""
    if cycle.percentile_days is None:
        return []
    told = _(
        "{share} % of the gaps are not longer than {days} days: others call a customer "
        "lost after that. Who wants to types these days above."
    ).format(share=LAPSED_PERCENTILE, days=_days(cycle.percentile_days))
    return [Text(told, expert=True)]


def _warnings(cycle: PurchaseCycle) -> list[Text]:
    if cycle.threshold_days is None:
        return [
            Text(
                _(
                    "There are only {count} gaps between purchases; {needed} are "
                    "needed to tell from when on silence means gone. Say after how "
                    "many days it does."
                ).format(count=count(cycle.gaps), needed=count(FEWEST_GAPS)),
                warning=True,
            )
        ]
    warnings = []
    if not cycle.spans_three_cycles:
        warnings.append(
            _(
                "The list covers {days} days, less than three usual gaps: it cannot "
                "show how often customers really buy."
            )
        )
    if not cycle.spans_two_thresholds:
        warnings.append(
            _(
                "The list covers {days} days, less than twice the days of silence: "
                "most customers could not have been seen to leave and stay away."
            )
        )
    covered = count(cycle.window_days)
    return [Text(text.format(days=covered), warning=True) for text in warnings]


def _states(cycle: PurchaseCycle) -> list[tuple[str, Mask]]:
    """Sort customers by how silent they are."""
    lapsed = cycle.lapsed
    risk = cycle.at_risk_days or 0.0
    silent = ~lapsed & (cycle.idle_days > risk)
    return [
        (_("Bought lately"), ~lapsed & ~silent),
        (_("Silent for longer than most"), silent),
        (_("Lost"), lapsed),
    ]


def _state_table(
    material: Material, cycle: PurchaseCycle, states: list[tuple[str, Mask]]
) -> Table:
    import pandas as pd

    once_only = cycle.bought_once
    frame = pd.DataFrame(
        {
            "state": [name for name, _mask in states],
            "state_customers": [int(mask.sum()) for _name, mask in states],
            "one_time": [int((mask & once_only).sum()) for _name, mask in states],
        }
    )

    def find(row: int, key: str) -> Codes | None:
        mask = states[row][1]
        if key == "one_time":
            mask = mask & once_only
        return np.flatnonzero(mask).astype(np.int32)

    measures = (
        measure("state", Unit.TEXT),
        measure("state_customers", Unit.COUNT),
        measure("one_time", Unit.COUNT),
    )
    return Table(
        "states",
        _("Who has gone silent"),
        measures,
        frame,
        members=material.members(find),
    )


def _chart(table: Table) -> Chart:
    silent = int(table.frame["state_customers"][1])
    message = ngettext(
        "{count} customer has been silent for longer than usual: call now",
        "{count} customers have been silent for longer than usual: call now",
        silent,
    ).format(count=count(silent))
    if not silent:
        message = _("Nobody has been silent for longer than usual")
    series = Series("state_customers", title("state_customers"), Tone.MAIN)
    return Chart("states", message, ChartKind.BAR, table.key, (series,))


def _silent(material: Material, cycle: PurchaseCycle, silent: Mask) -> Table:
    """List who is silent but not lost, the longest silence first."""
    import pandas as pd

    who = np.flatnonzero(silent).astype(np.int32)
    who = who[np.argsort(-cycle.idle_days[who], kind="stable")][:MOST_LISTED]
    threshold = cycle.threshold_days or 0.0
    outlook, outlook_measures = outlook_columns(material, who.astype(np.int32))
    frame: pd.DataFrame = pd.DataFrame(
        {
            **who_columns(material, who),
            "last_purchase": [to_date(day) for day in cycle.last_day[who]],
            "idle_days": cycle.idle_days[who],
            "days_left": np.floor(threshold - cycle.idle_days[who]),
            "own_cycle": cycle.own_cycle_days[who],
            **outlook,
        }
    )
    measures = (
        *who_measures(material),
        measure("last_purchase", Unit.DATE),
        measure("idle_days", Unit.DAYS),
        measure("days_left", Unit.DAYS),
        measure("own_cycle", Unit.DAYS),
        *outlook_measures,
    )

    return Table(
        "silent",
        _("Silent, not yet lost: whom to call"),
        measures,
        frame,
        members=one_by_one(material, who),
    )
