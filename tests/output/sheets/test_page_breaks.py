from __future__ import annotations

from dataclasses import replace

import pandas as pd

from churn_desktop.output.sheets.page_breaks import (
    Breaks,
    Piece,
    break_pages,
    heights_of,
    pieces_of,
    room_of,
)
from churn_desktop.output.sheets.page_sheet import write_page
from churn_desktop.output.sheets.placement import place
from churn_desktop.pages.model import ChartKind, Page, PageId, Text
from tests.output.made import a_chart, a_table, on_paper, opened


def even(_row: int) -> float:
    return 10.0


def test_what_does_not_fit_begins_the_next_page() -> None:
    pieces = [Piece(0, 4), Piece(4, 8), Piece(9, 12)]
    assert break_pages(pieces, even, 100) == Breaks((9,))
    assert break_pages(pieces, even, 130) == Breaks(())
    assert break_pages(pieces, even, 45) == Breaks((4, 9))


def test_a_line_alone_gets_no_page_of_its_own() -> None:
    lines = [Piece(row, row + 1) for row in range(41)]
    assert break_pages(lines, even, 400) == Breaks(())
    assert break_pages(lines, even, 380) == Breaks((38,))


def test_a_table_longer_than_a_page_is_torn_and_its_headings_repeated() -> None:
    table = Piece(4, 30, header=5)
    found = break_pages([Piece(0, 4), table], even, 130)
    # Twelve rows and the headings fit on every page but the first.
    assert found == Breaks((13, 25), repeated=5)


def test_headings_are_not_repeated_over_much_that_is_something_else() -> None:
    pieces = [Piece(0, 14, header=0), *(Piece(n, n + 9) for n in (14, 23, 32, 41))]
    assert break_pages(pieces, even, 120).repeated is None


def test_a_table_is_not_begun_at_the_foot_of_a_page() -> None:
    table = Piece(9, 40, header=9)
    assert break_pages([Piece(0, 9), table], even, 130).rows[0] == 9
    assert break_pages([Piece(0, 9), table], even, 180).rows[0] == 18


def test_small_print_has_room_for_more_rows() -> None:
    assert room_of(3000) == 1.5 * room_of(2000)
    assert room_of(900) == room_of(300)


def test_heights_are_those_of_the_sheet() -> None:
    height = heights_of({3: [42, False]})
    assert (height(3), height(4)) == (42, 20)


def test_blocks_and_words_are_the_pieces_of_a_page() -> None:
    page = Page(PageId.PERIODS, "P", (Text("One."), a_chart(ChartKind.LINE), a_table()))
    plan = place(page, "P")
    found = pieces_of(plan)
    assert [(piece.first, piece.header) for piece in found[:4]] == [
        (0, None), (4, None), (5, None), (23, 24),
    ]  # fmt: skip
    assert found[4] == Piece(plan.foot, plan.foot + 4)
    assert found[-1].after == plan.foot + len(plan.terms) + 1


def test_a_chart_is_never_torn_in_a_workbook() -> None:
    frame = pd.concat([a_table().frame] * 4, ignore_index=True)
    table = replace(a_table(), frame=frame, marked={}, faint=())
    second = replace(a_table(), key="second")
    chart = replace(a_chart(ChartKind.LINE), table="second")
    blocks = (a_chart(ChartKind.LINE), table, chart, second)
    plan = place(Page(PageId.PERIODS, "P", blocks), "Sheet")
    made = on_paper(lambda _book, sheet, setting: write_page(sheet, plan, setting))
    breaks = [brk.id for brk in opened(made)["Sheet"].row_breaks.brk]
    assert breaks
    for placed in plan.blocks:
        if placed.block in (blocks[0], chart):
            assert not any(placed.row < row < placed.row + 17 for row in breaks)
