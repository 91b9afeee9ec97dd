from __future__ import annotations

import gc
from dataclasses import replace
from typing import Any
from weakref import ref

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.table import Kinds, Texts
from churn_desktop.importing.distinct import distinct
from churn_desktop.importing.known_cells import cells_of, distinct_after
from tests.importing.lists import column_of, table_of

CELL = st.sampled_from(["a", "b", "", "39", 39, " ", "c"])
ROWS = st.lists(CELL, min_size=1, max_size=12)
PLACE = st.integers(0, 12)


def lengths(texts: Texts, _kinds: Kinds) -> tuple[Any, ...]:
    return (np.array([len(text) for text in texts], dtype=np.int64),)


@given(rows=ROWS, edited=st.data())
def test_after_edits_the_cells_are_those_of_a_fresh_look(
    rows: list[str | int], edited: st.DataObject
) -> None:
    before = distinct(column_of(*rows))
    before.read_each(lengths)
    for _ in range(3):
        places = edited.draw(st.dictionaries(st.integers(0, len(rows)), CELL))
        rows = [places.get(at, cell) for at, cell in enumerate(rows)]
        first, last = sorted(edited.draw(st.tuples(PLACE, PLACE)))
        rows[first:last] = edited.draw(
            st.sampled_from([rows[first:last], [], ["", "a"]])
        )
        after, fresh = (
            distinct_after(column_of(*rows), before),
            distinct(column_of(*rows)),
        )
        for part in ("texts", "kinds", "codes", "counts", "blank"):
            assert getattr(after, part).tolist() == getattr(fresh, part).tolist()
        assert (
            after.read_each(lengths)[0].tolist()
            == lengths(fresh.texts, fresh.kinds)[0].tolist()
        )
        # As reading a file gives them: in no more bytes than it takes.
        before = replace(after, codes=after.codes.astype(np.uint8))


def test_only_what_was_not_there_before_is_read() -> None:
    seen: list[str] = []

    def read(texts: Texts, _kinds: Kinds) -> tuple[Texts]:
        seen.extend(texts)
        return (texts.copy(),)

    before = distinct(column_of("a", "b", "a"))
    before.read_each(read)
    after = distinct_after(column_of("a", "c", "a"), before)
    assert after.read_each(read)[0].tolist() == ["a", "c"]
    assert after.read_each(read)[0].tolist() == ["a", "c"]
    assert seen == ["a", "b", "c"]


def test_after_many_edits_a_column_is_looked_at_anew() -> None:
    before = distinct(column_of(*(f"a{n}" for n in range(50))))
    rows = [f"b{n}" for n in range(50)]
    assert distinct_after(column_of(*rows), before).texts.tolist() == rows


def test_rows_that_come_and_go_leave_the_others_known() -> None:
    seen: list[str] = []

    def read(texts: Texts, _kinds: Kinds) -> tuple[Texts]:
        seen.extend(texts)
        return (texts.copy(),)

    rows = [f"a{n}" for n in range(100)]
    before = distinct(column_of(*rows))
    before.read_each(read)
    fewer = distinct_after(column_of(*rows[:10], *rows[70:]), before)
    assert fewer.read_each(read)[0].tolist() == rows[:10] + rows[70:]
    more = distinct_after(column_of(*rows[:10], "new", *rows[70:]), fewer)
    assert more.read_each(read)[0].tolist() == [*rows[:10], "new", *rows[70:]]
    assert seen == [*rows, "new"]


def test_a_column_is_known_by_its_heading_when_rows_come_or_go() -> None:
    seen: list[str] = []

    def read(texts: Texts, _kinds: Kinds) -> tuple[Texts]:
        seen.extend(texts)
        return (texts.copy(),)

    table = table_of([["Fee", "Day"], ["1", "a"], ["2", "b"], ["3", "c"]])
    kept = cells_of(table, "Fee")
    kept.read_each(read)
    for changed in (
        edits.insert_rows(table, 1),
        edits.delete_rows(table, [1]),
    ):
        found, fresh = cells_of(changed, "Fee"), distinct(changed.column("Fee"))
        assert found.read_each(read)[0].tolist() == fresh.texts.tolist()
    assert seen == ["1", "2", "3", ""]


def test_what_is_known_goes_with_the_column() -> None:
    table = table_of([["Fee", "Day"], ["1", "a"], ["2", "a"], ["3", "b"]])
    known = [ref(cells_of(table, heading)) for heading in table.headings]
    gc.collect()
    assert all(each() is not None for each in known)
    del table
    gc.collect()
    assert all(each() is None for each in known)
