from __future__ import annotations

from dataclasses import replace

import pandas as pd

from churn_desktop.output.sheets.assembly import Assembly
from churn_desktop.output.sheets.period_cells import PeriodCells
from tests.output.made import on_paper, opened

STAYS = "'Stays'!"


def parts(assembly: Assembly) -> PeriodCells:
    assert assembly.periods is not None
    return assembly.periods


def test_counts_go_back_to_the_stays(quarterly: Assembly) -> None:
    periods = parts(quarterly)
    opening = periods.count(0, "opening")
    assert opening is not None
    assert opening.count("COUNTIFS(") == 1
    assert STAYS in opening
    assert periods.count(0, "customer_days") is None
    assert replace(periods, stays=None).count(0, "opening") is None


def test_steps_in_between_stand_at_the_right(
    quarterly: Assembly, workbook: bytes
) -> None:
    sheet = opened(workbook)["Periods"]
    periods = parts(quarterly)
    heading = periods.table.header + 1
    titles = [
        cell.value for cell in sheet[heading] if cell.column > periods.table.after + 1
    ]
    assert titles == [
        "Counted from", "Counted until before", "Still in the same stay",
        "Left and came back", "New and still there", "Check",
    ]  # fmt: skip
    column = periods.table.after + 7
    verdicts = [
        sheet.cell(heading + 1 + row, column).value for row in range(periods.table.rows)
    ]
    assert verdicts == ["OK"] * periods.table.rows


def test_steps_add_up(quarterly: Assembly, workbook: bytes) -> None:
    sheet, periods = opened(workbook)["Periods"], parts(quarterly)
    first, frame = periods.table.first + 1, periods.movements.frame
    for row in range(periods.table.rows):
        same, again, stayed = (
            sheet.cell(first + row, periods.table.after + at).value for at in (4, 5, 6)
        )
        assert same + again == frame["opening"][row] - frame["lost"][row]
        assert stayed == frame["new"][row] - frame["joined_and_left"][row]
    came_back = [
        sheet.cell(first + row, periods.table.after + 5).value
        for row in range(periods.table.rows)
    ]
    # The customer with three stays within a quarter.
    assert sum(came_back) == 1


def test_a_period_that_does_not_add_up_is_pointed_out(quarterly: Assembly) -> None:
    periods = parts(quarterly)
    frame = periods.movements.frame.copy()
    frame.loc[0, "closing"] += 1
    wrong = replace(
        periods, movements=replace(periods.movements, frame=frame), stays=None
    )
    made = on_paper(lambda _book, sheet, setting: wrong.write(sheet, setting))
    values = pd.Series([cell.value for row in opened(made)["Sheet"] for cell in row])
    assert (values == "check!").sum() == 1
    assert (values == "OK").sum() == len(frame) - 1
