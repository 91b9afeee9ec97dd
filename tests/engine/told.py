"""A list that says a lot about its customers, made so that the answers are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from churn_desktop.core.book import Attributes, Book
from churn_desktop.core.calendar import NO_DAY, to_day
from churn_desktop.core.schema import Role
from tests.engine.books import Row, book_of

AS_OF = date(2024, 6, 30)
CUSTOMERS = 240
FIRST = date(2022, 1, 10)


def leaves(n: int) -> bool:
    """Every other customer on the basic plan leaves after a hundred days."""
    return bool(n % 3) and n % 2 == 1


def told_rows() -> list[Row]:
    rows = []
    for n in range(CUSTOMERS):
        start = FIRST + timedelta(days=3 * n)
        end = start + timedelta(days=100) if leaves(n) else None
        rows.append(Row(f"C{n:03}", start, end, 50 if n % 3 else 100))
    return rows


def told_book() -> Book:
    """Give 240 customers of whom 80 have left, all of them from the basic plan."""
    rows = told_rows()
    gone = np.array([leaves(n) for n in range(CUSTOMERS)])
    number = np.arange(CUSTOMERS)
    plan = np.where(number % 3, "Basic", "Pro").astype(object)
    reason = np.where(number % 4 == 1, "price", "service").astype(object)
    reason[~gone] = ""
    reason[11] = ""  # left without saying why
    scores = np.where(gone, 3.0, 9.0)
    scores[number % 10 == 0] = np.nan
    seen = [
        to_day(row.end - timedelta(days=45)) if row.end else to_day(AS_OF) - 5
        for row in rows
    ]
    active = np.array(seen, dtype=np.int32)
    active[1] = NO_DAY
    active[2] = to_day(AS_OF) - 60
    sales = np.where(gone, "Ann", "Bob").astype(object)
    sales[number % 5 == 0] = "Cem"
    region = np.array(["North", "South", "East", "West"], dtype=object)[number // 6 % 4]
    status = np.where(gone, "over", "runs").astype(object)
    attributes = Attributes(
        texts={Role.REASON: reason, Role.SALES_OWNER: sales, Role.PLAN: plan},
        numbers={Role.NPS: scores},
        days={Role.LAST_ACTIVITY: active},
        groups={
            "Plan": plan,
            "Seller": sales,
            "Region": region,
            "State": status,
            "Kind": np.full(CUSTOMERS, "same", dtype=object),
        },
    )
    return replace(book_of(rows, AS_OF), attributes=attributes)
