from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.schema import TimeUnit
from churn_desktop.engine.survival import Curve, kaplan_meier
from tests.engine import oracle


def curve_of(
    lengths: list[float], ended: list[bool], entry: list[float] | None = None
) -> Curve:
    return kaplan_meier(
        np.array(lengths, dtype=float),
        np.array(ended, dtype=bool),
        None if entry is None else np.array(entry, dtype=float),
    )


def test_losses_come_before_who_is_last_seen_at_the_same_time() -> None:
    curve = curve_of([5, 5], [True, False])
    assert (curve.at_risk.tolist(), curve.survival.tolist()) == ([2], [0.5])


def test_a_duration_of_nothing_that_ended_counts_as_half() -> None:
    for other in (3, 3.25):
        curve = curve_of([0, 0, other], [True, False, True])
        assert curve.time.tolist() == [0, 0.5, other]
        assert curve.halved == 1
        assert curve.at(0) == 1
        assert curve.at(0.5) == 0.5


def test_halves_among_whole_durations_were_halved_before() -> None:
    assert curve_of([0.5, 0, 0.5, 3], [True, True, False, True]).halved == 2
    assert curve_of([0.5, 1.5, 3], [True, True, True]).halved == 0


def test_the_curve_steps_at_each_time_and_stops_at_the_last() -> None:
    curve = curve_of([2, 4, 6], [True, True, False])
    assert curve.at(1.9) == 1
    assert curve.at(2) == pytest.approx(2 / 3)
    assert curve.at(6) == pytest.approx(1 / 3)
    assert math.isnan(curve.at(6.1))
    everybody_left = curve_of([2, 4], [True, True])
    assert everybody_left.at(100) == 0


def test_the_median_is_where_no_more_than_half_are_left() -> None:
    assert curve_of([1, 2, 3, 4], [True] * 4).median == 2
    assert curve_of([1, 2, 3, 4], [True, False, False, False]).median is None


def test_the_restricted_mean_is_the_area() -> None:
    curve = curve_of([2, 4, 6], [True, True, False])
    assert curve.restricted_mean == pytest.approx(2 + 2 * 2 / 3 + 2 / 3)
    assert curve_of([1, 2, 6], [True] * 3).restricted_mean == pytest.approx(3)


def test_nobody() -> None:
    curve = curve_of([], [])
    assert (curve.n, curve.median, curve.restricted_mean) == (0, None, None)
    assert math.isnan(curve.at(1))


def test_who_is_seen_late_is_at_risk_only_then() -> None:
    # Klein and Moeschberger (2003), section 4.6: at risk from the entry on.
    curve = curve_of([3, 5, 6, 8], [True, True, True, False], [0, 4, 0, 3])
    assert curve.at_risk.tolist() == [2, 3, 2, 1]
    assert curve.survival.tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 6, 1 / 6])


def test_nothing_is_known_of_ages_nobody_was_seen_at() -> None:
    curve = curve_of([2, 3, 4, 9], [True, False, True, False], [2, 2, 2, 2])
    assert curve.start == 2
    assert math.isnan(curve.at(1))
    assert curve.at(2) == 0.75
    assert curve.restricted_mean is None


def test_who_left_before_being_seen_is_left_out() -> None:
    curve = curve_of([1, 5, 5], [True, True, False], [3, 0, 0])
    assert (curve.n, curve.ended, curve.time.tolist()) == (3, 1, [5])


def test_limits_of_one_part_of_the_curve() -> None:
    lengths = [1, 2, 3, 4, 5, 6, 7, 8]
    ended = [True, True, False, True, True, False, True, False]
    whole = curve_of(lengths, ended)
    later = curve_of(lengths[3:], ended[3:])
    assert whole.interval(5) == pytest.approx((whole.low[4], whole.high[4]))
    # Of those still there after 3, as if the others had never been in the list.
    at = list(later.time).index(5)
    assert whole.interval(5, since=3) == pytest.approx((later.low[at], later.high[at]))
    assert np.isnan(whole.interval(20, since=3)).all()
    assert np.isnan(curve_of([1, 2], [True, True]).interval(3, since=2)).all()


LIVES = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 12), st.sampled_from([0.5, 1.25, 2.75, 5e6])),
        st.booleans(),
        st.sampled_from([0, 0, 0, 2, 5]),
    ),
    max_size=30,
)


@given(lives=LIVES, late=st.booleans())
def test_the_curve_agrees_with_its_definition(
    lives: list[tuple[float, bool, float]], late: bool
) -> None:
    lengths, ended, entries = ([each[at] for each in lives] for at in range(3))
    entries = entries if late else [0] * len(lives)
    curve = curve_of(lengths, ended, entries if late else None)
    expected = oracle.kaplan_meier(lengths, ended, entries)
    columns = (
        curve.time,
        curve.at_risk,
        curve.events,
        curve.censored,
        curve.survival,
    )
    found = list(zip(*(column.tolist() for column in columns), strict=True))
    assert len(found) == len(expected)
    for mine, theirs in zip(found, expected, strict=True):
        assert mine == pytest.approx(theirs)
    inside = (curve.survival > 1e-9) & (curve.survival < 1)
    assert (curve.low[inside] <= curve.survival[inside]).all()
    assert (curve.high[inside] >= curve.survival[inside]).all()
    assert (curve.low[inside] >= 0).all()


def test_the_input_is_left_alone() -> None:
    lengths, ended = np.array([0.0, 3.0]), np.array([True, False])
    kaplan_meier(lengths, ended, np.array([0.0, 1.0]), TimeUnit.DAYS)
    assert lengths.tolist() == [0, 3]


# --- published lists ---------------------------------------------------------------

Lives = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
CASES = {
    ("freireich_6MP", "6-MP"): ("freireich_6mp", "weeks", "relapse", ("group", "6-MP")),
    ("freireich_6MP", "placebo"): (
        "freireich_6mp",
        "weeks",
        "relapse",
        ("group", "placebo"),
    ),
    ("waltons", "all"): ("waltons", "T", "E", None),
    ("waltons", "control"): ("waltons", "T", "E", ("group", "control")),
    ("waltons", "miR-137"): ("waltons", "T", "E", ("group", "miR-137")),
    ("lung", "all"): ("lung", "time", "status", None),
    ("lung", "male"): ("lung", "time", "status", ("sex", "1")),
    ("lung", "female"): ("lung", "time", "status", ("sex", "2")),
    ("veteran", "all"): ("veteran", "time", "status", None),
    ("veteran", "trt1"): ("veteran", "time", "status", ("trt", "1")),
    ("veteran", "trt2"): ("veteran", "time", "status", ("trt", "2")),
    ("aml", "maintained"): ("aml", "time", "status", ("x", "Maintained")),
    ("aml", "nonmaintained"): ("aml", "time", "status", ("x", "Nonmaintained")),
    ("rossi", "all"): ("rossi", "week", "arrest", None),
}


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_published_curves(
    case: tuple[str, str], reference_data: Callable[[str], Path]
) -> None:
    text = reference_data("reference/kaplan_meier.json").read_text("utf-8")
    expected = json.loads(text)[case[0]][case[1]]
    name, time, event, group = CASES[case]
    with reference_data(f"survival/{name}.csv").open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if group is None or row[group[0]] == group[1]
        ]
    curve = kaplan_meier(
        np.array([float(row[time]) for row in rows]),
        np.array([row[event] == "1" for row in rows]),
    )
    assert (curve.n, curve.ended) == (expected["n"], expected["events"])
    assert curve.median == expected["median"]
    for point, survival in expected["points"].items():
        assert curve.at(float(point)) == pytest.approx(survival, abs=1e-12)
    for at, risk, events, survival, error in expected["table"] or []:
        found = list(curve.time).index(at)
        assert (curve.at_risk[found], curve.events[found]) == (risk, events)
        assert curve.survival[found] == pytest.approx(survival, abs=1e-12)
        if error is not None and survival < 1:
            log = math.log(survival)
            reach = 1.959964 * error / survival / log
            limits = (curve.low[found], curve.high[found])
            assert limits == pytest.approx(
                (math.exp(log * math.exp(-reach)), math.exp(log * math.exp(reach))),
                rel=1e-6,
            )


def test_limits_of_the_remission_curve() -> None:
    # Freireich et al. (1963): weeks in remission, then weeks last seen in remission.
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    seen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    curve = curve_of([*ended, *seen], [True] * len(ended) + [False] * len(seen))
    assert curve.interval(6) == pytest.approx((0.620, 0.952), abs=5e-4)
    assert curve.at(23) == pytest.approx(0.4482, abs=5e-5)
    assert curve.median == 23


def test_telco_curve(reference_data: Callable[[str], Path]) -> None:
    telco = reference_data("telco/WA_Fn-UseC_-Telco-Customer-Churn.csv")
    with telco.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    curve = kaplan_meier(
        np.array([float(row["tenure"]) for row in rows]),
        np.array([row["Churn"] == "Yes" for row in rows]),
    )
    text = reference_data("reference/telco.json").read_text("utf-8")
    for name, expected in json.loads(text)["km"]["all"].items():
        if name.startswith("S"):
            month = float(name[1:])
            assert curve.at(month) == pytest.approx(expected["S"], abs=1e-12)
            assert curve.interval(month) == pytest.approx(expected["ci_loglog95"])
            at_risk = curve.at_risk[list(curve.time).index(month)]
            assert at_risk == expected["at_risk_start_of_month"]
    assert curve.median is None
