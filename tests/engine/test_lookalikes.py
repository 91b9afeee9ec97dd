from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.engine import lookalikes
from churn_desktop.engine.exposure import whole_list
from churn_desktop.engine.lookalikes import find_lookalikes
from churn_desktop.engine.segments import Segments, compare_segments
from tests.engine.books import snapshot_of


def listed() -> tuple[Book, dict[str, np.ndarray]]:
    """Many leave the basic plan, most of them in the north."""
    plan = np.repeat(["Pro", "Basic"], [100, 100]).astype(object)
    region = np.tile(np.repeat(["North", "South"], [50, 50]), 2).astype(object)
    ended = np.zeros(200, dtype=bool)
    ended[:4] = ended[50:54] = True
    ended[100:140] = True
    ended[150:160] = True
    colour = np.tile(["red", "blue"], 100).astype(object)
    reason = np.where(ended, "price", "").astype(object)
    book = snapshot_of([5.0] * 200, ended.tolist())
    return book, {"plan": plan, "region": region, "colour": colour, "reason": reason}


def compared(book: Book, columns: dict[str, np.ndarray]) -> dict[str, Segments]:
    exposure = whole_list(book)
    return {
        heading: compare_segments(book, values, exposure)
        for heading, values in columns.items()
    }


def test_those_whose_like_left_most_come_first() -> None:
    book, columns = listed()
    found = find_lookalikes(book, whole_list(book), compared(book, columns))
    assert found is not None
    # The colour makes no difference; the reason is blank of all who are still there.
    assert found.columns == ("plan", "region")
    frame = found.frame
    assert len(frame) == 200 - 58
    assert frame.customer[:10].tolist() == list(range(140, 150))
    first = frame.iloc[0]
    assert (first.share, first.lost, first.opening, first.alike) == (0.8, 40, 50, 50)
    assert first.share_low == pytest.approx(0.670, abs=1e-3)
    assert frame.share.is_monotonic_decreasing
    for row in (0, 30, 100):
        customer = frame.customer[row]
        same = [
            n
            for n in range(200)
            if all(columns[c][n] == columns[c][customer] for c in found.columns)
        ]
        assert found.alike(row).tolist() == same
        assert frame.lost[row] == book.durations.ended[same].sum()


def test_a_column_that_leaves_too_few_alike_is_not_compared() -> None:
    book, columns = listed()
    columns["region"][155:160] = "West"
    columns["region"][:15] = "West"
    found = find_lookalikes(book, whole_list(book), compared(book, columns))
    assert found is not None
    frame = found.frame.set_index("customer")
    assert frame.loc[14].compared == 1
    assert frame.loc[14].alike == 100
    assert frame.loc[160].compared == 2


def test_a_group_that_was_hardly_at_risk_is_left_out() -> None:
    book, columns = listed()
    exposure = whole_list(book)
    opening = exposure.opening.copy()
    opening[10:100] = 0
    found = find_lookalikes(
        book, replace(exposure, opening=opening), compared(book, columns)
    )
    assert found is not None
    assert found.frame.customer.min() >= 100


def test_nothing_makes_a_difference() -> None:
    book, columns = listed()
    same = compared(book, {"colour": columns["colour"]})
    assert find_lookalikes(book, whole_list(book), same) is None
    gone = snapshot_of([5.0] * 200, [True] * 200)
    assert find_lookalikes(gone, whole_list(gone), compared(book, columns)) is None


def test_many_combinations_are_counted_where_they_occur(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book, columns = listed()
    segments = compared(book, columns)
    few = find_lookalikes(book, whole_list(book), segments)
    monkeypatch.setattr(lookalikes, "_CELLS", 1)
    many = find_lookalikes(book, whole_list(book), segments)
    assert few is not None
    assert many is not None
    assert many.frame.equals(few.frame)
