"""Billing terms that stand in two columns: how many, and of what."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.table import Table
from churn_desktop.importing.billing import Terms, read_terms
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.headings import heading_key
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.vocabulary.words import listed

Mask: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.float64]

_COUNTS = listed("""
    interval, interval count, billing interval, billing interval count, billing period,
    billing frequency, frequency, billing cycle frequency, plan interval count,
    plan interval length, interval length, recurring interval count, billing every,
    bill every, every, term length, order interval frequency,
    charge interval frequency
""")
"""Headings of how many units are paid for at a time."""
_UNITS = listed("""
    interval unit, billing interval unit, billing period unit, period unit,
    billing unit, billing period, billing cycle interval, billing interval, interval,
    order interval unit, charge interval unit, plan interval, plan interval unit,
    recurring interval, period, term unit
""")
"""Headings of which unit it is."""
_UNIT_WORDS = listed("""
    day, days, week, weeks, month, months, year, years, quarter, quarters, 天, 日, 周,
    月, 个月, 季, 季度, 年
""")


def read_term_columns(table: Table, heading: str) -> tuple[Numbers, Mask]:
    """Give each row's billing term in months, and which rows pay no term.

    Where the column only has numbers, or only units, the other half stands in another
    column: ``Interval`` 1 beside ``Interval Unit`` years.

    Parameters
    ----------
    table : Table
    heading : str
        Of the column of billing terms.
    """
    cells = cells_of(table, heading)
    terms: Terms = cells.once(read_terms)
    months, outside = terms.months[cells.codes], terms.outside[cells.codes]
    words = heading_key(heading).words
    if words in _COUNTS and _counts(cells):
        other = _other(table, heading, _UNITS, units=True)
        if other is not None:
            return months * _months(other), outside
    if words in _UNITS and _units(cells):
        other = _other(table, heading, _COUNTS, units=False)
        if other is not None:
            return months * _months(other), outside
    return months, outside


def _other(
    table: Table, heading: str, headings: frozenset[str], *, units: bool
) -> Distinct | None:
    for other in table.headings:
        if other != heading and heading_key(other).words in headings:
            cells = cells_of(table, other)
            if _units(cells) if units else _counts(cells):
                return cells
    return None


def _months(cells: Distinct) -> Numbers:
    found: Numbers = cells.once(read_terms).months[cells.codes]
    return found


def _counts(cells: Distinct) -> bool:
    """Tell whether all cells are whole numbers that a unit can be counted in."""
    texts = [t.strip() for t in cells.texts[~cells.blank]]
    return bool(texts) and all(t.isdigit() and 0 < int(t) <= 366 for t in texts)


def _units(cells: Distinct) -> bool:
    texts = [t.strip().lower() for t in cells.texts[~cells.blank]]
    return bool(texts) and all(text in _UNIT_WORDS for text in texts)
