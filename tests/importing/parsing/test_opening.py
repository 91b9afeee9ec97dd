from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.opening import open_file
from tests.importing.files import marked, sheet_xml, silent_beat, texts, write_xlsx


def test_every_file_goes_to_its_reader(tmp_path: Path) -> None:
    book = write_xlsx(tmp_path / "book.xlsx", {"S": sheet_xml([["a", 1]])})
    text = tmp_path / "text.csv"
    text.write_text("a;1", encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text("<table><tr><td>a<td>1</table>", encoding="utf-8")
    for path in (book, text, page):
        opened = open_file(path, Marks(), silent_beat)
        assert texts(opened.workbook.blocks(0, Marks())) == {"A1": "a", "B1": "1"}
        assert opened.delimiter == (";" if path is text else None)


def test_another_name_is_marked(tmp_path: Path) -> None:
    marks = Marks()
    path = write_xlsx(tmp_path / "a.xls", {"S": sheet_xml([["a"]])})
    open_file(path, marks, silent_beat)
    assert marked(marks) == {"extension_mismatch": []}
    assert marks.as_json()[0][3] == {"found": "xlsx"}


def test_prose_named_as_a_workbook_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("The attachment was not found!", encoding="utf-8")
    with pytest.raises(Refused, match="not_spreadsheet"):
        open_file(path, Marks(), silent_beat)
    path = path.rename(tmp_path / "a.txt")
    assert open_file(path, Marks(), silent_beat).encoding == "utf-8"
