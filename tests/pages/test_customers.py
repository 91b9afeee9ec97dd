from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.pages.customers import lay_out
from churn_desktop.pages.model import PageId, Unit
from tests.pages.lists import empty, golden


def test_the_list_stands_as_in_the_file() -> None:
    material = golden(roles={Role.FEE: "fee"})
    page = lay_out(material)
    table = page.table("list")
    assert page.id is PageId.CUSTOMERS
    assert [m.title for m in table.measures] == ["customer", "since", "until", "fee"]
    assert {m.unit for m in table.measures} == {Unit.TEXT}
    assert table.measure("fee").note == "fee"
    assert table.measure("since").note == ""
    assert list(table.frame.index) == list(range(len(material.project.table)))
    assert table.frame["customer"][0] == "STAY001"


def test_a_list_without_rows_keeps_its_headings() -> None:
    table = lay_out(empty()).table("list")
    assert len(table.measures) == 4
    assert len(table.frame) == 0
