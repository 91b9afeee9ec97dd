from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.grid import Grid, Kind
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.importing.layout import find_list
from tests.importing.lists import codes, grid_of, issue_of, text_grid

LEDGER = """
某某商贸有限公司客户明细|||
导出时间：2024-03-05 单位：元|||
|||
客户编号|姓名|累计消费|状态
001|甲|100.00|正常
002|乙|250.50|流失
|||
003|丙|0.00|正常
合计||350.50|
备注：内部资料|||
"""


def test_a_ledger_with_titles_totals_and_remarks() -> None:
    found = find_list(text_grid(LEDGER))
    assert found.header_row == 4
    assert found.table.headings == ("客户编号", "姓名", "累计消费", "状态")
    assert found.table.rows.tolist() == [5, 6, 8]
    assert found.table.column("客户编号").text.tolist() == ["001", "002", "003"]
    assert codes(found.issues) == {
        IssueCode.TITLE_ROWS: (1, 2),
        IssueCode.TOTAL_ROWS: (9,),
        IssueCode.NOTE_ROWS: (10,),
    }
    assert {issue.severity for issue in found.issues} == {Severity.NOTE}
    assert issue_of(found.issues, IssueCode.TITLE_ROWS).facts == {"unit": "元"}


def test_headings_are_kept_as_written() -> None:
    found = find_list(text_grid("月费（元）| 客户\u200b编号 |姓　名\n5|1|甲"))
    assert found.table.headings == ("月费（元）", "客户编号", "姓 名")


def test_the_same_heading_twice() -> None:
    found = find_list(text_grid("编号|金额|金额|金额|金额 (2)\n001|10|20|30|40"))
    assert found.table.headings == (
        "编号",
        "金额",
        "金额 (2)",
        "金额 (3)",
        "金额 (2) (2)",
    )
    issue = issue_of(found.issues, IssueCode.DUPLICATE_HEADINGS)
    assert issue.severity == Severity.WARNING
    assert issue.facts["headings"] == "金额 (2), 金额 (3), 金额 (2) (2)"
    assert found.table.frame["金额 (3)"].tolist() == ["30"]


def test_no_heading_is_its_letter() -> None:
    found = find_list(text_grid("编号||姓名|\n001|x|甲|y"))
    assert found.table.headings == ("编号", "(B)", "姓名", "(D)")
    assert issue_of(found.issues, IssueCode.BLANK_HEADINGS).facts == {
        "headings": "(B), (D)"
    }


def test_a_letter_that_is_taken() -> None:
    found = find_list(text_grid("(B)|||\n1|2|3|4"), header_row=1)
    assert found.table.headings == ("(B)", "B (2)", "(C)", "(D)")


def test_no_headings_at_all() -> None:
    found = find_list(text_grid("00004|19970101|2\n00005|19970118|3"))
    assert found.header_row == 0
    assert found.table.headings == ("(A)", "(B)", "(C)")
    assert found.table.rows.tolist() == [1, 2]


def test_empty_columns_are_left_out_but_not_empty_cells() -> None:
    grid = grid_of([[None, "id", None, "end"], [None, "1", None, None]])
    found = find_list(grid)
    assert found.table.headings == ("id", "end")
    assert found.table.letters == {"id": 2, "end": 4}
    assert found.table.blank("end").tolist() == [True]


def test_groups_become_part_of_headings() -> None:
    grid = grid_of(
        [["地区", "2024年", None], [None, "金额", "数量"], ["华东", 1, 2], [None, 3, 4]]
    )
    found = find_list(grid)
    assert found.header_row == 2
    assert found.table.headings == ("地区", "2024年·金额", "2024年·数量")
    assert found.table.rows.tolist() == [3, 4]


def test_a_heading_over_both_rows_groups_nothing() -> None:
    grid = text_grid("2024||id|\nfee|seats||note\n1|2|3|x\n5|6|7|y")
    found = find_list(grid, header_row=2)
    assert found.table.headings == ("2024·fee", "2024·seats", "id", "note")


def test_a_list_without_rows() -> None:
    found = find_list(text_grid("客户编号|姓名"))
    assert len(found.table) == 0
    assert found.table.headings == ("客户编号", "姓名")
    assert codes(found.issues) == {IssueCode.NO_ROWS: ()}


def test_an_empty_sheet() -> None:
    found = find_list(Grid("Sheet1", (), ()))
    assert found.table.headings == ()
    assert issue_of(found.issues, IssueCode.NO_ROWS).sheet == "Sheet1"


def test_text_and_kinds_of_every_cell_are_kept() -> None:
    grid = grid_of(
        [["id", "when"], [7, date(2024, 1, 2)], ["007", None], [7.5, "#N/A"]]
    )
    table = find_list(grid).table
    assert table.column("id").text.tolist() == ["7", "007", "7.5"]
    assert table.kinds["id"].tolist() == [Kind.NUMBER, Kind.TEXT, Kind.NUMBER]
    assert table.column("when").text.tolist() == ["2024-01-02", "", "#N/A"]
    assert table.kinds["when"].tolist() == [Kind.DATE, Kind.BLANK, Kind.ERROR]


def test_the_row_the_user_named() -> None:
    found = find_list(text_grid("a|b\nid|fee\n1|2"), header_row=2)
    assert found.table.headings == ("id", "fee")
    assert codes(found.issues) == {IssueCode.TITLE_ROWS: (1,)}


@pytest.mark.parametrize("row", [0, 3, -1])
def test_a_row_that_does_not_exist(row: int) -> None:
    with pytest.raises(BadChoice) as caught:
        find_list(text_grid("id|fee\n1|2"), header_row=row)
    assert caught.value.option == "header_row"


def test_repeated_headings_and_a_second_list_are_warnings() -> None:
    text = "id|fee\n1|2\nid|fee\n3|4\n|\n名称|价格\nP|5"
    found = find_list(text_grid(text))
    assert found.table.rows.tolist() == [2, 4]
    kinds = {(i.code, i.facts["kind"]): i.severity for i in found.issues}
    assert kinds == {
        (IssueCode.TITLE_ROWS, "repeated_headings"): Severity.WARNING,
        (IssueCode.NOTE_ROWS, "second_list"): Severity.WARNING,
    }


def test_many_doubtful_headings_are_named_in_part() -> None:
    row = [str(n) for n in range(30)]
    found = find_list(grid_of([row, row]))
    assert (
        issue_of(found.issues, IssueCode.BLANK_HEADINGS)
        .facts["headings"]
        .endswith("(T), …")
    )


def test_headings_that_mean_nothing_are_no_warning() -> None:
    for rows in ([["x", "x", None], [1, 2, 3]], [["locked", "free"]]):
        issues = find_list(grid_of(rows), header_row=1).issues
        assert {issue.severity for issue in issues} == {Severity.NOTE}
    issues = find_list(grid_of([["customer id", "x", "x"], [1, 2, 3]])).issues
    assert {issue.severity for issue in issues} == {Severity.WARNING}


def test_a_list_without_headings_says_so() -> None:
    found = find_list(grid_of([[1, 2], [3, 4], [5, 6]]))
    (issue,) = found.issues
    assert issue.facts == {"headings": "(A), (B)", "kind": "none"}


def test_a_form_is_no_list() -> None:
    rows = [["to: you", 5], [1, "at: us"], ["by: me", 2]]
    issues = codes(find_list(grid_of(rows)).issues)
    assert IssueCode.NO_LIST in issues
    assert IssueCode.NO_LIST not in codes(find_list(grid_of([[1, 2], [3, 4]])).issues)


def test_the_title_is_kept() -> None:
    rows = [["Fees of", 2024], [], ["customer id", "fee"], ["A", 1], ["B", 2]]
    assert find_list(grid_of(rows)).title == "Fees of 2024"
    assert find_list(grid_of(rows[2:])).title == ""
