"""How long customers stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.schema import TimeUnit
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import is_defined, write_length
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
from churn_desktop.pages.sentences import count, few, percent, with_interval
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes
    from churn_desktop.engine.survival import Curve

_UNITS = {
    TimeUnit.DAYS: Unit.DAYS,
    TimeUnit.WEEKS: Unit.DAYS,
    TimeUnit.MONTHS: Unit.MONTHS,
    TimeUnit.YEARS: Unit.RATIO,
}
_A_YEAR = 12


def lay_out(material: Material) -> Page:
    """Show the share still there after each time, and what follows from it."""
    curve, stages = material.analysis.survival, material.analysis.stages
    if stages is None or not len(curve.time):
        return without_data(material, PageId.LIFETIMES)
    table = curve_table(curve, material)
    warning = few(curve.n)
    blocks: list[Block] = [
        *([warning] if warning else []),
        *(Text(text, warning=True) for text in _cannot_be_known(curve)),
        *(Text(text) for text in _in_words(curve, stages.curve)),
        _chart(curve, stages.curve, table),
        month_table(stages.curve, material),
        table,
    ]
    return Page(PageId.LIFETIMES, page_title(PageId.LIFETIMES), tuple(blocks))


def whole_months(longest: float) -> list[int]:
    """Choose the months to list: each at first, fewer later.

    Examples
    --------
    >>> whole_months(14.5), whole_months(50)[-6:]
    ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [27, 30, 33, 36, 42, 48])
    """
    months = [
        *range(1, 12),
        *range(12, 36, 3),
        *range(36, 120, 6),
        *range(120, int(longest) + 1, 12),
    ]
    return [month for month in months if month <= longest]


def month_table(curve: Curve, material: Material) -> Table:
    """Give the share still there after whole months.

    Parameters
    ----------
    curve : Curve
        In months.
    material : Material
        Whose customers it is about.
    """
    import pandas as pd

    months = [
        month for month in whole_months(float(curve.time[-1])) if month >= curve.start
    ]
    at = np.searchsorted(curve.time, months)
    limits = np.array([curve.interval(month) for month in months]).reshape(-1, 2)
    frame = pd.DataFrame(
        {
            "time": months,
            "at_risk": curve.at_risk[at],
            "survival": [curve.at(month) for month in months],
            "low": limits[:, 0],
            "high": limits[:, 1],
        }
    )
    measures = (
        measure("time", Unit.MONTHS, term="time_months"),
        measure("at_risk", Unit.COUNT),
        measure("survival", Unit.RATE, interval=("low", "high"), base="at_risk"),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
    )

    def find(row: int, _key: str) -> Codes | None:
        return material.answers.observed_months.at_risk(float(curve.time[at[row]]))

    return Table(
        "months",
        _("Share still customers, by month"),
        measures,
        frame,
        members=material.members(find),
    )


def curve_table(curve: Curve, material: Material) -> Table:
    """Give every step of the curve, from the beginning of the observation.

    Parameters
    ----------
    curve : Curve
        In the unit of the book.
    material : Material
        Whose customers it is about.
    """
    import pandas as pd

    frame = pd.DataFrame(
        {
            "time": np.append(curve.start, curve.time),
            "at_risk": np.append(curve.at_risk[:1], curve.at_risk),
            "events": np.append(0, curve.events),
            "censored": np.append(0, curve.censored),
            "survival": np.append(1.0, curve.survival),
            "low": np.append(np.nan, curve.low),
            "high": np.append(np.nan, curve.high),
        }
    )
    if curve.time[0] == curve.start:
        # Somebody left or was last seen on the very first day.
        frame = frame.iloc[1:].reset_index(drop=True)
    measures = (
        measure("time", _UNITS[curve.unit], term=f"time_{curve.unit}"),
        measure("at_risk", Unit.COUNT),
        measure("events", Unit.COUNT),
        measure("censored", Unit.COUNT),
        measure("survival", Unit.RATE, interval=("low", "high"), base="at_risk"),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
    )
    times = frame["time"].tolist()
    # Before the first step everybody who is at risk at it was there already.
    times[0] = float(curve.time[0])
    first = len(frame) > len(curve.time)

    def find(row: int, key: str) -> Codes | None:
        seen, nobody = material.answers.observed, row == 0 and first
        if key in ("events", "censored"):
            if nobody:
                return np.empty(0, dtype=np.int32)
            return (seen.left if key == "events" else seen.last_seen)(times[row])
        return seen.at_risk(times[row])

    return Table(
        "curve",
        _("Every step of the curve"),
        measures,
        frame,
        members=material.members(find),
        folded=True,
    )


def after_a_year(months: Curve) -> str:
    """Say how many are still there after a year; ``""`` when that is not known."""
    share = months.at(_A_YEAR)
    if not is_defined(share):
        return ""
    return _("After 12 months {share} are still customers.").format(
        share=with_interval(share, *months.interval(_A_YEAR))
    )


def _chart(curve: Curve, months: Curve, table: Table) -> Chart:
    series = Series("survival", title("survival"), Tone.MAIN, band=("low", "high"))
    return Chart(
        "survival", _message(curve, months), ChartKind.STEP, table.key, (series,),
        _("share still customers"),
    )  # fmt: skip


def _message(curve: Curve, months: Curve) -> str:
    if curve.median is not None:
        return _("Half of the customers have left after {time}").format(
            time=write_length(curve.median, curve.unit)
        )
    share = months.at(_A_YEAR)
    if is_defined(share):
        return _("After 12 months {share} are still customers").format(
            share=percent(share)
        )
    last = float(curve.time[-1])
    return _("After {time} {share} are still customers").format(
        time=write_length(last, curve.unit), share=percent(curve.at(last))
    )


def _in_words(curve: Curve, months: Curve) -> list[str]:
    texts = [
        ngettext(
            "The curve is drawn from {count} stay, of which {ended} ended.",
            "The curve is drawn from {count} stays, of which {ended} ended.",
            curve.n,
        ).format(count=count(curve.n), ended=count(curve.ended))
    ]
    if year := after_a_year(months):
        texts.append(year)
    longest = write_length(float(curve.time[-1]), curve.unit)
    if curve.median is None:
        texts.append(
            _(
                "More than half are still there after {time}, the longest time seen, "
                "so there is no median yet."
            ).format(time=longest)
        )
    else:
        texts.append(
            _("Half have left after {time} (the median).").format(
                time=write_length(curve.median, curve.unit)
            )
        )
    if curve.restricted_mean is not None:
        texts.append(
            _("Within the {longest} seen, customers stay {mean} on average.").format(
                longest=longest, mean=write_length(curve.restricted_mean, curve.unit)
            )
        )
    return texts


def _cannot_be_known(curve: Curve) -> list[str]:
    texts = []
    if curve.start:
        texts.append(
            _(
                "Nobody in the list was seen before {time}: the curve begins there "
                "and says nothing about earlier losses."
            ).format(time=write_length(curve.start, curve.unit))
        )
    if curve.halved:
        texts.append(
            ngettext(
                "{count} stay ended at once and counts as {half}.",
                "{count} stays ended at once and count as {half} each.",
                curve.halved,
            ).format(count=count(curve.halved), half=write_length(0.5, curve.unit))
        )
    return texts
