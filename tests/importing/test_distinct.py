from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Kinds, Texts
from churn_desktop.importing.distinct import distinct, distinct_after, plain, tidy
from tests.importing.lists import cells_of, column_of


def test_a_text_and_a_number_that_look_alike_are_two() -> None:
    found = distinct(column_of("39", 39, "39"))
    assert found.texts.tolist() == ["39", "39"]
    assert found.kinds.tolist() == [Kind.TEXT, Kind.NUMBER]
    assert found.codes.tolist() == [0, 1, 0]
    assert found.counts.tolist() == [2, 1]


def test_every_cell_is_found_again() -> None:
    rng = np.random.default_rng(5)
    values = [str(n) if n % 2 else int(n) for n in rng.integers(0, 30, 500)]
    column = column_of(*values)
    found = distinct(column)
    assert found.texts[found.codes].tolist() == column.text.tolist()
    assert found.kinds[found.codes].tolist() == column.kinds.tolist()


def test_spaces_are_blank() -> None:
    assert cells_of("a", " ", None).blank.tolist() == [False, True, True]


def test_each_applies_to_texts() -> None:
    assert cells_of("a", "bb").each(len, int).tolist() == [1, 2]


def test_plain_text_has_no_full_width_and_no_invisible_characters() -> None:
    assert plain("\ufeff ２０２４\u3000年\u200b ") == "2024 年"


def test_a_tidy_heading_keeps_its_own_characters() -> None:
    assert tidy(" 月费\n（元）\u200b") == "月费 （元）"


CELL = st.sampled_from(["a", "b", "", "39", 39, " ", "c"])
ROWS = st.lists(CELL, min_size=1, max_size=12)


def lengths(texts: Texts, _kinds: Kinds) -> tuple[Any, ...]:
    return (np.array([len(text) for text in texts], dtype=np.int64),)


@given(rows=ROWS, edited=st.data())
def test_after_edits_the_cells_are_those_of_a_fresh_look(
    rows: list[str | int], edited: st.DataObject
) -> None:
    before = distinct(column_of(*rows))
    before.read_each(lengths)
    for _ in range(3):
        places = edited.draw(st.dictionaries(st.integers(0, len(rows) - 1), CELL))
        rows = [places.get(at, cell) for at, cell in enumerate(rows)]
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
        before = after


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
