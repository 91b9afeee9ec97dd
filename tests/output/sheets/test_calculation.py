from __future__ import annotations

from churn_desktop.output.sheets.calculation import Column, write_calculation
from tests.output.made import on_paper, opened


def test_columns_of_formulas_with_stored_values() -> None:
    columns = [
        Column("Key", ["C1", "=x", None]),
        Column("Double", [2, 4, None], ["1*2", None, None], "0.0"),
        Column("Words", ["", None, "a"], ['IF(TRUE,"",1)', "A9", None]),
    ]
    made = on_paper(
        lambda _book, sheet, setting: write_calculation(
            sheet, "Steps", "What for.", columns, setting
        )
    )
    stored, live = opened(made)["Sheet"], opened(made, formulas=True)["Sheet"]
    assert [cell.value for cell in stored[5]][:3] == ["Key", "Double", "Words"]
    assert [stored.cell(row, 2).value for row in (6, 7, 8)] == [2, 4, None]
    assert [live.cell(row, 2).value for row in (6, 7, 8)] == ["=1*2", 4, None]
    assert (stored["A7"].value, stored["A7"].data_type) == ("=x", "s")
    assert live["C7"].value == "=A9"
    assert stored["B6"].number_format == "0.0"
    assert stored.freeze_panes == "B6"


def test_progress_counts_cells_and_can_cancel() -> None:
    seen: list[int] = []

    def write(_book: object, sheet: object, setting: object) -> None:
        from dataclasses import replace

        counted = replace(setting, tick=seen.append)
        write_calculation(sheet, "S", "", [Column("A", [1.0] * 5000)], counted)

    on_paper(write)
    assert sum(seen) == 4000
