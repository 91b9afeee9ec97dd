from __future__ import annotations

import io

import pytest

from churn_desktop.importing.parsing import xml_stream
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.xml_stream import (
    excel_text,
    text_pieces,
    unescape,
    whole_elements,
)


def pieces(data: bytes) -> list[str]:
    return [*text_pieces(io.BytesIO(data), lambda _done: None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_xml_says_how_it_is_encoded(encoding: str) -> None:
    assert "".join(pieces("<t>客户</t>".encode(encoding))) == "<t>客户</t>"


def test_a_declared_encoding_is_believed() -> None:
    xml = '<?xml version="1.0" encoding="gb18030"?><t>客户</t>'
    assert "".join(pieces(xml.encode("gb18030"))) == xml


def test_line_ends_are_unified() -> None:
    assert "".join(pieces(b"<t>a\r\nb\rc</t>")) == "<t>a\nb\nc</t>"


@pytest.mark.parametrize("at", [0, 3, 9])
def test_document_types_are_refused(at: int) -> None:
    start = xml_stream.PIECE - at
    data = b" " * start + b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(Refused, match="unsafe"):
        pieces(data)


def test_spoilt_text_is_damage() -> None:
    with pytest.raises(Refused, match="damaged"):
        pieces(b"<t>\xff\xfe\xfa</t>")


def test_elements_are_never_cut() -> None:
    xml = '<row r="1">a</row><row r="2">b</row></sheetData><after/>'
    for size in range(1, len(xml)):
        cut = [xml[i : i + size] for i in range(0, len(xml), size)]
        *rows, rest = whole_elements(iter(cut), "<row", "</sheetData>")
        assert "".join(rows) == '<row r="1">a</row><row r="2">b</row>'
        assert all(part.endswith("</row>") for part in rows if part)
        assert rest == "</sheetData><after/>"


def test_a_part_that_ends_early_is_damage() -> None:
    with pytest.raises(Refused, match="damaged"):
        [*whole_elements(iter(['<row r="1">a</row>']), "<row", "</sheetData>")]


def test_endless_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "LONGEST", 100)
    with pytest.raises(Refused, match="too_big"):
        [*whole_elements(iter(["x" * 60] * 9), "<row", "</sheetData>")]


def test_references() -> None:
    assert unescape("&lt;b&gt; &amp;amp; &#20320;&#x4f60;") == "<b> &amp; 你你"
    for wrong in ("&nbsp;", "a & b", "&#x110000;", "&#;"):
        with pytest.raises(Refused, match="damaged"):
            unescape(wrong)


def test_escapes_of_excel() -> None:
    assert excel_text("a_x000D_\nb") == "a\r\nb"
    assert excel_text("_x005F_x0041_") == "_x0041_"
    assert excel_text("_xD83D__xDE00_") == "😀"
    assert excel_text("_xD83D_") == "�"
    assert excel_text("_x12_") == "_x12_"
