from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core import edits
from churn_desktop.core.table import Column
from churn_desktop.importing import column_memory
from churn_desktop.importing.column_memory import ColumnMemory
from tests.importing.lists import column_of, table_of


def test_a_column_is_looked_at_once() -> None:
    memory, asked = ColumnMemory[int](), []
    column = column_of("a", "b")

    def look() -> int:
        asked.append(1)
        return len(column.text)

    assert [memory.recall(column, look) for _ in range(3)] == [2, 2, 2]
    assert len(asked) == 1


def test_an_edit_makes_only_its_own_column_another_one() -> None:
    memory = ColumnMemory[str]()
    table = table_of([["a", "b"], ["1", "2"], ["3", "4"]])
    for heading in table.headings:
        memory.recall(table.column(heading), lambda h=heading: f"old {h}")
    edited = edits.set_cells(table, "a", [0], ["x"])
    assert memory.recall(edited.column("a"), lambda: "new a") == "new a"
    assert memory.recall(edited.column("b"), lambda: "new b") == "old b"
    assert memory.recall(table.column("a"), lambda: "new a") == "old a"


def test_an_array_in_the_place_of_another_is_not_taken_for_it() -> None:
    memory = ColumnMemory[int]()
    text = np.array(["a"], dtype=object)
    for number in range(50):
        kinds = np.ones(1, dtype=np.uint8)
        assert memory.recall(Column(text, kinds), lambda n=number: n) == number
        del kinds


def test_what_is_known_of_a_column_goes_with_it() -> None:
    memory = ColumnMemory[int]()
    column = column_of("a", "b")
    memory.recall(column, lambda: 2)
    kept = column_of("a")
    memory.recall(kept, lambda: 1)
    del column
    assert len(memory) == 1
    assert memory.recall(kept, lambda: 9) == 1


def test_the_memory_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_memory, "MOST", 2)
    memory = ColumnMemory[int]()
    columns = [column_of(str(n)) for n in range(3)]
    for number, column in enumerate(columns):
        memory.recall(column, lambda n=number: n)
    assert memory.recall(columns[2], lambda: 9) == 2
    assert memory.recall(columns[0], lambda: 9) == 9
