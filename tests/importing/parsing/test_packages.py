from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.packages import Package, first, local_name, truth
from tests.importing.files import sheet_xml, write_xlsx, write_zip


def test_parts_have_no_case_and_no_backslash(tmp_path: Path) -> None:
    package = Package(write_zip(tmp_path / "a.zip", {"XL\\Sheet.XML": "<a b='1'/>"}))
    assert "xl/sheet.xml" in package
    assert package.size("/xl/Sheet.xml") == 10
    assert package.xml("xl/sheet.xml").get("b") == "1"


def test_relations(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"S": sheet_xml([["a"]])})
    package = Package(path)
    assert package.relations("") == {"rId1": ("officeDocument", "xl/workbook.xml")}
    sheet = package.relations("xl/workbook.xml")["rId1"]
    assert sheet == ("worksheet", "xl/worksheets/s1.xml")
    assert package.relations("xl/worksheets/s1.xml") == {}


def test_what_is_missing_or_broken_is_damage(tmp_path: Path) -> None:
    package = Package(write_zip(tmp_path / "a.zip", {"a.xml": "<a>"}))
    for read in (package.xml, package.open, package.size):
        with pytest.raises(Refused, match="damaged"):
            read("missing.xml")
    with pytest.raises(Refused, match="damaged"):
        package.xml("a.xml")
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(Refused, match="zip directory"):
        Package(tmp_path / "no.zip")


def test_entities_are_refused(tmp_path: Path) -> None:
    xml = '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    package = Package(write_zip(tmp_path / "a.zip", {"a.xml": xml}))
    with pytest.raises(Refused, match="unsafe"):
        package.xml("a.xml")


def test_names_without_namespaces(tmp_path: Path) -> None:
    xml = '<a xmlns="urn:x"><b on="true" off="0"/></a>'
    root = Package(write_zip(tmp_path / "a.zip", {"a.xml": xml})).xml("a.xml")
    found = first(root, "b")
    assert found is not None
    assert local_name(found) == "b"
    assert first(root, "c") is None
    assert (truth(found, "on"), truth(found, "off"), truth(None, "on")) == (
        True,
        False,
        False,
    )
