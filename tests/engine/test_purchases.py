from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Purchases
from churn_desktop.core.calendar import OPEN_END
from churn_desktop.engine.purchases import (
    AT_RISK_PERCENTILE,
    LAPSED_PERCENTILE,
    OWN_CYCLE_GAPS,
    lapse_stays,
    purchase_cycle,
)


def bought(pairs: list[tuple[int, int]]) -> Purchases:
    ordered = sorted(pairs)
    customer = np.array([c for c, _ in ordered], dtype=np.int32)
    day = np.array([d for _, d in ordered], dtype=np.int32)
    position = np.arange(len(ordered), dtype=np.int32)
    return Purchases(customer, day, np.ones(len(ordered)), position)


def test_two_purchases_on_one_day_are_one() -> None:
    cycle = purchase_cycle(bought([(0, 5), (0, 5), (0, 9)]), 1, as_of=9)
    assert (cycle.purchases, cycle.gaps, cycle.one_time) == (2, 1, 0)
    assert cycle.median_gap_days == 4


def test_a_customer_with_three_gaps_has_an_own_cycle() -> None:
    frequent = [(0, day) for day in (0, 2, 4, 6)]
    cycle = purchase_cycle(bought([*frequent, (1, 0), (1, 50)]), 2, as_of=60)
    assert cycle.own_cycle_days.tolist() == [2.0, 2.0]
    cycle = purchase_cycle(bought([*frequent, (1, 0), (1, 50), (1, 99)]), 2, as_of=99)
    assert cycle.own_cycle_days.tolist() == [2.0, 2.0]  # 2, 2, 2, 49, 50


def test_too_few_gaps_give_no_threshold() -> None:
    cycle = purchase_cycle(bought([(0, 0), (0, 10)]), 1, as_of=1000)
    assert cycle.threshold_days is None
    assert not cycle.lapsed.any()
    assert not cycle.spans_two_thresholds
    assert cycle.spans_three_cycles


def test_no_purchases() -> None:
    cycle = purchase_cycle(bought([]), 0, as_of=0)
    assert cycle.median_gap_days is None
    assert not cycle.spans_three_cycles
    assert len(lapse_stays(bought([]), 30, as_of=0)) == 0


def test_silence_of_exactly_the_threshold_is_not_gone() -> None:
    assert lapse_stays(bought([(0, 0)]), 30, as_of=30).end.tolist() == [OPEN_END]
    assert lapse_stays(bought([(0, 0)]), 30, as_of=31).end.tolist() == [30]
    assert len(lapse_stays(bought([(0, 0), (0, 30)]), 30, as_of=30)) == 1


def test_days_before_1970() -> None:
    cycle = purchase_cycle(bought([(0, -400), (0, -390)]), 1, as_of=-380)
    assert cycle.median_gap_days == 10
    assert cycle.last_day.tolist() == [-390]


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(-50, 300)), max_size=60),
    st.integers(1, 90),
)
def test_stays_agree_with_a_walk_through_the_purchases(
    pairs: list[tuple[int, int]], threshold: int
) -> None:
    as_of = 320
    expected = []
    for customer in sorted({c for c, _ in pairs}):
        days = sorted({d for c, d in pairs if c == customer})
        start = days[0]
        number = 0
        for day, following in zip(days, [*days[1:], None], strict=True):
            gap = (as_of if following is None else following) - day
            if gap > threshold:
                expected.append((customer, start, day + threshold, number))
                number += 1
            elif following is None:
                expected.append((customer, start, int(OPEN_END), number))
            if gap > threshold and following is not None:
                start = following
    stays = lapse_stays(bought(pairs), threshold, as_of)
    found = zip(
        stays.customer.tolist(), stays.start.tolist(), stays.end.tolist(),
        stays.number.tolist(), strict=True,
    )  # fmt: skip
    assert list(found) == expected


def of_frame(frame: pd.DataFrame) -> tuple[Purchases, int, int]:
    codes, _ = pd.factorize(frame["customer"])
    days = frame["day"].to_numpy("datetime64[D]").astype(np.int32)
    order = np.lexsort((days, codes))
    purchases = Purchases(
        codes[order].astype(np.int32), days[order], np.ones(len(days)),
        order.astype(np.int32),
    )  # fmt: skip
    return purchases, int(codes.max()) + 1, int(days.max())


def test_cdnow(reference_data: Callable[[str], Path]) -> None:
    expected = json.loads(reference_data("reference/cdnow.json").read_text())
    sample = expected["cycle_sample"]
    rows = [
        line.split() for line in
        reference_data("cdnow/CDNOW_sample.txt").read_text().splitlines()
    ]  # fmt: skip
    frame = pd.DataFrame(
        {"customer": [r[0] for r in rows], "day": [r[2] for r in rows]}
    )
    frame["day"] = pd.to_datetime(frame["day"], format="%Y%m%d")
    cycle = purchase_cycle(*of_frame(frame))
    assert cycle.customers == sample["customers"]
    assert cycle.purchases == sample["occasions"]
    assert cycle.gaps == sample["gaps"]
    assert cycle.median_gap_days == sample["gap_median"]
    assert cycle.threshold_days == sample["threshold_3x"]
    assert cycle.one_time == sample["one_time_buyers"]
    assert int(cycle.lapsed.sum()) == sample["lost"]


def test_online_retail(reference_data: Callable[[str], Path]) -> None:
    expected = json.loads(
        reference_data("reference/online_retail_cohorts.json").read_text()
    )["purchase_cycle"]
    frame = pd.read_csv(reference_data("online_retail/online_retail_invoices.csv"))
    frame = frame.rename(columns={"CustomerID": "customer"}).dropna(subset="customer")
    frame = frame[(frame["Amount"] > 0) & ~frame["Cancelled"].astype(bool)]
    frame["day"] = pd.to_datetime(frame["InvoiceDate"], format="%Y-%m-%d %H:%M:%S")
    cycle = purchase_cycle(*of_frame(frame))
    assert cycle.customers == expected["customers"]
    assert cycle.gaps == expected["gaps"]
    assert cycle.median_gap_days == pytest.approx(expected["gap_median"])
    assert cycle.one_time == expected["customers_one_occasion"]
    assert cycle.threshold_days == 84
    assert int(cycle.lapsed.sum()) == 1520


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 300)), min_size=1, max_size=60)
)
def test_percentiles_are_those_of_the_sorted_gaps(
    purchases: list[tuple[int, int]],
) -> None:
    cycle = purchase_cycle(bought(purchases), 4, as_of=300)
    of_each = [sorted({d for c, d in purchases if c == n}) for n in range(4)]
    gaps = [np.diff(days) for days in of_each]
    every = np.concatenate(gaps)
    found = [cycle.at_risk_days, cycle.median_gap_days, cycle.percentile_days]
    if not len(every):
        assert found == [None, None, None]
        return
    shares = [AT_RISK_PERCENTILE, 50, LAPSED_PERCENTILE]
    assert found == pytest.approx(np.percentile(every, shares).tolist())
    own = [np.median(gap if len(gap) >= OWN_CYCLE_GAPS else every) for gap in gaps]
    assert cycle.own_cycle_days.tolist() == own
