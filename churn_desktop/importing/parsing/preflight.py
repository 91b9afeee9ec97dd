"""What a file is, told by its content, and whether opening it is safe."""

from __future__ import annotations

import codecs
import re
import struct
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.parsing.cells import Refused

MOST_ENTRIES = 10_000
MOST_UNPACKED = 500 << 20
MOST_LOOSELY_PACKED = 2 << 30
"""Honest lists are packed to a tenth; a million rows of them may be large."""
LOOSE = 40
STEEPEST = 200
"""No workbook of more than a megabyte is packed to less than 1/200."""

_HEAD = 1 << 16
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# Books of Excel 2 to 4 and such of Excel 5 to 97 that lost their container.
_BARE_BOOKS = (
    b"\x09\x00\x04\x00",
    b"\x09\x00\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_OTHERS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!", "rar archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "database"),
    (b"PAR1", "parquet"),
    (b"{\\rtf", "rtf document"),
)
_WEB = re.compile(r"<(?:!doctype\s+html|html|head|meta|body|table|style|title|div)\b")
_WITH_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    ValueError,
    OSError,
    EOFError,
)


class FileType(StrEnum):
    """The kinds of file that can hold a list."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"
    WEB = "web page"
    XML2003 = "xml spreadsheet"


_EXTENSIONS = {
    FileType.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    FileType.XLSB: {".xlsb"},
    FileType.ODS: {".ods", ".ots"},
    FileType.XLS: {".xls", ".xlt"},
    FileType.WEB: {".html", ".htm"},
    FileType.XML2003: {".xml"},
}


def sniff(path: Path) -> FileType:
    """Tell what a file is and refuse what is no list or not safe to unpack.

    Raises
    ------
    Refused
        EMPTY, ENCRYPTED, DAMAGED, NOT_SPREADSHEET, WEB_PAGE, TOO_BIG or UNSAFE.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Refused(FileProblem.EMPTY, "0 bytes")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(path)
    if head.startswith(_OLE):
        return _sniff_ole(path)
    if head.startswith(_BARE_BOOKS):
        return FileType.XLS
    for magic, name in _OTHERS:
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head[:64]):
            raise Refused(FileProblem.NOT_SPREADSHEET, name)
    return _sniff_text(head)


def named_otherwise(path: Path, found: FileType) -> bool:
    """Whether the file's name promises another type than it has."""
    extension = path.suffix.lower()
    if extension in _EXTENSIONS.get(found, ()):
        return False
    return any(extension in known for known in _EXTENSIONS.values())


def _sniff_text(head: bytes) -> FileType:
    encoding = "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    start = head.decode(encoding, "replace").lstrip("\ufeff\x00 \t\r\n").lower()
    if start.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in start and (
            "<workbook" in start or ":workbook" in start
        ):
            return FileType.XML2003
        if _WEB.search(start[:20_000]):
            return FileType.WEB
        if start.startswith("<?xml"):
            raise Refused(FileProblem.NOT_SPREADSHEET, "xml")
    if start.startswith("mime-version:"):
        raise Refused(FileProblem.WEB_PAGE, "mhtml")
    if re.match(r'\{\s*"|\[\s*\{', start):
        raise Refused(FileProblem.NOT_SPREADSHEET, "json")
    return FileType.TEXT


def _sniff_ole(path: Path) -> FileType:
    """Look for the names of streams in the directory of an OLE container."""
    data = path.read_bytes()
    if len(data) < 1536:
        raise Refused(FileProblem.DAMAGED, "container cut off")
    if _has_stream(data, "EncryptedPackage"):
        raise Refused(FileProblem.ENCRYPTED, "package")
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return FileType.XLS
    for name, what in (
        ("WordDocument", "word document"),
        ("PowerPoint Document", "presentation"),
        ("VisioDocument", "drawing"),
        ("__properties_version1.0", "mail"),
    ):
        if _has_stream(data, name):
            raise Refused(FileProblem.NOT_SPREADSHEET, what)
    raise Refused(FileProblem.DAMAGED, "container without a workbook")


def _has_stream(data: bytes, name: str) -> bool:
    """Search directory entries: 128 bytes, aligned, the name's length at its end."""
    wanted = (name + "\0").encode("utf-16-le")
    for found in re.finditer(re.escape(wanted), data, re.IGNORECASE):
        at = found.start()
        if at % 128 == 0 and data[at + 64 : at + 66] == struct.pack("<H", len(wanted)):
            return True
    return False


def _sniff_zip(path: Path) -> FileType:
    _count_entries(path)
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            names = {e.filename.replace("\\", "/").lstrip("/").lower() for e in entries}
            if len(names) < len(entries):
                raise Refused(FileProblem.DAMAGED, "two parts of one name")
            _check_entries(entries)
            kind = _zip_type(package, names)
            _check_prologs(package, entries, kind)
    except _ZIP_ERRORS:
        raise Refused(FileProblem.DAMAGED, "zip directory") from None
    return kind


def _count_entries(path: Path) -> None:
    """Refuse before Python makes an object of each of a million entries."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise Refused(FileProblem.DAMAGED, "zip directory missing")
    declared = struct.unpack("<H", tail[at + 10 : at + 12])[0]
    length = struct.unpack("<I", tail[at + 12 : at + 16])[0]
    if declared > MOST_ENTRIES or length > MOST_ENTRIES * 1024:
        raise Refused(FileProblem.TOO_BIG, "zip entries")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused(FileProblem.TOO_BIG, "zip entries")
    total = tight = 0
    for entry in entries:
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > 1 << 20 and ratio > STEEPEST:
            raise Refused(FileProblem.TOO_BIG, "compression ratio")
        total += entry.file_size
        # Only worksheets are read piece by piece; all else is held whole.
        sheet = re.search(r"worksheets/[^/]*\.xml$", entry.filename, re.IGNORECASE)
        if ratio > LOOSE or not sheet:
            tight += entry.file_size
    if tight > MOST_UNPACKED or total > MOST_LOOSELY_PACKED:
        raise Refused(FileProblem.TOO_BIG, "unpacked size")


def _zip_type(package: zipfile.ZipFile, names: set[str]) -> FileType:
    if "mimetype" in names or "content.xml" in names:
        return _open_document(package, names)
    if any(name.endswith("workbook.xml") for name in names):
        return FileType.XLSX
    if any(name.endswith("workbook.bin") for name in names):
        return FileType.XLSB
    types = _content_types(package)
    if b"spreadsheetml.sheet.main" in types or b"sheet.macroEnabled.main" in types:
        return FileType.XLSX
    for folder, what in (
        ("word/", "word document"),
        ("ppt/", "presentation"),
        ("visio/", "drawing"),
    ):
        if any(name.startswith(folder) for name in names):
            raise Refused(FileProblem.NOT_SPREADSHEET, what)
    if any(name.startswith("xl/") for name in names):
        raise Refused(FileProblem.DAMAGED, "part missing: workbook")
    raise Refused(FileProblem.NOT_SPREADSHEET, "zip archive")


def _content_types(package: zipfile.ZipFile) -> bytes:
    """Read the list of parts, which names the main one whatever it is called."""
    for entry in package.infolist():
        if entry.filename.lower() == "[content_types].xml":
            with package.open(entry) as part:
                return part.read(1 << 20)
    return b""


def _open_document(package: zipfile.ZipFile, names: set[str]) -> FileType:
    mime = package.read("mimetype")[:200] if "mimetype" in names else b""
    if mime and b"opendocument.spreadsheet" not in mime:
        what = "open document" if b"opendocument" in mime else "zip archive"
        raise Refused(FileProblem.NOT_SPREADSHEET, what)
    if "meta-inf/manifest.xml" in names:
        manifest = package.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise Refused(FileProblem.ENCRYPTED, "open document")
    return FileType.ODS


def _check_prologs(
    package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], kind: FileType
) -> None:
    """Refuse parts that are going to be read and declare entities."""
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused(FileProblem.ENCRYPTED, "zip entry")
        name = entry.filename.lower()
        ours = kind is FileType.ODS or name.startswith(("xl/", "_rels/", "[content"))
        if not ours or not name.endswith((".xml", ".rels")):
            continue
        with package.open(entry) as part:
            start = part.read(4096).replace(b"\0", b"")
        if _WITH_DTD.search(start):
            raise Refused(FileProblem.UNSAFE, "document type declaration")
