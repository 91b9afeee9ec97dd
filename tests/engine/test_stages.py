from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from churn_desktop.core.schema import TimeUnit
from churn_desktop.engine.departures import find_departures
from churn_desktop.engine.stages import months_lived, months_seen, stage_table
from tests.engine import oracle
from tests.engine.books import Row, book_of, snapshot_of
from tests.engine.strategies import AS_OF, rows


def test_telco(reference_data: Callable[[str], Path]) -> None:
    telco = reference_data("telco/WA_Fn-UseC_-Telco-Customer-Churn.csv")
    with telco.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    book = snapshot_of(
        [float(line["tenure"]) for line in lines],
        [line["Churn"] == "Yes" for line in lines],
    )
    stages = stage_table(*months_lived(book)).frame
    assert stages.losses.tolist() == [597, 440, 832]
    assert stages.customers.tolist() == [1062, 1124, 4857]
    assert stages.customer_months.tolist() == [19_632, 48_995, 159_363]
    assert stages.risk["early"] == pytest.approx(0.0863, abs=5e-5)
    assert stages.risk["mid"] == pytest.approx(0.0772, abs=5e-5)
    assert stages.risk["late"] == pytest.approx(1 - 0.78873640 / 0.84319955)
    assert stages.naive_share.tolist() == pytest.approx([0.562, 0.391, 0.171], abs=5e-4)
    assert stages.share_of_losses.tolist() == pytest.approx(
        [597 / 1869, 440 / 1869, 832 / 1869]
    )
    assert stages.hazard_per_month["early"] == pytest.approx(597 / 19_632)


def test_the_ends_of_stages_belong_to_them_and_can_be_moved() -> None:
    months = np.array([3.0, 3.5, 12, 12.5, 40])
    ended = np.ones(5, dtype=bool)
    assert stage_table(months, ended).frame.losses.tolist() == [1, 2, 2]
    moved = stage_table(months, ended, early_months=6, mid_months=40).frame
    assert moved.losses.tolist() == [2, 3, 0]
    assert moved.to_month.tolist() == [6, 40, np.inf]


def test_risk_has_limits_around_it() -> None:
    random = np.random.default_rng(2)
    months = random.exponential(15, 400)
    stages = stage_table(months, random.random(400) < 0.6).frame
    assert (stages.risk_low < stages.risk).all()
    assert (stages.risk < stages.risk_high).all()


def test_what_the_list_is_too_young_for_is_not_defined() -> None:
    stages = stage_table(np.array([1.0, 2, 5]), np.array([True, False, False])).frame
    assert stages.risk.isna().tolist() == [False, True, True]
    assert stages.naive_share.isna().tolist() == [False, False, True]
    assert stages.hazard_per_month.isna().tolist() == [False, False, True]


def test_early_losses_nobody_could_see_are_unknown_and_not_nothing() -> None:
    book = snapshot_of([2, 5, 14, 30], [True, True, True, False], entry=[2, 2, 2, 2])
    stages = stage_table(*months_lived(book)).frame
    assert np.isnan(stages.risk["early"])
    assert stages.risk["mid"] == pytest.approx(1 / 3)
    assert stages.share_of_losses.isna().all()
    assert stages.customer_months["early"] == 3


def test_nobody_left() -> None:
    stages = stage_table(np.array([30.0]), np.array([False])).frame
    assert stages.share_of_losses.isna().all()
    assert stages.risk.tolist() == [0, 0, 0]


def test_months_of_dates_are_counted_by_calendar() -> None:
    book = book_of(
        [
            Row("EXACT", "2024-01-31", "2024-04-30"),
            Row("BRIEF", "2024-02-10", "2024-02-10"),
            Row("OPEN", "2024-01-30"),
            Row("LATER", "2024-02-29", "2024-06-01"),
            Row("FUTURE", "2024-05-01"),
        ],
        as_of="2024-04-30",
    )
    lived = months_lived(book)
    half_a_day = TimeUnit.DAYS.in_months / 2
    assert lived.months.tolist() == [3, half_a_day, 3, 2 + 1 / 30, 0]
    assert lived.ended.tolist() == [True, True, False, False, False]
    assert not lived.entry.any()


@pytest.mark.parametrize("unit", TimeUnit)
def test_months_of_other_units(unit: TimeUnit) -> None:
    lived = months_lived(snapshot_of([0, 6], [True, False], unit, entry=[0, 2]))
    month = unit.in_months
    assert lived.months.tolist() == [month / 2, 6 * month]
    assert lived.entry.tolist() == [0, 2 * month]


@given(rows=rows(), as_of=AS_OF)
def test_months_and_stages_agree_with_looking_at_each_stay(
    rows: list[Row], as_of: date
) -> None:
    book = book_of(rows, as_of)
    lived = months_lived(book)
    expected = []
    stays = oracle.stays_of(rows)
    for customer in book.ids:
        for stay in stays[customer]:
            ended = stay.end <= as_of
            end = max(min(stay.end, as_of), stay.start)
            months = oracle.months_between(stay.start, end)
            if ended and not months:
                months = TimeUnit.DAYS.in_months / 2
            expected.append((months, ended))
    assert lived.months.tolist() == pytest.approx([months for months, _ in expected])
    assert lived.ended.tolist() == [ended for _, ended in expected]

    frame = stage_table(*lived, early_months=2, mid_months=5).frame
    for stage, (low, high) in zip(frame.index, ((0, 2), (2, 5), (5, 1e9)), strict=True):
        inside = [
            ended
            for months, ended in expected
            if months <= high and (months > low or not low)
        ]
        assert frame.customers[stage] == len(inside)
        assert frame.losses[stage] == sum(inside)
        months = sum(max(min(m, high) - low, 0) for m, _ in expected)
        assert frame.customer_months[stage] == pytest.approx(months)


def test_stays_whose_beginning_is_not_known_are_left_out() -> None:
    rows = [Row("BEFORE", "2024-01-01", "2024-04-01"), Row("A", "2024-02-01")]
    book = book_of(rows, as_of="2024-04-01")
    length = np.where(book.stays.start == book.stays.start.min(), np.nan, 60.0)
    book = replace(book, durations=replace(book.durations, length=length))
    lived = months_lived(book)
    assert lived.months.tolist() == [2]
    assert lived.ended.tolist() == [False]
    gone = find_departures(book)
    assert len(gone) == 1
    assert np.isnan(gone.months).all()


def test_stays_could_be_seen_up_to_the_as_of_date() -> None:
    rows = [
        Row("Ann", "2023-01-01", "2023-02-01", 5),
        Row("Bob", "2024-01-31", None, 5),
    ]
    seen = months_seen(book_of(rows, "2024-03-31"))
    assert seen is not None
    assert seen.tolist() == pytest.approx([15, 2], abs=0.1)
    assert months_seen(snapshot_of([1], [True])) is None
