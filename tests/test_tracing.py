"""Every number of every page says how it came about and leads to its customers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from churn_desktop import i18n, resources
from churn_desktop.core.book import Book, Codes
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.importer import open_list, understand
from churn_desktop.pages.explain import explain
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.model import (
    Chart,
    Measure,
    Page,
    PageId,
    Report,
    Table,
    Tally,
    Unit,
)
from churn_desktop.pages.report import lay_out

TODAY = date(2026, 6, 1)
NUMBERS = frozenset(
    {Unit.COUNT, Unit.RATE, Unit.MONEY, Unit.RATIO, Unit.DAYS, Unit.MONTHS}
)
IMAGINED = frozenset({PageId.TARGETS, PageId.WHAT_IF, PageId.CALCULATOR})
"""Pages of what may come, whose counts may be of nobody in particular."""
PROJECTED = "projection"
"""A table of the same kind on a page of facts."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    report: Report
    book: Book
    owner: Codes
    """Customer of each row of the list, -1 for none."""


LISTS = {
    "subscriptions": ("en", "subscriptions_en.xlsx"),
    "subscriptions zh": ("zh_CN", "subscriptions_zh.xlsx"),
    "snapshot": ("en", "snapshot_en.csv"),
    "shop": ("en", "shop_en.csv"),
    "counts": ("zh_CN", "counts_zh.csv"),
}


@pytest.fixture(scope="module", params=list(LISTS))
def laid(request: pytest.FixtureRequest) -> Laid:
    language, sample = LISTS[request.param]
    i18n.use(language)
    project = open_list(resources.path("samples", sample), today=TODAY)
    understanding = understand(project, today=TODAY)
    analysis = analyse(understanding.book, project.assumptions or Assumptions())
    report = lay_out(project, understanding, analysis)
    book = analysis.book
    return Laid(report, book, _owners(book, len(project.table)))


def _owners(book: Book, rows: int) -> Codes:
    owner = np.full(rows, -1, dtype=np.int32)
    if book.ledger is not None:
        return owner
    if book.purchases is not None:
        owner[book.purchases.position] = book.purchases.customer
    elif book.dated:
        owner[book.contracts.position] = book.contracts.customer
    else:
        owner[book.positions] = book.durations.customer
    return owner


def cells(report: Report) -> Iterator[tuple[Page, Table, Measure, int]]:
    """Go over the numbers of all tables; over some rows of the long ones."""
    for page in report.pages:
        for table in page.tables:
            rows = range(len(table.frame))
            if len(rows) > 40:
                rows = [*rows[:12], *rows[12:-12:17], *rows[-12:]]
            for measure in table.measures:
                if measure.unit in NUMBERS:
                    yield from ((page, table, measure, row) for row in rows)


def place(page: Page, table: Table, measure: Measure) -> str:
    return f"{page.id} {table.key} {measure.key}"


def test_every_number_explains_itself(laid: Laid) -> None:
    currency, silent = laid.report.currency, set()
    for page, table, measure, row in cells(laid.report):
        told = explain(table, row, measure.key, currency)
        written = write_value(
            table.frame[measure.key].iloc[row], measure.unit, currency
        )
        assert told.subject
        if told.expression in ("", written):
            silent.add(place(page, table, measure))
    assert silent == set()


def test_every_count_leads_to_as_many_customers(laid: Laid) -> None:
    if laid.book.ledger is not None:
        pytest.skip("there is nobody behind a list of counts")
    wrong = set()
    for page, table, measure, row in cells(laid.report):
        value = table.frame[measure.key].iloc[row]
        if measure.unit is not Unit.COUNT or measure.tally is Tally.THINGS:
            continue
        if not is_defined(value) or (table.shaded and not value):
            continue
        found = None if table.members is None else table.members(row, measure.key)
        if found is None:
            if page.id not in IMAGINED and table.key != PROJECTED:
                wrong.add(f"{place(page, table, measure)}: nobody")
            continue
        many = len(np.unique(laid.owner[found]))
        exact = measure.tally is Tally.CUSTOMERS
        fits = many == value if exact else 0 < many <= value or many == value == 0
        if not fits or (many and laid.owner[found].min() < 0):
            wrong.add(f"{place(page, table, measure)} row {row}: {many} of {value}")
    assert wrong == set()


def test_rates_and_money_of_the_list_lead_to_customers(laid: Laid) -> None:
    """What was counted or paid has somebody behind it wherever there is anybody."""
    if laid.book.ledger is not None:
        pytest.skip("there is nobody behind a list of counts")
    wrong = set()
    keys = {
        "opening_base", "retention", "annualised", "churn", "risk", "share_of_losses",
        "mrr_lost", "churned", "contraction", "expansion", "gross_revenue_churn",
    }  # fmt: skip
    for page, table, measure, row in cells(laid.report):
        value = table.frame[measure.key].iloc[row]
        imagined = page.id in IMAGINED or table.key == PROJECTED
        if imagined or measure.key not in keys or not is_defined(value):
            continue
        found = None if table.members is None else table.members(row, measure.key)
        if found is None or (value > 0 and not len(found)):
            wrong.add(place(page, table, measure))
    assert wrong == set()


def test_every_point_of_a_chart_is_a_number_of_its_table(laid: Laid) -> None:
    for page in laid.report.pages:
        for chart in page.charts:
            table = page.table(chart.table)
            for key in keys_of(chart):
                assert table.measure(key).unit in NUMBERS, (page.id, chart.key, key)
            for series in chart.series:
                told = explain(table, 0, series.measure) if len(table.frame) else None
                assert told is None or told.expression


def keys_of(chart: Chart) -> Iterator[str]:
    for series in chart.series:
        yield series.measure
        yield from series.band or ()
