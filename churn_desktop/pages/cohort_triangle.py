"""A triangle of cohorts: how many of each are still there so much later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.cohort_ages import compare_cohorts
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import period_label
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.pages.terms import measure

if TYPE_CHECKING:
    from churn_desktop.core.book import Amounts, Codes
    from churn_desktop.engine.cohorts import Cohorts

MOST_AGES = 16
"""More columns than that cannot be read side by side."""


@dataclass(frozen=True, slots=True, eq=False)
class _Triangle:
    """What a triangle is filled with."""

    key: str
    title: str
    note: str
    size: Measure
    cell: Unit
    sizes: Amounts
    values: Amounts
    shares: Amounts


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


def buys(material: Material) -> bool:
    """Tell whether customers buy, and so miss periods, instead of staying."""
    return material.book.purchases is not None


def triangles(material: Material, cohorts: Cohorts, judged: int | None) -> list[Table]:
    """Give the triangle of customers, and that of money where it is known.

    Parameters
    ----------
    material : Material
    cohorts : Cohorts
        Of the material's answers.
    judged : int or None
        The age at which unusual cohorts are marked.

    Returns
    -------
    list of Table
        A row for each cohort that has customers; cells that are not yet known of all
        of them are NaN.
    """
    length = material.assumptions.period
    ages = shown_ages(cohorts.counts.shape[1] - 1, length)
    rows = np.flatnonzero(cohorts.size).astype(np.int32)
    return [
        _table(material, cohorts, triangle, rows, ages, judged)
        for triangle in _fillings(cohorts, bought=buys(material))
    ]


def _fillings(cohorts: Cohorts, *, bought: bool) -> list[_Triangle]:
    people = (
        _("Share that bought so much later")
        if bought
        else _("Share still there so much later")
    )
    found = [
        _Triangle(
            "cohorts",
            people,
            _("Customers of the cohort who bought so much later.")
            if bought
            else _("Customers of the cohort who are still there so much later."),
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
                _("What the customers of the cohort pay a month so much later."),
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
        values.append(
            Measure(f"value_{age}", name, triangle.cell, triangle.note, expert=True)
        )
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
