from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table
from churn_desktop.output.sheets.calculation import Column
from churn_desktop.output.sheets.list_sheet import write_list
from tests.output.made import on_paper, opened


def a_sheet() -> Table:
    cells = {
        "=id": [
            ("000007", Kind.TEXT),
            ("123456789012345678", Kind.NUMBER),
            ("", Kind.BLANK),
        ],
        "number": [("0.1", Kind.NUMBER), ("1e+17", Kind.NUMBER), ("12", Kind.TEXT)],
        "when": [
            ("2024-03-05", Kind.DATE),
            ("2024-03-05T14:30:00", Kind.DATE),
            ("1890-01-01", Kind.DATE),
        ],
        "rest": [("TRUE", Kind.FLAG), ("#N/A", Kind.ERROR), ("=1+1\x00", Kind.TEXT)],
    }
    frame = pd.DataFrame(
        {h: [text for text, _k in c] for h, c in cells.items()}, dtype=object
    )
    kinds = {h: np.array([k for _t, k in c], dtype=np.uint8) for h, c in cells.items()}
    return Table(frame, kinds, {h: at for at, h in enumerate(cells, start=1)})


READ = [
    Column("Key", ["C1", None, "C3"]),
    Column("Until", [1, 2, 3], ["A1", "A2", "A3"]),
]


def test_cells_are_what_they_are_in_the_file() -> None:
    made = on_paper(
        lambda _book, sheet, setting: write_list(
            sheet, "List", a_sheet(), READ, setting, range(3)
        )
    )
    sheet = opened(made)["Sheet"]
    found = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(6, 8)]
    assert found == [
        ["000007", 0.1, datetime(2024, 3, 5), True],
        ["123456789012345678", 1e17, datetime(2024, 3, 5, 14, 30), "#N/A"],
        [None, "12", "1890-01-01", "=1+1"],
    ]
    assert sheet["D7"].data_type == "s"
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=id", "s")
    assert [cell.value for cell in sheet[5]][4:6] == ["Key", "Until"]
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref == "A5:F8"


def test_a_sheet_can_hold_a_part_of_the_rows() -> None:
    made = on_paper(
        lambda _book, sheet, setting: write_list(
            sheet, "List", a_sheet(), READ, setting, range(1, 3)
        )
    )
    sheet = opened(made, formulas=True)["Sheet"]
    assert sheet["A6"].value == "123456789012345678"
    assert [sheet.cell(row, 6).value for row in (6, 7, 8)] == ["=A2", "=A3", None]


def test_a_wide_list_takes_several_pages_across() -> None:
    names = [f"column {number}" for number in range(20)]
    frame = pd.DataFrame(
        {name: ["a rather long text here"] for name in names}, dtype=object
    )
    kinds = {name: np.array([Kind.TEXT], dtype=np.uint8) for name in names}
    table = Table(frame, kinds, {})
    made = on_paper(
        lambda _book, sheet, setting: write_list(
            sheet, "List", table, [], setting, range(1)
        )
    )
    sheet = opened(made)["Sheet"]
    assert sheet.page_setup.fitToWidth == 3
    assert sheet.print_title_cols == "$A:$A"
