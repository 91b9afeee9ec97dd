"""Setting a target of one's own, and following how it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from churn_desktop.core.calendar import add_months, to_date
from churn_desktop.core.choices import Goal
from churn_desktop.core.formula import Formula
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.rates import DEFAULT, RATES
from churn_desktop.engine.targets import TARGET, Progress, Target
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.editing import Input, Inputs, Value
from churn_desktop.pages.formats import is_defined, write_interval, write_value
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
from churn_desktop.pages.terms import measure, note, title

if TYPE_CHECKING:
    import pandas as pd


def goal_inputs(material: Material, target: Target) -> Inputs:
    """Ask for a rate or for customers to keep, since when and by when.

    The first of them that is typed makes the proposal a target of one's own.
    """
    months = material.assumptions.period.months
    goal = material.assumptions.goal or _proposal(material, target)

    def rate(before: Assumptions, value: Value) -> Assumptions:
        told = cast("float", value)
        return replace(before, goal=replace(goal, rate=told, months=months))

    def keep(before: Assumptions, value: Value) -> Assumptions:
        told = target.now - cast("float", value) / target.opening
        return rate(before, min(max(told, 0.0), 1.0))

    def day(name: str) -> Input:
        def put(before: Assumptions, value: Value) -> Assumptions:
            changed: dict[str, Any] = {name: value}
            told = replace(goal, **changed)
            if told.until <= told.since:
                told = replace(told, until=add_months(told.since, 12))
            return replace(before, goal=told)

        key = f"goal_{name}"
        shown = getattr(goal, name)
        return Input(key, title(key), Unit.DATE, shown, put, note=note(key))

    return Inputs(
        _("A target of your own"),
        (
            Input(
                "goal_rate", title("goal_rate"), Unit.RATE,
                round(target.target, 4), rate,
                high=1.0, note=note("goal_rate"),
            ),
            Input(
                "goal_keep", title("goal_keep"), Unit.COUNT,
                float(target.to_keep), keep,
                high=float(target.opening), note=note("goal_keep"),
            ),
            day("since"),
            day("until"),
        ),
    )  # fmt: skip


def _proposal(material: Material, target: Target) -> Goal:
    """Take the target that the list suggests, from the day after the list's own."""
    as_of = material.book.as_of
    assert as_of is not None
    since = to_date(as_of + 1)
    months = material.assumptions.period.months
    return Goal(target.target, months, since, add_months(since, 12))


def progress_blocks(material: Material) -> list[Block]:
    """Say how it goes with the target that was set; nothing when none was."""
    goal, progress = material.assumptions.goal, material.ahead.progress
    target = material.ahead.target
    if goal is None or progress is None or target is None:
        return []
    if not progress.periods:
        text = _(
            "No complete period has begun since {since}: how it goes can be told after "
            "the first one."
        ).format(since=goal.since.isoformat())
        return [Text(text)]
    table = _progress_table(material, progress, target.target)
    return [Text(_how_it_goes(goal, progress, target.target)), _chart(table), table]


def _how_it_goes(goal: Goal, progress: Progress, target: float) -> str:
    lost, total = progress.rate.count, progress.rate.total
    text = ngettext(
        "Since {since}, in {periods} complete period, {lost} were lost where the "
        "target allows {allowed}: {rate} a period (95 % interval {interval}).",
        "Since {since}, in {periods} complete periods, {lost} were lost where the "
        "target allows {allowed}: {rate} a period (95 % interval {interval}).",
        len(progress.periods),
    ).format(
        since=goal.since.isoformat(),
        periods=count(len(progress.periods)),
        lost=count(lost),
        allowed=write_value(progress.allowed, Unit.MONTHS),
        rate=percent(progress.rate.share),
        interval=write_interval(progress.rate.low, progress.rate.high, Unit.RATE),
    )
    if not total or progress.reached is None:
        return _("Nobody was a customer since {since}.").format(
            since=goal.since.isoformat()
        )
    reached = _("The target of {target} is reached so far.")
    if not progress.reached:
        reached = _("The target of {target} is not reached so far.")
    sure = _("That is within usual variation: chance alone could do it.")
    if progress.sure:
        sure = _("That is more than usual variation.")
    return join(text, reached.format(target=percent(target)), sure)


def _progress_table(material: Material, progress: Progress, target: float) -> Table:
    """List the periods since the target was set, with formulas of their own."""
    movements = material.analysis.movements
    assert movements is not None
    rows = [movements.periods.index(period) for period in progress.periods]
    part = movements.frame.iloc[rows].reset_index(drop=True)
    frame = part[["opening", "lost"]].copy()
    frame.insert(0, "period", [material.label(row) for row in rows])
    frame["target"] = target
    frame[DEFAULT] = RATES[DEFAULT].evaluate(frame)
    frame["allowed"] = TARGET["allowed"].evaluate(frame)
    frame["ahead"] = _AHEAD.evaluate(frame)
    frame["sum"] = frame["ahead"].cumsum()
    measures = (
        measure("period", Unit.PERIOD),
        measure("opening", Unit.COUNT),
        measure("lost", Unit.COUNT),
        measure(DEFAULT, Unit.RATE, formula=RATES[DEFAULT]),
        measure("target", Unit.RATE, term="target_rate"),
        measure(
            "allowed", Unit.MONTHS, term="target_allowed", formula=TARGET["allowed"]
        ),
        measure("ahead", Unit.MONTHS, term="goal_ahead", formula=_AHEAD),
        measure("sum", Unit.MONTHS, term="goal_sum"),
    )
    return Table("progress", _("How it goes"), measures, frame)


_AHEAD = Formula("allowed - lost")


def _chart(table: Table) -> Chart:
    frame: pd.DataFrame = table.frame
    ahead = float(frame["sum"].to_numpy()[-1])
    message = _("{number} fewer lost than the target allows")
    if is_defined(ahead) and ahead < 0:
        message = _("{number} more lost than the target allows")
    return Chart(
        "progress",
        message.format(number=write_value(abs(ahead), Unit.MONTHS)),
        ChartKind.LINE,
        table.key,
        (
            Series(DEFAULT, title(DEFAULT), Tone.LOST),
            Series("target", title("target_rate"), Tone.NEUTRAL, dashed=True),
        ),
        _("churn of a period"),
    )
