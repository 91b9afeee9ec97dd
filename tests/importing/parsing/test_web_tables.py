from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.web_tables import WebPage, XmlSpreadsheet
from tests.importing.files import gathered, marked, texts


def page(path: Path, html: str, encoding: str = "utf-8") -> dict[str, str]:
    path.write_bytes(html.encode(encoding))
    return texts(WebPage(path).blocks(0, Marks()))


def test_the_first_table_with_rows(tmp_path: Path) -> None:
    html = """<html><table><tr><td>Menu</td></tr></table>
    <table><thead><tr><th>编号<th>备注</tr></thead>
    <tr><td colspan=2>000123 </td><td>a&amp;b<br>c
       d</td></tr><tr><td>1<table><tr><td>inner</td></tr></table></td></tr></table>"""
    assert page(tmp_path / "a.xls", html) == {
        "A1": "编号",
        "B1": "备注",
        "A2": "000123",
        "C2": "a&b\nc d",
        "A3": "1inner",
    }


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "no-such"])
def test_the_encoding_is_what_the_text_says(tmp_path: Path, declared: str) -> None:
    html = f'<meta charset="{declared}"><table><tr><td>客户编号</td></tr></table>'
    assert page(tmp_path / "a.xls", html, "gb18030") == {"A1": "客户编号"}


def test_pages_without_a_table(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="web_page"):
        page(tmp_path / "a.xls", "<html><body>Sign in</body></html>")


XML = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="旧"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>
</x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="客户"><Table>
<Row><Cell><Data ss:Type="String">编号</Data></Cell>
 <Cell ss:Index="3"><Data ss:Type="String">金额</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell><Data ss:Type="Number">39.0</Data></Cell>
 <Cell><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell>
 <Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>
 <Cell ss:MergeAcross="1"><Data ss:Type="Boolean">1</Data></Cell>
 <Cell ss:Formula="=A1"/></Row>
</Table></Worksheet></Workbook>"""


def test_xml_of_excel_2003(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(XML, encoding="utf-8")
    book = XmlSpreadsheet(path)
    assert [(s.name, s.hidden) for s in book.sheets] == [("旧", True), ("客户", False)]
    marks = Marks()
    assert gathered(book.blocks(1, marks)) == {
        "A1": ("编号", Kind.TEXT),
        "C1": ("金额", Kind.TEXT),
        "A3": ("39", Kind.NUMBER),
        "B3": ("2024-03-05", Kind.DATE),
        "C3": ("#DIV/0!", Kind.ERROR),
        "D3": ("TRUE", Kind.FLAG),
        "F3": ("=", Kind.ERROR),
    }
    assert marks.hidden_rows == {3}
    assert marked(marks) == {"error_cells": [3], "formula_without_value": [3]}


@pytest.mark.parametrize(
    ("xml", "problem"),
    [
        (XML[:-20], "damaged"),
        ('<!DOCTYPE x [<!ENTITY e "a">]><Workbook>&e;</Workbook>', "unsafe"),
        ("<Workbook/>", "empty"),
    ],
)
def test_broken_xml(tmp_path: Path, xml: str, problem: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(Refused, match=problem):
        XmlSpreadsheet(path)
