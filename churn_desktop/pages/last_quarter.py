"""The last complete quarter, where figures are by month."""

from __future__ import annotations

from dataclasses import replace

from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.intervals import Proportion
from churn_desktop.engine.lapses import blind_periods
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.timeline import headline
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import period_label
from churn_desktop.pages.material import Material
from churn_desktop.pages.sentences import count, with_interval


def last_quarter(material: Material) -> str:
    """Say how many left in the last complete quarter.

    A month of a small list has so few losses that the quarter tells more.

    Returns
    -------
    str
        ``""`` where figures are by quarter or year anyway, where customers are only
        counted, where nobody left in it, and before any is over.
    """
    book, chosen = material.book, material.assumptions
    if chosen.period is not PeriodLength.MONTH or book.ledger is not None:
        return ""
    movements = count_movements(book, replace(chosen, period=PeriodLength.QUARTER))
    if movements is None:
        return ""
    blind = blind_periods(book, movements.periods, material.analysis.cycle)
    row = headline(movements.periods, blind)
    if row is None:
        return ""
    quarter = movements.periods[row]
    lost, opening = (int(movements.frame[key][row]) for key in ("lost", "opening"))
    if not lost:
        return ""
    found = Proportion.of(lost, opening)
    return ngettext(
        "In the whole of {quarter}, {lost} of {count} customer left: {rate}.",
        "In the whole of {quarter}, {lost} of {count} customers left: {rate}.",
        opening,
    ).format(
        quarter=period_label(quarter, PeriodLength.QUARTER, chosen.fiscal_year_start),
        lost=count(lost),
        count=count(opening),
        rate=with_interval(found.share, found.low, found.high),
    )
