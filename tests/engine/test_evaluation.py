from __future__ import annotations

import math

import pandas as pd
import pytest

from churn_desktop.core.formula import Formula
from churn_desktop.engine.evaluation import rates_of, work_out, work_out_one

FORMULAS = {"rate": Formula("lost / opening"), "kept": Formula("1 - rate")}


def test_each_formula_uses_those_before_it_row_by_row() -> None:
    given = pd.DataFrame({"lost": [5, 0], "opening": [50, 0]}, index=["a", "b"])
    frame = work_out(FORMULAS, given)
    assert list(frame.columns) == ["lost", "opening", "rate", "kept"]
    assert frame.loc["a", "kept"] == 0.9
    assert frame.loc["b"].isna().tolist() == [False, False, True, True]
    assert list(given.columns) == ["lost", "opening"]


def test_what_is_given_is_not_computed() -> None:
    given = pd.DataFrame({"lost": [5], "opening": [50], "rate": [0.2]})
    assert work_out(FORMULAS, given).kept.tolist() == [0.8]


def test_what_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        work_out(FORMULAS, pd.DataFrame({"lost": [5]}))


def test_one_set_of_quantities() -> None:
    found = work_out_one(FORMULAS, {"lost": 5, "opening": 0})
    assert found["lost"] == 5
    assert math.isnan(found["kept"])


def test_rates_are_computed_each_on_its_own() -> None:
    counted = pd.DataFrame({"lost": [5, 1], "opening": [50, 0]}, index=["a", "b"])
    found = rates_of({"rate": FORMULAS["rate"], "one": Formula("1")}, counted)
    assert list(found.columns) == ["rate", "one"]
    assert found.loc["a"].tolist() == [0.1, 1]
    assert found["rate"].isna().tolist() == [False, True]
