from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.text_files import TextFile, find_dialect
from tests.importing.files import gathered, marked, silent_beat, texts


def opened(
    folder: Path, text: str | bytes, marks: Marks | None = None, **chosen: str
) -> TextFile:
    path = folder / "list.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return TextFile(path, marks or Marks(), silent_beat, **chosen)


def read(
    folder: Path, text: str | bytes, marks: Marks | None = None, **chosen: str
) -> dict[str, str]:
    marks = marks or Marks()
    return texts(opened(folder, text, marks, **chosen).blocks(0, marks))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_delimiters(delimiter: str) -> None:
    text = "编号|姓名|备注\n1|a, b|x\n2|c, d|y\n".replace("|", delimiter)
    assert find_dialect(text).delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "delimiter", "width"),
    [
        ("id;fee\n1;12,50\n2;1.234,00\n", ";", 2),
        ("导出时间,,\n编号,姓名,金额\n1,a,2\n2,b,3\n", ",", 3),
        ('a;"x,y,z"\nb;"x,y"\n', ";", 2),
        (" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   9.73\n", " ", 5),
        ("names\nWang Wei\nLi Jing\n", ",", 1),
        ("one\n", ",", 1),
        ("", ",", 1),
    ],
)
def test_dialects(text: str, delimiter: str, width: int) -> None:
    found = find_dialect(text)
    assert (found.delimiter, found.width) == (delimiter, width)


def test_cells_are_text_exactly_as_written(tmp_path: Path) -> None:
    text = 'id,note\n000007," a\r\nb ""c"" "\n1E5,=1+1\n,NA\n'
    file = opened(tmp_path, text)
    cells = gathered(file.blocks(0, Marks()))
    assert {kind for _, kind in cells.values()} == {Kind.TEXT}
    assert cells["A2"][0] == "000007"
    assert cells["B2"][0] == ' a\r\nb "c" '
    assert [cells[name][0] for name in ("A3", "B3", "B4")] == ["1E5", "=1+1", "NA"]
    assert "A4" not in cells
    assert (file.encoding, file.delimiter) == ("utf-8", ",")


def test_the_hint_of_excel_is_no_row(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffsep=;\r\na;b,c\r\n1;2,5\r\n") == {
        "A1": "a",
        "B1": "b,c",
        "A2": "1",
        "B2": "2,5",
    }


def test_choices_are_obeyed(tmp_path: Path) -> None:
    data = "姓名;a,b\n许功盖;1,2\n".encode("gb18030")
    marks = Marks()
    file = opened(tmp_path, data, marks, encoding="gb18030", delimiter=",")
    assert texts(file.blocks(0, marks))["A2"] == "许功盖;1"
    assert marked(marks) == {}


def test_longer_rows_are_kept_and_marked(tmp_path: Path) -> None:
    marks = Marks()
    cells = read(tmp_path, "a,b,c\n1,2,3\n1,2,3,4,5\n1,2,3\n", marks)
    assert cells["E3"] == "5"
    assert marked(marks) == {"ragged_rows": [3]}


def test_one_short_row_among_many_full_ones_is_marked(tmp_path: Path) -> None:
    marks = Marks()
    full = "1,2,3\n" * 12
    read(tmp_path, f"title\na,b,c\n{full}1,23\n{full}total\n", marks)
    assert marked(marks) == {"ragged_rows": [15]}
    marks = Marks()
    read(tmp_path, "a,b,c\n" + "1,2\n1,2,3\n" * 20, marks)
    assert marked(marks) == {}


def test_a_row_far_wider_than_others(tmp_path: Path) -> None:
    wide = ",".join(str(n) for n in range(9000))
    marks = Marks()
    text = "a,b\n" + "1,2\n" * 5000 + wide + "\n3,4\n"
    blocks = [*opened(tmp_path, text, marks).blocks(0, marks)]
    assert max(len(block.columns) * block.height for block in blocks) < 100_000
    assert texts(blocks)["A5003"] == "3"
    with pytest.raises(Refused, match="too_big"):
        read(tmp_path, "a,b\n" + "," * 20_000)


def test_cut_and_guessed_texts_are_marked(tmp_path: Path) -> None:
    marks = Marks()
    read(tmp_path, "编号,姓名\n1,王伟\n2,李".encode()[:-1], marks)
    assert marked(marks) == {"truncated": [3]}
    marks = Marks()
    read(tmp_path, "编号,姓名\n1,王伟\n".encode("gb18030"), marks)
    [[code, severity, _, facts]] = marks.as_json()
    assert (code, severity) == ("encoding_guessed", "note")
    assert facts == {"encoding": "gb18030"}


def test_stray_quotes_are_marked(tmp_path: Path) -> None:
    marks = Marks()
    cells = read(tmp_path, 'a,b\n1,"x\n2,y\n', marks)
    assert cells["B2"] == '"x'
    assert marked(marks) == {"ragged_rows": [2]}


def test_too_tall_for_a_sheet(tmp_path: Path) -> None:
    marks = Marks()
    cells = [*opened(tmp_path, "1\n" * 1_048_577, marks).blocks(0, marks)]
    assert sum(block.height for block in cells) == 1_048_577
    assert marked(marks) == {"too_tall_for_excel": []}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xef\xbb\xbf", "empty"),
        (b"\r\n \r\n", "empty"),
        (b"\x1a", "empty"),
        (bytes(range(256)) * 9, "not_spreadsheet"),
    ],
)
def test_what_is_no_list(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        opened(tmp_path, data)


def test_prose() -> None:
    assert find_dialect("这不是Excel文件\n").width == 1
