from __future__ import annotations

from dataclasses import replace

import pandas as pd

from churn_desktop.output.paper.pages import MARGIN, ROOM, Paper
from churn_desktop.output.paper.tables import draw_table
from churn_desktop.pages.model import Measure, Table, Unit
from tests.output.made import a_table


def texts(paper: Paper, page: int = -1) -> list[str]:
    return [text.get_text() for text in paper.pages[page].axes[0].texts]


def test_a_table_shows_headings_values_and_what_its_looks_mean() -> None:
    paper = Paper("")
    draw_table(paper, a_table(), "CNY")
    found = texts(paper)
    assert found[0] == "Months"
    assert {"Churn rate", "not defined", "12.0 %", "¥10,584.50", "Apr 2024"} <= set(
        found
    )
    assert found[-2:] == [
        "In grey: not final, the period is not over.",
        "Shaded: stands out.",
    ]


def test_headings_are_repeated_on_every_page() -> None:
    table = a_table()
    frame = pd.concat([table.frame] * 14, ignore_index=True)
    paper = Paper("")
    draw_table(paper, replace(table, frame=frame, faint=(), marked={}), None)
    assert len(paper.pages) == 2
    assert "Period" in texts(paper, 0)
    assert "Period" in texts(paper, 1)


def test_what_is_left_out_is_said() -> None:
    paper = Paper("")
    draw_table(paper, replace(a_table(), faint=(), marked={}), None, most_rows=3)
    assert texts(paper)[-1] == (
        "1 more row is not printed here; the workbook has all of them."
    )


def test_columns_that_do_not_fit_are_named() -> None:
    measures = tuple(Measure(f"m{n}", f"Column {n}", Unit.TEXT) for n in range(30))
    frame = pd.DataFrame({m.key: ["a text of some length"] for m in measures})
    paper = Paper("")
    draw_table(paper, Table("t", "", measures, frame), None)
    found = " ".join(texts(paper))
    assert "Columns that do not fit on the page: Column " in found
    assert found.endswith("Column 29.")
    for text in paper.sheet.texts:
        assert MARGIN - 0.01 <= text.get_position()[0] <= MARGIN + ROOM


def test_columns_for_experts_are_not_printed() -> None:
    table = a_table()
    measures = tuple(replace(m, expert=m.key == "mrr") for m in table.measures)
    paper = Paper("")
    draw_table(paper, replace(table, measures=measures), None)
    assert "MRR at start" not in texts(paper)


def test_long_texts_take_several_lines_but_not_many() -> None:
    measures = (Measure("a", "A", Unit.TEXT), Measure("b", "B", Unit.TEXT))
    frame = pd.DataFrame({"a": ["x"], "b": ["客户" * 400]})
    paper = Paper("")
    draw_table(paper, Table("t", "", measures, frame), None)
    lines = [text for text in texts(paper) if "客户" in text]
    assert len(lines) == 3
    assert [line.endswith("…") for line in lines] == [False, False, True]


def test_on_a_map_of_heat_the_unknown_is_blank() -> None:
    paper = Paper("")
    draw_table(paper, replace(a_table(), shaded=True), None)
    assert "not defined" not in texts(paper)


def test_a_short_table_is_not_torn() -> None:
    paper = Paper("")
    paper.turn()
    paper.y = 6.6
    draw_table(paper, a_table(), "CNY")
    assert len(paper.pages) == 2
    assert "Months" in texts(paper)
    long = pd.concat([a_table().frame] * 5, ignore_index=True)
    paper.y = 6.2
    draw_table(paper, replace(a_table(), frame=long, marked={}, faint=()), "CNY")
    assert len(paper.pages) == 3
    assert texts(paper, 1).count("Months") == 2
