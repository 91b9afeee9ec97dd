from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing import worker_process
from churn_desktop.importing.parsing.cells import Block, Piece, Refused
from churn_desktop.importing.parsing.worker_process import Sender, answer
from churn_desktop.importing.worker import Columns
from tests.importing.files import sheet_xml, write_xlsx


def replies(path: Path, **request: str | None) -> list[list[Any]]:
    out = io.BytesIO()
    answer({"path": str(path), **request}, Sender(out))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def told(path: Path, kind: str, **request: str | None) -> list[list[Any]]:
    return [rest for name, *rest in replies(path, **request) if name == kind]


def csv(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_request_is_answered_in_order(tmp_path: Path) -> None:
    path = csv(tmp_path, "id,fee\n007,12\n")
    kinds = [reply[0] for reply in replies(path) if reply[0] != "progress"]
    assert kinds == ["file", "sheets", "block", "done"]
    assert told(path, "file") == [["utf-8", ","]]
    assert told(path, "done") == [[2, 2]]


def test_suspicious_texts_are_marked(tmp_path: Path) -> None:
    long = "x" * 32_768
    path = csv(tmp_path, f"id,b,c\n1.10101E+17,a\x01b,{long}\n1E5,宽　格,d\n")
    assert [
        (code, rows, facts["cells"]) for code, _, rows, facts in told(path, "issue")
    ] == [
        ("scientific_notation", [2], "A2"),
        ("control_characters", [2], "B2"),
        ("cell_too_long", [2], "C2"),
    ]


def test_repeated_texts_travel_once() -> None:
    out = io.BytesIO()
    sender = Sender(out)
    columns = Columns()
    kinds = bytes([Kind.TEXT]) * 100
    for first in (0, 100, 200):
        few = Piece(["甲", "乙"] * 50, kinds)
        many = Piece([f"{n + first}" for n in range(100)], kinds)
        sender.block(Block(first, 100, {0: few, 1: many}))
    for line in out.getvalue().splitlines():
        _, first, _, sent = json.loads(line)
        columns.add(first, sent)
    assert out.getvalue().decode().count("甲") == 1
    texts, marks = columns.whole(0, 300)
    assert (texts.tolist(), marks) == (["甲", "乙"] * 150, kinds * 3)
    assert columns.whole(1, 300)[0].tolist() == [str(n) for n in range(300)]


def test_sheets_are_chosen_or_named(tmp_path: Path) -> None:
    rows = [["编号", "金额", "日期"], *([f"C{n}", n, "2024-03-05"] for n in range(20))]
    sheets = {"封面": sheet_xml([["标题"]]), "客户": sheet_xml(rows)}
    sheets["旧"] = sheet_xml([["old", 1]])
    path = write_xlsx(tmp_path / "a.xlsx", sheets, hidden=["旧"])
    assert told(path, "sheets") == [
        [[["封面", False, 1, 0], ["客户", False, 21, 0], ["旧", True, 0, 0]], 1]
    ]
    assert told(path, "sheets", sheet="旧")[0][1] == 2
    with pytest.raises(Refused, match="no_such_sheet"):
        replies(path, sheet="新")


@pytest.mark.parametrize("hidden", [[], ["S"]])
def test_nothing_to_show(tmp_path: Path, hidden: list[str]) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", {"S": sheet_xml([[""]]), "T": sheet_xml([])}, hidden=hidden
    )
    with pytest.raises(Refused, match="empty"):
        replies(path)


def test_too_much_text_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "MOST_CHARACTERS", 1000)
    with pytest.raises(Refused, match="too_big"):
        replies(csv(tmp_path, "a,b\n" + "1,2\n" * 500))


HEAVY = ("PySide6", "shiboken6", "pandas", "numpy", "matplotlib")


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_the_process_stays_light(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_text("a,b\n1,2\n", encoding="utf-8")
    else:
        write_xlsx(path, {"S": sheet_xml([["a", 1]])})
    code = (
        "import sys;"
        "from churn_desktop.importing.parsing.worker_process import answer, Sender;"
        f"out = open({str(tmp_path / 'out')!r}, 'wb');"
        f"answer({{'path': {str(path)!r}}}, Sender(out));"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    root = Path(worker_process.__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=True
    )
    assert ran.stdout.strip() == b"[]"
