from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from churn_desktop.core.book import Book
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.movements import Movements, count_movements
from churn_desktop.engine.rates import (
    PROPORTIONS,
    RATES,
    bridge,
    intervals,
    rate_table,
    stand_still,
)
from tests.engine.books import Row, book_of, names
from tests.engine.strategies import AS_OF, rows

GOLDEN_RATES = {
    "opening_base": 0.1000,
    "acquired_base": 0.6000,
    "events_base": 0.1083,
    "average_base": 0.1154,
    "all_lost_base": 0.1200,
    "events_opening_base": 0.1300,
    "daily_base": 0.1122,
    "person_time": 0.1208,
    "net_shrinkage": -0.0800,
    "retention_article": 0.8800,
    "retention": 0.9000,
}


def count(book: Book) -> Movements:
    movements = count_movements(book, Assumptions())
    assert movements is not None
    return movements


def test_golden_march_by_every_definition(golden: Book) -> None:
    march = rate_table(count(golden)).iloc[-1]
    assert list(march.index) == list(RATES)
    assert march[list(GOLDEN_RATES)].to_dict() == pytest.approx(GOLDEN_RATES, abs=5e-5)
    assert np.isnan(march.renewal_base)


def test_golden_interval(golden: Book) -> None:
    march = intervals(count(golden)).iloc[-1]
    assert march.opening_base_low == pytest.approx(0.0552, abs=5e-5)
    assert march.opening_base_high == pytest.approx(0.1744, abs=5e-5)
    # Keeping is the other side of losing.
    assert march.retention_low == pytest.approx(1 - march.opening_base_high)
    assert march.retention_high == pytest.approx(1 - march.opening_base_low)


def test_nothing_is_divided_by_nobody() -> None:
    rates = rate_table(count(book_of([Row("C1", "2024-01-10")], "2024-02-29")))
    assert rates.opening_base.isna().tolist() == [True, False]
    assert rates.acquired_base.isna().tolist() == [False, True]
    assert (
        intervals(count(book_of([Row("C1", "2024-01-10")], "2024-01-31")))
        .isna()
        .all(axis=None)
    )


def test_stand_still_is_what_leaves_less_what_returns(golden: Book) -> None:
    assert stand_still(count(golden)).iloc[-1] == 12


def test_golden_bridge_names_the_customers(golden: Book) -> None:
    movements = count(golden)
    steps = bridge(movements, len(movements.periods) - 1)
    numerator = [
        (step.count, step.measure, names(golden, step.customers))
        for step in steps
        if (step.to_key, step.part) == ("events_base", "numerator")
    ]
    assert numerator == [
        (2, "joined_and_left", {"BRIEF001", "BRIEF002"}),
        (1, "left_and_came_back", {"BACK001"}),
    ]
    assert not [step for step in steps if step.to_key == "renewal_base"]


NUMERATORS = {
    "opening_base": "lost",
    "acquired_base": "lost + joined_and_left",
    "events_base": "leave_events",
    "average_base": "lost + joined_and_left",
    "all_lost_base": "lost + joined_and_left",
    "events_opening_base": "leave_events",
    "daily_base": "leave_events",
    "person_time": "leave_events",
    "net_shrinkage": "opening - closing",
    "retention": "opening - lost",
    "retention_article": "closing - new",
    "renewal_base": "not_renewed",
}
DENOMINATORS = {
    "acquired_base": "new",
    "events_base": "opening + new + returned",
    "average_base": "(opening + closing) / 2",
    "renewal_base": "renewals_due",
}


@settings(max_examples=25)
@given(rows=rows(), as_of=AS_OF)
def test_the_steps_of_a_bridge_add_up(rows: list[Row], as_of: date) -> None:
    quarters = Assumptions(period=PeriodLength.QUARTER)
    movements = count_movements(book_of(rows, as_of), quarters)
    if movements is None:
        return
    counts, rates = movements.frame, rate_table(movements)
    above = {key: counts.eval(text) for key, text in NUMERATORS.items()}
    below = {key: counts.eval(text) for key, text in DENOMINATORS.items()}
    for row in range(len(counts)):
        steps = bridge(movements, row)
        defined = [key for key in RATES if not np.isnan(rates[key].iloc[row])]
        assert {step.to_key for step in steps} <= set(defined)
        for key in set(defined) - {"retention"}:
            own = [step for step in steps if step.to_key == key]
            start = "retention" if key == "retention_article" else "opening_base"
            assert {step.from_key for step in own} <= {start}
            numerator, denominator = (
                sum(step.count * step.weight for step in own if step.part == part)
                for part in ("numerator", "denominator")
            )
            assert above[start].iloc[row] + numerator == above[key].iloc[row]
            base = below.get(key, counts.opening).iloc[row]
            assert counts.opening.iloc[row] + denominator == base


@settings(max_examples=50)
@given(rows=rows(), as_of=AS_OF)
def test_proportions_lie_between_their_limits(rows: list[Row], as_of: date) -> None:
    quarters = Assumptions(period=PeriodLength.QUARTER)
    movements = count_movements(book_of(rows, as_of), quarters)
    if movements is None:
        return
    rates, limits = rate_table(movements), intervals(movements)
    for key in PROPORTIONS:
        defined = rates[key].notna()
        assert defined.equals(limits[f"{key}_low"].notna())
        rate = rates[key][defined]
        assert (limits[f"{key}_low"][defined] <= rate + 1e-12).all()
        assert (limits[f"{key}_high"][defined] >= rate - 1e-12).all()
    assert rates.retention.dropna().to_numpy() == pytest.approx(
        1 - rates.opening_base.dropna().to_numpy()
    )


def test_published_definitions(reference_data: Callable[[str], Path]) -> None:
    text = reference_data("reference/worked_examples.json").read_text("utf-8")
    examples = {each["id"]: each for each in json.loads(text)["examples"]}

    given = examples["chartmogul_customer_churn_b2b"]
    counted = pd.DataFrame({"opening": [100], "lost": [10], "joined_and_left": [1]})
    opening, everybody = (
        RATES[key].evaluate(counted).iloc[0]
        for key in ("opening_base", "all_lost_base")
    )
    assert opening == given["expected"]["rate"]
    assert everybody == given["expected"]["if_not_excluded"]

    given = examples["two_denominators"]
    inputs, expected = given["inputs"], given["expected"]
    counted = pd.DataFrame(
        {
            "opening": [inputs["start"]],
            "new": [inputs["new"]],
            "returned": [0],
            "lost": [inputs["lost"]],
            "joined_and_left": [0],
            "leave_events": [inputs["lost"]],
            "closing": [inputs["end"]],
        }
    )
    for key, name in {
        "opening_base": "lost/start",
        "average_base": "lost/average",
        "events_base": "lost/(start+new)",
    }.items():
        assert RATES[key].evaluate(counted).iloc[0] == pytest.approx(expected[name])


def test_published_daily_sum(reference_data: Callable[[str], Path]) -> None:
    text = reference_data("reference/worked_examples.json").read_text("utf-8")
    examples = {each["id"]: each for each in json.loads(text)["examples"]}
    rows = [Row(f"OLD{n}", "2024-01-15") for n in range(9)]
    rows += [Row("GOES", "2024-01-15", "2024-02-01")]
    rows += [Row(f"NEW{n}", "2024-02-01") for n in range(3)]
    rows += [Row(f"BRIEF{n}", "2024-02-01", "2024-02-02") for n in range(2)]
    rate = rate_table(count(book_of(rows, as_of="2024-02-29"))).daily_base.iloc[-1]
    assert rate == pytest.approx(examples["shopify_day_weighted"]["expected"]["rate"])


@pytest.mark.parametrize(
    ("counts", "key", "expected"),
    [
        ({"lost": 50, "joined_and_left": 0, "new": 500}, "acquired_base", 0.10),
        ({"lost": 50, "opening": 500}, "opening_base", 0.10),
        ({"lost": 300, "opening": 2000}, "opening_base", 0.15),
        ({"lost": 3, "opening": 20}, "opening_base", 0.15),
    ],
)
def test_textbook_cases(counts: dict[str, int], key: str, expected: float) -> None:
    assert RATES[key].evaluate(pd.DataFrame([counts])).iloc[0] == pytest.approx(
        expected
    )
