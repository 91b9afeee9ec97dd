"""Small workbooks written part by part, so that a test can spoil any of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from churn_desktop.core.grid import Grid, Kind, cell_name
from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.importing.parsing.cells import Block
from churn_desktop.importing.parsing.marks import Marks

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Cell = str | int | float


def sheet_xml(rows: Sequence[Sequence[Cell]], style: str = "") -> str:
    """Write a worksheet as Excel would, texts in the cells themselves."""
    return worksheet(
        "".join(
            f'<row r="{number}">{_cells(number, row, style)}</row>'
            for number, row in enumerate(rows, 1)
        )
    )


def worksheet(rows: str, after: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def _cells(number: int, row: Sequence[Cell], style: str) -> str:
    written = []
    for column, value in enumerate(row, 1):
        name = cell_name(number, column)
        if isinstance(value, str):
            text = f"<is><t>{escape(value)}</t></is>"
            written.append(f'<c r="{name}" t="inlineStr">{text}</c>')
        else:
            written.append(f'<c r="{name}"{style}><v>{value}</v></c>')
    return "".join(written)


def styles_xml(*codes: str) -> str:
    """Write styles 1, 2, ... with these number formats, after the general style 0."""
    formats = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(codes)
    )
    xfs = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>'
    )


def write_xlsx(
    path: Path,
    sheets: dict[str, str],
    *,
    hidden: Iterable[str] = (),
    strings: Sequence[str] | None = None,
    styles: str | None = "",
    properties: str = "",
    extra: dict[str, str] | None = None,
) -> Path:
    """Write a workbook of worksheet parts by sheet name."""
    listed, related = "", ""
    parts: dict[str, str] = dict(extra or {})
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        sheet = f'name={quoteattr(name)} sheetId="{number}"{state}'
        listed += f'<sheet {sheet} r:id="rId{number}"/>'
        related += _relation(f"rId{number}", "worksheet", f"worksheets/s{number}.xml")
        parts[f"xl/worksheets/s{number}.xml"] = xml
    if strings is not None:
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
        related += _relation("strings", "sharedStrings", "sharedStrings.xml")
    if styles is not None:
        parts["xl/styles.xml"] = styles or styles_xml()
        related += _relation("styles", "styles", "styles.xml")
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>'
    parts["xl/workbook.xml"] = f"{book}{listed}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = _relations(related)
    office = _relation("rId1", "officeDocument", "xl/workbook.xml")
    parts["_rels/.rels"] = _relations(office)
    return write_zip(path, parts)


def write_zip(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(related: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'


def gathered(blocks: Iterable[Block]) -> dict[str, tuple[str, Kind]]:
    """Give every filled cell of blocks by its name."""
    cells = {}
    for block in blocks:
        for column, (texts, kinds) in block.columns.items():
            assert len(texts) == len(kinds) == block.height
            for offset, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
                if kind:
                    name = cell_name(block.first + offset + 1, column + 1)
                    cells[name] = text, Kind(kind)
    return cells


def texts(blocks: Iterable[Block]) -> dict[str, str]:
    return {name: text for name, (text, _) in gathered(blocks).items()}


def marked(marks: Marks) -> dict[str, list[int]]:
    """Give the rows of every mark by its code."""
    return {code: rows for code, _, rows, _ in marks.as_json()}


def rows_of(grid: Grid) -> list[list[str]]:
    return [list(row) for row in zip(*grid.columns, strict=True)]


def issue(issues: Iterable[Issue], code: IssueCode) -> Issue:
    return next(found for found in issues if found.code is code)


def silent_beat(done: int, total: int) -> None:
    """Report to nobody."""
