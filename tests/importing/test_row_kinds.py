from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from churn_desktop.core.grid import Grid, Kind
from churn_desktop.importing.heading_rows import HeadingRows
from churn_desktop.importing.row_kinds import sort_rows
from tests.importing.lists import Value, grid_of

HEAD = ["编号", "姓名", "开始日期", "月费"]
DATA: list[list[Value]] = [
    ["001", "甲", date(2024, 1, 1), 100],
    ["002", "乙", None, 200],
    ["003", "丙", date(2024, 1, 3), 300],
]


def kinds(grid: Grid, last: int = 0) -> dict[str, list[int]]:
    """File rows of each kind, by name."""
    cells = [[kind != Kind.BLANK for kind in column] for column in grid.kinds]
    found = sort_rows(grid, np.array(cells).T, HeadingRows(last, last))
    return {
        name: (np.flatnonzero(mask) + 1).tolist()
        for name, mask in found._asdict().items()
        if mask.any()
    }


def below(*rows: list[Value]) -> dict[str, list[int]]:
    return kinds(grid_of([HEAD, *DATA, *rows]))


@pytest.mark.parametrize(
    "word",
    ["合计", "合计：", "总计", "小计", "合 计", "本页小计", "Total", "TOTAL:",
     "Grand total",
     "Sub-total", "平均", "Sum", "合计3户", "Total 600"],
)  # fmt: skip
def test_totals(word: str) -> None:
    assert below([word, None, None, 600]) == {"totals": [5]}


def test_totals_in_other_columns_and_between_rows() -> None:
    assert below([None, "合计", None, "¥600.00"]) == {"totals": [5]}
    assert below(["合计", "3户", None, 600], ["004", "丁", None, 5]) == {"totals": [5]}
    assert below(["小计", None, None, 600], ["合计", None, None, 600]) == {
        "totals": [5, 6]
    }


def test_a_customer_called_total_is_a_customer() -> None:
    assert below(["Total", "Total Energies", date(2024, 1, 4), 5]) == {}
    assert below(["004", "合计", date(2024, 1, 4), None]) == {}
    assert below(["004", "Total", "2024-01-04", None]) == {}
    assert below(["Totalis", None, None, 600]) == {}


def test_remarks_below_the_list() -> None:
    assert below(["备注：到期日期为空表示仍在服务中"]) == {"notes": [5]}
    assert below(["合计", None, None, 600], ["说明文字"]) == {
        "totals": [5],
        "notes": [6],
    }
    assert below([], ["printed on Monday"], ["by Ann"]) == {"notes": [6, 7]}
    assert below(["x" * 60]) == {"notes": [5]}


def test_a_row_with_only_an_id_is_a_row() -> None:
    assert below(["004"]) == {}
    assert below([None, None, None, 400]) == {}


def test_a_remark_between_rows_is_left_to_the_user() -> None:
    assert below(["备注：新客户"], ["004", "丁", date(2024, 1, 4), 5]) == {}


def test_headings_repeated_on_every_page() -> None:
    assert below([*HEAD], ["004", "丁", None, 5]) == {"repeated_headings": [5]}
    assert below(["编号", "戊", None, 5]) == {}


def test_a_second_list_below_a_gap() -> None:
    found = below([], ["产品", "类别", "价格", "库存"], ["P1", "甲类", 5, 7])
    assert found == {"second_list": [6, 7]}


def test_rows_below_a_gap_belong_to_the_list() -> None:
    assert below([], ["004", "丁", date(2024, 1, 4), 5]) == {}
    assert below([], ["K-9", "Ann", None, None], ["K-10", "Bob", None, None]) == {}


def test_one_column_has_totals_but_no_remarks() -> None:
    grid = grid_of([["金额"], [5], [6], ["合计"]])
    assert kinds(grid) == {"totals": [4]}
    assert kinds(grid_of([["name"], ["Ann"], ["备注"]])) == {}


def test_no_headings() -> None:
    assert kinds(grid_of([["1", "2"], ["合计", "2"]]), last=-1) == {"totals": [2]}
