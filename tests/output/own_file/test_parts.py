from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from churn_desktop.output.own_file.parts import (
    Part,
    has_macros,
    is_workbook,
    parts_at_risk,
)


def a_workbook(path: Path, *names: str, sheet: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
        file.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{sheet}</worksheet>")
        for name in names:
            file.writestr(name, "<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>")
    return path


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("xl/charts/chart1.xml", Part.CHARTS),
        ("xl/media/image1.png", Part.PICTURES),
        ("xl/drawings/drawing1.xml", Part.SHAPES),
        ("xl/pivotTables/pivotTable1.xml", Part.PIVOT_TABLES),
        ("xl/slicers/slicer1.xml", Part.SLICERS),
        ("xl/ctrlProps/ctrlProp1.xml", Part.FORM_CONTROLS),
        ("xl/threadedComments/threadedComment1.xml", Part.COMMENT_THREADS),
        ("xl/embeddings/oleObject1.bin", Part.EMBEDDED_FILES),
        ("xl/connections.xml", Part.CONNECTIONS),
        ("_xmlsignatures/sig1.xml", Part.SIGNATURE),
    ],
)
def test_every_part_is_found(tmp_path: Path, name: str, part: Part) -> None:
    assert parts_at_risk(a_workbook(tmp_path / "a.xlsx", name)) == (part,)


def test_marks_within_a_sheet_are_found_across_blocks(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", sheet="x" * 65_520 + "<f>1+1</f>")
    assert parts_at_risk(path) == (Part.FORMULA_RESULTS,)
    path = a_workbook(tmp_path / "a.xlsx", sheet="<extLst><ext/></extLst>")
    assert parts_at_risk(path) == (Part.NEWER_FORMATTING,)


def test_a_plain_workbook_loses_nothing(tmp_path: Path) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "plain.xlsx"
    book.active.append(["Customer", 1])
    book.save(path)
    assert parts_at_risk(path) == ()
    assert is_workbook(path)
    assert not has_macros(path)
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1))
    book.active.add_chart(chart, "D2")
    book.save(path)
    assert parts_at_risk(path) == (Part.CHARTS,)


def test_other_files_are_no_workbooks(tmp_path: Path) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("Customer,Fee\n")
    assert not is_workbook(text)
    assert parts_at_risk(text) == ()
    assert not is_workbook(tmp_path / "gone.xlsx")
    binary = tmp_path / "a.xlsb"
    with zipfile.ZipFile(binary, "w") as file:
        file.writestr("xl/workbook.bin", "")
    assert not is_workbook(binary)
    strict = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(strict, "w") as file:
        file.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>',
        )
    assert not is_workbook(strict)


def test_macros_are_seen(tmp_path: Path) -> None:
    assert has_macros(a_workbook(tmp_path / "a.xlsm", "xl/vbaProject.bin"))
