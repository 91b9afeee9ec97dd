from __future__ import annotations

from dataclasses import replace

import pytest

from churn_desktop.core import edits
from churn_desktop.core.project import Project
from churn_desktop.importing import list_changes
from churn_desktop.importing.list_changes import (
    CellChange,
    ChangeKind,
    CustomerChange,
    changes_between,
)
from tests.ui.made import a_list, a_table


def listed(rows: list[tuple[str, str, str]]) -> Project:
    names = ("Customer", "Since", "Fee")
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    return replace(a_list(), table=a_table(columns))


BEFORE = listed(
    [("A", "2024-01-01", "100"), ("B", "2024-02-01", "200"), ("C", "2024-03-01", "300")]
)


def test_customers_are_new_gone_or_changed() -> None:
    after = listed(
        [
            ("D", "2024-04-01", "400"),
            ("C", "2024-03-01", "300"),
            ("A", "2024-01-01", "120"),
        ]
    )
    found = changes_between(BEFORE, after)
    counts = (found.new, found.gone, found.changed, found.unchanged)
    assert counts == (1, 1, 1, 1)
    assert found.customers == (
        CustomerChange("A", ChangeKind.CHANGED, (CellChange("Fee", "100", "120"),)),
        CustomerChange("B", ChangeKind.GONE, rows_removed=1),
        CustomerChange("D", ChangeKind.NEW, rows_added=1),
    )
    assert not found.nothing


def test_the_order_of_rows_is_no_change() -> None:
    rows = list(range(3))[::-1]
    table = BEFORE.table
    turned = replace(
        table,
        frame=table.frame.iloc[rows],
        kinds={name: kinds[rows] for name, kinds in table.kinds.items()},
    )
    assert changes_between(BEFORE, replace(BEFORE, table=turned)).nothing


def test_rows_of_a_customer_come_and_go() -> None:
    twice = listed([("A", "2024-01-01", "100"), ("A", "2024-06-01", "100")])
    once = listed([("A", "2024-06-01", "100")])
    [change] = changes_between(twice, once).customers
    assert change == CustomerChange("A", ChangeKind.CHANGED, rows_removed=1)
    [change] = changes_between(once, twice).customers
    assert change == CustomerChange("A", ChangeKind.CHANGED, rows_added=1)


def test_columns_that_come_and_go_are_named() -> None:
    more = replace(BEFORE, table=edits.insert_column(BEFORE.table, "Note"))
    found = changes_between(BEFORE, more)
    assert found.headings_added == ("Note",)
    assert found.changed == 0
    assert not found.nothing
    assert changes_between(more, BEFORE).headings_removed == ("Note",)


def test_all_are_counted_and_some_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_changes, "MOST", 2)
    found = changes_between(BEFORE, listed([]))
    assert found.gone == 3
    assert len(found.customers) == 2
