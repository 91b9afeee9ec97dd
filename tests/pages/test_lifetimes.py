from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.engine.survival import Curve, kaplan_meier
from churn_desktop.pages.lifetimes import (
    after_a_year,
    curve_table,
    lay_out,
    month_table,
    whole_months,
)
from churn_desktop.pages.model import ChartKind, Text, Unit
from tests.engine.books import Row
from tests.pages.lists import dated, empty, golden, snapshot, texts

# Remission of leukaemia under 6-MP (Freireich, 1963): 21 patients, 9 events.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def published() -> Curve:
    return kaplan_meier(np.array(WEEKS, dtype=float), np.array(ENDED, dtype=bool))


def test_the_table_of_months_reproduces_a_published_curve() -> None:
    frame = month_table(published(), golden()).frame.set_index("time")
    assert frame["survival"][[6, 10]].tolist() == pytest.approx(
        [0.8571, 0.7529], abs=5e-5
    )
    assert frame.loc[6, ["low", "high"]].tolist() == pytest.approx(
        [0.620, 0.952], abs=5e-4
    )
    assert frame["at_risk"][[1, 7, 12]].tolist() == [21, 17, 12]


def test_later_months_are_listed_more_rarely() -> None:
    assert whole_months(0.5) == []
    assert whole_months(3.0) == [1, 2, 3]
    listed = whole_months(150)
    assert {12, 15, 36, 42, 120, 132, 144} <= set(listed)
    assert listed == sorted(set(listed))


def test_the_curve_begins_with_everybody() -> None:
    table = curve_table(published(), golden())
    first = table.frame.iloc[0]
    assert (first["time"], first["survival"], first["at_risk"]) == (0, 1, 21)
    assert table.folded
    assert table.measures[0].unit is Unit.MONTHS
    assert len(table.frame) == len(published().time) + 1


def test_what_happens_on_the_first_day_is_the_first_step() -> None:
    curve = kaplan_meier(np.array([0.0, 2.0]), np.array([False, True]))
    assert curve_table(curve, golden()).frame["time"].tolist() == [0, 2]


def test_lists_with_dates_are_drawn_in_days() -> None:
    page = lay_out(golden())
    (chart,) = page.charts
    table = page.table(chart.table)
    assert chart.kind is ChartKind.STEP
    assert table.measures[0].title == "Days"
    assert chart.series[0].band == ("low", "high")


def test_the_median_is_said_where_half_have_left() -> None:
    page = lay_out(snapshot([2, 4, 6, 8], [True] * 4))
    assert page.charts[0].title == "Half of the customers have left after 4 months"
    said = texts(page)
    assert "Half have left after 4 months (the median)." in said
    assert "drawn from 4 stays, of which 4 ended" in said
    assert "Within the 8 months seen, customers stay 5 months on average." in said
    assert "Few customers (4)" in said


def test_without_a_median_the_share_after_a_year_is_said() -> None:
    months = [2] * 20 + [30] * 80
    page = lay_out(snapshot(months, [True] * 20 + [False] * 80))
    assert page.charts[0].title == "After 12 months 80.0 % are still customers"
    assert "so there is no median yet" in texts(page)
    assert "After 12 months 80.0 % (95 % interval" in texts(page)


def test_a_short_list_says_how_far_it_goes() -> None:
    page = lay_out(snapshot([1, 5, 5], [True, False, False]))
    assert page.charts[0].title == "After 5 months 66.7 % are still customers"
    assert "drawn from 3 stays, of which 1 ended" in texts(page)


def test_one_stay_is_singular() -> None:
    assert "drawn from 1 stay, of which 0 ended" in texts(
        lay_out(snapshot([5], [False]))
    )


def test_a_delayed_entry_is_a_warning() -> None:
    months = [6.0] * 30 + [20.0] * 40
    page = lay_out(snapshot(months, [True] * 30 + [False] * 40, entry=[5.5] * 70))
    warnings = [b.text for b in page.blocks if isinstance(b, Text) and b.warning]
    assert any("Nobody in the list was seen before 5.5 months" in w for w in warnings)
    assert page.table("curve").frame["time"][0] == 5.5
    assert page.table("months").frame["time"].min() == 6
    assert "on average" not in texts(page)


def test_stays_of_no_length_are_reported() -> None:
    rows = [Row("A", "2024-01-10", "2024-01-10"), Row("B", "2024-01-02")]
    said = texts(lay_out(dated(rows, "2024-03-31")))
    assert "1 stay ended at once and counts as 0.5 days." in said


def test_a_year_beyond_the_list_is_not_guessed() -> None:
    short = kaplan_meier(np.array([5.0, 6.0]), np.array([True, False]))
    assert after_a_year(short) == ""


def test_an_empty_list_has_no_curve() -> None:
    assert lay_out(empty()).tables == ()
