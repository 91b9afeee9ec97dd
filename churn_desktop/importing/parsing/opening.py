"""From a path to an open workbook, inside the child process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cells import Refused, Workbook
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.preflight import FileType, named_otherwise, sniff


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file; encoding and delimiter only where it is text."""

    workbook: Workbook
    encoding: str | None = None
    delimiter: str | None = None


def open_file(
    path: Path,
    marks: Marks,
    beat: Callable[[int, int], None],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Opened:
    """Open a file with the reader for its content.

    Parameters
    ----------
    path : Path
    marks : Marks
        For what concerns the whole file.
    beat : callable
        Told ``(done, total)`` now and then.
    encoding, delimiter : str or None
        Of a text file, as the user chose.

    Raises
    ------
    Refused
    """
    found = sniff(path)
    if named_otherwise(path, found):
        marks.file(IssueCode.EXTENSION_MISMATCH, found=found.value)
    if found is FileType.TEXT:
        from churn_desktop.importing.parsing.text_files import TextFile

        text = TextFile(path, marks, beat, encoding, delimiter)
        if named_otherwise(path, found) and text.is_prose:
            raise Refused(FileProblem.NOT_SPREADSHEET, "text")
        return Opened(text, text.encoding, text.delimiter)
    return Opened(_workbook(path, found, marks, beat))


def _workbook(
    path: Path, found: FileType, marks: Marks, beat: Callable[[int, int], None]
) -> Workbook:
    if found is FileType.XLSX:
        from churn_desktop.importing.parsing.xlsx import XlsxWorkbook

        return XlsxWorkbook(path, marks, beat)
    if found is FileType.XLS:
        from churn_desktop.importing.parsing.xls import XlsWorkbook

        return XlsWorkbook(path, marks, beat)
    if found is FileType.XLSB:
        from churn_desktop.importing.parsing.xlsb import XlsbWorkbook

        return XlsbWorkbook(path, marks, beat)
    if found is FileType.ODS:
        from churn_desktop.importing.parsing.ods import OdsWorkbook

        return OdsWorkbook(path, marks, beat)
    from churn_desktop.importing.parsing.web_tables import WebPage, XmlSpreadsheet

    return WebPage(path) if found is FileType.WEB else XmlSpreadsheet(path)
