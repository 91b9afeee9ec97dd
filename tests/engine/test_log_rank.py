from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.engine.distributions import chi_square_tail
from churn_desktop.engine.log_rank import log_rank


def brute_force(
    lengths: list[float], ended: list[bool], groups: list[str]
) -> tuple[float, float]:
    """Two groups only: observed less expected, over the square root of its variance."""
    lengths = [
        0.5 if end and not length else length
        for length, end in zip(lengths, ended, strict=True)
    ]
    lives = list(zip(lengths, ended, groups, strict=True))
    first = min(groups)
    difference = variance = 0.0
    for time in {length for length, end, _ in lives if end}:
        at_risk = [group for length, _, group in lives if length >= time]
        left = [group for length, end, group in lives if end and length == time]
        n, mine, d = len(at_risk), at_risk.count(first), len(left)
        difference += left.count(first) - d * mine / n
        if n > 1:
            variance += d * (mine / n) * (1 - mine / n) * (n - d) / (n - 1)
    return difference, variance


LIVES = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 9), st.sampled_from([0.5, 2.5])),
        st.booleans(),
        st.sampled_from(["a", "b"]),
    ),
    min_size=1,
    max_size=30,
)


@given(lives=LIVES)
def test_two_groups_agree_with_the_definition(
    lives: list[tuple[float, bool, str]],
) -> None:
    lengths, ended, groups = ([each[at] for each in lives] for at in range(3))
    test = log_rank(
        np.array(lengths, dtype=float), np.array(ended), np.array(groups, dtype=object)
    )
    difference, variance = brute_force(lengths, ended, groups)
    if test.df != 1:
        assert math.isnan(test.statistic)
        assert math.isnan(test.p)
    elif variance > 1e-12:
        assert test.statistic == pytest.approx(difference**2 / variance)
        assert test.p == pytest.approx(chi_square_tail(test.statistic, 1))
    else:
        assert test.statistic == pytest.approx(0)


def test_numbers_and_names_of_groups_give_the_same() -> None:
    random = np.random.default_rng(3)
    lengths = random.integers(0, 30, 200).astype(float)
    ended, groups = random.random(200) < 0.6, random.integers(0, 4, 200)
    by_number = log_rank(lengths, ended, groups)
    assert by_number.df == 3
    for others in (groups.astype(str), groups * 1_000_003, groups - 2):
        assert log_rank(lengths, ended, others) == by_number
    # Times that are no whole numbers are ranked, which changes nothing.
    assert log_rank(lengths + 0.25, ended, groups).statistic > 0


def test_order_of_groups_does_not_matter() -> None:
    random = np.random.default_rng(5)
    lengths, ended = random.exponential(10, 90), random.random(90) < 0.7
    groups = random.integers(0, 3, 90)
    there, back = (log_rank(lengths, ended, codes) for codes in (groups, 2 - groups))
    assert there.statistic == pytest.approx(back.statistic)


def test_one_group_or_none_has_nothing_to_compare() -> None:
    alone = log_rank(np.array([1.0, 2]), np.array([True, True]), np.array(["a", "a"]))
    assert alone.df == 0
    assert math.isnan(alone.statistic)
    nobody = log_rank(np.empty(0), np.empty(0, dtype=bool), np.empty(0, dtype=int))
    assert math.isnan(nobody.p)


@pytest.mark.parametrize(
    ("name", "time", "event", "group", "key"),
    [
        ("freireich_6mp", "weeks", "relapse", "group", ("freireich_6MP", "logrank")),
        ("waltons", "T", "E", "group", ("waltons", "logrank")),
        ("lung", "time", "status", "sex", ("lung", "logrank_sex")),
        ("veteran", "time", "status", "trt", ("veteran", "logrank_trt")),
        ("aml", "time", "status", "x", ("aml", "logrank")),
        ("rossi", "week", "arrest", "fin", ("rossi", "logrank_fin")),
    ],
)
def test_published_tests(
    name: str,
    time: str,
    event: str,
    group: str,
    key: tuple[str, str],
    reference_data: Callable[[str], Path],
) -> None:
    text = reference_data("reference/kaplan_meier.json").read_text("utf-8")
    expected = json.loads(text)[key[0]][key[1]]
    with reference_data(f"survival/{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    test = log_rank(
        np.array([float(row[time]) for row in rows]),
        np.array([row[event] == "1" for row in rows]),
        np.array([row[group] for row in rows], dtype=object),
    )
    assert test.statistic == pytest.approx(expected["chi2"], rel=1e-9)
    assert test.p == pytest.approx(expected["p"], rel=1e-7)
