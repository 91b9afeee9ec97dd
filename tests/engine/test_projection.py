from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.engine.intervals import wilson
from churn_desktop.engine.projection import (
    fit_renewals,
    fit_survivors,
    renewal_table,
    seen_in_full,
)
from churn_desktop.engine.stages import Lived

HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]


@pytest.mark.parametrize("renewals", [7, 4])
@pytest.mark.parametrize("segment", ["High End", "Regular"])
def test_the_example_of_fader_and_hardie(
    reference_data: Callable[[str], Path], segment: str, renewals: int
) -> None:
    reference = json.loads(reference_data("reference/sbg.json").read_text("utf-8"))
    observed = np.array(reference["observed"][segment][: renewals + 1]) * 10
    expected = reference[f"fit_{renewals}_periods"][segment]
    fitted = fit_survivors(observed)
    assert fitted is not None
    assert fitted.a == pytest.approx(expected["alpha"], rel=2e-6)
    assert fitted.b == pytest.approx(expected["beta"], rel=2e-6)
    assert fitted.log_likelihood == pytest.approx(expected["LL"], abs=1e-8)
    assert fitted.survival(12) == pytest.approx(expected["S_0_12"], abs=1e-6)
    assert fitted.retention(12) == pytest.approx(expected["retention_1_12"], abs=1e-6)
    assert fitted.mean_churn == pytest.approx(expected["mean_churn_prob"], abs=1e-6)
    assert fitted.observed == pytest.approx(observed / 1000)
    if renewals == 7:
        published = reference["published_fit_7"][segment]
        assert round(fitted.a, 3) == published["alpha"]
        assert round(fitted.b, 3) == published["beta"]
        assert round(fitted.log_likelihood, 1) == published["LL"]


def test_the_note_of_2014(reference_data: Callable[[str], Path]) -> None:
    reference = json.loads(reference_data("reference/sbg.json").read_text("utf-8"))
    note = reference["fader_hardie_2014_note"]
    fitted = fit_survivors(note["counts_year1_5"])
    assert fitted is not None
    assert fitted.survival(12) == pytest.approx(
        note["fit_4_renewals"]["S_0_12"], abs=1e-6
    )


def test_residual_lifetimes(reference_data: Callable[[str], Path]) -> None:
    reference = json.loads(reference_data("reference/sbg.json").read_text("utf-8"))
    expected = reference["derl_check"]
    fitted = fit_survivors(HIGH_END)
    assert fitted is not None
    assert fitted.expected_renewals(8, 0.10) == pytest.approx(
        expected["n=8 (survived 7 renewals), d=0.10"], rel=1e-6
    )
    assert fitted.expected_renewals(7, 0.10) == pytest.approx(expected["n=7"], rel=1e-6)
    with pytest.raises(ValueError, match="no end"):
        fitted.expected_renewals(8, 0.0)


def test_limits_hold_the_projection_and_widen() -> None:
    fitted = fit_survivors(HIGH_END)
    assert fitted is not None
    assert not fitted.alike
    low, high = fitted.limits(12)
    share = fitted.survival(12)
    assert np.isnan([low[0], high[0]]).all()
    assert (low[1:] < share[1:]).all()
    assert (share[1:] < high[1:]).all()
    assert high[12] - low[12] > high[2] - low[2]
    # A tenth of the customers know it less well.
    few = fit_survivors(np.array(HIGH_END) / 10)
    assert few is not None
    few_low, few_high = few.limits(12)
    assert few_high[12] - few_low[12] == pytest.approx(
        np.sqrt(10) * (high[12] - low[12]), rel=0.1
    )


def test_limits_cover_what_samples_show() -> None:
    """Of 200 drawn cohorts about 95 % give limits that hold the true share."""
    random = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        churn = random.beta(0.7, 1.2, 500)
        lasted = random.geometric(churn)
        survivors = [(lasted > year).sum() for year in range(7)]
        fitted = fit_survivors(survivors)
        assert fitted is not None
        low, high = fitted.limits(6)
        true = np.prod([(1.2 + t) / (1.9 + t) for t in range(6)])
        held += low[6] <= true <= high[6]
    assert 180 <= held <= 199


def test_customers_who_are_all_alike() -> None:
    fitted = fit_survivors([10000, 9000, 8100, 7290, 6561])
    assert fitted is not None
    assert fitted.alike
    assert fitted.retention(20) == pytest.approx(np.full(20, 0.9), abs=1e-5)
    low, high = fitted.limits(20)
    best, worst = wilson(3439, 34390)
    assert (fitted.lost, fitted.at_risk) == (3439, 34390)
    assert (low[20], high[20]) == pytest.approx(
        ((1 - float(worst)) ** 20, (1 - float(best)) ** 20)
    )


@pytest.mark.parametrize(
    "survivors",
    [[1000, 631, 468, 382], [50] * 6, [50, 0, 0, 0, 0], [0] * 6, []],
)
def test_too_little_to_project(survivors: list[int]) -> None:
    assert fit_survivors(survivors) is None


def test_renewals_nobody_was_seen_to_come_to() -> None:
    fitted = fit_renewals([0, 90, 80, 70, 60], [0, 10, 8, 6, 4])
    assert fitted is not None
    assert np.isnan(fitted.observed[1:]).all()


@given(
    st.lists(
        st.tuples(st.integers(0, 80), st.booleans(), st.integers(0, 30)), max_size=20
    )
)
def test_renewals_of_each_customer(lives: list[tuple[int, bool, int]]) -> None:
    """Of 12 months each; seen through one or lost in it, and from its beginning."""
    lives = [(m or 0.5 if e else m, e, entry) for m, e, entry in lives]
    lived = Lived(
        np.array([m for m, _, _ in lives], dtype=float),
        np.array([e for _, e, _ in lives], dtype=bool),
        np.array([entry for _, _, entry in lives], dtype=float),
    )
    at_risk, lost = renewal_table(lived)
    for number in range(1, len(at_risk) + 2):
        begun, due = 12 * (number - 1), 12 * number
        left = [e and begun < m <= due and entry <= begun for m, e, entry in lives]
        through = [
            entry <= begun and (m > due or (m == due and not e))
            for m, e, entry in lives
        ]
        seen = sum(left) + sum(through)
        if number > len(at_risk):
            assert seen == 0
        else:
            assert (at_risk[number - 1], lost[number - 1]) == (seen, sum(left))


def test_a_list_that_is_followed_gives_the_same_as_its_table() -> None:
    years = np.repeat([1, 2, 3, 4, 5, 6, 7], -np.diff(REGULAR))
    months = np.append(years * 12.0, np.full(241, 87.0))
    ended = np.append(np.ones(759, dtype=bool), np.zeros(241, dtype=bool))
    at_risk, lost = renewal_table(Lived(months, ended, np.zeros(1000)))
    assert at_risk.tolist() == REGULAR[:-1]
    fitted = fit_renewals(at_risk, lost)
    assert fitted is not None
    assert (round(fitted.a, 3), round(fitted.b, 3)) == (0.704, 1.182)


def test_a_period_seen_in_part_does_not_make_everybody_leave() -> None:
    """All came half a year apart; one in ten leaves every year, and was seen to."""
    generator = np.random.default_rng(7)
    possible = generator.uniform(0, 60, 20_000)
    life = 12 * generator.geometric(0.1, 20_000) - 6.0
    ended = life <= possible
    lived = Lived(np.minimum(life, possible), ended, np.zeros(20_000))
    at_risk, lost = renewal_table(seen_in_full(lived, possible))
    assert (lost / at_risk) == pytest.approx(0.1, abs=0.02)
    raw_risk, raw_lost = renewal_table(lived)
    assert raw_lost[-1] / raw_risk[-1] > 0.15
