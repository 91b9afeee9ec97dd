from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from churn_desktop.core.book import Attributes
from churn_desktop.core.schema import Role
from churn_desktop.engine.plans import ANNUAL, BETWEEN, MONTHLY, compare_plans
from tests.engine.books import Row, book_of, snapshot_of
from tests.engine.shop import saying

AS_OF = "2024-12-31"


def test_telco_by_contract(reference_data: Callable[[str], Path]) -> None:
    telco = reference_data("telco/WA_Fn-UseC_-Telco-Customer-Churn.csv")
    with telco.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    book = snapshot_of(
        [float(line["tenure"]) for line in lines],
        [line["Churn"] == "Yes" for line in lines],
    )
    contract = np.array([line["Contract"] for line in lines], dtype=object)
    book = replace(book, attributes=Attributes({Role.BILLING_TERM: contract}))
    plans = compare_plans(book)
    assert plans is not None
    assert list(plans.curves) == ["Month-to-month", "Two year", "One year"]
    assert plans.curves["Month-to-month"].median == 35
    assert plans.curves["Month-to-month"].ended == 1655
    assert plans.curves["One year"].n == 1473
    assert plans.test.df == 2
    assert plans.test.p < 1e-100
    assert plans.unknown == 0


def test_a_stay_belongs_to_the_plan_it_began_with() -> None:
    book = book_of(
        [
            Row("STEPS_UP", "2023-01-01", "2023-06-01", 1, 1),
            Row("STEPS_UP", "2023-06-01", None, 1, 12),
            Row("MONTHLY", "2023-01-01", "2023-04-01", 1, 1),
            Row("ANNUAL", "2023-01-01", "2024-01-01", 1, 12),
            Row("QUARTER", "2023-01-01", None, 1, 3),
            Row("BLANK", "2023-01-01", None, 1),
            Row("BACK", "2022-01-01", "2022-03-01", 1, 1),
            Row("BACK", "2023-01-01", None, 1, 24),
        ],
        AS_OF,
    )
    plans = compare_plans(book)
    assert plans is not None
    assert list(plans.curves) == [MONTHLY, BETWEEN, ANNUAL]
    assert [curve.n for curve in plans.curves.values()] == [3, 1, 2]
    assert plans.curves[MONTHLY].ended == 2
    assert plans.curves[MONTHLY].at(12) == pytest.approx(1 / 3)
    assert plans.unknown == 1
    assert plans.test.df == 2


def test_one_plan_cannot_be_compared() -> None:
    assert compare_plans(book_of([Row("C", "2023-01-01", None, 1, 12)], AS_OF)) is None
    assert compare_plans(book_of([], AS_OF)) is None
    rows = snapshot_of([1.0, 2.0], [True, False])
    assert compare_plans(rows) is None


def test_blank_terms_of_a_list_without_dates_are_no_plan() -> None:
    book = saying(
        snapshot_of([1.0, 2, 3], [True, False, True]),
        billing_term={"C0": "year", "C1": "month"},
    )
    plans = compare_plans(book)
    assert plans is not None
    assert set(plans.curves) == {"year", "month"}
    assert plans.unknown == 1


def test_stays_whose_beginning_is_not_known_are_left_out() -> None:
    book = book_of(
        [
            Row("BEFORE", "2023-01-01", "2023-06-01", 1, 1),
            Row("MONTHLY", "2023-02-01", "2023-04-01", 1, 1),
            Row("ANNUAL", "2023-02-01", None, 1, 12),
        ],
        AS_OF,
    )
    length = np.where(book.stays.start == book.stays.start.min(), np.nan, 1.0)
    durations = replace(book.durations, length=length)
    plans = compare_plans(replace(book, durations=durations))
    assert plans is not None
    assert [curve.n for curve in plans.curves.values()] == [1, 1]
