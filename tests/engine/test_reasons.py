from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from churn_desktop.core.book import Attributes, Book
from churn_desktop.core.schema import Role
from churn_desktop.engine.intervals import wilson
from churn_desktop.engine.reasons import Avoidable, count_reasons
from tests.engine.books import Row, book_of, names, snapshot_of


def with_texts(book: Book, **texts: list[str]) -> Book:
    values = {Role(key): np.array(each, dtype=object) for key, each in texts.items()}
    return replace(book, attributes=Attributes(texts=values))


@pytest.fixture
def book() -> Book:
    rows = [
        Row("A", "2023-01-01", "2023-02-01", 10),
        Row("B", "2023-01-01", "2023-07-01", 20),
        Row("C", "2022-01-01", "2023-07-01", None),
        Row("D", "2023-01-01", "2023-03-01", 40),
        Row("E", "2023-01-01", None, 50),
        Row("F", "2023-01-01", None, 60),
    ]
    return with_texts(
        book_of(rows, "2023-12-31"),
        reason=["price", "price", "service", "", "price", ""],
        sales_owner=["Ann", "Ben", "Ann", "Ann", "Ben", "Ben"],
    )


def test_reasons_are_counted_with_their_money_and_stage(book: Book) -> None:
    reasons = count_reasons(book, {"price": Avoidable.NO})
    assert reasons is not None
    frame = reasons.frame
    assert frame.reason.tolist() == ["price", "service", ""]
    assert frame.customers.tolist() == [2, 1, 1]
    assert frame.share.tolist() == [0.5, 0.25, 0.25]
    assert frame.share_low.tolist() == pytest.approx(wilson([2, 1, 1], 4)[0].tolist())
    assert frame.mrr_lost.tolist() == pytest.approx([30, np.nan, 40], nan_ok=True)
    assert frame.mrr_share.tolist() == pytest.approx([3 / 7, 0, 4 / 7])
    assert frame[["early", "mid", "late"]].to_numpy().tolist() == [
        [1, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
    ]
    assert frame.avoidable.tolist() == ["not_avoidable", "unknown", "unknown"]
    assert reasons.avoidable[Avoidable.NO].share == 0.5
    assert reasons.avoidable[Avoidable.YES].count == 0
    assert reasons.mrr_by_avoidable[Avoidable.NO] == 30
    assert reasons.mrr_by_avoidable[Avoidable.UNKNOWN] == 40
    assert reasons.without_amount == 1
    assert names(book, reasons.not_left) == {"E"}


def test_every_figure_has_its_customers(book: Book) -> None:
    reasons = count_reasons(book)
    assert reasons is not None
    assert names(book, reasons.members("price")) == {"A", "B"}
    assert names(book, reasons.members("price", "mid")) == {"B"}
    assert names(book, reasons.members("")) == {"D"}
    assert not len(reasons.members("weather"))
    with pytest.raises(ValueError, match="not in"):
        reasons.members("price", "elsewhere")


def test_reasons_by_owner(book: Book) -> None:
    reasons = count_reasons(book)
    assert reasons is not None
    table = reasons.by_owner(Role.SALES_OWNER, fewest=1)
    assert table is not None
    assert table.loc["Ann"].tolist() == [1, 1, 1]
    assert table.loc["Ben"].to_dict() == {"price": 1, "service": 0, "": 0}
    assert reasons.by_owner(Role.SERVICE_OWNER) is None


def test_bounds_of_the_stages_can_be_chosen(book: Book) -> None:
    reasons = count_reasons(book, None, early_months=6, mid_months=18)
    assert reasons is not None
    assert reasons.frame.early.tolist() == [2, 0, 1]
    assert reasons.frame.mid.tolist() == [0, 1, 0]


def test_nobody_left() -> None:
    book = with_texts(snapshot_of([3.0], [False]), reason=[""])
    reasons = count_reasons(book)
    assert reasons is not None
    assert not len(reasons.frame)
    assert np.isnan(reasons.avoidable[Avoidable.YES].share)
    assert not len(reasons.members(""))


def test_who_stayed_for_an_unknown_time_is_in_no_stage() -> None:
    book = with_texts(snapshot_of([np.nan, 4], [True, True]), reason=["a", "a"])
    reasons = count_reasons(book)
    assert reasons is not None
    assert reasons.frame.customers.tolist() == [2]
    assert reasons.frame[["early", "mid", "late"]].to_numpy().tolist() == [[0, 1, 0]]
    assert reasons.members("a", "late").tolist() == []


def test_without_a_column_there_are_no_reasons() -> None:
    assert count_reasons(snapshot_of([3.0], [True])) is None


def test_without_amounts_no_money_is_lost() -> None:
    book = with_texts(snapshot_of([3.0, 4], [True, True]), reason=["price", ""])
    reasons = count_reasons(book)
    assert reasons is not None
    assert reasons.frame.mrr_lost.isna().all()
    assert reasons.frame.mrr_share.isna().all()
    assert reasons.without_amount == 2


def test_reason_codes_of_ravenstack(reference_data: Callable[[str], Path]) -> None:
    """Each event as a customer of its own: the list counts events."""
    text = reference_data("reference/ravenstack.json").read_text("utf-8")
    expected = json.loads(text)["reason_codes"]
    events = pd.read_csv(
        reference_data("subscriptions/ravenstack_churn_events.csv"),
        encoding="utf-8-sig",
    )
    book = snapshot_of([1.0] * len(events), [True] * len(events))
    reasons = count_reasons(with_texts(book, reason=events.reason_code.tolist()))
    assert reasons is not None
    counted = dict(zip(reasons.frame.reason, reasons.frame.customers, strict=True))
    assert counted == expected == Counter(events.reason_code)
