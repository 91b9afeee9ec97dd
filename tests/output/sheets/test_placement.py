from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from churn_desktop.output.sheets import placement
from churn_desktop.output.sheets.placement import place
from churn_desktop.pages.model import (
    Block,
    Card,
    Cards,
    ChartKind,
    Page,
    PageId,
    Table,
    Text,
    Unit,
)
from tests.output.made import a_chart, a_curve, a_table


def a_page(*blocks: Block) -> Page:
    return Page(PageId.OVERVIEW, "Overview", blocks)


def longer(table: Table, rows: int) -> Table:
    frame = pd.concat([table.frame] * (rows // len(table.frame)), ignore_index=True)
    return replace(table, frame=frame, faint=(), marked={})


def test_blocks_follow_each_other_without_overlap() -> None:
    cards = Cards((Card("c", "C", 1, Unit.COUNT), Card("d", "D", 2, Unit.COUNT)))
    page = a_page(Text("One."), cards, a_chart(ChartKind.LINE), a_table(), Text("Two."))
    plan = place(page, "Overview")
    assert [placed.block for placed in plan.blocks] == list(page.blocks)
    assert [placed.row for placed in plan.blocks] == [4, 5, 8, 26, 35]
    table = plan.tables["periods"]
    assert (table.header, table.first, table.rows) == (27, 28, 4)
    assert plan.foot == 36


def test_cells_have_references_from_here_and_from_elsewhere() -> None:
    table = place(a_page(a_table()), "My sheet").tables["periods"]
    assert table.cell(2, "lost", here=True) == "D9"
    assert table.cell(2, "lost") == "'My sheet'!D9"
    assert table.span("lost") == "'My sheet'!$D$7:$D$10"


def test_long_details_come_last_and_are_not_printed() -> None:
    folded = replace(longer(a_curve(), 100), folded=True)
    plan = place(a_page(folded, a_table()), "S")
    assert [placed.block for placed in plan.blocks][-1] is folded
    assert plan.tables["periods"].header < plan.foot < plan.tables["curve"].header
    assert plan.printed_rows < plan.tables["curve"].header
    short = place(a_page(replace(a_curve(), folded=True), a_table()), "S")
    assert short.printed_rows > short.tables["curve"].header


def test_no_table_is_torn_on_paper_while_it_can_be_read() -> None:
    table = a_table()
    steps = tuple(replace(m, expert=m.key in {"usual", "mrr"}) for m in table.measures)
    narrow = replace(table, measures=steps)
    whole = place(a_page(narrow), "S")
    assert whole.tables["periods"].printed < whole.across
    assert whole.printed == whole.tables["periods"].after
    names = [f"step{n}" for n in range(20)]
    more = [replace(steps[-1], key=name, title=name) for name in names]
    frame = table.frame.assign(**dict.fromkeys(names, 1.0))
    wide = replace(table, measures=(*steps, *more), frame=frame)
    cut = place(a_page(wide), "S")
    assert cut.printed == cut.across
    # What is only a detail is not printed instead.
    detail = place(a_page(a_curve(), replace(wide, folded=True)), "S")
    assert detail.printed_rows < detail.tables["periods"].header


def test_the_titles_of_cards_are_not_cut() -> None:
    title = "The largest saving one can reach"
    plan = place(a_page(Cards((Card("c", title, 1, Unit.COUNT),))), "S")
    assert plan.grid.name >= 0.9 * len(title)


def test_headings_of_a_long_table_stay_near_the_top() -> None:
    chart, text = a_chart(ChartKind.LINE), Text("One.")
    table = longer(a_table(), 40)
    plan = place(a_page(text, chart, table, Text("Two.")), "S")
    kinds = [type(placed.block).__name__ for placed in plan.blocks]
    assert kinds == ["Text", "Table", "Chart", "Text"]
    two_tables = place(a_page(chart, table, a_curve()), "S")
    assert two_tables.blocks[0].block is chart


def test_a_table_too_long_for_a_report_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placement, "MOST_TABLE_ROWS", 3)
    plan = place(a_page(a_table(), Text("after")), "S")
    assert plan.tables["periods"].rows == 3
    assert plan.blocks[1].row == plan.tables["periods"].first + 3 + 4


def test_terms_are_listed_once() -> None:
    plan = place(a_page(a_table(), replace(a_table(), key="again")), "S")
    assert plan.terms["New"] == "Customers who came."
    assert len(plan.terms) == 5


def test_longer_sentences_have_higher_rows() -> None:
    plan = place(a_page(a_table()), "S")
    assert plan.height("short") < plan.height("long " * 100)
    assert plan.height("word " * 40, first=1) >= plan.height("word " * 40)
