from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages import cohort_triangle, cohorts
from churn_desktop.pages.explain import explain
from tests.pages.lists import golden, told, without_fee
from tests.pages.test_cohorts import months


def test_a_cell_says_how_many_are_still_there() -> None:
    page = cohorts.lay_out(months(5, 10, 15))
    table = page.table("cohorts")
    assert table.frame["cohort"].tolist() == ["Jan 2024", "Feb 2024", "Mar 2024"]
    assert table.frame["size"].tolist() == [50, 50, 50]
    assert table.frame["share_1"].tolist() == [0.9, 0.8, 0.7]
    assert table.frame["value_1"].tolist() == [45, 40, 35]
    assert table.shaded
    found = explain(table, 1, "share_1")
    assert found.subject == "Feb 2024 · 1 month"
    assert found.expression == "after 1 month ÷ customers = 40 ÷ 50 = 80.0 %"


def test_what_is_not_yet_known_is_blank() -> None:
    table = cohorts.lay_out(months(5, 10, 15, as_of="2024-04-15")).table("cohorts")
    # The third month has been there for one month only.
    assert [measure.key for measure in table.measures[2:5]] == [
        "share_1",
        "share_2",
        "share_3",
    ]
    np.testing.assert_array_equal(
        np.isnan(table.frame[["share_1", "share_2", "share_3"]].to_numpy()),
        [[False, False, False], [False, False, True], [False, True, True]],
    )


def test_a_cell_knows_its_customers() -> None:
    material = months(5, 10, 15)
    table = cohorts.lay_out(material).table("cohorts")
    assert table.members is not None
    size, stayed = table.members(0, "size"), table.members(0, "share_1")
    assert size is not None
    assert stayed is not None
    assert (len(size), len(stayed)) == (50, 45)
    assert set(stayed) <= set(size)


def test_money_has_a_triangle_of_its_own() -> None:
    page = cohorts.lay_out(months(5, 10, 15))
    money = page.table("cohort_revenue")
    assert money.folded
    assert money.frame["size"].tolist() == [500, 500, 500]
    assert money.frame["share_1"].tolist() == [0.9, 0.8, 0.7]
    with pytest.raises(KeyError):
        cohorts.lay_out(without_fee()).table("cohort_revenue")


def test_periods_are_those_chosen() -> None:
    page = cohorts.lay_out(told(period=PeriodLength.QUARTER))
    table = page.table("cohorts")
    assert table.frame["cohort"].iloc[0] == "Q1 2022"
    assert table.measures[2].title == "1 quarter"
    assert table.frame["size"].sum() == 240
    years = cohorts.lay_out(told(period=PeriodLength.YEAR)).table("cohorts")
    assert years.frame["cohort"].tolist() == ["2022", "2023"]
    assert years.measures[2].title == "1 year"


@pytest.mark.parametrize(
    ("longest", "length", "last"),
    [
        (5, PeriodLength.MONTH, 5),
        (60, PeriodLength.MONTH, 60),
        (400, PeriodLength.MONTH, 48),
        (40, PeriodLength.QUARTER, 40),
        (30, PeriodLength.YEAR, 16),
    ],
)
def test_only_so_many_ages_have_a_column(
    longest: int, length: PeriodLength, last: int
) -> None:
    ages = cohort_triangle.shown_ages(longest, length)
    assert len(ages) <= cohort_triangle.MOST_AGES
    assert ages == sorted(set(ages))
    assert ages[-1] <= last
    assert ages[0] == 1


def test_a_cohort_whose_period_is_not_over_is_not_final() -> None:
    table = cohorts.lay_out(months(5, 6, as_of="2024-02-15")).table("cohorts")
    assert table.faint == (1,)


def test_the_golden_list_has_two_cohorts() -> None:
    table = cohorts.lay_out(golden()).table("cohorts")
    assert table.frame["cohort"].tolist() == ["Jun 2023", "Mar 2024"]
    assert table.frame["size"].tolist() == [100, 20]
