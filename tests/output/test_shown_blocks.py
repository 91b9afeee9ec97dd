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


def test_neither_is_a_chart_without_data() -> None:
    table = a_table()
    empty = replace(table, frame=table.frame.iloc[:0])
    chart = a_chart(ChartKind.LINE)
    assert shown(chart, empty) == (Text(chart.title), Text(table.title))


def test_a_chart_without_a_bar_is_only_its_message() -> None:
    table = a_table()
    nothing = replace(table, frame=table.frame.assign(new=0, lost=None))
    chart = a_chart(ChartKind.BAR, "Nobody came and nobody left")
    assert shown(chart, nothing) == (Text("Nobody came and nobody left"), nothing)
    line = a_chart(ChartKind.LINE)
    zero = replace(table, frame=table.frame.assign(opening_base=0.0))
    assert shown(line, zero)[0] is line
    unknown = replace(table, frame=table.frame.assign(opening_base=None))
    assert shown(line, unknown)[0] == Text(line.title)
