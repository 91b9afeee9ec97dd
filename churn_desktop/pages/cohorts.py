"""Customers who came together, and how many of them are still there later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from churn_desktop.core.calendar import PeriodLength
from churn_desktop.core.formula import Formula
from churn_desktop.engine.cohort_ages import by_age, compare_cohorts, judged_age
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import period_label
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
from churn_desktop.pages.sentences import count, join, percent, with_interval
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Amounts, Codes
    from churn_desktop.engine.cohorts import Cohorts

MOST_AGES = 16
"""More columns than that cannot be read side by side."""

_JUDGED = {
    PeriodLength.MONTH: (1, 3, 6, 12),
    PeriodLength.QUARTER: (1, 2, 4),
    PeriodLength.YEAR: (1,),
}


class _Words(NamedTuple):
    """Keys of the terms, which differ where customers buy and are under no contract."""

    there: str
    share: str


_STAYING = _Words("there", "there_share")
_BUYING = _Words("bought", "bought_share")


@dataclass(frozen=True, slots=True, eq=False)
class _Triangle:
    """What a triangle is filled with."""

    key: str
    title: str
    size: Measure
    cell: Unit
    sizes: Amounts
    values: Amounts
    shares: Amounts


def lay_out(material: Material) -> Page:
    """Show the cohorts as a triangle, their mean by age, and which ones differ."""
    cohorts = None
    if not material.missing(PageId.COHORTS):
        cohorts = material.answers.cohorts
    if cohorts is None or not cohorts.size.sum():
        return without_data(material, PageId.COHORTS)
    words = _STAYING if material.book.purchases is None else _BUYING
    length = material.assumptions.period
    ages = shown_ages(cohorts.counts.shape[1] - 1, length)
    judged = judged_age(cohorts, _JUDGED[length])
    mean = _mean_table(cohorts, length, words)
    rows = np.flatnonzero(cohorts.size).astype(np.int32)
    triangles = [
        _table(material, cohorts, triangle, rows, ages, judged)
        for triangle in _triangles(cohorts, words)
    ]
    blocks: list[Block] = [
        *(Text(text) for text in _sentences(material, cohorts, judged, words)),
        _chart(mean, length, judged, words),
        *triangles,
        mean,
    ]
    return Page(PageId.COHORTS, page_title(PageId.COHORTS), tuple(blocks))


def shown_ages(longest: int, length: PeriodLength) -> list[int]:
    """Choose the ages that get a column: each at first, fewer later.

    Examples
    --------
    >>> shown_ages(30, PeriodLength.MONTH)
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 24]
    """
    year = 12 // length.months
    first = {12: 12, 4: 8, 1: MOST_AGES}[year]
    later = [18] if year == 12 else []
    later += [age for age in range(2 * year, longest + 1, year) if age > first]
    ages = [*range(1, first + 1), *later]
    return [age for age in ages if age <= longest][:MOST_AGES]


def write_age(age: int, length: PeriodLength) -> str:
    """Write an age, which counts periods.

    Examples
    --------
    >>> write_age(1, PeriodLength.MONTH), write_age(4, PeriodLength.QUARTER)
    ('1 month', '4 quarters')
    """
    if length is PeriodLength.MONTH:
        words = ngettext("{count} month", "{count} months", age)
    elif length is PeriodLength.QUARTER:
        words = ngettext("{count} quarter", "{count} quarters", age)
    else:
        words = ngettext("{count} year", "{count} years", age)
    return words.format(count=age)


def cohort_label(material: Material, cohorts: Cohorts, row: int) -> str:
    """Name a cohort by its period."""
    chosen = material.assumptions
    return period_label(cohorts.periods[row], chosen.period, chosen.fiscal_year_start)


def _triangles(cohorts: Cohorts, words: _Words) -> list[_Triangle]:
    people = (
        _("Share still there so much later")
        if words is _STAYING
        else _("Share that bought so much later")
    )
    found = [
        _Triangle(
            "cohorts",
            people,
            measure("size", Unit.COUNT, term="cohort_size"),
            Unit.COUNT,
            cohorts.size.astype(np.float64),
            cohorts.counts,
            cohorts.shares,
        )
    ]
    if cohorts.mrr is not None and cohorts.mrr_shares is not None:
        found.append(
            _Triangle(
                "cohort_revenue",
                _("Share of their first revenue a month so much later"),
                measure("size", Unit.MONEY, term="cohort_mrr"),
                Unit.MONEY,
                cohorts.mrr[:, 0],
                cohorts.mrr,
                cohorts.mrr_shares,
            )
        )
    return found


def _table(
    material: Material,
    cohorts: Cohorts,
    triangle: _Triangle,
    rows: Codes,
    ages: list[int],
    judged: int | None,
) -> Table:
    """Fill a triangle: shares to look at, what they are made from for experts."""
    import pandas as pd

    length = material.assumptions.period
    columns: dict[str, object] = {
        "cohort": [cohort_label(material, cohorts, row) for row in rows],
        "size": triangle.sizes[rows],
    }
    shares, values = [], []
    for age in ages:
        written = write_age(age, length)
        columns[f"share_{age}"] = triangle.shares[rows, age]
        columns[f"value_{age}"] = triangle.values[rows, age]
        formula = Formula(f"value_{age} / size")
        shares.append(Measure(f"share_{age}", written, Unit.RATE, formula=formula))
        name = _("After {time}").format(time=written)
        values.append(Measure(f"value_{age}", name, triangle.cell, expert=True))
    of_people = triangle.cell is Unit.COUNT
    return Table(
        triangle.key,
        triangle.title,
        (measure("cohort", Unit.PERIOD), triangle.size, *shares, *values),
        pd.DataFrame(columns),
        faint=tuple(
            at for at, row in enumerate(rows) if not cohorts.periods[row].complete
        ),
        marked=_marked(cohorts, rows, judged) if of_people else {},
        members=material.members(_find(cohorts, rows)),
        folded=not of_people,
        shaded=True,
    )


def _find(cohorts: Cohorts, rows: Codes) -> Callable[[int, str], Codes | None]:
    def find(row: int, key: str) -> Codes | None:
        age = 0 if key in ("cohort", "size") else int(key.rpartition("_")[2])
        return cohorts.members(int(rows[row]), age)

    return find


def _marked(
    cohorts: Cohorts, rows: Codes, judged: int | None
) -> dict[tuple[int, str], str]:
    if judged is None:
        return {}
    place = {int(row): at for at, row in enumerate(rows)}
    found = compare_cohorts(cohorts, judged)
    return {
        (place[int(row)], f"share_{judged}"): _("More than usual variation explains.")
        if found["share"][row] > found["mean"][row]
        else _("Less than usual variation explains.")
        for row in found.index[found["outside"]]
    }


def _mean_table(cohorts: Cohorts, length: PeriodLength, words: _Words) -> Table:
    frame = by_age(cohorts)
    frame = frame[frame["customers"] > 0].reset_index(drop=True)
    ages = {"month": "age_months", "quarter": "age_quarters", "year": "age_years"}
    measures = (
        measure("age", Unit.COUNT, term=ages[length]),
        measure("customers", Unit.COUNT, term="age_customers"),
        measure("there", Unit.COUNT, term=words.there),
        measure(
            "share",
            Unit.RATE,
            term=words.share,
            formula=Formula("there / customers"),
            interval=("low", "high"),
        ),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
    )
    return Table("ages", _("All cohorts together"), measures, frame, folded=True)


def _chart(
    mean: Table, length: PeriodLength, judged: int | None, words: _Words
) -> Chart:
    frame = mean.frame
    row = len(frame) - 1 if judged is None else judged
    message = (
        _("After {time} {share} of the customers are still there")
        if words is _STAYING
        else _("{time} later {share} of the customers buy")
    ).format(
        time=write_age(int(frame["age"][row]), length),
        share=percent(frame["share"][row]),
    )
    series = Series("share", title(words.share), Tone.MAIN, band=("low", "high"))
    return Chart(
        "ages", message, ChartKind.LINE, mean.key, (series,), _("share of customers")
    )


def _sentences(
    material: Material, cohorts: Cohorts, judged: int | None, words: _Words
) -> list[str]:
    if words is _STAYING:
        how = _(
            "Each row is the customers who came in one period; the cells say how many "
            "of them are still there so much later. A cell is blank until all of them "
            "have been customers for so long."
        )
    else:
        how = _(
            "Each row is the customers who bought first in one period; the cells say "
            "how many of them bought in the period so much later. A cell is blank "
            "until that period is over."
        )
    if judged is None:
        return [
            _("There are too few cohorts yet to say which one is better than others."),
            how,
        ]
    return [_verdict(material, cohorts, judged, words), how]


def _verdict(material: Material, cohorts: Cohorts, age: int, words: _Words) -> str:
    """Say what is usual at an age, and name the best and the worst cohort."""
    mean = by_age(cohorts).iloc[age]
    time = write_age(age, material.assumptions.period)
    usual = (
        _("After {time} {share} of the customers are still there.")
        if words is _STAYING
        else _("{time} later {share} of the customers buy.")
    ).format(time=time, share=with_interval(*mean[["share", "low", "high"]]))
    found = compare_cohorts(cohorts, age)
    outside = found[found["outside"]]
    better = outside[outside["share"] > outside["mean"]]
    worse = outside[outside["share"] < outside["mean"]]
    if not len(outside):
        return join(
            usual,
            _("No cohort differs from that by more than usual variation explains."),
        )
    return join(
        usual,
        _named(material, cohorts, better, highest=True),
        _named(material, cohorts, worse, highest=False),
    )


def _named(
    material: Material, cohorts: Cohorts, found: pd.DataFrame, *, highest: bool
) -> str:
    """Name the most extreme of some cohorts, and how many others there are."""
    if not len(found):
        return ""
    share = found["share"].to_numpy()
    row = int(share.argmax() if highest else share.argmin())
    text = (
        _("The best cohort came in {period}: {share} of {count}.")
        if highest
        else _("The worst cohort came in {period}: {share} of {count}.")
    ).format(
        period=cohort_label(material, cohorts, int(found.index[row])),
        share=percent(share[row]),
        count=count(found["customers"].iloc[row]),
    )
    more = len(found) - 1
    if not more:
        return text
    rest = (
        ngettext(
            "{count} other is better than usual variation explains, too.",
            "{count} others are better than usual variation explains, too.",
            more,
        )
        if highest
        else ngettext(
            "{count} other is worse than usual variation explains, too.",
            "{count} others are worse than usual variation explains, too.",
            more,
        )
    ).format(count=count(more))
    return join(text, rest)
