from __future__ import annotations

from dataclasses import replace

import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from churn_desktop.output.sheets.live import Fixed
from churn_desktop.output.sheets.page_sheet import write_page
from churn_desktop.output.sheets.placement import place
from churn_desktop.pages.model import (
    Block,
    Card,
    Cards,
    ChartKind,
    Page,
    PageId,
    Source,
    Text,
    Unit,
)
from tests.output.made import a_chart, a_table, on_paper, opened


def written(*blocks: Block, live: Fixed | None = None) -> Worksheet:
    plan = place(Page(PageId.PERIODS, "Periods", blocks), "Sheet")
    return opened(
        on_paper(
            lambda _book, sheet, setting: write_page(
                sheet, plan, replace(setting, live=live or Fixed())
            )
        ),
        formulas=live is not None,
    )["Sheet"]


def test_sentences_run_across_and_warnings_are_shaded() -> None:
    sheet = written(Text("=Five left."), Text("Few customers.", warning=True))
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=Five left.", "s")
    assert sheet["A5"].alignment.wrap_text
    assert sheet["A6"].fill.fgColor.rgb == "FFFFE9A8"
    assert any(str(m).startswith("A5:") for m in sheet.merged_cells.ranges)


def test_cards_show_value_interval_and_remark() -> None:
    cards = Cards(
        (
            Card("churn", "Churn rate", 0.1, Unit.RATE, (0.0552, 0.1744), "10 of 100"),
            Card("saving", "Saving", None, Unit.MONEY),
        )
    )
    sheet = written(cards)
    assert [sheet[cell].value for cell in ("A5", "B5", "D5", "F5")] == [
        "Churn rate", 0.1, "5.5-17.4 % (95 %)", "10 of 100",
    ]  # fmt: skip
    assert sheet["B5"].number_format == "0.0%"
    assert sheet["B6"].value == "not defined"


def test_a_card_refers_to_the_cell_it_comes_from() -> None:
    class Linked(Fixed):
        def origin(self, source: Source) -> str | None:
            return f"'{source.page}'!{source.measure}{source.row}"

    source = Source(PageId.PERIODS, "movements", 3, "B")
    card = Card("c", "C", 0.1, Unit.RATE, source=source)
    assert written(Cards((card,)), live=Linked())["B5"].value == "='periods'!B3"


def test_every_word_is_explained_below() -> None:
    sheet = written(a_table())
    column = [cell.value for cell in sheet["A"]]
    at = column.index("What the words mean")
    assert column[at + 1] == "Period"
    assert sheet.cell(at + 2, 2).value == "The month."
    assert "Average" not in column[at:]


def test_headings_of_the_only_table_stay_in_sight() -> None:
    table = replace(
        a_table(), frame=pd.concat([a_table().frame] * 9, ignore_index=True), marked={}
    )
    sheet = written(Text("One."), a_chart(ChartKind.LINE), table)
    assert sheet.freeze_panes == "B8"
    assert sheet.print_title_rows == "$7:$7"
    assert written(a_chart(ChartKind.LINE), a_table()).freeze_panes == "A2"


def test_paper_has_no_columns_for_experts() -> None:
    table = a_table()
    experts = tuple(replace(m, expert=m.key != "period") for m in table.measures * 2)
    many = tuple(
        replace(m, key=f"{m.key}{at // 9}", formula=None)
        for at, m in enumerate(experts)
    )
    frame = pd.DataFrame({m.key: table.frame[m.key[:-1]] for m in many})
    sheet = written(replace(table, measures=many, frame=frame, marked={}))
    assert sheet["R6"].value == "MRR at start"
    assert sheet.print_area.startswith("'Sheet'!$A$1:$H$")
