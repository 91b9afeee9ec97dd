from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from churn_desktop.core.formula import Formula

AVERAGE = Formula("(lost + joined_and_left) / ((opening + closing) / 2)")


def test_names_in_reading_order_without_repetition() -> None:
    assert AVERAGE.names == ("lost", "joined_and_left", "opening", "closing")
    assert Formula("a / (a + b)").names == ("a", "b")


def test_written_with_other_names() -> None:
    cells = {"lost": "D2", "joined_and_left": "E2", "opening": "A2", "closing": "G2"}
    assert AVERAGE.write(cells.__getitem__) == "(D2 + E2) / ((A2 + G2) / 2)"


def test_divisors_are_what_must_not_be_nothing() -> None:
    assert AVERAGE.divisors == ("(opening + closing) / 2",)
    assert Formula("a / (b / c)").divisors == ("b / c", "c")
    assert Formula("a - b").divisors == ()
    cell = {"opening": "A2", "closing": "G2"}.__getitem__
    assert AVERAGE.write(cell, AVERAGE.divisors[0]) == "(A2 + G2) / 2"


def test_evaluated_for_every_row() -> None:
    frame = pd.DataFrame({"lost": [1, 0, 3], "opening": [4, 0, 0]})
    value = Formula("lost / opening").evaluate(frame)
    assert value.iloc[0] == 0.25
    assert np.isnan(value.iloc[1])
    assert np.isnan(value.iloc[2])
    assert frame.lost.dtype == np.int64


def test_a_missing_operand_makes_the_value_missing() -> None:
    frame = pd.DataFrame({"a": [1.0, np.nan], "b": [2.0, 2.0]})
    assert Formula("a + b").evaluate(frame).isna().tolist() == [False, True]


def test_nothing_divided_by_nothing_is_missing_however_deep() -> None:
    frame = pd.DataFrame({"a": [1.0, 1.0], "b": [2.0, 2.0], "c": [4.0, 0.0]})
    assert Formula("a / (b / c)").evaluate(frame).tolist()[0] == 2
    assert Formula("a / (b / c)").evaluate(frame).isna().tolist() == [False, True]
    assert Formula("1 - a * 0.5").evaluate(frame).tolist() == [0.5, 0.5]
    assert Formula("1").evaluate(frame).tolist() == [1, 1]


def test_rows_keep_their_labels() -> None:
    frame = pd.DataFrame({"a": [1, 2]}, index=["x", "y"])
    assert Formula("a + a").evaluate(frame).to_dict() == {"x": 2, "y": 4}


@pytest.mark.parametrize(
    "text", ["a ** b", "a > b", "max(a, b)", "'a'", "a if b else a"]
)
def test_only_arithmetic_is_computed(text: str) -> None:
    frame = pd.DataFrame({"a": [1.0], "b": [2.0], "max": [3.0]})
    with pytest.raises(ValueError, match=r"."):
        Formula(text).evaluate(frame)


def test_a_name_alone_is_a_formula() -> None:
    frame = pd.DataFrame({"daily_churn": [0.5, np.nan]})
    assert Formula("daily_churn").evaluate(frame).iloc[0] == 0.5


def test_formulas_with_the_same_text_are_equal() -> None:
    assert Formula("a / b") == Formula("a / b")
    assert hash(Formula("a / b")) == hash(Formula("a / b"))
    with pytest.raises(SyntaxError):
        Formula("a /")
