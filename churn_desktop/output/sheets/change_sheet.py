"""Every change of what a customer pays, as formulas over the rows of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import to_date
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.calculation import FIRST, Column, write_calculation
from churn_desktop.output.sheets.cells import literal, reference, span
from churn_desktop.output.sheets.list_place import (
    AMOUNT,
    KEY,
    START,
    UNTIL,
    ListPlace,
    customer_key,
)
from churn_desktop.output.sheets.period_cells import PeriodCells
from churn_desktop.output.sheets.sheet_setup import Setting
from churn_desktop.output.sheets.stay_sheet import over_rows
from churn_desktop.pages.formats import number_format
from churn_desktop.pages.model import Unit
from churn_desktop.pages.terms import change_title, title

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.worksheet import Worksheet

PERIOD, FROM, UNTIL_BEFORE, CUSTOMER, ID, NAME = range(6)
FIRST_PAID, BEFORE, AFTER, CHANGE, KIND = range(6, 11)


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where the changes lie."""

    sheet: str
    rows: int

    def span(self, column: int) -> str:
        """Refer to a whole column."""
        return span(FIRST, FIRST + self.rows - 1, column, self.sheet)

    def total(self, kind: str, first_day: str) -> str:
        """Add up the changes of one kind in the period that begins on a day."""
        names = literal(change_title(kind))
        summed = (
            f"SUMIFS({self.span(CHANGE)},{self.span(FROM)},{first_day},"
            f"{self.span(KIND)},{names})"
        )
        return f"-{summed}" if kind in ("contraction", "churned") else summed


def write_changes(
    sheet: Worksheet, ledger: pd.DataFrame, book: Book, labels: Sequence[str],
    source: ListPlace, periods: PeriodCells, setting: Setting,
) -> None:  # fmt: skip
    """Write the ledger; each amount is added up from the customer's own rows."""
    text = _(
        "One row for each change of what a customer pays from the beginning of a "
        "period to its end. The movements of revenue are added up from here."
    )
    columns = [
        *_facts(ledger, book, labels, periods),
        *_amounts(ledger, book, source, setting.currency),
    ]
    write_calculation(sheet, _("MRR changes"), text, columns, setting)


def _facts(
    ledger: pd.DataFrame, book: Book, labels: Sequence[str], periods: PeriodCells
) -> list[Column]:
    rows, customers = ledger["row"].tolist(), ledger["customer"].tolist()
    day = "yyyy-mm-dd"
    starts, ends = ([cells.serial(to_date(int(d))) for d in part] for part in (
        periods.bounds[:-1], periods.bounds[1:],
    ))  # fmt: skip
    return [
        Column(title("period"), [labels[row] for row in rows]),
        Column(
            title("start"), [starts[row] for row in rows],
            [periods.first_day(row) for row in rows], day,
        ),
        Column(
            title("end"), [ends[row] for row in rows],
            [periods.day_after(row) for row in rows], day,
        ),
        Column(_("Key"), [customer_key(code) for code in customers]),
        Column(title("customer_id"), [str(book.ids[code]) for code in customers]),
        Column(title("name"), [str(book.names[code]) for code in customers]),
    ]  # fmt: skip


def _amounts(
    ledger: pd.DataFrame, book: Book, source: ListPlace, currency: str | None
) -> list[Column]:
    rows = _rows_of_customers(book)
    paid = _rows_of_customers(book, paying=True)
    first_paid = [
        min((day for day, _position in paid[code]), default=0)
        for code in range(len(book))
    ]
    lines = range(FIRST, FIRST + len(ledger))
    customers = ledger["customer"].tolist()
    before, after, change, kind = [], [], [], []
    for line, code in zip(lines, customers, strict=True):
        positions = [position for _day, position in rows[code]]
        day_before, day_after = reference(line, FROM), reference(line, UNTIL_BEFORE)
        key = reference(line, CUSTOMER)
        before.append(_paid_on(day_before, key, positions, source))
        after.append(_paid_on(day_after, key, positions, source))
        change.append(f"{reference(line, AFTER)}-{reference(line, BEFORE)}")
        kind.append(_kind(line))
    day, money = "yyyy-mm-dd", number_format(Unit.MONEY, currency)
    return [
        Column(
            _("First paid"),
            [cells.serial(to_date(first_paid[code])) for code in customers],
            [
                over_rows(
                    "MIN", [position for _day, position in paid[code]], START, source
                )
                for code in customers
            ],
            day,
        ),
        Column(title("amount_before"), ledger["opening"].tolist(), before, money),
        Column(title("amount_after"), ledger["closing"].tolist(), after, money),
        Column(
            title("change"),
            (ledger["closing"] - ledger["opening"]).tolist(),
            change,
            money,
        ),
        Column(
            title("change_kind"),
            [change_title(k) for k in ledger["kind"].tolist()],
            kind,
        ),
    ]


def _rows_of_customers(
    book: Book, *, paying: bool = False
) -> list[list[tuple[int, int]]]:
    """List for each customer begin and table position of their rows."""
    contracts = book.contracts
    found: list[list[tuple[int, int]]] = [[] for _code in range(len(book))]
    wanted = np.ones(len(contracts), dtype=bool)
    if paying:
        wanted = np.nan_to_num(contracts.monthly_amount) > 0
    for at in np.flatnonzero(wanted).tolist():
        pair = (int(contracts.start[at]), int(contracts.position[at]))
        found[int(contracts.customer[at])].append(pair)
    return found


def _paid_on(day: str, key: str, positions: Sequence[int], source: ListPlace) -> str:
    """Add up what one customer pays on a day, over no more rows than needed."""
    if len(positions) == 1:
        start, until, amount = (
            source.cell(positions[0], column) for column in (START, UNTIL, AMOUNT)
        )
        return f"IF(AND({start}<{day},{until}>={day}),{amount},0)"
    first, last = min(positions), max(positions)
    spans = {
        column: source.span(column, first, last)
        for column in (KEY, START, UNTIL, AMOUNT)
    }
    return (
        f"SUMIFS({spans[AMOUNT]},{spans[KEY]},{key},"
        f'{spans[START]},"<"&{day},{spans[UNTIL]},">="&{day})'
    )


def _kind(line: int) -> str:
    before, after = reference(line, BEFORE), reference(line, AFTER)
    first, period = reference(line, FIRST_PAID), reference(line, FROM)
    words = {
        kind: literal(change_title(kind))
        for kind in ("new", "reactivation", "expansion", "contraction", "churned")
    }
    begun = f"IF({first}<{period},{words['reactivation']},{words['new']})"
    moved = f"IF({after}>{before},{words['expansion']},{words['contraction']})"
    return f"IF({before}=0,{begun},IF({after}=0,{words['churned']},{moved}))"
