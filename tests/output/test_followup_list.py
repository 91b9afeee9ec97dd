from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from churn_desktop.output.followup_list import build_followups, write_followups
from tests.output.made import opened
from tests.pages.lists import golden, snapshot


def test_the_list_has_room_for_ticks_and_outcomes(tmp_path: Path) -> None:
    path = tmp_path / "follow-ups.xlsx"
    assert write_followups(golden(), path) == 12
    sheet = load_workbook(path).worksheets[0]
    head, first = ([cell.value for cell in sheet[row]] for row in (3, 4))
    assert head == [
        "Done", "Name", "Customer number", "Due", "What to do", "Because",
        "At risk a year", "What came of it",
    ]  # fmt: skip
    assert first[0] is None
    assert first[3] == datetime(2024, 3, 26)
    assert first[5] == "left on 2024-03-26, no reason given"
    assert first[-1] is None
    assert sheet.auto_filter.ref == "A3:H15"
    assert sheet.max_row == 15


def test_a_list_without_dates_has_nobody_to_call() -> None:
    sheet = opened(build_followups(snapshot([1, 2], [True, False]))).worksheets[0]
    assert sheet.max_row == 3
