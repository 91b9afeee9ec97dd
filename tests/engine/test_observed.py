from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.observed import Observed
from tests.engine.books import book_of, golden_rows, snapshot_of


def late() -> Book:
    """Give a list of which nobody was seen from the start."""
    return snapshot_of(
        [3.0, 4, 4, 9, 12, 2],
        [True, False, True, True, False, True],
        entry=[2, 2, 3, 3, 5, 2],
    )


@pytest.mark.parametrize(
    "book",
    [
        book_of(golden_rows(), "2024-03-31"),
        snapshot_of([0.0, 1, 1, 5, 9], [True, False, True, False, True]),
        late(),
    ],
)
def test_steps_of_the_curve_have_as_many_behind_them(book: Book) -> None:
    curve = analyse(book, Assumptions()).survival
    seen = Observed.in_own_unit(book)
    for at, time in enumerate(curve.time.tolist()):
        assert len(seen.left(time)) == curve.events[at]
        assert len(seen.last_seen(time)) == curve.censored[at]
        # One customer can have several stays at risk at once.
        assert 0 < len(seen.at_risk(time)) <= curve.at_risk[at]


def test_stages_have_as_many_behind_them() -> None:
    book = book_of(golden_rows(), "2024-03-31")
    stages = analyse(book, Assumptions()).stages
    assert stages is not None
    seen = Observed.in_months(book)
    for _stage, row in stages.frame.iterrows():
        bounds = row["from_month"], row["to_month"]
        assert len(seen.of_lengths(*bounds)) <= row["customers"]
        assert len(seen.of_lengths(*bounds, ended=True)) <= row["losses"]
    everybody = [
        seen.of_lengths(row["from_month"], row["to_month"])
        for _stage, row in stages.frame.iterrows()
    ]
    assert len(np.unique(np.concatenate(everybody))) == len(book)
