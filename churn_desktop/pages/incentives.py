"""Whether customers leave once a commission is paid, and what holding it back saves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.incentives import WIDTH
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.editing import (
    Input,
    Inputs,
    Value,
    assuming,
    typed_buttons,
)
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
from churn_desktop.pages.owner_marks import by_owner
from churn_desktop.pages.sentences import count
from churn_desktop.pages.terms import measure, note, page_title, title, with_limits

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.incentives import HoldBack

LONGEST = 365
"""Days; what happens after a year is not looked at."""


def lay_out(material: Material) -> Page:
    """Show the pace of leaving around each mark, and what a hold-back would save."""
    if material.book.purchases is not None:
        name = page_title(PageId.INCENTIVES)
        return Page(PageId.INCENTIVES, name, (Text(_without_contracts()),))
    marks = None
    if not material.missing(PageId.INCENTIVES):
        marks = material.answers.marks()
    if marks is None:
        return without_data(material, PageId.INCENTIVES)
    table = _marks_table(material, marks.frame)
    blocks: list[Block] = [
        Text(_around_marks(marks.frame)),
        _pace_chart(marks.frame, table),
        table,
        *_hold_back(material),
    ]
    for role in material.answers.owners:
        blocks += by_owner(material, role)
    return Page(
        PageId.INCENTIVES,
        page_title(PageId.INCENTIVES),
        tuple(blocks),
        inputs=(_inputs(material),),
        buttons=typed_buttons(material.project, PageId.INCENTIVES),
    )


def _inputs(material: Material) -> Inputs:
    """Ask what is paid for winning a customer, and for how long it is held back."""
    chosen = material.assumptions
    days = chosen.hold_back_days

    def held(at: int) -> Input:
        def put(before: Assumptions, value: Value) -> Assumptions:
            told = list(days)
            told[at] = round(cast("float", value))
            return replace(before, hold_back_days=tuple(told))

        name = _("Held back (days)")
        return Input(f"held_{at}", name, Unit.DAYS, days[at], put, 1, LONGEST)

    fees: tuple[Input, ...] = ()
    if material.book.has_amounts:
        fees = (
            Input(
                "commission_months",
                title("commission_months"),
                Unit.MONTHS,
                chosen.commission_months,
                assuming("commission_months"),
                note=note("commission_months"),
            ),
        )
    empty = _("by the fee") if material.book.has_amounts else _("not known")
    fixed = Input(
        "commission",
        title("commission"),
        Unit.MONEY,
        chosen.commission,
        assuming("commission"),
        empty=empty,
        note=note("commission"),
    )
    every = (*fees, fixed, *map(held, range(len(days))))
    return Inputs(_("What is paid for winning a customer"), every)


def _without_contracts() -> str:
    return _(
        "Customers without a contract count as lost after a time of silence, never on "
        "a day of their own. So it cannot be said whether they leave after a day on "
        "which a commission is paid."
    )


def _marks_table(material: Material, found: pd.DataFrame) -> Table:
    """Show for all customers who left before and after each mark."""
    columns = [
        "day", "survival", "survival_low", "survival_high", "left_before",
        "days_before", "left_after", "days_after", "ratio", "ratio_low", "ratio_high",
    ]  # fmt: skip
    frame = found[columns].reset_index(drop=True)
    pace = {
        side: Formula(f"left_{side} / days_{side} * {WIDTH}")
        for side in ("before", "after")
    }
    for side, formula in pace.items():
        frame[f"hazard_{side}"] = formula.evaluate(frame)
    measures = (
        measure("day", Unit.DAYS, term="mark_day"),
        *with_limits(measure("survival", Unit.RATE, term="mark_survival")),
        measure("left_before", Unit.COUNT),
        measure("days_before", Unit.COUNT, expert=True),
        measure("left_after", Unit.COUNT),
        measure("days_after", Unit.COUNT, expert=True),
        measure("hazard_before", Unit.RATE, formula=pace["before"]),
        measure("hazard_after", Unit.RATE, formula=pace["after"]),
        *with_limits(measure("ratio", Unit.RATIO)),
    )
    days = frame["day"].tolist()

    def find(row: int, key: str) -> Codes | None:
        after = key in ("left_after", "hazard_after")
        if not after and key not in ("left_before", "hazard_before"):
            return None
        low = days[row] if after else max(days[row] - WIDTH, 0)
        high = days[row] + WIDTH if after else days[row]
        return material.answers.observed.of_lengths(low, high, ended=True)

    return Table(
        "marks",
        _("All customers, before and after each day"),
        measures,
        frame,
        marked={
            (int(row), "ratio"): _("More leave after this day than before it.")
            for row in np.flatnonzero(_faster(found))
        },
        members=material.members(find),
    )


def _faster(found: pd.DataFrame) -> pd.Series:
    """Tell after which days customers leave faster than before, beyond chance."""
    marked: pd.Series = found["marked"] & (found["ratio_low"] > 1)
    return marked


def _around_marks(found: pd.DataFrame) -> str:
    """Say after which day customers leave faster, beyond chance."""
    faster = found[_faster(found)]
    if not len(faster):
        return _(
            "After none of the days on which commissions are often paid (30, 90, 150) "
            "do customers leave faster than before it, beyond chance."
        )
    row = faster.iloc[int(faster["ratio_low"].to_numpy().argmax())]
    if not is_defined(row["ratio"]):
        return _(
            "In the 30 days before day {day} nobody left, in the 30 days after it "
            "{count} did: ask what was paid or promised then."
        ).format(day=count(row["day"]), count=count(row["left_after"]))
    return _(
        "After day {day} customers leave {ratio} times as fast as before it (95 % "
        "interval {interval}): ask what was paid or promised then."
    ).format(
        day=count(row["day"]),
        ratio=write_value(row["ratio"], Unit.RATIO),
        interval=write_interval(row["ratio_low"], row["ratio_high"], Unit.RATIO),
    )


def _pace_chart(found: pd.DataFrame, table: Table) -> Chart:
    faster = found[_faster(found)]
    message = _("Customers do not leave faster after any of these days")
    if len(faster):
        row = int(faster["ratio_low"].to_numpy().argmax())
        message = _("Customers leave faster after day {day}").format(
            day=count(faster["day"].iloc[row])
        )
    series = (
        Series("hazard_before", title("hazard_before"), Tone.NEUTRAL),
        Series("hazard_after", title("hazard_after"), Tone.LOST),
    )
    return Chart(
        "pace", message, ChartKind.BAR, table.key, series,
        _("share that leaves in 30 days"),
    )  # fmt: skip


def _hold_back(material: Material) -> list[Block]:
    """Simulate commissions that are only paid for customers who are still there."""
    found = material.answers.hold_back
    if found is None or not found.customers:
        return [
            Text(
                _(
                    "Nobody came a year ago or longer, so it cannot be said yet what "
                    "holding back a commission would save."
                )
            )
        ]
    table = _hold_back_table(material, found)
    return [Text(_assumed(material, found)), _hold_back_chart(material, table), table]


def _assumed(material: Material, found: HoldBack) -> str:
    fixed = material.assumptions.commission
    if fixed is not None:
        commission = _("a commission of {amount} for each customer").format(
            amount=write_value(fixed, Unit.MONEY, material.currency)
        )
    elif material.book.has_amounts:
        commission = ngettext(
            "a commission of {months} monthly fee",
            "a commission of {months} monthly fees",
            1 if material.assumptions.commission_months == 1 else 2,
        ).format(
            months=write_value(material.assumptions.commission_months, Unit.MONTHS)
        )
    else:
        commission = _("one commission for each customer")
    return ngettext(
        "Assumed: {commission}, for the {count} customer who came at least a year "
        "before {date}. Of later ones nobody knows yet whether they stay a year.",
        "Assumed: {commission}, for the {count} customers who came at least a year "
        "before {date}. Of later ones nobody knows yet whether they stay a year.",
        found.customers,
    ).format(commission=commission, count=count(found.customers), date=material.as_of)


def _hold_back_table(material: Material, found: HoldBack) -> Table:
    fixed = material.assumptions.commission is not None
    money = Unit.MONEY if material.book.has_amounts or fixed else Unit.COUNT
    measures = (
        measure("days", Unit.DAYS, term="held_days"),
        measure("left_before", Unit.COUNT, term="held_left_before"),
        measure("left_after", Unit.COUNT, term="held_left_after"),
        *with_limits(
            measure("left_after_share", Unit.RATE, term="held_share"), expert=True
        ),
        measure("paid", money, term="held_paid"),
        measure("paid_for_leavers", money, term="held_wasted"),
        measure("withheld", money, term="held_withheld"),
    )
    name = _("What holding back the commission would have saved")
    sides = {"left_before": 0, "left_after": 1, "left_after_share": 1}
    return Table(
        "hold_back",
        name,
        measures,
        found.frame,
        members=material.members(
            lambda row, key: found.left[row][sides[key]] if key in sides else None
        ),
    )


def _hold_back_chart(material: Material, table: Table) -> Chart:
    frame = table.frame
    unit = table.measure("withheld").unit
    last = len(frame) - 1
    message = _("Held back for {days} days, {amount} would not have been paid").format(
        days=count(frame["days"][last]),
        amount=write_value(frame["withheld"][last], unit, material.currency),
    )
    if not frame["withheld"][last]:
        message = _("Holding back the commission would have saved nothing")
    series = Series("paid_for_leavers", title("held_wasted"), Tone.LOST)
    return Chart(
        "hold_back", message, ChartKind.BAR, table.key, (series,),
        _("paid for customers who left within a year"),
    )  # fmt: skip
