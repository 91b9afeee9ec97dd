"""How many of those who come will still be there in times not yet seen; for experts."""

from __future__ import annotations

import numpy as np

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import write_interval
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

BEYOND = 2.0
"""So many times as far as was seen is projected."""


def projection_blocks(material: Material) -> list[Block]:
    """Show the projection; where too little was seen, say so."""
    found = material.money.projection
    if found is None:
        text = _(
            "How retention goes on after the time seen cannot be projected: that takes "
            "at least four periods in which somebody could leave, and somebody who did."
        )
        return [Text(text, expert=True)]
    table = _table(material)
    return [
        Text(_in_words(material, table), expert=True),
        _chart(table),
        table,
    ]


def _table(material: Material) -> Table:
    import pandas as pd

    found = material.money.projection
    assert found is not None
    model, months = found
    seen = len(model.observed) - 1
    ahead = round(seen * BEYOND)
    low, high = model.limits(ahead)
    # At first all of them are there, for sure.
    low[0] = high[0] = 1.0
    observed = np.append(model.observed, np.full(ahead - seen, np.nan))
    frame = pd.DataFrame(
        {
            "time": np.arange(ahead + 1) * months,
            "observed": observed,
            "projected": model.survival(ahead),
            "low": low,
            "high": high,
            "retention": np.append(np.nan, model.retention(ahead)),
        }
    )
    measures = (
        measure("time", Unit.COUNT, term="projection_time"),
        measure("observed", Unit.RATE, term="projection_observed"),
        measure(
            "projected",
            Unit.RATE,
            term="projection_projected",
            interval=("low", "high"),
        ),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
        measure("retention", Unit.RATE, term="projection_retention"),
    )
    name = _("Still there, seen and projected")
    return Table("projection", name, measures, frame, folded=True, expert=True)


def _in_words(material: Material, table: Table) -> str:
    found = material.money.projection
    assert found is not None
    model, months = found
    frame, last = table.frame, len(table.frame) - 1
    model_text = ngettext(
        "Projected with the shifted beta-geometric model (Fader and Hardie 2007) over "
        "periods of {months} month: a = {a}, b = {b}.",
        "Projected with the shifted beta-geometric model (Fader and Hardie 2007) over "
        "periods of {months} months: a = {a}, b = {b}.",
        months,
    ).format(months=count(months), a=f"{model.a:.3g}", b=f"{model.b:.3g}")
    there = _(
        "After {time} months {share} of those who come would still be there (95 % "
        "interval {interval})."
    ).format(
        time=count(frame["time"][last]),
        share=percent(frame["projected"][last]),
        interval=write_interval(frame["low"][last], frame["high"][last], Unit.RATE),
    )
    rising = _(
        "Who has stayed is less likely to leave: {first} stay through the first "
        "period, {later} through the last one projected."
    ).format(
        first=percent(frame["retention"][1]), later=percent(frame["retention"][last])
    )
    if model.alike:
        rising = _("Retention is about the same at every age.")
    limits = _("The limits tell how well the model is known, not whether it is right.")
    return join(model_text, there, rising, limits)


def _chart(table: Table) -> Chart:
    frame, last = table.frame, len(table.frame) - 1
    return Chart(
        "projection",
        _("Projected: {share} still there after {time} months").format(
            share=percent(frame["projected"][last]), time=count(frame["time"][last])
        ),
        ChartKind.LINE,
        table.key,
        (
            Series(
                "projected", title("projection_projected"), Tone.MAIN,
                band=("low", "high"),
            ),
            Series(
                "observed", title("projection_observed"), Tone.LOST, dashed=True
            ),
        ),
        _("share still there"),
        expert=True,
    )  # fmt: skip
