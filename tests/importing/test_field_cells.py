from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.importing import field_cells
from churn_desktop.importing.field_cells import numbered


def test_cells_that_look_the_same_when_mixed_stay_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = np.array([[1, 2, 1], [7, 9, 8]], dtype=np.uint64)
    codes, first = numbered(words)
    assert (codes.tolist(), first.tolist()) == ([0, 1, 2], [0, 1, 2])
    # Multiplying with nothing makes all of them look alike.
    monkeypatch.setattr(field_cells, "_MIX", np.uint64(0))
    words = np.array([[1, 2, 1, 2], [7, 7, 7, 7]], dtype=np.uint64)
    codes, first = numbered(words)
    assert (codes.tolist(), first.tolist()) == ([0, 1, 0, 1], [0, 1])


def test_a_cell_that_comes_again_late_is_found() -> None:
    words = np.arange(20_000, dtype=np.uint64)
    words[-1] = 7
    codes, first = numbered(words[np.newaxis])
    assert codes[-1] == 7
    assert first.tolist() == list(range(19_999))
