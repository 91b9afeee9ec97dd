from __future__ import annotations

import numpy as np

from churn_desktop.core.grid import Kind
from churn_desktop.importing.distinct import distinct, plain, tidy
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
