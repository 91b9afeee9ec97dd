from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.engine.comparisons import two_shares
from churn_desktop.engine.exposure import look_back, whole_list
from churn_desktop.engine.groups import Groups
from churn_desktop.engine.intervals import wilson
from churn_desktop.engine.movements import count_movements
from churn_desktop.engine.revenue import measure_revenue
from churn_desktop.engine.segments import (
    compare_segments,
    judge_together,
    repeats_outcome,
)
from churn_desktop.engine.survival import kaplan_meier
from tests.engine.books import snapshot_of

COLUMNS = (
    "Contract",
    "InternetService",
    "PaymentMethod",
    "gender",
    "SeniorCitizen",
    "PaperlessBilling",
)


@pytest.fixture
def telco(
    reference_data: Callable[[str], Path],
) -> tuple[Book, dict[str, np.ndarray], dict]:
    source = reference_data("telco/WA_Fn-UseC_-Telco-Customer-Churn.csv")
    with source.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    book = snapshot_of(
        [float(row["tenure"]) for row in rows], [row["Churn"] == "Yes" for row in rows]
    )
    amounts = np.array([float(row["MonthlyCharges"]) for row in rows])
    book = replace(book, amounts=amounts, has_amounts=True)
    columns = {
        name: np.array([row[name] for row in rows], dtype=object) for name in COLUMNS
    }
    expected = json.loads(reference_data("reference/telco.json").read_text("utf-8"))
    return book, columns, expected


@pytest.mark.parametrize("column", COLUMNS)
def test_telco_by_each_column(telco: tuple, column: str) -> None:
    book, columns, expected = telco
    segments = compare_segments(book, columns[column], whole_list(book))
    frame = segments.frame.set_index("label")
    groups = expected[f"by_{column}"]
    assert set(frame.index) == set(groups)
    for label, figures in groups.items():
        row = frame.loc[label]
        assert row.customers == row.opening == figures["n"]
        assert row.lost == figures["churned"]
        assert row.churn == pytest.approx(figures["rate"])
        assert row.mrr_lost == pytest.approx(figures["lost_monthly"])
        assert (row.churn_low, row.churn_high) == pytest.approx(
            tuple(float(each) for each in wilson(figures["churned"], figures["n"]))
        )
    assert (segments.total.count, segments.total.total) == (1869, 7043)
    assert [segments.total.low, segments.total.high] == pytest.approx(
        expected["overall"]["wilson95"]
    )
    # Women and men leave alike; every other split makes a difference.
    assert segments.differs == (column != "gender")


def test_telco_survival_and_log_rank(telco: tuple) -> None:
    book, columns, expected = telco
    exposure = whole_list(book)
    segments = compare_segments(book, columns["Contract"], exposure)
    for row in segments.frame.itertuples():
        at_twelve = expected["km_by_contract"][row.label]["S12"]
        assert row.survival == pytest.approx(at_twelve["S"])
        limits = [row.survival_low, row.survival_high]
        if row.survival < 1:
            assert limits == pytest.approx(at_twelve["ci_loglog95"])
        else:
            # The reference prints 1 to 1 where nobody has left yet.
            assert np.isnan(limits).all()
    for column, name in (
        ("gender", "gender"),
        ("Contract", "contract_3groups"),
        ("InternetService", "internet_3groups"),
    ):
        tested = compare_segments(book, columns[column], exposure).log_rank
        assert tested.statistic == pytest.approx(expected["logrank"][name]["chi2"])
        assert tested.p == pytest.approx(expected["logrank"][name]["p"])


def test_complaints_of_a_shop(reference_data: Callable[[str], Path]) -> None:
    expected = json.loads(
        reference_data("reference/ecommerce_5630.json").read_text("utf-8")
    )
    sheet = pd.read_excel(
        reference_data("snapshot/E Commerce Dataset.xlsx"),
        sheet_name=1,
        engine="openpyxl",
    )
    book = snapshot_of(sheet.Tenure.tolist(), (sheet.Churn == 1).tolist())
    exposure = whole_list(book)
    complained = sheet.Complain.astype(int).astype(str).to_numpy(dtype=object)
    segments = compare_segments(book, complained, exposure)
    assert segments.total.count == expected["churned"]
    assert [segments.total.low, segments.total.high] == pytest.approx(
        expected["wilson95"]
    )
    for row in segments.frame.itertuples():
        figures = expected["complain"][row.label]
        assert (row.opening, row.lost) == (figures["count"], figures["sum"])
        assert row.marked
    for column, sizes in expected["label_variants"].items():
        values = sheet[column].to_numpy(dtype=object)
        frame = compare_segments(book, values, exposure).frame
        assert dict(zip(frame.label, frame.customers, strict=True)) == sizes


def test_groups_add_up_to_the_movements(golden: Book) -> None:
    assumptions = Assumptions()
    movements = count_movements(golden, assumptions)
    revenue = measure_revenue(golden, assumptions)
    assert movements is not None
    march = range(len(movements.periods))[-1:]
    kind = np.array([name.rstrip("0123456789") for name in golden.ids], dtype=object)
    segments = compare_segments(
        golden, kind, look_back(movements, march, revenue), fewest=10
    )
    frame = segments.frame
    assert frame.label.tolist() == ["STAY", "NEW", "LOST", None]
    assert segments.groups.pooled == ("UP", "DOWN", "BRIEF", "BACK")
    assert frame.opening.tolist() == [80, 0, 10, 10]
    assert frame.lost.tolist() == [0, 0, 10, 0]
    assert frame.mrr_lost.tolist() == [0, 0, 800, 0]
    assert frame.churn.tolist() == pytest.approx([0, np.nan, 1, 0], nan_ok=True)
    assert frame.rest.tolist() == pytest.approx([0.5, 0.1, 0, 10 / 90])
    assert frame.marked.tolist() == [True, False, True, False]
    # The small groups have nothing in common, and new customers were not at risk.
    assert np.isnan(frame.p.iloc[[1, 3]]).all()
    assert (segments.total.count, segments.total.total) == (10, 100)


def test_each_group_is_tested_against_the_rest() -> None:
    ended = [True] * 5 + [False] * 35 + [True] * 25 + [False] * 15 + [True, False] * 20
    book = snapshot_of([float(n % 24 + 1) for n in range(120)], ended)
    plan = np.array(["Pro"] * 40 + ["Basic"] * 40 + [""] * 40, dtype=object)
    segments = compare_segments(book, plan, whole_list(book))
    frame = segments.frame
    assert frame.label.tolist() == ["Pro", "Basic", ""]
    assert frame.p.tolist() == pytest.approx(
        [two_shares(x, 40, 50 - x, 80)[0] for x in (5, 25, 20)]
    )
    assert frame.marked.tolist() == [True, True, False]
    assert frame.mrr_lost.isna().all()
    # Those without a plan are a group of the table but not of the test.
    assert segments.log_rank.df == 1
    for row, label in enumerate(segments.groups.labels):
        own = plan == label
        curve = kaplan_meier(book.durations.length[own], book.durations.ended[own])
        assert frame.survival[row] == pytest.approx(curve.at(12))


def test_stays_not_seen_from_their_start_are_not_compared() -> None:
    book = snapshot_of([9, 14, 20, 30] * 10, [True, False] * 20, entry=[6.0] * 40)
    plan = np.array(["Pro", "Basic"] * 20, dtype=object)
    segments = compare_segments(book, Groups.of(plan), whole_list(book))
    assert np.isnan(segments.log_rank.p)
    assert segments.frame.survival.notna().all()


def test_rows_without_a_tenure_count_but_not_for_survival() -> None:
    book = snapshot_of([5.0, 20, np.nan, 20] * 10, [True, False] * 20)
    plan = np.array(["Pro"] * 40, dtype=object)
    segments = compare_segments(book, plan, whole_list(book))
    assert segments.frame.lost.tolist() == [20]
    assert segments.frame.survival.tolist() == pytest.approx([2 / 3])


def test_a_column_of_nobody() -> None:
    book = snapshot_of([], [])
    segments = compare_segments(book, np.empty(0, dtype=object), whole_list(book))
    assert not len(segments.frame)
    assert not segments.differs
    assert np.isnan(segments.total.share)


def test_a_column_that_repeats_who_left_is_recognised() -> None:
    left = np.arange(60) < 25
    status = np.where(left, "cancelled", "runs").astype(object)
    status[:3] = "refunded"
    assert repeats_outcome(Groups.of(status), left, ~left)
    mixed = status.copy()
    mixed[0] = "runs"
    assert not repeats_outcome(Groups.of(mixed), left, ~left)


def test_among_few_a_perfect_split_may_be_chance() -> None:
    left = np.arange(60) < 19
    status = np.where(left, "cancelled", "runs").astype(object)
    assert not repeats_outcome(Groups.of(status), left, ~left)


def test_a_reason_only_those_who_left_have_repeats_who_left() -> None:
    left = np.arange(60) < 25
    reason = np.where(left, "price", "").astype(object)
    assert repeats_outcome(Groups.of(reason), left, ~left)


def test_columns_are_judged_together() -> None:
    # Among 200 customers whose plan tells nothing by more than luck, one column of many
    # differs on its own; with nineteen others beside it, it does not any more.
    left = np.arange(200) < 40
    book = snapshot_of([5.0] * 200, left.tolist())
    split = np.zeros(200, dtype=bool)
    split[:27] = split[40:120] = True
    odd = np.where(split, "a", "b").astype(object)
    fair = np.where(np.arange(200) % 2 == 0, "a", "b").astype(object)
    exposure = whole_list(book)
    alone = compare_segments(book, odd, exposure)
    assert alone.differs
    columns = {"odd": alone} | {
        f"fair {at}": compare_segments(book, fair, exposure) for at in range(19)
    }
    judged = judge_together(columns)
    assert list(judged) == list(columns)
    assert not any(found.differs for found in judged.values())
    # Of 40 tests the smallest two are the same: 40 / 2 times as large.
    expected = alone.frame["p"][0] * 40 / 2
    assert judged["odd"].frame["adjusted"].tolist() == pytest.approx([expected] * 2)
    assert alone.differs
    assert judge_together({}) == {}
