from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Attributes, Book
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.answers import Answers
from churn_desktop.engine.exposure import look_back, whole_list
from churn_desktop.engine.reasons import Avoidable
from tests.engine.books import Row, book_of, snapshot_of
from tests.engine.test_lapses import VISITS, shop
from tests.engine.told import CUSTOMERS, told_book


def answers_to(book: Book, **assumptions: object) -> Answers:
    chosen = Assumptions(**assumptions)
    return Answers(analyse(book, chosen))


@pytest.fixture(scope="module")
def told() -> Answers:
    return answers_to(told_book())


def test_an_answer_is_worked_out_once(told: Answers) -> None:
    for name in (
        "departures", "left", "here", "cohorts", "exposure", "all_segments",
        "repeating", "segments", "reasons", "nps", "nps_bands", "active",
        "activity_bands", "lead_time", "health", "lookalikes", "hold_back",
    ):  # fmt: skip
        assert getattr(told, name) is getattr(told, name)
    assert told.marks(Role.SALES_OWNER) is told.marks(Role.SALES_OWNER)
    assert told.marks() is told.marks(None)


def test_nothing_is_worked_out_before_it_is_asked_for() -> None:
    answers = answers_to(told_book())
    assert set(vars(answers)) == {"analysis", "_marks"}
    assert answers.left is not None
    assert set(vars(answers)) == {"analysis", "_marks", "left"}


def test_everybody_has_left_or_is_here(told: Answers) -> None:
    assert told.left.sum() == len(told.departures) == 80
    assert (told.left ^ told.here).all()


def test_rates_are_those_of_the_last_year(told: Answers) -> None:
    movements = told.analysis.movements
    assert movements is not None
    assert told.exposure.rows is not None
    rows = told.exposure.rows
    assert [movements.periods[row].start.isoformat() for row in (rows[0], rows[-1])] \
        == ["2023-07-01", "2024-06-01"]  # fmt: skip
    expected = look_back(movements, rows, told.analysis.revenue)
    np.testing.assert_array_equal(told.exposure.lost, expected.lost)
    assert told.exposure.mrr_lost is not None


@pytest.mark.parametrize(
    "book",
    [
        pytest.param(snapshot_of([1, 5, 9], [True, False, True]), id="no dates"),
        pytest.param(
            book_of([Row("Ann", "2024-03-02")], "2024-03-10"), id="no complete period"
        ),
        pytest.param(
            book_of([Row("Ann", "2024-03-02")], "2024-03-31"), id="nobody at a start"
        ),
    ],
)
def test_shares_stand_in_where_there_are_no_rates(book: Book) -> None:
    exposure = answers_to(book).exposure
    assert exposure.rows is None
    expected = whole_list(book)
    np.testing.assert_array_equal(exposure.opening, expected.opening)


def test_a_column_that_repeats_the_outcome_is_no_segment(told: Answers) -> None:
    assert told.repeating == ("State",)
    assert list(told.segments) == ["Plan", "Seller", "Region", "Kind"]
    assert "State" in told.all_segments
    assert told.segments["Plan"].differs
    assert not told.segments["Region"].differs
    assert told.lookalikes is not None
    assert "State" not in told.lookalikes.columns


def test_reasons_are_what_the_user_says_they_are() -> None:
    book = told_book()
    chosen = (("price", "not_avoidable"), ("service", "of another version"))
    found = answers_to(book, avoidable=chosen).reasons
    assert found is not None
    price = found.frame[found.frame["reason"] == "price"].iloc[0]
    assert found.avoidable[Avoidable.NO].count == price["customers"]
    assert found.avoidable[Avoidable.YES].count == 0


def test_stages_of_reasons_follow_the_assumptions() -> None:
    early = answers_to(told_book(), early_months=4).reasons
    usual = answers_to(told_book()).reasons
    assert early is not None
    assert usual is not None
    assert early.frame["early"].sum() == 80
    assert usual.frame["mid"].sum() == 80


def test_the_score_is_that_of_present_customers(told: Answers) -> None:
    assert told.nps is not None
    assert told.nps.detractors == 0
    assert told.nps.promoters + told.nps.blank == CUSTOMERS - 80
    assert told.nps_bands is not None
    bands = told.nps_bands.frame.set_index("label")
    assert bands.loc["detractors", "lost"] > 0
    assert bands.loc["promoters", "lost"] == 0


def test_who_was_silent_left(told: Answers) -> None:
    assert told.active is not None
    assert told.active.inactive.tolist() == [2]
    assert told.activity_bands is not None
    bands = told.activity_bands.frame.set_index("label")
    assert bands.loc["31-90", "customers"] == 80  # 79 who left, and one of today
    assert told.lead_time is not None
    assert told.lead_time.median == pytest.approx(1.48, abs=0.05)
    assert told.health is not None
    assert told.health.test is not None
    assert told.health.test.useful


def test_a_list_that_tells_nothing_has_no_answers() -> None:
    silent = answers_to(book_of([Row("Ann", "2024-01-10")], "2024-03-31"))
    assert silent.segments == {}
    assert silent.repeating == silent.owners == ()
    for name in (
        "reasons", "nps", "nps_bands", "active", "activity_bands", "lead_time",
        "health", "lookalikes",
    ):  # fmt: skip
        assert getattr(silent, name) is None


def test_owners_are_those_the_list_names(told: Answers) -> None:
    assert told.owners == (Role.SALES_OWNER,)
    everybody, by_seller = told.marks(), told.marks(Role.SALES_OWNER)
    assert everybody is not None
    assert by_seller is not None
    assert len(everybody.frame) == 3
    assert set(by_seller.frame["label"]) == {None, "Ann", "Bob", "Cem"}
    book = told_book()
    nobody = replace(
        book,
        attributes=Attributes(
            texts={Role.SALES_OWNER: np.full(len(book), "", dtype=object)}
        ),
    )
    assert answers_to(nobody).owners == ()


def test_a_commission_is_so_many_fees() -> None:
    two = answers_to(told_book(), commission_months=2.0).hold_back
    one = answers_to(told_book()).hold_back
    assert one is not None
    assert two is not None
    assert two.frame["paid"].tolist() == (2 * one.frame["paid"]).tolist()
    # 60 of those who came a year ago left, for 50 a month each.
    late = one.frame.set_index("days")["left_after"]
    assert one.frame["paid_for_leavers"].iloc[0] == 50 * late[0]


def test_without_fees_commissions_are_counted() -> None:
    rows = [Row("Ann", "2022-01-10"), Row("Bob", "2022-02-10", "2022-04-20")]
    found = answers_to(book_of(rows, "2024-03-31")).hold_back
    assert found is not None
    assert found.frame["paid"].tolist() == [2, 2, 1, 1]


def test_cohorts_of_purchases_follow_purchases() -> None:
    answers = answers_to(shop(VISITS, "2024-05-30"), period=PeriodLength.MONTH)
    assert answers.cohorts is not None
    assert answers.cohorts.mrr is None
    assert answers_to(snapshot_of([1.0], [True])).cohorts is None
    stays = answers_to(book_of([Row("Ann", "2024-01-10", amount=5)], "2024-03-31"))
    assert stays.cohorts is not None
    assert stays.cohorts.mrr is not None
