from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.cohort_ages import by_age, compare_cohorts, judged_age
from churn_desktop.engine.cohorts import Cohorts, follow_cohorts
from churn_desktop.engine.intervals import control_limits, wilson
from tests.engine.books import Row, book_of


def cohorts_of(rows: list[Row], as_of: str) -> Cohorts:
    found = follow_cohorts(book_of(rows, as_of), Assumptions())
    assert found is not None
    return found


def months(*stays: tuple[int, int, int]) -> list[Row]:
    """So many customers come in a month; so many of them leave two weeks later."""
    rows = []
    for month, customers, left in stays:
        for n in range(customers):
            end = f"2024-{month:02}-24" if n < left else None
            rows.append(Row(f"{month}-{n}", f"2024-{month:02}-10", end))
    return rows


def test_all_cohorts_are_added_up_at_each_age() -> None:
    cohorts = cohorts_of(months((1, 10, 2), (2, 20, 10), (4, 5, 0)), "2024-04-15")
    ages = by_age(cohorts)
    assert ages["age"].tolist() == [0, 1, 2, 3]
    assert ages["customers"].tolist() == [35, 30, 30, 10]
    assert ages["there"].tolist() == [35, 18, 18, 8]
    np.testing.assert_allclose(ages["share"], cohorts.mean)
    low, high = wilson(18, 30)
    assert ages["low"][1] == pytest.approx(low)
    assert ages["high"][1] == pytest.approx(high)


def test_an_age_is_judged_when_half_of_the_cohorts_have_reached_it() -> None:
    cohorts = cohorts_of(
        months((1, 5, 0), (2, 5, 0), (3, 5, 0), (4, 5, 0), (5, 5, 0)), "2024-06-15"
    )
    assert judged_age(cohorts, (1, 3, 6, 12)) == 3
    assert judged_age(cohorts, (12, 1)) == 1
    assert judged_age(cohorts, (24,)) is None
    assert judged_age(cohorts, (4,)) is None  # only two of five


def test_two_cohorts_are_too_few() -> None:
    cohorts = cohorts_of(months((1, 5, 0), (2, 5, 0)), "2024-05-15")
    assert judged_age(cohorts, (1,)) is None


@pytest.mark.parametrize("usually_left", [4, 36])
def test_an_unusual_cohort_is_found(usually_left: int) -> None:
    others = [(month, 40, usually_left) for month in (1, 2, 3, 4, 5)]
    odd = (6, 40, 40 - usually_left)
    cohorts = cohorts_of(months(*others, odd), "2024-08-15")
    found = compare_cohorts(cohorts, 1)
    assert found.index.tolist() == [0, 1, 2, 3, 4, 5]
    assert found.index[found["outside"]].tolist() == [5]
    assert found["share"][5] == pytest.approx(usually_left / 40)
    assert ((found["low"] <= found["mean"]) & (found["mean"] <= found["high"])).all()


def test_limits_are_those_of_the_rarer_outcome() -> None:
    cohorts = cohorts_of(months((1, 10, 1), (2, 10, 1), (3, 10, 1)), "2024-05-15")
    found = compare_cohorts(cohorts, 1)
    left = control_limits([1, 1, 1], [10, 10, 10])
    np.testing.assert_allclose(found["low"], 1 - left["high"])
    np.testing.assert_allclose(found["high"], 1 - left["low"])


def test_periods_without_customers_are_no_cohorts() -> None:
    cohorts = cohorts_of(months((1, 5, 0), (3, 5, 0), (4, 5, 0)), "2024-06-15")
    assert cohorts.size.tolist() == [5, 0, 5, 5, 0, 0]
    assert compare_cohorts(cohorts, 1).index.tolist() == [0, 2, 3]
    assert judged_age(cohorts, (1, 3)) == 1


def test_ages_count_periods() -> None:
    book = book_of(months((1, 5, 0), (2, 5, 0)), "2024-12-15")
    found = follow_cohorts(book, Assumptions(period=PeriodLength.QUARTER))
    assert found is not None
    assert by_age(found)["customers"].tolist() == [10, 10, 10, 10]
