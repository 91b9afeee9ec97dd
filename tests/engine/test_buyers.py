from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from churn_desktop.core.book import Purchases
from churn_desktop.core.calendar import to_day
from churn_desktop.engine import buyers
from churn_desktop.engine.buyers import (
    BuyerModel,
    Histories,
    fit_buyers,
    purchase_histories,
)

PUBLISHED = BuyerModel(0.243, 4.414, 0.793, 2.426)


def history(*customers: tuple[int, float, float]) -> Histories:
    repeats, recency, age = zip(*customers, strict=True)
    return Histories(
        np.arange(len(customers), dtype=np.int32),
        np.array(repeats),
        np.array(recency, dtype=float),
        np.array(age, dtype=float),
    )


@pytest.fixture
def sample(reference_data: Callable[[str], Path]) -> tuple[Purchases, dict]:
    rows = [
        line.split()
        for line in reference_data("cdnow/CDNOW_sample.txt").read_text().splitlines()
    ]
    customer = pd.Series([row[1] for row in rows]).astype("category").cat.codes
    day = np.array(
        [
            to_day(date(int(t[:4]), int(t[4:6]), int(t[6:])))
            for t in (row[2] for row in rows)
        ]
    )
    order = np.lexsort((day, customer))
    bought = Purchases(
        customer.to_numpy()[order].astype(np.int32),
        day[order].astype(np.int32),
        np.ones(len(day)),
        order.astype(np.int32),
    )
    expected = json.loads(reference_data("reference/cdnow.json").read_text("utf-8"))
    return bought, expected


def test_cdnow_from_its_purchases(sample: tuple[Purchases, dict]) -> None:
    bought, expected = sample
    told = purchase_histories(bought, to_day(date(1997, 9, 30)))
    weeks = expected["calibration_39w"]
    assert len(told) == weeks["customers"]
    assert told.repeats.sum() == weeks["total_repeat"]
    assert told.repeats.max() == weeks["max_x"]
    classes = np.bincount(np.minimum(told.repeats, 7))
    assert classes.tolist() == weeks["freq_0_to_6_7plus"]
    fitted = fit_buyers(told)
    assert fitted is not None
    found = expected["bgnbd"]["scipy"]
    for key in ("r", "alpha", "a", "b"):
        # Days counted from the first purchase; the reference rounds weeks to 1/100.
        assert getattr(fitted, key) == pytest.approx(found[key], rel=1e-3)
    later = purchase_histories(bought, to_day(date(1998, 6, 30)))
    actual = (later.repeats - told.repeats).sum()
    assert actual == expected["recomputed_from_sample"]["holdout_39w_transactions"]
    # The authors' figure of cumulative purchases shows the same: 5 % short by week 78.
    forecast = weeks["total_repeat"] + fitted.expected(told, 39).sum()
    assert forecast / later.repeats.sum() == pytest.approx(0.95, abs=0.01)


def test_cdnow_from_its_summary(
    reference_data: Callable[[str], Path], sample: tuple[Purchases, dict]
) -> None:
    table = pd.read_csv(reference_data("cdnow/cdnow_customers_summary.csv"))
    told = Histories(
        np.arange(len(table), dtype=np.int32),
        table.frequency.to_numpy(),
        table.recency.to_numpy(dtype=float),
        table["T"].to_numpy(dtype=float),
    )
    fitted = fit_buyers(told)
    assert fitted is not None
    expected = sample[1]["bgnbd"]
    for key in ("r", "alpha", "a", "b"):
        value = getattr(fitted, key)
        assert value == pytest.approx(expected["scipy"][key], rel=2e-6)
        assert round(value, 3) == expected["published"][key]
    assert fitted.log_likelihood == pytest.approx(expected["scipy"]["LL"], abs=1e-6)
    assert round(fitted.log_likelihood, 1) == expected["published"]["LL"]
    assert fitted.fitted_on == 2357
    assert fitted.covariance is not None
    # Expected purchases of a new customer in the authors' spreadsheet.
    weeks = (0.1429, 1, 3, 31.8571, 32)
    assert [fitted.expected_of_new(each) for each in weeks] == pytest.approx(
        [0.0078, 0.0532, 0.1506, 1.0405, 1.0437], abs=6e-5
    )
    # It prints 1.8576 here: its series stops after 150 terms, too early for 78 weeks.
    assert fitted.expected_of_new(78) == pytest.approx(1.8580, abs=6e-5)


def test_published_examples(reference_data: Callable[[str], Path]) -> None:
    text = reference_data("reference/cdnow.json").read_text("utf-8")
    expected = json.loads(text)["bgnbd_examples_published_params"]
    first = expected["id1 (x=2,t_x=30.43,T=38.86)"]
    frequent = expected["id1516-like (x=26,t_x=30.86,T=31)"]
    told = history((2, 30.43, 38.86), (26, 30.86, 31))
    assert PUBLISHED.alive(told) == pytest.approx(
        [first["p_alive"], frequent["p_alive"]]
    )
    assert PUBLISHED.expected(told, 39)[0] == pytest.approx(first["E[Y(39)]"])
    assert round(PUBLISHED.expected(told, 39)[0], 3) == first["published_E[Y(39)]"]
    assert PUBLISHED.expected(told, 52)[1] == pytest.approx(frequent["E[Y(52)]"])
    for weeks, key in ((52, "E[X(52)] new customer"), (39, "E[X(39)]")):
        assert PUBLISHED.expected_of_new(weeks) == pytest.approx(expected[key])


def test_one_purchase_says_nothing_about_being_alive() -> None:
    told = history((0, 0, 38.86), (1, 0.0, 38.86))
    chance = PUBLISHED.alive(told)
    assert np.isnan(chance[0])
    assert 0 < chance[1] < 1
    assert (PUBLISHED.expected(told, 39) > 0).all()


@pytest.mark.parametrize("model", [PUBLISHED, BuyerModel(1.4, 6, 2.5, 1.7)])
def test_expectations_agree_with_drawing_customers(model: BuyerModel) -> None:
    random = np.random.default_rng(5)
    n, weeks = 20_000, 60.0
    rate = random.gamma(model.r, 1 / model.alpha, n)
    stop = random.geometric(random.beta(model.a, model.b, n))
    bought = np.minimum(random.poisson(rate * weeks), stop)
    error = bought.std() / math.sqrt(n)
    assert model.expected_of_new(weeks) == pytest.approx(bought.mean(), abs=4 * error)


def test_a_mean_chance_at_the_pole_is_like_its_neighbours() -> None:
    told = history((2, 30.43, 38.86))
    values = [
        BuyerModel(0.243, 4.414, a, 2.426).expected(told, 39)[0]
        for a in (0.999, 1.0, 1.001)
    ]
    assert values[1] == pytest.approx((values[0] + values[2]) / 2, rel=1e-5)


@pytest.mark.parametrize("r", [0.5, 6.0, 60.0, 600.0])
def test_coming_purchases_are_those_of_simulated_customers(r: float) -> None:
    random = np.random.default_rng(3)
    model, weeks, n = BuyerModel(r, 3 * r, 1.4, 4.0), 52.0, 40_000
    rate = random.gamma(model.r, 1 / model.alpha, n)
    most = random.poisson(rate * weeks)
    until_gone = random.geometric(random.beta(model.a, model.b, n))
    bought = np.minimum(most, until_gone)
    reach = 4 * bought.std() / math.sqrt(n)
    assert model.expected_of_new(weeks) == pytest.approx(bought.mean(), abs=reach)


def test_a_long_list_is_fitted_on_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(9)
    n = 3000
    rate = random.gamma(0.8, 1 / 5, n)
    told = []
    for each, stop in zip(rate, random.geometric(random.beta(0.8, 2, n)), strict=True):
        gaps = np.cumsum(random.exponential(1 / each, stop))
        seen = gaps[gaps <= 50]
        told.append((len(seen), float(seen[-1]) if len(seen) else 0.0, 50.0))
    whole = fit_buyers(history(*told))
    monkeypatch.setattr(buyers, "MOST_FITTED", 1500)
    part = fit_buyers(history(*told))
    assert whole is not None
    assert part is not None
    assert (whole.fitted_on, part.fitted_on) == (3000, 1500)
    assert whole.r == pytest.approx(0.8, rel=0.15)
    assert part.r == pytest.approx(whole.r, rel=0.2)


def test_too_few_to_fit() -> None:
    assert fit_buyers(history(*[(1, 2.0, 9.0)] * 29, *[(0, 0.0, 9.0)] * 90)) is None


def test_a_list_in_which_nobody_gives_up() -> None:
    assert fit_buyers(history(*[(9, 9.0, 9.0)] * 200)) is None


def test_days_without_purchases_before_the_day_asked() -> None:
    bought = Purchases(
        np.array([0, 0, 1], dtype=np.int32),
        np.array([10, 24, 30], dtype=np.int32),
        np.ones(3),
        np.arange(3, dtype=np.int32),
    )
    told = purchase_histories(bought, as_of=24)
    assert told.customer.tolist() == [0]
    assert told.recency.tolist() == [2]
    assert not len(purchase_histories(bought, as_of=5))
