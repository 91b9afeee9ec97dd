from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from churn_desktop.core.grid import Grid, Kind
from churn_desktop.importing.heading_rows import (
    HeadingRows,
    find_heading_rows,
    is_label,
    means_something,
)
from tests.importing.lists import grid_of, text_grid


def heads(grid: Grid, forced: int | None = None) -> HeadingRows:
    filled = np.array(
        [[kind != Kind.BLANK for kind in kinds] for kinds in grid.kinds]
    ).T.reshape(grid.height, grid.width)
    return find_heading_rows(grid, filled, forced)


def test_the_first_row() -> None:
    grid = text_grid("id|start|fee\n1|2024-01-01|5\n2|2024-01-02|6")
    assert heads(grid) == HeadingRows(0, 0)


def test_below_titles_and_blank_rows() -> None:
    grid = text_grid(
        "某某公司客户明细||\n导出时间：2024-03-05||\n||\n编号|姓名|金额\n1|甲|5\n2|乙|6"
    )
    assert heads(grid) == HeadingRows(3, 3)


def test_a_title_row_with_several_notes() -> None:
    grid = text_grid("明细表||\n制表人：张三||单位：元\n编号|姓名|金额\n1|甲|5")
    assert heads(grid) == HeadingRows(2, 2)


def test_words_nobody_knows_above_numbers() -> None:
    grid = text_grid("foo|bar\n1|2\n3|4")
    assert heads(grid) == HeadingRows(0, 0)


def test_words_above_words() -> None:
    grid = text_grid("foo|bar\nAnn|Paris\nBob|Rome")
    assert heads(grid) == HeadingRows(0, 0)


def test_a_row_of_the_list_that_sounds_like_a_heading_is_none() -> None:
    text = "Data|Variable|Meaning\nE|CustomerID|Unique customer ID\nE|Sex|Male or not"
    grid = text_grid(text)
    assert heads(grid) == HeadingRows(0, 0)


def test_no_headings_at_all() -> None:
    assert heads(text_grid("00004|19970101|2\n00005|19970118|3")) == HeadingRows(-1, -1)
    assert (
        heads(text_grid("张三|2024-01-01|39|上海\n李四|2024-01-02|39|北京")).last == -1
    )
    assert heads(grid_of([["a", 1], [True, "b"], ["x", "z"]])).last == -1


def test_nothing_at_all() -> None:
    assert heads(Grid(None, (), ())).last == -1


def test_a_heading_alone() -> None:
    assert heads(text_grid("客户编号|姓名")) == HeadingRows(0, 0)
    assert heads(text_grid("明细表|\n客户编号|姓名")) == HeadingRows(1, 1)


def test_groups_above_headings() -> None:
    grid = grid_of(
        [["地区", "2024年", None], [None, "金额", "数量"], ["华东", 1, 2], [None, 3, 4]]
    )
    assert heads(grid) == HeadingRows(0, 1)
    assert heads(grid, forced=1) == HeadingRows(0, 1)
    assert heads(grid, forced=0) == HeadingRows(0, 0)


def test_groups_above_headings_that_repeat() -> None:
    grid = text_grid("2023||2024|\nfee|seats|fee|seats\n1|2|3|4\n5|6|7|8")
    assert heads(grid) == HeadingRows(0, 1)


def test_a_row_above_complete_headings_is_a_title() -> None:
    grid = text_grid("客户信息||合同|\n编号|姓名|开始日期|月费\n1|甲|2024-01-01|5")
    assert heads(grid) == HeadingRows(1, 1)


def test_a_blank_heading_is_no_group() -> None:
    grid = text_grid("编号||姓名|\nA1|x|甲|y\nA2|x|乙|y")
    assert heads(grid) == HeadingRows(0, 0)


def test_months_above_amounts_are_headings() -> None:
    rows = [["客户", date(2024, 1, 1), date(2024, 2, 1), "2024-03"], ["甲", 5, 6, 7]]
    assert heads(grid_of(rows)) == HeadingRows(0, 0)


def test_a_row_the_user_named() -> None:
    grid = text_grid("id|fee\n1|5\n2|6")
    assert heads(grid, forced=1) == HeadingRows(1, 1)


def test_one_column() -> None:
    assert heads(text_grid("金额\n1,234\n￥99")) == HeadingRows(0, 0)


@pytest.mark.parametrize(
    "text", ["Start date", "客户编号", "2024 plan", "Q1", "a" * 80]
)
def test_labels(text: str) -> None:
    assert is_label(text, Kind.TEXT)


@pytest.mark.parametrize(
    "text",
    ["", "39", "¥39", "2024-03-05", "2024年3月", "5 Mar 2024", "yes", "否", "a@b.cn",
     "制表人：张三", "a" * 81, "a" * 500],
)  # fmt: skip
def test_no_labels(text: str) -> None:
    assert not is_label(text, Kind.TEXT)


def test_only_texts_are_labels() -> None:
    assert not is_label("Start date", Kind.ERROR)


def test_known_headings() -> None:
    assert means_something("开始日期")
    assert means_something("序号")
    assert means_something("zip")
    assert not means_something("Anna")


def test_words_below_rows_of_values_are_remarks() -> None:
    rows = [[date(2024, 1, 1)], [date(2024, 1, 2)], ["Made by hand"], ["Please check"]]
    assert heads(grid_of(rows)) == (-1, -1)
    rows = [[1, 2], [3, 4], ["name", "fee"], ["A", 5]]
    assert heads(grid_of(rows)) == (-1, -1)


def test_a_single_row_of_numbers_may_stand_above_headings() -> None:
    rows = [[1, 2], ["name", "fee"], ["A", 5], ["B", 6]]
    assert heads(grid_of(rows)) == (1, 1)


def test_years_above_months_are_groups() -> None:
    grid = grid_of(
        [
            ["客户名称", "2023年", None, None, "2024年", None],
            [None, "11月", "12月", "合计", "1月", "2月"],
            ["甲", 100, 100, 200, 100, None],
            ["乙", 100, None, 100, None, None],
        ]
    )
    assert heads(grid) == HeadingRows(0, 1)
