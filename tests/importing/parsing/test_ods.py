from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing import ods
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.ods import OdsWorkbook
from tests.importing.files import gathered, marked, silent_beat, texts, write_zip


def write(path: Path, tables: str, styles: str = "") -> Path:
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return write_zip(path, {"content.xml": xml})


def cell(kind: str, value: str, shown: str = "", more: str = "") -> str:
    name = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}
    attribute = name.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"'
        f" {more}><text:p>{shown}</text:p></table:table-cell>"
    )


def table(rows: str, name: str = "客户", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{rows}</table:table>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def read(path: Path, marks: Marks | None = None) -> dict[str, tuple[str, Kind]]:
    marks = marks or Marks()
    return gathered(OdsWorkbook(path, marks, silent_beat).blocks(0, marks))


def test_cells_of_every_type(tmp_path: Path) -> None:
    marks = Marks()
    words = (
        '<table:table-cell office:value-type="string">'
        '<text:p>a<text:s text:c="2"/>b</text:p>'
        "<office:annotation><text:p>note</text:p></office:annotation>"
        "<text:p>c</text:p></table:table-cell>"
    )
    cells = (
        cell("float", "123", "000123")
        + cell("currency", "1234.50", "¥1,234.50")
        + cell("date", "2024-03-05", "5 March")
        + cell("date", "2024-03-05T14:30:00.5", "")
        + cell("boolean", "true", "WAHR")
        + cell("time", "PT14H30M00S", "14:30")
        + words
        + cell("string", "", "#N/A", 'table:formula="of:=NA()"')
        + '<table:table-cell table:formula="of:=[.A1]*2"/>'
    )
    assert read(write(tmp_path / "a.ods", table(row(cells))), marks) == {
        "A1": ("000123", Kind.TEXT),
        "B1": ("1234.5", Kind.NUMBER),
        "C1": ("2024-03-05", Kind.DATE),
        "D1": ("2024-03-05T14:30:00", Kind.DATE),
        "E1": ("TRUE", Kind.FLAG),
        "F1": ("14:30:00", Kind.TEXT),
        "G1": ("a  b\nc", Kind.TEXT),
        "H1": ("#N/A", Kind.ERROR),
        "I1": ("=[.A1]*2", Kind.ERROR),
    }
    assert marked(marks) == {
        "leading_zero_format": [1],
        "error_cells": [1],
        "formula_without_value": [1],
    }


def test_repeated_rows_and_columns(tmp_path: Path) -> None:
    rows = (
        row(cell("float", "1", more='table:number-columns-repeated="2"'))
        + row("<table:table-cell/>", 'table:number-rows-repeated="3"')
        + row(cell("float", "2"), 'table:number-rows-repeated="2"')
        + row("<table:table-cell/>", 'table:number-rows-repeated="1048570"')
    )
    found = read(write(tmp_path / "a.ods", table(rows)))
    assert {name: text for name, (text, _) in found.items()} == {
        "A1": "1",
        "B1": "1",
        "A5": "2",
        "A6": "2",
    }


@pytest.mark.parametrize(
    ("columns", "rows"), [("999999999", "1"), ("16000", "999999"), ("1", "999999999")]
)
def test_endless_repetition_is_refused(tmp_path: Path, columns: str, rows: str) -> None:
    many = row(
        cell("float", "1", more=f'table:number-columns-repeated="{columns}"'),
        f'table:number-rows-repeated="{rows}"',
    )
    with pytest.raises(Refused, match="too_big"):
        read(write(tmp_path / "a.ods", table(many)))


def test_sheets_hidden_rows_and_merged_cells(tmp_path: Path) -> None:
    hidden = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    tall = cell("float", "1", more='table:number-rows-spanned="2"')
    tables = table(
        row(tall) + row("<table:covered-table-cell/>", 'table:visibility="filter"')
    ) + table(row(cell("float", "2")), "A &amp; B", 'table:style-name="ta2"')
    marks = Marks()
    book = OdsWorkbook(write(tmp_path / "a.ods", tables, hidden), marks, silent_beat)
    assert [(s.name, s.hidden) for s in book.sheets] == [
        ("客户", False),
        ("A & B", True),
    ]
    assert texts(book.blocks(1, Marks())) == {"A1": "2"}
    assert texts(book.blocks(0, marks)) == {"A1": "1"}
    assert marks.hidden_rows == {2}
    assert marked(marks) == {"merged_cells": [2]}


def test_endless_tags_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ods, "LONGEST", 1000)
    with pytest.raises(Refused, match="too_big"):
        read(write_zip(tmp_path / "a.ods", {"content.xml": "<table " + "x" * 2000}))


def test_broken_content(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="damaged"):
        read(write(tmp_path / "a.ods", table(row("<table:table-cell></oops>"))))
    with pytest.raises(Refused, match="empty"):
        read(write(tmp_path / "a.ods", ""))
    with pytest.raises(Refused, match="damaged"):
        read(write_zip(tmp_path / "b.ods", {"mimetype": "x"}))
