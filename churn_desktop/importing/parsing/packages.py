"""The zip package around the parts of a workbook."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.parsing.cells import Refused

_SMALL_PART = 1 << 26


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
        return self._entry(name).file_size

    def open(self, name: str) -> IO[bytes]:
        """Open a part."""
        return self._zip.open(self._entry(name))

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = self._parts.get(_normal(name))
        if entry is None:
            raise Refused(FileProblem.DAMAGED, f"part missing: {name}")
        return entry

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


def local_name(element: Element) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def first(root: Element, name: str) -> Element | None:
    """Find the first element of a name, whatever its namespace."""
    return next((e for e in root.iter() if local_name(e) == name), None)


def truth(element: Element | None, name: str) -> bool:
    """Read an attribute that is true or false; absent is false."""
    return element is not None and element.get(name, "0") in ("1", "true")
