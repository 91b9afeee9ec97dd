"""An empty workbook to fill in: the calculator, a list by period, a customer list.

Its formulas are written from the ones the engine evaluates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.formula import Formula
from churn_desktop.core.schema import Role
from churn_desktop.engine.calculator import COUNTED, SUMMED, calculate
from churn_desktop.engine.rates import DEFAULT, PROPORTIONS, RATES
from churn_desktop.engine.revenue import KINDS, REVENUE_RATES
from churn_desktop.files import write_safely
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, expressions, styles
from churn_desktop.output.sheets.column_grid import letters
from churn_desktop.output.sheets.placement import LINE
from churn_desktop.output.sheets.sheet_setup import add_sheet, new_workbook, set_paper
from churn_desktop.output.sheets.styles import Styles
from churn_desktop.output.widths import wrap
from churn_desktop.pages import formats
from churn_desktop.pages.calculator import term
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.model import PageId, Unit
from churn_desktop.pages.terms import note, page_title, title
from churn_desktop.pages.words.template import (
    count_columns,
    customer_columns,
    how_to_fill,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PERIOD_ROWS, CUSTOMER_ROWS = 36, 500
NUMBERS = ("opening", "new", "lost", "joined_and_left", "returned", "months")
"""What is typed on the first sheet, in the order of its rows."""

MONEY = ("mrr_opening", *(f"mrr_{kind}" for kind in KINDS))

_TOP = 4
_UNITS = {"quick_ratio": Unit.RATIO, "arpa": Unit.MONEY}
_COUNTED_AT = {"opening": 1, "new": 2, "lost": 3}
_CLOSING = Formula("opening + new - lost")
_NOTES = 66.0
_NOTE: styles.Look = {"text_wrap": True, "valign": "vcenter", "indent": 1}
_YELLOW: styles.Look = {
    "bg_color": styles.MARK, "border": 1, "border_color": styles.RULE,
}  # fmt: skip


def write_template(path: Path, numbers: TypedNumbers) -> None:
    """Write the workbook.

    Parameters
    ----------
    path : Path
    numbers : TypedNumbers
        What stands in the calculator.

    Raises
    ------
    UnwritableFile
        As `files.write_safely`; nothing is half-written.
    """
    made = build_template(numbers)
    write_safely(path, lambda draft: draft.write_bytes(made))


def build_template(numbers: TypedNumbers) -> bytes:
    """Make the workbook in memory; see `write_template`."""
    target = BytesIO()
    workbook = new_workbook(target, page_title(PageId.CALCULATOR))
    looks = Styles(workbook)
    customers, periods = page_title(PageId.CUSTOMERS), page_title(PageId.PERIODS)
    _Calculator(workbook, looks, numbers).write()
    # Customers first: where both lists are filled in, they say more.
    _write_customers(add_sheet(workbook, cells.sheet_name(customers)), looks)
    _write_periods(add_sheet(workbook, cells.sheet_name(periods)), looks)
    workbook.close()
    return target.getvalue()


class _Calculator:
    """Writes the sheet of the calculator: numbers above, what follows below."""

    def __init__(
        self, workbook: Workbook, looks: Styles, numbers: TypedNumbers
    ) -> None:
        name = cells.sheet_name(page_title(PageId.CALCULATOR))
        self._sheet, self._looks = add_sheet(workbook, name), looks
        self._numbers, self._found = numbers, calculate(numbers)
        self._rows: dict[str, int] = {}
        self._row = _TOP

    def write(self) -> None:
        """Write the sheet."""
        sheet, looks = self._sheet, self._looks
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 3, 14)
        sheet.set_column(4, 4, _NOTES)
        sheet.write(0, 0, page_title(PageId.CALCULATOR), looks(styles.TITLE))
        for row, text in enumerate(how_to_fill(), 1):
            sheet.write(row, 0, text, looks(styles.SUBTITLE))
        self._heading(_("Customers"))
        for key in NUMBERS:
            self._typed(key, getattr(self._numbers, key))
        for key, formula in COUNTED.items():
            self._follows(key, formula, self._found.counts[key].iloc[0])
            self._row += 1
        self._heading(_("Rates"))
        for key, formula in RATES.items():
            if set(formula.names) <= set(self._rows):
                self._follows(key, formula, self._found.rates[key], Unit.RATE)
                self._limits(key)
                self._row += 1
        self._annualised()
        self._money()
        sheet.freeze_panes(_TOP, 0)
        set_paper(sheet)
        sheet.fit_to_pages(1, 1)

    def _heading(self, text: str) -> None:
        self._row += 1
        words = (text, _("Value"), title("low"), title("high"), _("What it is"))
        for at, each in enumerate(words):
            side: styles.Look = {"align": "left", "indent": int(at == len(words) - 1)}
            if 0 < at < len(words) - 1:
                side = {"align": "right"}
            self._sheet.write(self._row, at, each, self._looks(styles.HEADER, side))
        self._row += 1

    def _money(self) -> None:
        self._heading(_("Money a month"))
        known = self._numbers.mrr_opening is not None
        for key in MONEY:
            self._typed(key, getattr(self._numbers, key) if known else None)
        amounts, rates = self._found.amounts, self._found.revenue_rates
        total = math.nan if amounts is None else amounts["closing"].iloc[0]
        self._follows("mrr_closing", SUMMED["closing"], total, Unit.MONEY)
        self._row += 1
        for key, formula in REVENUE_RATES.items():
            names = {_money_name(name) for name in formula.names}
            if names <= set(self._rows):
                unit = _UNITS.get(key, Unit.RATE)
                self._follows(f"mrr_{key}", formula, rates.get(key, math.nan), unit)
                self._row += 1

    def _typed(self, key: str, value: float | None) -> None:
        self._rows[key] = self._row
        self._name(key)
        box = self._looks(_YELLOW, num_format="#,##0.##")
        if value is None:
            self._sheet.write_blank(self._row, 1, None, box)
        else:
            self._sheet.write_number(self._row, 1, float(value), box)
        self._row += 1

    def _name(self, key: str) -> None:
        self._sheet.write(self._row, 0, title(term(key)), self._looks(styles.NAME))
        text, look = note(term(key)), self._looks(styles.SUBTITLE, _NOTE)
        self._sheet.write(self._row, 4, text, look)
        lines = len(wrap(text, letters(_NOTES) - 2))
        self._sheet.set_row(self._row, LINE * lines + 3)

    def _cell(self, name: str) -> str:
        return cells.reference(self._rows[name], 1)

    def _follows(
        self, key: str, formula: Formula, value: float, unit: Unit = Unit.COUNT
    ) -> None:
        """Write a number that follows from others."""
        money = key.startswith("mrr_")

        def cell(name: str) -> str:
            return self._cell(_money_name(name) if money else name)

        self._name(key)
        self._rows[key] = self._row
        form = self._looks(styles.NUMBER, num_format=formats.number_format(unit))
        text = expressions.guarded(formula, cell, formula.names)
        _write(self._sheet, self._row, 1, text, value, form)

    def _limits(self, key: str) -> None:
        if key not in PROPORTIONS:
            return
        parts = [part.write(self._cell) for part in PROPORTIONS[key]]
        names = [name for part in PROPORTIONS[key] for name in part.names]
        known = [self._cell(name) for name in dict.fromkeys(names)]
        form = self._looks(styles.NUMBER, num_format=formats.number_format(Unit.RATE))
        values = (self._found.low[key], self._found.high[key])
        for at, (limit, value) in enumerate(
            zip(expressions.wilson(*parts), values, strict=True), 2
        ):
            text = if_known(known, limit, expressions.undefined())
            _write(self._sheet, self._row, at, text, value, form)

    def _annualised(self) -> None:
        rate, months = self._cell(DEFAULT), self._cell("months")
        text = f"1-(1-{rate})^(12/{months})"
        text = if_known([rate, months], text, expressions.undefined())
        form = self._looks(styles.NUMBER, num_format=formats.number_format(Unit.RATE))
        self._name("annualised")
        _write(self._sheet, self._row, 1, text, self._found.annualised, form)
        self._row += 1


def _money_name(name: str) -> str:
    return "closing" if name == "paying_customers" else f"mrr_{name}"


def if_known(needed: Sequence[str], text: str, otherwise: str) -> str:
    """Write something only where all cells hold numbers.

    Examples
    --------
    >>> if_known(["A1", "B1"], "A1/B1", '""')
    'IF(COUNT(A1,B1)<2,"",A1/B1)'
    """
    return f"IF(COUNT({','.join(needed)})<{len(needed)},{otherwise},{text})"


def _write(
    sheet: Worksheet, row: int, column: int, text: str, value: float, form: Format
) -> None:
    words = value if is_defined(value) else write_value(None, Unit.RATE)
    sheet.write_formula(row, column, f"={text}", form, words)


def _write_periods(sheet: Worksheet, looks: Styles) -> None:
    """Write a list that counts customers by period, its rates already in place."""
    percent = formats.number_format(Unit.RATE)
    follows = (title("closing"), title(DEFAULT), title("low"), title("high"))
    words = [*count_columns().values(), *follows]
    for at, text in enumerate(words):
        sheet.write(0, at, text, looks(styles.HEADER))
    sheet.set_column(0, len(words) - 1, 14)
    for row in range(1, PERIOD_ROWS + 1):
        names = {name: cells.reference(row, at) for name, at in _COUNTED_AT.items()}
        sheet.write_blank(row, 0, None, looks(_YELLOW, num_format="yyyy-mm"))
        for at in _COUNTED_AT.values():
            sheet.write_blank(row, at, None, looks(_YELLOW, num_format="#,##0"))
        lost, opening = names["lost"], names["opening"]
        low, high = expressions.wilson(lost, opening)
        rate = expressions.guarded(RATES[DEFAULT], names.__getitem__)
        known = [opening, names["new"], lost]
        texts = (
            if_known(known, _CLOSING.write(names.__getitem__), '""'),
            *(if_known([lost, opening], each, '""') for each in (rate, low, high)),
        )
        for at, text in enumerate(texts, 1 + len(_COUNTED_AT)):
            count = at == 1 + len(_COUNTED_AT)
            form = looks(styles.NUMBER, num_format="#,##0" if count else percent)
            sheet.write_formula(row, at, f"={text}", form, "")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    set_paper(sheet)


def _write_customers(sheet: Worksheet, looks: Styles) -> None:
    """Write an empty customer list."""
    formats_of = {Unit.DATE: "yyyy-mm-dd", Unit.MONEY: "#,##0.00", Unit.TEXT: "@"}
    for at, (role, (heading, unit)) in enumerate(customer_columns().items()):
        form = looks(num_format=formats_of.get(unit, "General"))
        needed = role in (Role.CUSTOMER_ID, Role.START)
        header = styles.HEADER if needed else styles.ADDED_HEADER
        sheet.set_column(at, at, 16, form)
        sheet.write(0, at, heading, looks(header))
        if unit is Unit.DATE:
            sheet.data_validation(
                1, at, CUSTOMER_ROWS, at,
                {
                    "validate": "date", "criteria": ">=", "value": "=DATE(1900,3,1)",
                    "error_type": "warning",
                    "error_title": heading, "error_message": _("This is no date."),
                },
            )  # fmt: skip
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    set_paper(sheet)
