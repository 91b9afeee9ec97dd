from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from xlsxwriter.worksheet import Worksheet

from churn_desktop.output.sheets import placement
from churn_desktop.output.sheets.placement import place
from churn_desktop.output.sheets.sheet_setup import Setting
from churn_desktop.output.sheets.sheet_tables import write_table
from churn_desktop.pages.model import (
    Event,
    Measure,
    Page,
    PageId,
    Source,
    Table,
    Unit,
)
from tests.output.made import a_table, on_paper, opened


def written(table: Table, *, formulas: bool = False) -> object:
    plan = place(Page(PageId.PERIODS, "Periods", (table,)), "Sheet")
    made = on_paper(
        lambda _book, sheet, setting: write_table(sheet, plan, 4, table, setting)
    )
    return opened(made, formulas=formulas)["Sheet"]


def test_headings_values_and_what_is_not_defined() -> None:
    sheet = written(a_table())
    assert [cell.value for cell in sheet[6]][:5] == [
        "Period", "At start", "New", "Lost", "Churn rate",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[7]][:5] == [
        "Jan 2024", 0, 100, 0, "not defined",
    ]  # fmt: skip
    assert sheet["E8"].value == 0.12
    assert sheet["E8"].number_format == "0.0%"
    assert sheet["I9"].number_format == '"¥"#,##0.00;-"¥"#,##0.00'


def test_what_stands_out_is_shaded_and_says_why() -> None:
    sheet = written(a_table())
    assert sheet["E8"].comment.text == "higher than usual"
    assert sheet["E8"].fill.fgColor.rgb == "FFFFE9A8"
    assert sheet["A10"].font.italic
    assert not sheet["A9"].font.italic
    below = [sheet.cell(row, 1).value for row in (11, 12)]
    assert below == [
        "In italics: not final, the period is not over.",
        "Shaded: stands out; the note on the cell says why.",
    ]


def test_notes_stand_in_the_rows_names_and_below(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events = (
        Event(1, "①", date(2024, 2, 5), "=New\nprice"),
        Event(3, "②", date(2024, 4, 1), "Fair"),
    )
    table = replace(a_table(), faint=(), marked={}, events=events)
    sheet = written(table)
    assert [sheet.cell(row, 1).value for row in (7, 8)] == ["Jan 2024", "Feb 2024 ①"]
    below = [sheet.cell(row, 1) for row in (11, 12)]
    assert [cell.value for cell in below] == [
        "① 2024-02-05 =New price", "② 2024-04-01 Fair",
    ]  # fmt: skip
    assert {cell.data_type for cell in below} == {"s"}
    # Not those of rows that are cut.
    monkeypatch.setattr(placement, "MOST_TABLE_ROWS", 3)
    assert [written(table).cell(row, 1).value for row in (11, 12)] == [
        "① 2024-02-05 =New price", None,
    ]  # fmt: skip


def test_what_is_cut_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placement, "MOST_TABLE_ROWS", 3)
    sheet = written(replace(a_table(), faint=(), marked={}))
    assert sheet["A10"].value == "1 more row is not shown here."


def test_user_texts_stay_texts_and_wrap() -> None:
    measures = (Measure("a", "=A", Unit.TEXT), Measure("b", "B", Unit.TEXT))
    long = "a sentence of many words " * 12
    table = Table("t", "+1", measures, pd.DataFrame({"a": ["=1+1"], "b": [long]}))
    sheet = written(table)
    assert [sheet[cell].data_type for cell in ("A5", "A6", "A7")] == ["s"] * 3
    assert sheet["B7"].alignment.wrap_text
    assert sheet.row_dimensions[7].height > 30
    assert "B7:F7" in [str(merged) for merged in sheet.merged_cells.ranges]


def test_a_long_table_has_no_merged_cells() -> None:
    measures = (Measure("a", "A", Unit.TEXT), Measure("b", "B", Unit.TEXT))
    frame = pd.DataFrame({"a": ["x"] * 201, "b": ["several words in a row"] * 201})
    sheet = written(Table("t", "", measures, frame))
    assert {str(m) for m in sheet.merged_cells.ranges} == {"B5:C5"}


def test_formulas_come_from_the_source() -> None:
    class Doubled:
        def formula(
            self, page: PageId, table: Table, row: int, measure: Measure
        ) -> str | None:
            return f"2*{row}" if measure.key == "lost" else None

        def origin(self, source: Source) -> str | None:
            return None

    table = a_table()
    plan = place(Page(PageId.PERIODS, "Periods", (table,)), "Sheet")
    made = on_paper(
        lambda _book, sheet, setting: write_table(
            sheet, plan, 4, table, replace(setting, live=Doubled())
        )
    )
    assert opened(made, formulas=True)["Sheet"]["D9"].value == "=2*2"
    assert opened(made)["Sheet"]["D9"].value == 10


def test_rates_of_a_map_of_heat_are_shaded_and_the_unknown_is_blank() -> None:
    table = replace(a_table(), shaded=True, faint=())
    sheet = written(table)
    assert sheet["E7"].value is None
    assert sheet["E8"].value == 0.12
    (span,) = sheet.conditional_formatting
    assert str(span.sqref) == "E7:H10"
    (rule,) = span.rules
    assert rule.type == "colorScale"
    assert sheet["A11"].value == "In bold: stands out; the note on the cell says why."
    none = replace(table, measures=table.measures[:4], marked={})
    assert not list(written(none).conditional_formatting)


def test_a_very_long_text_does_not_make_a_row_too_high() -> None:
    table = a_table()
    first = replace(table.measures[0], unit=Unit.TEXT)
    frame = table.frame.assign(period=["name " * 600, "b", "c", "d"])
    long = replace(table, measures=(first, *table.measures[1:]), frame=frame)
    sheet = written(long)
    assert 60 < sheet.row_dimensions[7].height < 150
    assert sheet["A7"].value == "name " * 600


def test_a_customers_number_leads_to_their_row_in_the_list() -> None:
    measures = (
        Measure("name", "Name", Unit.TEXT),
        Measure("customer_id", "Customer number", Unit.TEXT),
    )
    frame = pd.DataFrame({"name": ["A", "B", "C"], "customer_id": ["=1", "2", "3"]})
    rows = {0: np.array([7, 4]), 1: np.array([9]), 2: None}
    table = Table("who", "", measures, frame, members=lambda row, _key: rows[row])
    plan = place(Page(PageId.FOLLOWUPS, "F", (table,)), "Sheet")

    def write(_book: object, sheet: Worksheet, setting: Setting) -> None:
        to_row = replace(setting, list_row=lambda at: f"internal:'List'!A{at + 6}")
        write_table(sheet, plan, 4, table, to_row)

    sheet = opened(on_paper(write))["Sheet"]
    cells = [sheet.cell(row, 2) for row in (6, 7, 8)]
    assert [cell.value for cell in cells] == ["=1", "2", "3"]
    assert {cell.data_type for cell in cells} == {"s"}
    links = [cell.hyperlink and cell.hyperlink.location for cell in cells]
    assert links == ["'List'!A10", "'List'!A15", None]
    assert sheet["A6"].hyperlink is None
