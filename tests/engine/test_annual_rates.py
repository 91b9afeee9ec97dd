from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.engine.annual_rates import annualise, of_period


def test_published_annual_rates(reference_data: Callable[[str], Path]) -> None:
    text = reference_data("reference/worked_examples.json").read_text("utf-8")
    examples = [
        example
        for example in json.loads(text)["examples"]
        if example["topic"] == "annualisation"
    ]
    for example in examples:
        given, expected = example["inputs"], example["expected"]
        if "monthly" in given:
            annual = annualise(given["monthly"], 1)
            assert annual == pytest.approx(expected["annual"], abs=1e-12)
        else:
            monthly = of_period(given["annual"], 1)
            assert monthly == pytest.approx(expected["monthly"], abs=1e-12)
    assert len(examples) == 7


def test_annual_rates_of_other_periods() -> None:
    assert annualise(0.15, 3) == pytest.approx(1 - 0.85**4)
    assert annualise(0.2, 12) == pytest.approx(0.2)
    assert annualise(1, 1) == 1
    assert annualise(0, 1) == 0
    assert np.isnan(annualise([np.nan, 1.2], 1)).all()


@given(rate=st.floats(0, 0.99), months=st.sampled_from([1, 3, 12]))
def test_a_period_of_a_year_and_back(rate: float, months: int) -> None:
    assert annualise(of_period(rate, months), months) == pytest.approx(rate, abs=1e-9)
