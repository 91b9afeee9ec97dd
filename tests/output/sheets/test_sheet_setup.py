from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from xlsxwriter.workbook import Workbook

from churn_desktop.output.sheets.cells import serial
from churn_desktop.output.sheets.sheet_setup import (
    add_sheet,
    new_workbook,
    set_print,
    write_across,
    write_cell,
    write_top,
)
from churn_desktop.pages.model import Unit
from tests.output.made import a_setting, on_paper, opened


def test_formulas_reach_the_file_as_they_are() -> None:
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True})
    sheet = add_sheet(workbook, "Sheet")
    sheet.write_formula("A1", '=IF(COUNTIFS(B:B,"<"&C1)=0,"x",STDEV.S(2))', None, 7)
    workbook.close()
    read = load_workbook(BytesIO(target.getvalue()))["Sheet"]["A1"].value
    assert read == '=IF(COUNTIFS(B:B,"<"&C1)=0,"x",STDEV.S(2))'
    assert load_workbook(target, data_only=True)["Sheet"]["A1"].value == 7


@pytest.mark.parametrize(
    ("value", "unit", "formula", "stored"),
    [
        (3, Unit.COUNT, None, 3),
        (0.125, Unit.RATE, "1/8", 0.125),
        (None, Unit.RATE, None, "not defined"),
        (float("nan"), Unit.RATE, "A9", "not defined"),
        ("=1+1", Unit.TEXT, None, "=1+1"),
        ("http://example.com", Unit.TEXT, None, "http://example.com"),
        ("00123", Unit.TEXT, None, "00123"),
        (None, Unit.TEXT, None, None),
        ("Mar 2024", Unit.PERIOD, None, "Mar 2024"),
        (date(1899, 1, 2), Unit.DATE, None, "1899-01-02"),
        (None, Unit.DATE, None, None),
    ],
)
def test_values_are_stored_as_what_they_are(
    value: object, unit: Unit, formula: str | None, stored: object
) -> None:
    made = on_paper(
        lambda _book, sheet, setting: write_cell(
            sheet, 0, 0, value, unit, setting.styles(), formula
        )
    )
    cell = opened(made)["Sheet"]["A1"]
    assert cell.value == stored
    assert cell.hyperlink is None
    if formula is not None:
        assert opened(made, formulas=True)["Sheet"]["A1"].value == f"={formula}"


def test_days_are_days() -> None:
    day = date(2024, 3, 31)
    made = on_paper(
        lambda _book, sheet, setting: write_cell(
            sheet, 0, 0, day, Unit.DATE, setting.styles(num_format="yyyy-mm-dd")
        )
    )
    assert opened(made)["Sheet"]["A1"].value.date() == day
    assert serial(day) == 45382


def test_every_sheet_leads_back_and_prints_on_a4() -> None:
    def write(workbook: Workbook, sheet: object, setting: object) -> None:
        write_top(sheet, "Ti\x00tle", a_setting(workbook))
        set_print(sheet, a_setting(workbook))
        write_across(sheet, 4, 1, 3, "=text", None)

    sheet = opened(on_paper(write))["Sheet"]
    assert sheet["A1"].value == "Title"
    assert sheet["A3"].hyperlink.location == "'Contents'!A1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "report && co.xlsx" in sheet.oddFooter.left.text
    assert "&P" in str(sheet.oddFooter.right.text) or "&[Page]" in str(
        sheet.oddFooter.right.text
    )
    assert "B5:D5" in [str(merged) for merged in sheet.merged_cells.ranges]
    assert (sheet["B5"].value, sheet["B5"].data_type) == ("=text", "s")


def test_no_text_of_a_list_becomes_a_formula_or_a_link() -> None:
    target = BytesIO()
    workbook = new_workbook(target, "A\x00 list", date(2024, 3, 31))
    sheet = add_sheet(workbook, "Sheet")
    texts = ("=1+1", "http://example.com", "mailto:a@b.c", "{=1}", "+1", "@x")
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    workbook.close()
    read = load_workbook(target)
    cells = [read["Sheet"].cell(row, 1) for row in range(1, len(texts) + 1)]
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert read.properties.title == "A list"
    assert read.properties.created.date() == date(2024, 3, 31)
