from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from churn_desktop.core.schema import Role
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Chart, Table
from churn_desktop.pages.owner_marks import MOST_ON_CHART, by_owner
from tests.engine.books import Row, book_of
from tests.pages.lists import material_of, table_of, told


def served_by(owners: list[str], leave: dict[str, int]) -> Material:
    """Give customers of each owner, some of whom leave after so many days."""
    first = date(2023, 1, 1)
    rows = []
    for n, owner in enumerate(owners):
        days = leave.get(owner, 0)
        end = first + timedelta(days=days) if days and n % 2 else None
        rows.append(Row(f"C{n}", first, end, 10))
    book = book_of(rows, "2024-06-30")
    texts = {Role.SERVICE_OWNER: np.array(owners, dtype=object)}
    book = replace(book, attributes=replace(book.attributes, texts=texts))
    return material_of(book, table_of({"customer": list(book.ids)}))


def test_marks_stand_side_by_side() -> None:
    chart, table = by_owner(told(), Role.SALES_OWNER)
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    frame = table.frame
    assert frame["owner"].tolist() == ["Bob", "Ann", "Cem"]
    assert frame["survival_30"].tolist() == [1, 1, 1]
    assert frame["survival_150"].tolist()[:2] == [1, 0]
    assert table.measure("survival_30").title == "Still there after 30 days"
    assert table.measure("ratio_90").interval == ("ratio_low_90", "ratio_high_90")


def test_the_owner_whose_customers_leave_after_a_mark_is_named() -> None:
    chart, table = by_owner(told(), Role.SALES_OWNER)
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert set(table.marked) == {(1, "ratio_90"), (2, "ratio_90")}
    assert chart.title == "Ann: customers leave faster after day 90 than before"
    assert chart.series[0].measure == "survival_150"


def test_else_the_one_with_whom_fewest_stay() -> None:
    # Two weeks before a mark nobody can tell it from the days before.
    owners = ["Ann"] * 30 + ["Bob"] * 30
    chart, table = by_owner(served_by(owners, {"Bob": 75}), Role.SERVICE_OWNER)
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    assert table.marked == {}
    assert chart.title == "Fewest stay with Bob: 50.0 % after 150 days"


def test_an_owner_knows_the_customers() -> None:
    _chart, table = by_owner(told(), Role.SALES_OWNER)
    assert isinstance(table, Table)
    assert table.members is not None
    for row, size in enumerate(table.frame["customers"]):
        found = table.members(row, "survival_90")
        assert found is not None
        assert len(found) == size


def test_many_owners_are_not_drawn() -> None:
    owners = [f"S{n % (MOST_ON_CHART + 1):02}" for n in range(20 * MOST_ON_CHART + 20)]
    (table,) = by_owner(served_by(owners, {}), Role.SERVICE_OWNER)
    assert isinstance(table, Table)
    assert len(table.frame) == MOST_ON_CHART + 1
