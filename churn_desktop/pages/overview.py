"""The first look: how many left, how sure that is, what it cost, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from churn_desktop.engine.intervals import newcombe
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.after_the_list import nothing_since
from churn_desktop.pages.blind_periods import without_headline
from churn_desktop.pages.call_list import where_to_look
from churn_desktop.pages.event_notes import questions
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.headline import what_happened
from churn_desktop.pages.largest_saving import saving_card
from churn_desktop.pages.last_quarter import last_quarter
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Card,
    Cards,
    Chart,
    ChartKind,
    Page,
    PageId,
    Series,
    Source,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.periods import movements_table, usual_limits
from churn_desktop.pages.revenue import revenue_table
from churn_desktop.pages.running_period import so_far
from churn_desktop.pages.sentences import (
    count,
    few,
    join,
    listing,
    percent,
    points,
)
from churn_desktop.pages.snapshot import lay_out_snapshot
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    from churn_desktop.engine.movements import Movements

ENOUGH_PERIODS = 3
"""So many complete periods it takes to tell what is usual."""
_NAMED = 3


def lay_out(material: Material) -> Page:
    """Give the figures, the picture and the sentences that matter first."""
    movements = material.analysis.movements
    if not material.book.dated and len(material.book.durations):
        return lay_out_snapshot(material)
    if movements is None:
        return without_data(material, PageId.OVERVIEW)
    table = movements_table(material, movements)
    trend = _trend(movements, table)
    row = material.headline
    blocks: list[Block] = []
    if row is None:
        known = so_far(material)
        blocks.append(without_headline(material))
        blocks += [Text(known)] if known else []
    else:
        opening = int(table.frame["opening"][row])
        warning = few(opening)
        happened = what_happened(material, movements, table, row)
        blocks += [
            *nothing_since(material),
            Cards(_cards(material, table, row)),
            Text(join(happened, last_quarter(material), so_far(material))),
            *([Text(_usual(material, movements, trend, row))] if opening else []),
            *(Text(text) for text in where_to_look(material, row)),
            *_question(material, trend, row),
            *([warning] if warning else []),
        ]
    if trend.frame["opening_base"].notna().any():
        blocks.append(_chart(material, trend))
    blocks.append(trend)
    return Page(PageId.OVERVIEW, page_title(PageId.OVERVIEW), tuple(blocks))


def _cards(material: Material, table: Table, row: int) -> tuple[Card, ...]:
    frame, period = table.frame, material.label(row)
    lost, opening = int(frame["lost"][row]), int(frame["opening"][row])
    base = ngettext(
        "{lost} of {count} customer in {period}",
        "{lost} of {count} customers in {period}",
        opening,
    )
    briefly = int(frame["joined_and_left"][row])
    more = ngettext(
        "and {count} who joined and left", "and {count} who joined and left", briefly
    ).format(count=count(briefly))
    return (
        _card(
            table, row, "opening_base", base.format(
                lost=count(lost), count=count(opening), period=period
            ), ("low", "high"),
        ),
        _card(
            table, row, "retention", base.format(
                lost=count(opening - lost), count=count(opening), period=period
            ), ("retention_low", "retention_high"),
        ),
        Card(
            "lost", _("Customers lost"), float(lost), Unit.COUNT,
            note=_("{period}, {more}").format(period=period, more=more)
            if briefly else period,
            source=Source(PageId.PERIODS, table.key, row, "lost"),
        ),
        *_revenue_card(material, row),
        *saving_card(material),
    )  # fmt: skip


def _card(table: Table, row: int, key: str, note: str, limits: tuple[str, str]) -> Card:
    value, low, high = (table.frame[k][row] for k in (key, *limits))
    defined = is_defined(value)
    return Card(
        key,
        title(key),
        float(value) if defined else None,
        Unit.RATE,
        (float(low), float(high)) if defined else None,
        note,
        Source(PageId.PERIODS, table.key, row, key),
    )


def _revenue_card(material: Material, row: int) -> tuple[Card, ...]:
    revenue = material.analysis.revenue
    if revenue is None:
        return ()
    table = revenue_table(material, revenue)
    lost = revenue.frame["churned"][row] + revenue.frame["contraction"][row]
    times = 12 // material.assumptions.period.months
    note = _("{amount} a month lost in {period}, times {times}")
    if times == 1:
        note = _("{amount} a month lost in {period}")
    note = note.format(
        amount=write_value(lost, Unit.MONEY, material.currency),
        period=material.label(row),
        times=times,
    )
    return (
        Card(
            "lost_a_year",
            _("MRR lost in a year"),
            float(table.frame["lost_a_year"][row]),
            Unit.MONEY,
            note=note,
            source=Source(PageId.REVENUE, table.key, row, "lost_a_year"),
        ),
    )


def _trend(movements: Movements, table: Table) -> Table:
    """Take the churn rate of every period with the limits of usual variation."""
    keys = ("period", "opening", "lost", "opening_base", "low", "high")
    frame = table.frame[list(keys)].copy()
    limits = usual_limits(movements)
    seen = limits["low"].notna()
    if int(seen.sum()) < ENOUGH_PERIODS:
        limits = limits.assign(low=float("nan"), high=float("nan"), mean=float("nan"))
    frame["mean"] = limits["mean"]
    frame["lower_limit"], frame["upper_limit"] = limits["low"], limits["high"]
    measures = (
        *(table.measure(key) for key in keys),
        measure("mean", Unit.RATE, expert=True),
        measure("lower_limit", Unit.RATE, expert=True),
        measure("upper_limit", Unit.RATE, expert=True),
    )
    enough = bool(frame["upper_limit"].notna().any())
    return Table(
        "trend",
        _("Churn rate by period"),
        measures,
        frame,
        faint=table.faint,
        marked={
            place: reason
            for place, reason in table.marked.items()
            if place[1] == "opening_base" and enough
        },
        members=table.members,
        folded=True,
        events=table.events,
        days=table.days,
    )


def _chart(material: Material, trend: Table) -> Chart:
    series = [
        Series("opening_base", title("opening_base"), Tone.MAIN, band=("low", "high"))
    ]
    if (trend.frame["upper_limit"] > 0).any():
        series += [
            Series(key, title(key), Tone.NEUTRAL, dashed=True)
            for key in ("lower_limit", "upper_limit")
        ]
    return Chart(
        "trend",
        _message(material, trend),
        ChartKind.LINE,
        trend.key,
        tuple(series),
        _("share of customers lost in a period"),
    )


def _question(material: Material, trend: Table, row: int) -> Iterator[Text]:
    """Ask what happened in the headline period, when it stands out."""
    verdict = _verdict(trend, row)
    if verdict in ("high", "low"):
        yield from questions(material, {row: verdict == "high"})


def _message(material: Material, trend: Table) -> str:
    row = material.headline
    if row is None or not is_defined(trend.frame["opening_base"][row]):
        return _("Churn rate by period")
    rate = percent(trend.frame["opening_base"][row])
    verdict = _verdict(trend, row)
    if verdict is None:
        text = _("Churn in {period} was {rate}")
    elif verdict == "usual":
        text = _("Churn in {period} was {rate}: within usual variation")
    elif verdict == "high":
        text = _("Churn in {period} was {rate}: more than usual")
    else:
        text = _("Churn in {period} was {rate}: less than usual")
    return text.format(period=material.label(row), rate=rate)


def _verdict(trend: Table, row: int) -> str | None:
    """Compare a period with the limits: usual, high or low; None: cannot be said."""
    frame = trend.frame
    rate, upper = frame["opening_base"][row], frame["upper_limit"][row]
    if not (is_defined(rate) and is_defined(upper)):
        return None
    if (row, "opening_base") not in trend.marked:
        return "usual"
    return "high" if rate > upper else "low"


def _usual(material: Material, movements: Movements, trend: Table, row: int) -> str:
    verdict, frame = _verdict(trend, row), trend.frame
    if verdict == "usual" and not frame["mean"][row]:
        if movements.frame["leave_events"].iloc[movements.telling].any():
            return _(
                "No complete period has lost a customer who was there at its start."
            )
        return _("Nobody has left in any complete period yet.")
    if verdict is None:
        return _(
            "There are too few complete periods to say whether this is more than usual."
        )
    if verdict == "usual":
        text = _("This is within the usual variation of this list ({low} to {high}).")
    elif verdict == "high":
        text = _(
            "This is more than the usual variation of this list ({low} to {high}): "
            "look for a cause."
        )
    else:
        text = _(
            "This is less than the usual variation of this list ({low} to {high}): "
            "find out what went well."
        )
    text = text.format(
        low=percent(frame["lower_limit"][row]), high=percent(frame["upper_limit"][row])
    )
    return join(
        text,
        _against_previous(material, movements, row),
        _other_high_periods(material, trend, row),
    )


def _other_high_periods(material: Material, trend: Table, headline: int) -> str:
    """Name the other periods in which more than usual was lost, the latest first."""
    rate = trend.frame["opening_base"].to_numpy()
    above = rate > trend.frame["upper_limit"].to_numpy()
    rows = [
        row
        for row, _key in sorted(trend.marked, reverse=True)
        if row != headline and above[row]
    ]
    if not rows:
        return ""
    named = [
        _("{period} ({rate})").format(
            period=material.label(row), rate=percent(rate[row])
        )
        for row in rows
    ]
    return _("More than usual was lost in {periods}.").format(
        periods=listing(named, _NAMED)
    )


def _against_previous(material: Material, movements: Movements, row: int) -> str:
    counts = movements.frame
    if row <= movements.blind or not counts["opening"][[row - 1, row]].all():
        return ""
    pairs = [
        (int(counts["lost"][at]), int(counts["opening"][at])) for at in (row, row - 1)
    ]
    rate, earlier = (lost / opening for lost, opening in pairs)
    low, high = (float(limit) for limit in newcombe(*pairs[0], *pairs[1]))
    if rate == earlier:
        text = _("It is the same as in {period} ({rate}).")
    elif percent(rate) == percent(earlier):
        text = _("It is about the same as in {period} ({rate}).")
    elif low <= 0 <= high:
        text = _(
            "The difference to {period} ({rate}) is {points}, which may well be chance."
        )
    elif rate > earlier:
        text = _(
            "It is {points} more than in {period} ({rate}), hardly by chance alone."
        )
    else:
        text = _(
            "It is {points} less than in {period} ({rate}), hardly by chance alone."
        )
    return text.format(
        period=material.label(row - 1),
        rate=percent(earlier),
        points=points(rate - earlier),
    )
