"""Every published definition of churn side by side, and why they differ."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.engine.numerators import behind_rate
from churn_desktop.engine.rates import DEFAULT, RATES, intervals, rate_table
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.bridge import bridge_sentences, bridge_table
from churn_desktop.pages.event_notes import events
from churn_desktop.pages.explain import in_words
from churn_desktop.pages.formats import is_defined, write_interval, write_value
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
from churn_desktop.pages.sentences import few, percent
from churn_desktop.pages.terms import in_text, measure, note, page_title, title

if TYPE_CHECKING:
    from churn_desktop.engine.movements import Movements

RETENTION = ("retention", "retention_article")

_OPERANDS = {
    "opening": Unit.COUNT,
    "new": Unit.COUNT,
    "returned": Unit.COUNT,
    "lost": Unit.COUNT,
    "joined_and_left": Unit.COUNT,
    "leave_events": Unit.COUNT,
    "closing": Unit.COUNT,
    "customer_days": Unit.COUNT,
    "period_days": Unit.COUNT,
    "daily_churn": Unit.RATE,
    "renewals_due": Unit.COUNT,
    "not_renewed": Unit.COUNT,
}

_USED_BY = {
    "opening_base": mark("ChartMogul, Fighting Churn; the default here"),
    "acquired_base": mark("older guides, once HubSpot"),
    "events_base": mark("Stripe"),
    "average_base": mark("common in telecoms"),
    "all_lost_base": mark("Baremetrics"),
    "events_opening_base": mark("counts of cancellations"),
    "daily_base": mark("Shopify; ChartMogul for shops"),
    "person_time": mark("epidemiology"),
    "net_shrinkage": mark("common in Chinese guides"),
    "retention_article": mark("widely printed guides"),
    "retention": mark("the same, corrected; the default here"),
    "renewal_base": mark("Displayr; firms with yearly contracts"),
}


def lay_out(material: Material) -> Page:
    """Compare the definitions in the headline period; list all of them for all."""
    movements = material.analysis.movements
    if movements is None:
        return without_data(material, PageId.DEFINITIONS)
    blocks: list[Block] = []
    row = material.headline
    if row is None:
        blocks.append(
            Text(
                _(
                    "No period is over yet on {date}, so the definitions cannot be "
                    "compared."
                ).format(date=material.as_of),
                warning=True,
            )
        )
    else:
        blocks += _compare(material, movements, row)
    blocks.append(_all_rates(material, movements))
    return Page(PageId.DEFINITIONS, page_title(PageId.DEFINITIONS), tuple(blocks))


def _compare(material: Material, movements: Movements, row: int) -> list[Block]:
    churn = _side_by_side(
        material, movements, row, [key for key in RATES if key not in RETENTION]
    )
    retention = _side_by_side(material, movements, row, list(RETENTION))
    warning = few(int(movements.frame["opening"][row]))
    series = Series("value", title("value"), Tone.MAIN, band=("low", "high"))
    message = _message(material, churn, row)
    chart = Chart("definitions", message, ChartKind.RANGE, churn.key, (series,))
    return [
        *([warning] if warning else []),
        Text(
            _(
                "{default} is the default on every page. Where a figure you read "
                "elsewhere differs, look for its formula here."
            ).format(default=title(DEFAULT))
        ),
        chart,
        churn,
        retention,
        *(Text(sentence) for sentence in bridge_sentences(movements, row)),
        bridge_table(material, movements, row),
    ]


def _side_by_side(
    material: Material, movements: Movements, row: int, keys: list[str]
) -> Table:
    import pandas as pd

    rates, limits = rate_table(movements), intervals(movements)
    low, high = (
        [
            float(limits[f"{key}_{end}"][row]) if f"{key}_{end}" in limits else np.nan
            for key in keys
        ]
        for end in ("low", "high")
    )
    frame = pd.DataFrame(
        {
            "definition": [title(key) for key in keys],
            "value": [rates[key][row] for key in keys],
            "low": low,
            "high": high,
            "interval": [
                write_interval(*ends, Unit.RATE) for ends in zip(low, high, strict=True)
            ],
            "formula": [_written(movements, row, RATES[key]) for key in keys],
            "used_by": [_(_USED_BY[key]) for key in keys],
            "sentence": [note(key) for key in keys],
        }
    )
    measures = (
        measure("definition", Unit.TEXT),
        measure("value", Unit.RATE, interval=("low", "high")),
        measure("interval", Unit.TEXT),
        measure("low", Unit.RATE, expert=True),
        measure("high", Unit.RATE, expert=True),
        measure("formula", Unit.TEXT),
        measure("used_by", Unit.TEXT),
        measure("sentence", Unit.TEXT),
    )
    retention = keys[0] in RETENTION
    heading = (
        _("{period}: retention by every definition")
        if retention
        else _("{period}: churn by every definition")
    )
    return Table(
        "retention" if retention else "churn",
        heading.format(period=material.label(row)),
        measures,
        frame,
        members=material.members(
            lambda at, _key: behind_rate(movements, row, keys[at])
        ),
    )


def _written(movements: Movements, row: int, formula: Formula) -> str:
    """Write a formula in words and with its numbers."""

    def value(key: str) -> str:
        return write_value(movements.frame[key][row], _OPERANDS[key])

    words = in_words(formula, lambda key: in_text(title(key)))
    if len(formula.names) == 1:
        return words
    return f"{words} = {in_words(formula, value)}"


def _message(material: Material, churn: Table, row: int) -> str:
    values = [
        value
        for value, name in zip(
            churn.frame["value"], churn.frame["definition"], strict=True
        )
        if is_defined(value) and name != title("net_shrinkage")
    ]
    if len(values) < 2:
        return _("Churn in {period} by every definition").format(
            period=material.label(row)
        )
    if max(values) - min(values) < 0.0005:
        return _("Churn in {period} is {rate} by every definition").format(
            period=material.label(row), rate=percent(values[0])
        )
    return _(
        "Churn in {period} lies between {low} and {high}, depending on the definition"
    ).format(
        period=material.label(row), low=percent(min(values)), high=percent(max(values))
    )


def _all_rates(material: Material, movements: Movements) -> Table:
    rates = rate_table(movements)
    frame = movements.frame[list(_OPERANDS)].copy()
    frame.insert(0, "period", material.labels())
    frame = frame.join(rates)
    measures = (
        measure("period", Unit.PERIOD),
        *(measure(key, unit, expert=True) for key, unit in _OPERANDS.items()),
        *(measure(key, Unit.RATE, formula=RATES[key]) for key in RATES),
    )
    return Table(
        "all_rates",
        _("Every definition in every period"),
        measures,
        frame,
        faint=material.incomplete,
        members=material.members(partial(behind_rate, movements)),
        folded=True,
        events=events(material),
        days=material.days,
    )
