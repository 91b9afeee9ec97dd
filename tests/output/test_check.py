from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.importing.options import ReadOptions
from churn_desktop.output.check import as_text, check_file
from tests.importing.lists import grid_of
from tests.importing.workbooks import pretend

TODAY = date(2025, 1, 1)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_cells_are_typed_and_ids_stay_text(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        '编号,开始日期,月费\n000007,2024年3月5日,"¥1,200"\n000008,2024/3/6,abc\n',
    )
    check = check_file([path], ReadOptions(), today=TODAY, cells=True)
    cells = check.data["sheets"][0]["cells"]
    assert cells["A2"] == {"kind": "text", "value": "000007"}
    assert cells["B2"] == {"kind": "date", "value": "2024-03-05"}
    assert cells["C2"] == {"kind": "number", "value": 1200.0}
    assert cells["C3"] == {"kind": "text", "value": "abc"}
    assert check.outcome == "ok_warn"
    assert any(
        (issue["row"], issue["column"]) == (3, "月费") for issue in check.data["issues"]
    )


def test_a_list_without_meaning_is_read_and_says_what_is_missing(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "b.csv", "colour,size\nred,big\nblue,small\n")
    check = check_file([path], ReadOptions(), today=TODAY)
    assert check.outcome != "refuse"
    assert check.data["error"]["code"] == "unclear_list"
    assert check.data["sheets"][0]["rows"] == 2
    assert check.data["error"]["message"] in as_text(check)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"])
def test_a_refusal_is_a_finding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(content)
    check = check_file([path], ReadOptions(), today=TODAY)
    assert check.outcome == "refuse"
    assert check.data["error"]["message"]
    assert check.data["sheets"] == []


def test_the_text_names_each_kind_of_issue_once(tmp_path: Path) -> None:
    rows = "".join(f"{n},2024-03-05,2024-02-01\n" for n in range(3))
    path = write(tmp_path / "d.csv", f"id,start_date,end_date\n{rows}")
    check = check_file([path], ReadOptions(), today=TODAY)
    assert check.set_aside == 3
    assert as_text(check).count("ends before") + as_text(check).count("end before") == 1


def typed(path: Path) -> dict[str, Any]:
    check = check_file([path], ReadOptions(), today=TODAY, cells=True)
    cells: dict[str, Any] = check.data["sheets"][0]["cells"]
    return cells


def test_cells_of_every_kind(tmp_path: Path) -> None:
    path = write(
        tmp_path / "e.csv",
        "编号,开始日期,备注,手机,金额,折扣\n"
        "01,2024年3月5日 下午2:30,-5,13800138000,1200.50,85%\n"
        "02,2024-03-05 00:00,-05,13800138001,7,9%\n"
        "03,45356,x,,8.0,50%\n"
        "04,2024-03-06,y,13800138003,9,51%\n",
    )
    cells = typed(path)
    assert cells["A1"] == {"kind": "text", "value": "编号"}
    assert cells["B2"] == {"kind": "date", "value": "2024-03-05T14:30:00"}
    assert cells["B3"] == {"kind": "date", "value": "2024-03-05"}
    assert cells["B4"] == {"kind": "date", "value": "2024-03-05"}
    assert cells["C2"] == {"kind": "number", "value": -5}
    assert cells["C3"] == {"kind": "text", "value": "-05"}
    assert cells["D2"] == {"kind": "text", "value": "13800138000"}
    assert cells["D4"] == {"kind": "blank", "value": ""}
    assert cells["E2"] == {"kind": "number", "value": 1200.5}
    assert isinstance(cells["E3"]["value"], int)
    assert isinstance(cells["E4"]["value"], int)
    assert cells["F2"] == {"kind": "number", "value": 0.85}


def test_headings_that_the_file_does_not_have_are_no_cells(tmp_path: Path) -> None:
    cells = typed(write(tmp_path / "f.csv", "编号,,金额,金额\n01,x,1,2\n"))
    assert {name for name in cells if name.endswith("1")} == {"A1", "C1"}


def test_a_very_wide_table_is_read(tmp_path: Path) -> None:
    heads = ",".join(f"列{n}" for n in range(3000))
    values = ",".join(f"{n}.5" for n in range(3000))
    path = write(tmp_path / "g.csv", f"{heads}\n{values}\n{values}\n")
    cells = typed(path)
    assert cells["A2"] == {"kind": "number", "value": 0.5}
    assert cells["DKJ2"] == {"kind": "text", "value": "2999.5"}


LIST = "customer id,start date,monthly fee\nA,2024-01-01,5\nB,2024-01-05,6\n"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (LIST, "ok"),
        (f"Members of the club,,\n{LIST}", "ok_warn"),
        (f"{LIST}Total,,11\n", "ok_warn"),
        ("customer id,name,\nA,x,2\nB,y,3\n", "ok_warn"),
        ("customer id,fee,fee\nA,1,2\n", "ok_warn"),
        ("customer id,fee\n", "ok_warn"),
        ("colour,,\nred,1,2\n", "ok"),
        ("colour,size,size\nred,1,2\n", "ok"),
        ("colour,size\n", "ok"),
        ("colour,size\nTotal,5\nred,5\nred,6\nTotal,11\n", "ok"),
        ("1,2\n3,4\n5,6\n", "ok"),
        ("item,weight\n1,5\n2,6\nX-3,7\n", "ok"),
        ("item,price\na,5\nb,6\nc,6x\n", "ok_warn"),
        ("item,weight\n" + "a,5\n" * 19 + "b,6x\n", "ok_warn"),
    ],
)
def test_what_one_would_not_expect_is_a_warning(
    tmp_path: Path, text: str, outcome: str
) -> None:
    path = write(tmp_path / "h.csv", text)
    check = check_file([path], ReadOptions(), today=TODAY, cells=True)
    told = [(issue["code"], issue["severity"]) for issue in check.data["issues"]]
    if text == LIST:
        # The fee of a month is told by its heading; there is nothing to say but that.
        assert told == [("no_ends", "note")]
    assert check.outcome == outcome, told


def test_hidden_sheets_are_a_warning_beside_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, {"b.xlsx": {"A": "1|2\n3|4", "B": "1|2"}})
    path = Path("b.xlsx")
    assert check_file([path], ReadOptions(), today=TODAY).outcome == "ok"
    form = grid_of([["to: a", 5], [1, "at: b"], ["by: c", 2]])
    for sheet, outcome in (("1|2\n3|4", "ok_warn"), (form, "ok")):
        files = pretend(monkeypatch, {"b.xlsx": {"A": sheet, "B": "1|2"}})
        files.issues = (Issue(IssueCode.HIDDEN_SHEETS, Severity.NOTE),)
        files.hidden = ("B",)
        check = check_file([path], ReadOptions(), today=TODAY, cells=True)
        assert check.outcome == outcome
