from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.engine.evaluation import work_out_one
from churn_desktop.engine.spend import (
    GROWTH,
    from_existing,
    ratio_of_sums,
    spend_by_tenure,
)
from tests.engine.books import Row, book_of, day, names
from tests.engine.shop import shop_of

AS_OF = "2024-06-30"


def test_a_ratio_needs_something_to_divide_by() -> None:
    assert math.isnan(ratio_of_sums(np.empty(0), np.empty(0)).value)
    one = ratio_of_sums(np.array([3.0]), np.array([2.0]))
    assert one.value == 1.5
    assert math.isnan(one.low)


def test_a_ratio_is_as_sure_as_its_customers_agree() -> None:
    whole = np.array([10.0, 20, 30, 40])
    same = ratio_of_sums(1.5 * whole, whole)
    assert same == pytest.approx((1.5, 1.5, 1.5))
    mixed = ratio_of_sums(np.array([0.0, 20, 0, 130]), whole)
    assert mixed.low < 0.5
    assert mixed.high > 2.5


def test_revenue_from_those_who_were_customers_before() -> None:
    book = book_of(
        [
            Row("OLD", "2022-01-01", None, 100),
            Row("LEFT", "2022-01-01", "2023-12-31", 100),
            Row("NEW", "2024-01-01", None, 50),
            Row("LONG_GONE", "2021-01-01", "2022-01-01", 999),
        ],
        AS_OF,
    )
    found = from_existing(book)
    assert found is not None
    assert found.n == 3
    left = 1200 * 183 / 366
    new = 600 * 182 / 366
    assert found.share.value == pytest.approx((1200 + left) / (1200 + left + new))
    assert 0 <= found.share.low < found.share.value < found.share.high == 1


def test_a_young_list_has_no_existing_customers() -> None:
    book = book_of([Row("C", "2023-07-01", None, 100)], AS_OF)
    assert from_existing(book) is None
    assert from_existing(book_of([Row("C", "2020-07-01")], AS_OF)) is None


def test_spend_by_tenure_of_contracts() -> None:
    book = book_of(
        [
            # 100 a month at first, 150 in the third year.
            Row("GROWS", "2021-01-01", "2023-01-01", 100),
            Row("GROWS", "2023-01-01", None, 150),
            Row("SAME", "2021-06-01", None, 200),
            Row("LEFT", "2021-01-01", "2021-10-01", 300),
            Row("YOUNG", "2023-01-01", None, 500),
            # Gone in the first months, back in the third year.
            Row("BROKEN", "2021-01-01", "2021-04-01", 70),
            Row("BROKEN", "2023-01-01", None, 70),
        ],
        AS_OF,
    )
    found = spend_by_tenure(book)
    assert found is not None
    assert names(book, found.customers) == {"GROWS", "SAME"}
    assert found.early == pytest.approx(600 + 1200)
    assert found.late == pytest.approx(900 + 1200)
    assert found.ratio.value == pytest.approx(2100 / 1800)
    growth = work_out_one({"g": GROWTH}, {"early": found.early, "late": found.late})
    assert growth["g"] == pytest.approx(300 / 1800)
    frame = found.frame
    assert frame.from_month.tolist() == [1, 7, 13, 19, 25, 31, 37]
    assert frame.customers.tolist() == [5, 4, 3, 2, 3, 3, 3]
    # Of the half year's 181 days one was there for 90, later another for 92 of 184.
    part, later = 6 * 90 / 181, 6 * 92 / 184
    assert frame.customer_months.tolist()[:2] == pytest.approx([24 + part, 18 + later])
    first = 600 + 1200 + 1800 + 3000 + 70 * part
    assert frame.per_month[0] == pytest.approx(first / (24 + part))


def test_a_young_list_cannot_compare() -> None:
    book = book_of([Row("C", "2022-01-01", None, 100)], AS_OF)
    found = spend_by_tenure(book)
    assert found is not None
    assert len(found.customers) == 0
    assert math.isnan(found.ratio.value)
    assert found.frame.to_month.iloc[-1] == 30
    assert spend_by_tenure(book_of([Row("C", "2022-01-01")], AS_OF)) is None


def test_a_customer_to_come_has_no_months() -> None:
    book = book_of([Row("C", "2024-09-01", None, 100)], AS_OF)
    found = spend_by_tenure(book)
    assert found is not None
    assert found.frame.customers.tolist() == [0]
    assert math.isnan(found.frame.per_month[0])


def test_spend_by_tenure_of_purchases() -> None:
    months = [f"{2021 + at // 12}-{at % 12 + 1:02}-05" for at in range(40)]
    orders = [
        ("A", month, 10.0 if at < 30 else 15.0) for at, month in enumerate(months)
    ]
    orders += [("B", "2022-01-05", 8.0)]
    book, _ = shop_of(orders, "2024-04-30", lapse_days=40)
    found = spend_by_tenure(book)
    assert found is not None
    assert names(book, found.customers) == {"A"}
    assert (found.early, found.late) == (60, 90)
    assert found.frame.customers[0] == 2
    assert found.frame.revenue[0] == 68


def test_customers_without_a_stay_do_not_count() -> None:
    book = book_of([Row("A", "2021-01-01", None, 10), Row("B", "2021-01-01")], AS_OF)
    stays = book.stays
    only = replace(
        stays,
        customer=stays.customer[:1],
        start=stays.start[:1],
        end=stays.end[:1],
        number=stays.number[:1],
    )
    found = spend_by_tenure(replace(book, stays=only))
    assert found is not None
    assert found.frame.customers[0] == 1
    assert day("2021-01-01") == only.start[0]
