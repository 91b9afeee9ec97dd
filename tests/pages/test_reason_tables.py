from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.core.schema import Role
from churn_desktop.engine.reasons import Avoidable
from churn_desktop.pages import reasons
from churn_desktop.pages.reason_tables import avoidable_title
from tests.engine.told import told_book
from tests.pages.lists import material_of, table_of, told
from tests.pages.test_reasons import texts


def test_what_could_be_avoided_is_shown_once_somebody_has_said_so() -> None:
    page = reasons.lay_out(told())
    assert "all of them count as unknown" in texts(page)
    assert {table.key for table in page.tables} == {
        "reasons", "claims", "sales_owner",
    }  # fmt: skip
    assert "own_figure" not in page.table("claims").frame
    sorted_ = told(avoidable=(("price", "not_avoidable"), ("service", "avoidable")))
    page = reasons.lay_out(sorted_)
    table = page.table("avoidable")
    assert table.frame["avoidable"].tolist() == [
        "Avoidable",
        "Not avoidable",
        "Unknown",
    ]
    assert table.frame["customers"].tolist() == [39, 40, 1]
    assert table.frame["mrr_lost"].tolist() == [1950, 2000, 50]
    assert table.members is not None
    assert [len(table.members(row, "share")) for row in range(3)] == [39, 40, 1]
    claims = page.table("claims").frame
    assert claims["own_figure"].iloc[-1] == "48.8 %"
    assert set(claims["own_figure"].iloc[:-1]) == {"see your reasons above"}
    assert "count as unknown" not in texts(page)


def test_a_kind_that_nothing_is_of_has_nobody() -> None:
    page = reasons.lay_out(told(avoidable=(("price", "avoidable"),)))
    members = page.table("avoidable").members
    assert members is not None
    nobody = members(1, "customers")
    assert nobody is not None
    assert len(nobody) == 0


def test_the_often_quoted_figures_stand_beside() -> None:
    frame = reasons.lay_out(told()).table("claims").frame
    assert frame["often_quoted"].tolist() == [0.68, 0.14, 0.09, 0.85]
    assert set(frame["source"]) == {"source unclear"}


def test_reasons_are_counted_by_owner() -> None:
    table = reasons.lay_out(told()).table("sales_owner")
    assert table.title == "Reasons by sales owner"
    assert table.frame["owner"].tolist() == ["Bob", "Ann", "Cem"]
    assert table.frame["losses"].tolist() == [0, 64, 16]
    # Of its two reasons each has a column, and so has the one not given.
    assert [measure.title for measure in table.measures[2:]] == [
        "price", "service", "No reason given",
    ]  # fmt: skip
    counted = table.frame[["reason_0", "reason_1", "reason_2"]].sum(axis=1)
    assert counted.tolist() == table.frame["losses"].tolist()


def test_owners_with_many_reasons_have_the_rest_together() -> None:
    book = told_book()
    reason = np.array([f"a very long and wordy reason {n % 24}" for n in range(240)])
    seller = np.full(240, "Ann", dtype=object)
    attributes = replace(
        book.attributes,
        texts={Role.REASON: reason.astype(object), Role.SERVICE_OWNER: seller},
    )
    material = material_of(
        replace(book, attributes=attributes), table_of({"customer": list(book.ids)})
    )
    table = reasons.lay_out(material).table("service_owner")
    assert table.measures[-1].key == "others"
    assert all(len(measure.title) <= 28 for measure in table.measures)
    assert table.measures[2].title.endswith("…")
    counts = table.frame.filter(like="reason_").sum(axis=1) + table.frame["others"]
    assert counts.tolist() == table.frame["losses"].tolist() == [80]


def test_every_kind_has_a_name() -> None:
    names = {avoidable_title(kind) for kind in Avoidable}
    assert len(names) == 3
