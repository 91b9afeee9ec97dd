from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from churn_desktop.importing.parsing import preflight
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.preflight import FileType, named_otherwise, sniff
from tests.importing.files import sheet_xml, write_xlsx, write_zip


def file(folder: Path, content: bytes, name: str = "list.dat") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"id,fee\n1,2\n", FileType.TEXT),
        ("编号\t金额".encode("gb18030"), FileType.TEXT),
        ("\ufeff编号".encode("utf-16"), FileType.TEXT),
        (b"<id>,fee\n1,2", FileType.TEXT),
        (b"BMW,Audi\n1,2\n", FileType.TEXT),
        (b"MZ,xx\n1,2\n", FileType.TEXT),
        (b"\xef\xbb\xbf\r\n <HTML><body>", FileType.WEB),
        ("<html><table>".encode("utf-16"), FileType.WEB),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", FileType.WEB),
        (b"\x09\x08\x10\x00\x00\x06", FileType.XLS),
        (
            b'<?xml version="1.0"?><Workbook '
            b'xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            FileType.XML2003,
        ),
    ],
)
def test_content_decides(tmp_path: Path, content: bytes, found: FileType) -> None:
    assert sniff(file(tmp_path, content, "list.xlsx")) is found


@pytest.mark.parametrize(
    ("content", "problem", "detail"),
    [
        (b"", "empty", "0 bytes"),
        (b"%PDF-1.7", "not_spreadsheet", "pdf"),
        (b"MZ\x90\x00\x03", "not_spreadsheet", "program"),
        (b"SQLite format 3\x00", "not_spreadsheet", "database"),
        (b'{"a": 1}', "not_spreadsheet", "json"),
        (b'[\n {"a": 1}]', "not_spreadsheet", "json"),
        (b"<?xml version='1.0'?><rss/>", "not_spreadsheet", "xml"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web_page", "mhtml"),
        (b"PK\x03\x04 cut off", "damaged", "zip"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 60, "damaged", "cut off"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000, "damaged", "container"),
    ],
)
def test_what_is_no_list(
    tmp_path: Path, content: bytes, problem: str, detail: str
) -> None:
    with pytest.raises(Refused, match=problem) as caught:
        sniff(file(tmp_path, content))
    assert detail in caught.value.detail


@pytest.mark.parametrize(
    ("stream", "outcome"),
    [
        ("Workbook", FileType.XLS),
        ("Book", FileType.XLS),
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "not_spreadsheet"),
    ],
)
def test_containers(tmp_path: Path, stream: str, outcome: FileType | str) -> None:
    name = (stream + "\0").encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name)) + b"\0" * 62
    content = bytes.fromhex("d0cf11e0a1b11ae1").ljust(1536, b"\0") + entry
    path = file(tmp_path, content)
    if isinstance(outcome, FileType):
        assert sniff(path) is outcome
    else:
        with pytest.raises(Refused, match=outcome):
            sniff(path)


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ({"xl/workbook.bin": ""}, FileType.XLSB),
        ({"content.xml": "<a/>"}, FileType.ODS),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
            FileType.ODS,
        ),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "not_spreadsheet"),
        ({"word/document.xml": ""}, "not_spreadsheet word document"),
        ({"ppt/presentation.xml": ""}, "not_spreadsheet presentation"),
        ({"xl/worksheets/sheet1.xml": ""}, "damaged part missing"),
        ({"readme.txt": ""}, "not_spreadsheet zip archive"),
        ({"xl/workbook.xml": "<!DOCTYPE a><a/>"}, "unsafe"),
        ({"xl/workbook.xml": "", "XL\\Workbook.xml": ""}, "damaged two parts"),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": "<m:encryption-data/>",
            },
            "encrypted",
        ),
    ],
)
def test_packages(
    tmp_path: Path, parts: dict[str, str], outcome: FileType | str
) -> None:
    path = write_zip(tmp_path / "a.zip", parts)
    if isinstance(outcome, FileType):
        assert sniff(path) is outcome
    else:
        with pytest.raises(Refused, match=outcome):
            sniff(path)


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steep = write_xlsx(tmp_path / "a.xlsx", {"S": sheet_xml([[" " * (2 << 20)]])})
    with pytest.raises(Refused, match="compression ratio"):
        sniff(steep)
    many = write_zip(
        tmp_path / "b.xlsx",
        {f"xl/{n}.xml": "" for n in range(preflight.MOST_ENTRIES + 1)},
    )
    with pytest.raises(Refused, match="zip entries"):
        sniff(many)
    large = write_xlsx(tmp_path / "c.xlsx", {"S": sheet_xml([["a"]])})
    monkeypatch.setattr(preflight, "MOST_UNPACKED", 100)
    with pytest.raises(Refused, match="unpacked size"):
        sniff(large)


def test_a_large_list_is_no_bomb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [[f"C{n:07}", n * n % 99_991] for n in range(3000)]
    path = write_xlsx(tmp_path / "a.xlsx", {"S": sheet_xml(rows)})
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/s1.xml").file_size
    monkeypatch.setattr(preflight, "MOST_UNPACKED", size // 2)
    assert sniff(path) is FileType.XLSX


def test_names_that_promise_something_else() -> None:
    assert named_otherwise(Path("a.xls"), FileType.XLSX)
    assert named_otherwise(Path("a.XLSX"), FileType.TEXT)
    assert not named_otherwise(Path("a.XLSM"), FileType.XLSX)
    assert not named_otherwise(Path("a.csv"), FileType.TEXT)
    assert not named_otherwise(Path("export.dat"), FileType.TEXT)
