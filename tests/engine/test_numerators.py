from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.book import Codes
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.analysis import Analysis, analyse
from churn_desktop.engine.numerators import MONEY, behind_money, behind_rate
from churn_desktop.engine.rates import RATES
from tests.engine.books import book_of, golden_rows
from tests.engine.shop import counts_of


@pytest.fixture(scope="module")
def golden() -> Analysis:
    return analyse(book_of(golden_rows(), "2024-03-31"), Assumptions())


@pytest.mark.parametrize(
    ("key", "many"),
    [
        ("opening_base", 10),
        ("acquired_base", 12),
        ("all_lost_base", 12),
        ("retention", 90),
        ("lost", 10),
        ("closing", 108),
    ],
)
def test_golden_rates(golden: Analysis, key: str, many: int) -> None:
    movements = golden.movements
    assert movements is not None
    row = len(movements.periods) - 1
    found = behind_rate(movements, row, key)
    assert found is not None
    assert len(np.unique(found)) == len(found) == many


def test_nobody_in_particular_is_behind_a_net_change(golden: Analysis) -> None:
    movements = golden.movements
    assert movements is not None
    assert behind_rate(movements, 0, "net_shrinkage") is None


def test_who_counts_is_part_of_what_is_counted(golden: Analysis) -> None:
    movements = golden.movements
    assert movements is not None
    row = len(movements.periods) - 1
    left: set[int] = set()
    for key in ("leave_events", "lost", "joined_and_left"):
        part = movements.members(row, key)
        assert part is not None
        left |= set(part.tolist())
    for key in RATES:
        found = behind_rate(movements, row, key)
        if found is not None and not key.startswith("retention"):
            assert set(found.tolist()) <= left


def test_golden_revenue(golden: Analysis) -> None:
    revenue = golden.revenue
    assert revenue is not None
    row = len(revenue.frame) - 1

    def of(*keys: str) -> list[int]:
        parts = [revenue.members(row, key) for key in keys]
        known: list[Codes] = [part for part in parts if part is not None]
        return sorted({int(one) for part in known for one in part})

    for key, parts in MONEY.items():
        found = behind_money(revenue, row, key)
        assert found is not None
        assert found.tolist() == of(*parts)
    assert behind_money(revenue, row, "control") is None


def test_a_list_of_counts_knows_nobody() -> None:
    analysis = analyse(
        counts_of([("2024-01-01", 100, 5, 3), ("2024-02-01", 102, 4, 6)], "2024-03-01"),
        Assumptions(),
    )
    assert analysis.movements is not None
    assert behind_rate(analysis.movements, 0, "opening_base") is None
    assert behind_rate(analysis.movements, 0, "retention") is None
