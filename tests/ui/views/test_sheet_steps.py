from __future__ import annotations

from churn_desktop.ui.views.sheet_steps import next_cell


def test_a_selection_is_gone_through_and_begins_anew() -> None:
    around, here, seen = (2, 3, 1, 2), (2, 1), list[tuple[int, int]]()
    for _ in range(5):
        seen.append(here)
        here = next_cell(around, here, (1, 0))
    assert seen == [(2, 1), (3, 1), (2, 2), (3, 2), (2, 1)]
    assert next_cell(around, (2, 2), (0, 1)) == (3, 1)
    assert next_cell(around, (2, 1), (0, -1)) == (3, 2)
