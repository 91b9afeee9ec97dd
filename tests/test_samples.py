"""The sample lists are what their generator writes, and tell what they should."""

from __future__ import annotations

import csv
import math
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from churn_desktop.core.issues import IssueCode
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Shape
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.intervals import control_limits
from churn_desktop.importing.importer import Understanding, open_list, understand

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "resources/samples"
WORKBOOKS = ("subscriptions_en.xlsx", "subscriptions_zh.xlsx")
ID, NAME, PLAN, INDUSTRY, SALES_OWNER, START, END = 0, 1, 2, 3, 5, 7, 8
CONTACT = 15
DAY_AFTER = datetime(2025, 7, 1)
TODAY = DAY_AFTER.date()

Row = tuple[Any, ...]


def cells(path: Path) -> dict[str, list[Row]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {"": [tuple(row) for row in csv.reader(file)]}
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.values) for sheet in book.worksheets}


def opened(file: str) -> Understanding:
    return understand(open_list(SAMPLES / file, today=TODAY), today=TODAY)


def contracts(file: str) -> list[Row]:
    return next(iter(cells(SAMPLES / file).values()))[1:]


def with_days(rows: list[Row]) -> Iterator[tuple[Row, int, bool]]:
    """Give each believable contract its length in days and whether it ended.

    A contract that ends on the day the customer's next one starts is a change of plan.
    """
    starts = {(row[ID], row[START]) for row in rows}
    for row in rows:
        end = row[END]
        if (row[ID], end) in starts:
            continue
        if end is None:
            yield row, (DAY_AFTER - row[START]).days, False
        elif isinstance(end, datetime) and end >= row[START]:
            yield row, (end - row[START]).days, True


def share(rows: list[tuple[Row, int, bool]], low: int, high: int) -> float:
    """Return the share of those still there after `low` days who left by `high`."""
    there = [item for item in rows if item[1] > low and (item[2] or item[1] > high)]
    return sum(left and days <= high for _row, days, left in there) / len(there)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run(
        [sys.executable, ROOT / "packaging/samples/make_samples.py", folder], check=True
    )
    return folder


def test_the_generator_writes_the_files_that_are_shipped(fresh: Path) -> None:
    names = sorted(path.name for path in fresh.iterdir())
    assert names == sorted(path.name for path in SAMPLES.iterdir())
    for name in names:
        assert cells(fresh / name) == cells(SAMPLES / name), name


@pytest.mark.parametrize("file", WORKBOOKS)
def test_about_600_customers_over_30_months(file: str) -> None:
    rows = contracts(file)
    starts = [day for row in rows for day in row[START:END] if isinstance(day, date)]
    assert len({row[ID] for row in rows}) == 600
    assert len(rows) > 600  # some came back, some changed their plan
    assert datetime(2023, 1, 1) <= min(starts) < datetime(2023, 2, 1)
    assert datetime(2025, 6, 1) <= max(starts) < DAY_AFTER


@pytest.mark.parametrize("file", WORKBOOKS)
def test_the_last_day_of_the_list_ends_a_quarter(file: str) -> None:
    days = [cell for row in contracts(file) for cell in row if isinstance(cell, date)]
    assert max(days) == datetime(2025, 6, 30)


@pytest.mark.parametrize(
    ("file", "bad_month"),
    [(WORKBOOKS[0], datetime(2025, 5, 1)), (WORKBOOKS[1], datetime(2024, 11, 1))],
)
def test_one_month_alone_was_unusual(file: str, bad_month: datetime) -> None:
    rows = contracts(file)
    counts = {}
    for number in range(2023 * 12 + 6, 2025 * 12 + 6):
        month, following = first_of_month(number), first_of_month(number + 1)
        here = [r for r in rows if r[START] < month and not ended(r, before=month)]
        counts[month] = (sum(ended(r, before=following) for r in here), len(here))

    mean = sum(left for left, _ in counts.values()) / sum(n for _, n in counts.values())
    unusual = [
        month
        for month, (left, n) in counts.items()
        if left / n > mean + 3 * math.sqrt(mean * (1 - mean) / n)
    ]
    assert unusual == [bad_month]


def first_of_month(number: int) -> datetime:
    return datetime(number // 12, number % 12 + 1, 1)


def ended(row: Row, *, before: datetime) -> bool:
    return isinstance(row[END], datetime) and row[END] < before


@pytest.mark.parametrize(
    ("file", "industry"), [(WORKBOOKS[0], "Restaurants"), (WORKBOOKS[1], "餐饮")]
)
def test_one_industry_leaves_early(file: str, industry: str) -> None:
    rows = list(with_days(contracts(file)))
    early = share([item for item in rows if item[0][INDUSTRY] == industry], 0, 90)
    others = share([item for item in rows if item[0][INDUSTRY] != industry], 0, 90)
    assert early > 3 * others


@pytest.mark.parametrize(
    ("file", "owner"), [(WORKBOOKS[0], "C. Cedar"), (WORKBOOKS[1], "李经理")]
)
def test_one_owner_loses_customers_after_the_hold_back(file: str, owner: str) -> None:
    rows = list(with_days(contracts(file)))
    own = [item for item in rows if item[0][SALES_OWNER] == owner]
    others = [item for item in rows if item[0][SALES_OWNER] != owner]
    assert share(own, 0, 90) < 1.2 * share(others, 0, 90)
    assert share(own, 90, 135) > 3 * share(others, 90, 135)


@pytest.mark.parametrize("file", WORKBOOKS)
def test_a_few_rows_are_wrong_on_purpose(file: str) -> None:
    rows = contracts(file)
    ends = [(row[START], row[END]) for row in rows if row[END] is not None]
    texts = [end for _start, end in ends if isinstance(end, str)]
    backwards = [pair for pair in ends if not isinstance(pair[1], str)]
    spaced = [r for r in rows if any(r[c] != r[c].strip() for c in (NAME, PLAN))]
    assert len(texts) == 2
    assert sum(end < start for start, end in backwards) == 2
    assert len(spaced) == 5


@pytest.mark.parametrize("file", WORKBOOKS)
def test_nobody_can_be_reached(file: str) -> None:
    contacts = [row[CONTACT] for row in contracts(file)]
    assert all(c.endswith("@example.com") or c.startswith("000-") for c in contacts)


def test_the_snapshot_has_no_dates() -> None:
    ((_headings, *rows),) = cells(SAMPLES / "snapshot_en.csv").values()
    assert len(rows) == 800
    assert {row[5] for row in rows} == {"Yes", "No"}
    assert all(row[6] == "" for row in rows if row[5] == "No")
    assert all(1 <= int(row[3]) <= 60 for row in rows)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_shop_has_buyers_with_a_rhythm(language: str) -> None:
    read = opened(f"shop_{language}.csv")
    assert read.book.shape == Shape.PURCHASES
    analysis = analyse(read.book, Assumptions())
    cycle = analysis.cycle
    assert cycle is not None
    assert (cycle.median_gap_days, cycle.threshold_days) == (30, 90)
    assert 0.3 < cycle.one_time / cycle.customers < 0.5
    assert {issue.code for issue in read.issues} == {IssueCode.NOT_A_PURCHASE}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_numbers_by_month_have_one_bad_month(language: str) -> None:
    read = opened(f"counts_{language}.csv")
    assert read.book.shape == Shape.COUNTS
    analysis = analyse(read.book, Assumptions())
    assert analysis.movements is not None
    assert len(analysis.movements.periods) == 24
    frame = analysis.movements.frame
    outside = control_limits(frame["lost"], frame["opening"]).outside
    assert outside.to_numpy().nonzero()[0].tolist() == [16]
