from __future__ import annotations

from dataclasses import replace

from churn_desktop.output.shown_blocks import shown_blocks
from churn_desktop.pages.model import Block, ChartKind, Page, PageId, Text
from tests.output.made import a_chart, a_table


def shown(*blocks: Block) -> tuple[Block, ...]:
    return shown_blocks(Page(PageId.PERIODS, "P", blocks))


def test_headings_without_rows_are_not_handed_on() -> None:
    table = a_table()
    empty = replace(table, frame=table.frame.iloc[:0], title="Nothing is doubtful")
    assert shown(Text("One."), table) == (Text("One."), table)
    assert shown(empty) == (Text("Nothing is doubtful"),)
    assert shown(replace(empty, title="")) == ()


def test_a_table_that_a_chart_shows_stays() -> None:
    table = a_table()
    empty = replace(table, frame=table.frame.iloc[:0])
    chart = a_chart(ChartKind.LINE)
    assert shown(chart, empty) == (chart, empty)
