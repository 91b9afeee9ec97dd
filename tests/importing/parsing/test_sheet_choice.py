from __future__ import annotations

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.row_blocks import row_blocks
from churn_desktop.importing.parsing.sheet_choice import (
    Preview,
    choose,
    likeness,
    preview,
)

Row = list[str | int]


def shown(rows: list[Row], first: int = 0, left: int = 0) -> Preview:
    numbered = (
        (
            first + number,
            [
                (
                    left + column,
                    str(value),
                    Kind.TEXT if isinstance(value, str) else Kind.NUMBER,
                )
                for column, value in enumerate(row)
                if value != ""
            ],
        )
        for number, row in enumerate(rows)
    )
    return preview([*row_blocks(numbered)], 0)


LIST: list[Row] = [["编号", "开始", "金额"]]
LIST += [[f"C{n}", "2024-03-05", n] for n in range(30)]
LEGEND: list[Row] = [["Data", "Variable", "Description"]]
LEGEND += [["E Comm", f"Column{n}", "what it means"] for n in range(25)]
COVER: list[Row] = [["某某公司"], ["客户明细"], ["2024 年"]]
SUMMARY: list[Row] = [["指标", "值"], ["客户数", 3], ["流失", 1]]


def test_lists_win_over_covers_and_legends() -> None:
    previews = [shown(COVER), shown(LEGEND, 1, 1), shown(LIST), shown(SUMMARY)]
    assert choose(previews) == 2


def test_the_first_of_equals_wins() -> None:
    assert choose([shown(COVER), shown(LIST), shown(LIST)]) == 1


def test_hidden_and_empty_sheets_are_never_chosen() -> None:
    assert choose([None, shown([]), shown(COVER)]) == 2
    assert choose([None, shown([])]) is None


def test_titles_above_the_headings_do_not_matter() -> None:
    titled: list[Row] = [["客户明细"], ["单位：元"], *LIST]
    assert likeness(shown(titled)) == likeness(shown(LIST))


def test_a_list_of_text_dates_is_a_list() -> None:
    rows: list[Row] = [["id", "since"]] + [["a", "2024/3/5"] for _ in range(20)]
    assert likeness(shown(rows)) > likeness(shown(LEGEND))
