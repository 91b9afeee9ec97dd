from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from churn_desktop.importing.importer import ReadOptions
from churn_desktop.output.check import as_text, check_file

TODAY = date(2025, 1, 1)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_cells_are_typed_and_ids_stay_text(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        '编号,开始日期,月费\n000007,2024年3月5日,"¥1,200"\n000008,2024/3/6,abc\n',
    )
    check = check_file(path, ReadOptions(), today=TODAY, cells=True)
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
    check = check_file(path, ReadOptions(), today=TODAY)
    assert check.outcome != "refuse"
    assert check.data["error"]["code"] == "unclear_list"
    assert check.data["sheets"][0]["rows"] == 2
    assert check.data["error"]["message"] in as_text(check)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"])
def test_a_refusal_is_a_finding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(content)
    check = check_file(path, ReadOptions(), today=TODAY)
    assert check.outcome == "refuse"
    assert check.data["error"]["message"]
    assert check.data["sheets"] == []


def test_the_text_names_each_kind_of_issue_once(tmp_path: Path) -> None:
    rows = "".join(f"{n},2024-03-05,2024-02-01\n" for n in range(3))
    path = write(tmp_path / "d.csv", f"id,start_date,end_date\n{rows}")
    check = check_file(path, ReadOptions(), today=TODAY)
    assert check.set_aside == 3
    assert as_text(check).count("ends before") + as_text(check).count("end before") == 1
