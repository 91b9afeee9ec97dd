"""Who came and who left in each period."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.engine.annual_rates import annualise
from churn_desktop.engine.intervals import FEW, control_limits
from churn_desktop.engine.numerators import behind_rate
from churn_desktop.engine.rates import RATES, STAND_STILL, intervals, rate_table
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.blind_periods import blind_periods, without_headline
from churn_desktop.pages.event_notes import (
    events,
    notes_table,
    questions,
    sentences,
)
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Chart,
    ChartKind,
    Measure,
    Page,
    PageId,
    Series,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.sentences import count, percent
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.movements import Movements

CONTROL = Formula("opening + new + returned - lost - joined_and_left - closing")


def lay_out(material: Material) -> Page:
    """Show the movements of every period; without dates say what is missing."""
    movements = material.analysis.movements
    if movements is None:
        return without_data(material, PageId.PERIODS)
    table = movements_table(material, movements)
    high = outside(usual_limits(movements), table.frame["opening_base"])
    blocks: list[Block] = [*_warnings(material, table), *questions(material, high)]
    blocks += [_chart(movements, table), table, *_annual(material, table)]
    blocks += _notes(material, movements)
    return Page(PageId.PERIODS, page_title(PageId.PERIODS), tuple(blocks))


def movements_table(material: Material, movements: Movements) -> Table:
    """Give the table of movements, with the customers behind each count.

    Parameters
    ----------
    material : Material
    movements : Movements
        Of the same analysis.
    """
    rates, limits = rate_table(movements), usual_limits(movements)
    certainty = intervals(movements)
    counts = movements.frame
    frame = counts[
        ["opening", "new", "returned", "lost", "joined_and_left", "leave_events"]
    ].copy()
    frame.insert(0, "period", material.labels())
    frame.insert(1, "start", [period.start for period in movements.periods])
    frame.insert(2, "end", [period.end for period in movements.periods])
    frame["closing"] = counts["closing"]
    frame["control"] = CONTROL.evaluate(counts).astype(int)
    frame["opening_base"] = rates["opening_base"]
    frame["low"] = certainty["opening_base_low"]
    frame["high"] = certainty["opening_base_high"]
    frame["retention"] = rates["retention"]
    frame["retention_low"] = certainty["retention_low"]
    frame["retention_high"] = certainty["retention_high"]
    months = material.assumptions.period.months
    frame["annualised"] = annualise(rates["opening_base"], months)
    frame["stand_still"] = STAND_STILL.evaluate(counts).astype(int)

    return Table(
        "movements",
        _("Customers who came and left"),
        _measures(),
        frame,
        faint=material.incomplete,
        marked={
            (row, key): outside_reason(high=is_high)
            for row, is_high in outside(limits, rates["opening_base"]).items()
            for key in ("lost", "opening_base")
        },
        members=material.members(_find(movements)),
        events=events(material),
        days=material.days,
    )


def usual_limits(movements: Movements) -> pd.DataFrame:
    """Give the limits of usual variation, from the complete periods alone.

    Returns
    -------
    pandas.DataFrame
        As `intervals.control_limits`, a row for each period; NaN for those that are not
        complete, and for those in which a list of purchases cannot show losses yet.
    """
    final = movements.frame.iloc[movements.telling]
    limits = control_limits(final["lost"], final["opening"])
    limits.index = final.index
    limits = limits.reindex(range(len(movements.frame)))
    limits["outside"] = limits["outside"].eq(True)
    return limits


def outside(limits: pd.DataFrame, rate: pd.Series) -> dict[int, bool]:
    """Tell for each period outside its limits whether it lies above them."""
    rows = np.flatnonzero(limits["outside"].to_numpy(dtype=bool))
    above = rate.to_numpy() > limits["high"].to_numpy()
    return {int(row): bool(above[row]) for row in rows}


def outside_reason(*, high: bool) -> str:
    """Say what it means that a period lies outside the limits."""
    if high:
        return _("More customers left than usual variation explains.")
    return _("Fewer customers left than usual variation explains.")


def _find(movements: Movements) -> Callable[[int, str], Codes | None]:
    # Behind a churn rate and its limits are those who left.
    behind = {
        "annualised": "opening_base",
        "low": "opening_base",
        "high": "opening_base",
        "retention_low": "retention",
        "retention_high": "retention",
    }

    def find(row: int, key: str) -> Codes | None:
        return behind_rate(movements, row, behind.get(key, key))

    return find


def _measures() -> tuple[Measure, ...]:
    return (
        measure("period", Unit.PERIOD),
        measure("start", Unit.DATE, expert=True),
        measure("end", Unit.DATE, expert=True),
        measure("opening", Unit.COUNT),
        measure("new", Unit.COUNT),
        measure("returned", Unit.COUNT),
        measure("lost", Unit.COUNT),
        measure("joined_and_left", Unit.COUNT),
        measure("leave_events", Unit.COUNT, expert=True),
        measure(
            "closing",
            Unit.COUNT,
            formula=Formula("opening + new + returned - lost - joined_and_left"),
        ),
        measure("control", Unit.COUNT, formula=CONTROL, expert=True),
        measure(
            "opening_base",
            Unit.RATE,
            formula=RATES["opening_base"],
            interval=("low", "high"),
        ),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
        measure(
            "retention",
            Unit.RATE,
            formula=RATES["retention"],
            interval=("retention_low", "retention_high"),
        ),
        measure("retention_low", Unit.RATE, expert=True),
        measure("retention_high", Unit.RATE, expert=True),
        measure("annualised", Unit.RATE),
        measure("stand_still", Unit.COUNT, formula=STAND_STILL),
    )


def _warnings(material: Material, table: Table) -> list[Text]:
    texts = []
    if material.headline is None:
        texts.append(without_headline(material))
    else:
        texts += blind_periods(material)
    opening = table.frame["opening"]
    thin = int(((opening > 0) & (opening < FEW)).sum())
    if thin:
        text = ngettext(
            "Few customers: {count} period began with fewer than {few}. Read the "
            "interval there, not only the rate.",
            "Few customers: {count} periods began with fewer than {few}. Read the "
            "interval there, not only the rate.",
            thin,
        )
        texts.append(Text(text.format(count=count(thin), few=FEW), warning=True))
    if material.incomplete:
        texts.append(
            Text(
                _(
                    "{period} is not over on {date}; its figures are not final and "
                    "are left out of averages and limits."
                ).format(
                    period=material.label(material.incomplete[-1]), date=material.as_of
                )
            )
        )
    return texts


def _notes(material: Material, movements: Movements) -> list[Block]:
    table = notes_table(material, movements)
    return [] if table is None else [*sentences(material), table]


def _chart(movements: Movements, table: Table) -> Chart:
    series = (
        Series("new", title("new"), Tone.GAINED),
        Series("returned", title("returned"), Tone.GAINED),
        Series("lost", title("lost"), Tone.LOST, negative=True),
        Series("joined_and_left", title("joined_and_left"), Tone.LOST, negative=True),
    )
    return Chart(
        "gained_and_lost",
        _message(movements, table),
        ChartKind.STACKED,
        table.key,
        series,
        _("customers gained and lost"),
    )


def _message(movements: Movements, table: Table) -> str:
    """Say in how many periods the number of customers fell."""
    frame = table.frame.iloc[movements.telling]
    fell, total = int((frame["closing"] < frame["opening"]).sum()), len(frame)
    if not total:
        return _("Customers gained and lost so far")
    if not fell:
        return _("In no complete period did the number of customers fall")
    return ngettext(
        "The number of customers fell in {fell} of {count} complete period",
        "The number of customers fell in {fell} of {count} complete periods",
        total,
    ).format(fell=count(fell), count=count(total))


def _annual(material: Material, table: Table) -> list[Block]:
    """Explain the annual figure by the headline period."""
    row = material.headline
    if row is None or not is_defined(table.frame["annualised"][row]):
        return []
    rate, annual = (
        float(table.frame[key][row]) for key in ("opening_base", "annualised")
    )
    text = _(
        "If every period were like {period}, with {rate} lost, {annual} of the "
        "customers would be gone within a year. It is less than the sum of the "
        "rates, because nobody can leave twice."
    )
    if material.assumptions.period.months == 12 or not rate:
        return []
    return [
        Text(
            text.format(
                period=material.label(row), rate=percent(rate), annual=percent(annual)
            )
        )
    ]
