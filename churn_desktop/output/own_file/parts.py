"""What is in a workbook besides cells, found in its zip directory."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

_BLOCK = 1 << 16


class Part(StrEnum):
    """Something a copy of a workbook may lose or change."""

    CHARTS = "charts"
    PICTURES = "pictures"
    SHAPES = "shapes"
    PIVOT_TABLES = "pivot_tables"
    SLICERS = "slicers"
    FORM_CONTROLS = "form_controls"
    COMMENT_THREADS = "comment_threads"
    EMBEDDED_FILES = "embedded_files"
    CONNECTIONS = "connections"
    SIGNATURE = "signature"
    NEWER_FORMATTING = "newer_formatting"
    FORMULA_RESULTS = "formula_results"


_FOLDERS = {
    "xl/charts/": Part.CHARTS,
    "xl/chartsheets/": Part.CHARTS,
    "xl/media/": Part.PICTURES,
    "xl/richdata/": Part.PICTURES,
    "xl/diagrams/": Part.SHAPES,
    "xl/pivottables/": Part.PIVOT_TABLES,
    "xl/pivotcache/": Part.PIVOT_TABLES,
    "xl/slicers/": Part.SLICERS,
    "xl/slicercaches/": Part.SLICERS,
    "xl/timelines/": Part.SLICERS,
    "xl/timelinecaches/": Part.SLICERS,
    "xl/ctrlprops/": Part.FORM_CONTROLS,
    "xl/activex/": Part.FORM_CONTROLS,
    "xl/threadedcomments/": Part.COMMENT_THREADS,
    "xl/embeddings/": Part.EMBEDDED_FILES,
    "xl/connections.xml": Part.CONNECTIONS,
    "xl/querytables/": Part.CONNECTIONS,
    "_xmlsignatures/": Part.SIGNATURE,
}

_IN_SHEETS = {
    b"<extLst": Part.NEWER_FORMATTING,
    b"<f>": Part.FORMULA_RESULTS,
    b"<f ": Part.FORMULA_RESULTS,
}
_IN_DRAWINGS = {b"<xdr:sp ": Part.SHAPES, b"<xdr:cxnSp": Part.SHAPES}


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook whose copy can be written.

    Neither the old formats nor "Strict Open XML", which openpyxl takes for empty.
    """
    missing = (OSError, zipfile.BadZipFile, KeyError)
    with (
        suppress(*missing),
        zipfile.ZipFile(path) as file,
        file.open("xl/workbook.xml") as book,
    ):
        return b"purl.oclc.org/ooxml" not in book.read(_BLOCK)
    return False


def has_macros(path: Path) -> bool:
    """Tell whether a workbook has macros, which its copy keeps."""
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as file:
        return any(name.lower() == "xl/vbaproject.bin" for name in file.namelist())
    return False


def parts_at_risk(path: Path) -> tuple[Part, ...]:
    """Name what a copy of a workbook may lose or change, in a fixed order."""
    found: set[Part] = set()
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as file:
        for name in file.namelist():
            lower = name.lower()
            found |= {part for at, part in _FOLDERS.items() if lower.startswith(at)}
            if lower.startswith("xl/worksheets/sheet"):
                found |= _marks(file, name, _IN_SHEETS)
            elif lower.startswith("xl/drawings/") and lower.endswith(".xml"):
                found |= _marks(file, name, _IN_DRAWINGS)
    return tuple(part for part in Part if part in found)


def _marks(file: zipfile.ZipFile, name: str, marks: dict[bytes, Part]) -> set[Part]:
    """Look for marks in a part, block by block: a sheet may be large."""
    found: set[Part] = set()
    end = b""
    with file.open(name) as part:
        while block := part.read(_BLOCK):
            text = end + block
            found |= {kind for mark, kind in marks.items() if mark in text}
            end = text[-16:]
    return found
