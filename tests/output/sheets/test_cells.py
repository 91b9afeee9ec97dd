from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.output.sheets import cells
from churn_desktop.pages.model import Unit


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("客户 Ltd", "客户 Ltd"),
        ("a\x00b\x1fc\ud800d￿", "abcd"),
        ("line\r\nline\ttab", "line\nline\ttab"),
        ("x" * 40_000, "x" * 32_767),
        ("=1+1", "=1+1"),
    ],
)
def test_texts_fit_into_cells(text: str, kept: str) -> None:
    assert cells.clean(text) == kept


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Customers", "Customers"),
        ("a/b\\c[d]e:f*g?", "a b c d e f g"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History (2)"),
        ("x" * 40, "x" * 31),
        ("客户名单", "客户名单"),
    ],
)
def test_sheet_names_are_legal(title: str, name: str) -> None:
    assert cells.sheet_name(title) == name


@given(st.lists(st.text(max_size=40), max_size=8))
def test_sheet_names_are_unique_and_accepted(titles: list[str]) -> None:
    from xlsxwriter.workbook import Workbook

    workbook = Workbook("unused.xlsx")
    taken: list[str] = []
    for title in titles:
        taken.append(cells.sheet_name(title, taken))
        workbook.add_worksheet(taken[-1])
    workbook.fileclosed = True


def test_references_name_cells_and_columns() -> None:
    assert cells.reference(0, 0) == "A1"
    assert cells.reference(9, 27, fixed=True) == "$AB$10"
    assert cells.reference(9, 27, "Bob's list") == "'Bob''s list'!AB10"
    assert cells.span(4, 6, 1) == "$B$5:$B$7"


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1900, 3, 1), 61),
        (date(2024, 2, 29), 45351),
        (datetime(2024, 2, 29, 12), 45351.5),
        (date(9999, 12, 31), cells.OPEN),
        (date(1900, 2, 28), None),
    ],
)
def test_days_are_counted_as_spreadsheets_do(day: date, number: float | None) -> None:
    assert cells.serial(day) == number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3.0),
        (0.5, 0.5),
        (None, None),
        (float("nan"), None),
        (float("inf"), None),
        ("5", None),
        (date(2024, 1, 1), None),
    ],
)
def test_only_defined_numbers_are_numbers(value: object, number: float | None) -> None:
    assert cells.number(value) == number


@pytest.mark.parametrize(
    ("unit", "values", "number_format"),
    [
        (Unit.COUNT, [1, 2], "#,##0"),
        (Unit.COUNT, [1, 2.5], "#,##0.0"),
        (Unit.DAYS, [1.0, None], "#,##0"),
        (Unit.RATE, [0.1], "0.0%"),
        (Unit.MONEY, [1.5, 2], '"¥"#,##0.00;-"¥"#,##0.00'),
        (Unit.MONEY, [1, 2], '"¥"#,##0;-"¥"#,##0'),
        (Unit.DATE, [date(2024, 1, 1)], "yyyy-mm-dd"),
    ],
)
def test_decimals_are_shown_where_there_are_any(
    unit: Unit, values: list[object], number_format: str
) -> None:
    assert cells.number_format(unit, "CNY", values) == number_format


def test_signs_in_formulas_and_footers_are_doubled() -> None:
    assert cells.literal('say "no"') == '"say ""no"""'
    assert cells.in_footer("Bits & Pieces") == "Bits && Pieces"
