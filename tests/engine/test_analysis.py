from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.progress import Cancelled
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength, TimeUnit
from churn_desktop.engine.analysis import analyse
from tests.engine.books import Row, book_of, golden_rows, snapshot_of


def test_a_list_with_dates_and_amounts_gives_everything(golden: Book) -> None:
    analysis = analyse(golden, Assumptions())
    assert analysis.movements is not None
    assert analysis.revenue is not None
    assert analysis.stages is not None
    assert analysis.headline == len(analysis.movements.periods) - 1
    assert (analysis.left.count, analysis.left.total) == (12, 120)
    assert analysis.survival.unit is TimeUnit.DAYS


def test_a_list_without_dates_gives_lifetimes_and_a_share_of_rows() -> None:
    analysis = analyse(snapshot_of([3, 8, 20], [True, False, True]), Assumptions())
    assert analysis.movements is None
    assert analysis.revenue is None
    assert analysis.headline is None
    assert analysis.stages is not None
    assert analysis.left.share == pytest.approx(2 / 3)
    assert analysis.survival.median == 20


def test_an_empty_list_gives_nothing(golden: Book) -> None:
    for book in (golden.only(np.zeros(120, dtype=bool)), snapshot_of([], [])):
        analysis = analyse(book, Assumptions())
        assert analysis.movements is None
        assert analysis.stages is None
        assert np.isnan(analysis.left.share)


def test_the_stages_are_those_assumed() -> None:
    book = snapshot_of([3, 8, 20], [True, False, True])
    stages = analyse(book, Assumptions(early_months=2, mid_months=6)).stages
    assert stages is not None
    assert stages.frame.losses.tolist() == [0, 1, 1]


def test_work_reports_where_it_is(golden: Book) -> None:
    told: list[tuple[int, int, str]] = []
    analyse(golden, Assumptions(), lambda *now: told.append(now))
    assert [each[0] for each in told] == [0, 1, 2, 3, 4]
    assert [each[2] for each in told if len(each) == 3] == [
        "movements",
        "revenue",
        "survival",
        "stages",
    ]


def test_work_can_be_cancelled(golden: Book) -> None:
    def stop(done: int, total: int, phase: str = "") -> None:
        if phase == "survival":
            raise Cancelled

    with pytest.raises(Cancelled):
        analyse(golden, Assumptions(), stop)


@pytest.mark.parametrize("length", PeriodLength)
def test_the_headline_is_a_complete_period(golden: Book, length: PeriodLength) -> None:
    analysis = analyse(golden, Assumptions(period=length))
    assert analysis.movements is not None
    if analysis.headline is None:
        assert length is PeriodLength.YEAR or not analysis.movements.periods
    else:
        assert analysis.movements.periods[analysis.headline].complete


def test_the_golden_book_is_the_golden_list(
    reference_data: Callable[[str], Path],
) -> None:
    with reference_data("golden_list.csv").open(encoding="utf-8") as file:
        lines = [
            Row(
                line["customer_id"],
                line["start_date"],
                line["end_date"] or None,
                int(line["monthly_fee"]),
            )
            for line in csv.DictReader(file)
        ]
    assert lines == golden_rows()


def test_real_subscriptions_with_several_rows_a_customer(
    reference_data: Callable[[str], Path],
) -> None:
    source = reference_data("subscriptions/Subscription Cohort Analysis Data.xlsx")
    sheet = pd.read_excel(source, engine="openpyxl")
    rows = [
        Row(
            str(line.customer_id),
            line.created_date.date(),
            None if pd.isna(line.canceled_date) else line.canceled_date.date(),
            float(line.subscription_cost),
        )
        for line in sheet.itertuples()
    ]
    as_of = date(2023, 9, 8)
    movements = analyse(book_of(rows, as_of), Assumptions()).movements
    assert movements is not None
    text = reference_data("reference/mavenflix.json").read_text("utf-8")
    expected = json.loads(text)
    for row, month in enumerate(expected["monthly"]):
        found = movements.frame.iloc[row]
        named = {
            "opening": month["opening"],
            "new": month["new_first_ever_in_month"],
            "closing": month["closing"],
            "lost": month["lost_from_opening"],
            "returned": month["of_which_returning"],
            "joined_and_left": month["new_and_gone_same_month"],
        }
        assert found[list(named)].to_dict() == named, month["month"]
    assert movements.balanced
