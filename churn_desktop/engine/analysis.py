"""The only door to the engine: a book becomes an analysis."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from churn_desktop.core.book import Book
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.intervals import Proportion
from churn_desktop.engine.lapses import blind_periods, with_lapses
from churn_desktop.engine.ledger import ledger_movements
from churn_desktop.engine.movements import Movements, count_movements
from churn_desktop.engine.purchases import PurchaseCycle
from churn_desktop.engine.revenue import Revenue, measure_revenue
from churn_desktop.engine.stages import StageTable, months_lived, stage_table
from churn_desktop.engine.survival import Curve, kaplan_meier
from churn_desktop.engine.timeline import headline


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """Every result of one book.

    Attributes
    ----------
    book : Book
        With the stays that the lapse rule makes where the list has none.
    assumptions : Assumptions
    movements : Movements or None
        None for lists without dates or without anyone in them.
    revenue : Revenue or None
        None, too, for lists without amounts.
    survival : Curve
        Of all durations, in the book's own unit.
    stages : StageTable or None
        None for lists without anyone in them.
    left : Proportion
        With dates, the customers that had left by the as-of date; without, the share
        of rows that left, which is no rate per period.
    headline : int or None
        Number of the period whose figures come first.
    cycle : PurchaseCycle or None
        How often customers without a contract buy; None for other lists.
    """

    book: Book
    assumptions: Assumptions
    movements: Movements | None
    revenue: Revenue | None
    survival: Curve
    stages: StageTable | None
    left: Proportion
    headline: int | None
    cycle: PurchaseCycle | None = None


def analyse(
    book: Book, assumptions: Assumptions, progress: Progress = silent
) -> Analysis:
    """Compute everything the pages show.

    Parameters
    ----------
    book : Book
        Is not changed.
    assumptions : Assumptions
    progress : Progress
        Called between the parts, named ``movements``, ``revenue``, ``survival`` and
        ``stages``.

    Raises
    ------
    Cancelled
        Only from ``progress``.
    """
    parts = 4
    progress(0, parts, "movements")
    book, cycle = with_lapses(book, assumptions)
    if book.ledger is None:
        movements = count_movements(book, assumptions)
        if movements is not None and cycle is not None:
            blind = blind_periods(book, movements.periods, cycle)
            movements = replace(movements, blind=blind)
    else:
        movements = ledger_movements(book)
    progress(1, parts, "revenue")
    revenue = measure_revenue(book, assumptions)
    progress(2, parts, "survival")
    durations = book.durations.known
    survival = kaplan_meier(
        durations.length, durations.ended, durations.entry, durations.unit
    )
    progress(3, parts, "stages")
    stages = None
    if len(durations):
        stages = stage_table(
            *months_lived(book), assumptions.early_months, assumptions.mid_months
        )
    progress(parts, parts)
    return Analysis(
        book,
        assumptions,
        movements,
        revenue,
        survival,
        stages,
        _share_left(book),
        None if movements is None else headline(movements.periods, movements.blind),
        cycle,
    )


def _share_left(book: Book) -> Proportion:
    if book.as_of is None:
        return Proportion.of(int(book.durations.ended.sum()), len(book.durations))
    if not len(book.stays):
        # Nobody is known to have stayed: customers by count, or purchases too few.
        return Proportion.of(0, 0)
    here = np.zeros(len(book), dtype=bool)
    here[book.stays.customer[book.stays.end > book.as_of]] = True
    return Proportion.of(int((~here).sum()), len(book))
