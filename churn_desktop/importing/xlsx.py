"""Workbooks of the xlsx family: the parts of the package and its sheets."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.cell_values import CellValues
from churn_desktop.importing.cells import Block, Refused, SheetHead
from churn_desktop.importing.marks import Marks
from churn_desktop.importing.merged import mark_merged
from churn_desktop.importing.number_formats import Style, built_in, classify
from churn_desktop.importing.shared_strings import read_strings
from churn_desktop.importing.sheet_cells import SheetReader
from churn_desktop.importing.xml_stream import text_pieces

_SMALL_PART = 1 << 26
_DIMENSION = re.compile(r'dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')

Beat = Callable[[int, int], None]


class Package:
    """The parts of a workbook, by name without regard to case."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise Refused(FileProblem.DAMAGED, "zip directory") from None
        self._parts = {
            _normal(entry.filename): entry
            for entry in self._zip.infolist()
            if not entry.is_dir()
        }

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._parts

    def names(self) -> list[str]:
        """List the parts, normalised."""
        return [*self._parts]

    def size(self, name: str) -> int:
        """Give a part's size when unpacked."""
        return self._parts[_normal(name)].file_size

    def open(self, name: str) -> IO[bytes]:
        """Open a part."""
        entry = self._parts.get(_normal(name))
        if entry is None:
            raise Refused(FileProblem.DAMAGED, f"part missing: {name}")
        return self._zip.open(entry)

    def xml(self, name: str) -> Element:
        """Parse a small part."""
        with self.open(name) as part:
            data = part.read(_SMALL_PART + 1)
        if len(data) > _SMALL_PART:
            raise Refused(FileProblem.TOO_BIG, name)
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException:
            raise Refused(FileProblem.UNSAFE, "document type declaration") from None
        except (ParseError, ValueError, LookupError):
            raise Refused(FileProblem.DAMAGED, f"part {name}") from None
        return root

    def relations(self, source: str) -> dict[str, tuple[str, str]]:
        """Give ``{id: (type, part)}`` of what a part refers to."""
        folder, name = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        found = {}
        for element in self.xml(rels):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target))
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = kind, target.lstrip("/")
        return found


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def damage_is_refused(blocks: Iterator[Block]) -> Iterator[Block]:
    """Turn what the zip reader raises in the middle of a part into `Refused`."""
    try:
        yield from blocks
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(FileProblem.DAMAGED, type(error).__name__) from None
    except RuntimeError:  # what zipfile raises for an encrypted entry
        raise Refused(FileProblem.ENCRYPTED, "zip entry") from None


class XlsxWorkbook:
    """An open workbook.

    Parameters
    ----------
    path : Path
    marks : Marks
        For what concerns the whole workbook.
    beat : callable
        Told ``(done, total)`` bytes while a sheet is read.
    """

    def __init__(self, path: Path, marks: Marks, beat: Beat) -> None:
        self._package = Package(path)
        self._beat = beat
        main = self._main_part()
        book = self._package.xml(main)
        relations = self._package.relations(main)
        self._related = {kind: part for kind, part in relations.values()}
        self._date1904 = _truth(_first(book, "workbookPr"), "date1904")
        self._values: CellValues | None = None
        self._sheets: list[tuple[SheetHead, str]] = []
        others = 0
        for element in book.iter():
            if _local(element) != "sheet":
                continue
            identity = next((v for k, v in element.items() if k.endswith("}id")), "")
            kind, part = relations.get(identity, ("", ""))
            if kind == "worksheet":
                name, state = element.get("name", ""), element.get("state", "visible")
                rows, columns = self._dimension(part)
                head = SheetHead(name, state != "visible", rows, columns)
                self._sheets.append((head, part))
            elif not kind:
                raise Refused(FileProblem.DAMAGED, "sheet without a part")
            else:
                others += 1
        if not self._sheets:
            detail = "no worksheet" if others else "no sheets"
            raise Refused(FileProblem.EMPTY, detail)
        self._mark_extras(marks)

    def _main_part(self) -> str:
        for kind, part in self._package.relations("").values():
            if kind == "officeDocument" and part in self._package:
                return part
        for name in self._package.names():
            if name.endswith("workbook.xml"):
                return name
        raise Refused(FileProblem.DAMAGED, "part missing: workbook")

    def _mark_extras(self, marks: Marks) -> None:
        names = self._package.names()
        if any(name.endswith("vbaproject.bin") for name in names):
            marks.file(IssueCode.MACROS_IGNORED)
        if any("macrosheets/" in name for name in names):
            marks.file(IssueCode.MACROS_IGNORED)
        if any("externallinks/" in name for name in names):
            marks.file(IssueCode.EXTERNAL_LINK)

    @property
    def sheets(self) -> list[SheetHead]:
        """The worksheets, in the workbook's order."""
        return [head for head, _ in self._sheets]

    def blocks(self, sheet: int, marks: Marks) -> Iterator[Block]:
        """Read a worksheet; see `cells.Workbook`."""
        return damage_is_refused(self._blocks(sheet, marks))

    def _blocks(self, sheet: int, marks: Marks) -> Iterator[Block]:
        _, part = self._sheets[sheet]
        if self._values is None:
            self._values = self._cell_values()
        total = self._package.size(part)
        with self._package.open(part) as stream:
            pieces = text_pieces(stream, lambda done: self._beat(done, total))
            reader = SheetReader(pieces, self._values)
            yield from reader.blocks(marks)
        mark_merged(reader.merged, marks)

    def _cell_values(self) -> CellValues:
        strings: list[str] = []
        part = self._related.get("sharedStrings", "")
        if part in self._package:
            total = self._package.size(part)
            with self._package.open(part) as stream:
                beat = lambda done: self._beat(0, 0)  # noqa: E731
                strings = read_strings(text_pieces(stream, beat))
        part = self._related.get("styles", "")
        styles = self._styles(part) if part in self._package else None
        return CellValues(strings, styles, self._date1904)

    def _styles(self, part: str) -> list[Style]:
        root = self._package.xml(part)
        codes = {
            element.get("numFmtId", ""): element.get("formatCode", "")
            for element in root.iter()
            if _local(element) == "numFmt"
        }
        formats = _first(root, "cellXfs")
        if formats is None:
            return []
        return [_style(xf.get("numFmtId", "0"), codes) for xf in formats]

    def _dimension(self, part: str) -> tuple[int, int]:
        """Read how large a sheet says it is; only ever a hint."""
        if part not in self._package:
            return 0, 0
        with self._package.open(part) as stream:
            start = stream.read(2048).decode("utf-8", "replace")
        found = _DIMENSION.search(start)
        if found is None:
            return 0, 0
        columns = 0
        for letter in found[1]:
            columns = columns * 26 + ord(letter) - 64
        return int(found[2]), columns


def _style(number: str, codes: dict[str, str]) -> Style:
    code = codes.get(number)
    if code:
        return classify(code)
    return built_in(int(number)) if number.isdecimal() else built_in(0)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _first(root: Element, name: str) -> Element | None:
    return next((e for e in root.iter() if _local(e) == name), None)


def _truth(element: Element | None, name: str) -> bool:
    return element is not None and element.get(name, "0") in ("1", "true")
