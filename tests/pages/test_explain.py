from __future__ import annotations

import pandas as pd
import pytest

from churn_desktop.core.formula import Formula
from churn_desktop.pages.explain import explain, in_words
from churn_desktop.pages.lifetimes import month_table
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.pages.terms import measure
from tests.pages.lists import golden

RATE = Formula("lost / opening")


def table() -> Table:
    frame = pd.DataFrame(
        {
            "period": ["Mar 2024", "Apr 2024", "May 2024"],
            "opening": [100, 0, 20],
            "lost": [10, 0, 1],
            "opening_base": [0.1, float("nan"), 0.05],
            "low": [0.0552, float("nan"), 0.0089],
            "high": [0.1744, float("nan"), 0.2361],
            "mrr_opening": [9800.0, 0.0, -5.0],
            "share": [1.5, float("nan"), float("nan")],
        }
    )
    measures = (
        measure("period", Unit.PERIOD),
        measure("opening", Unit.COUNT),
        measure("lost", Unit.COUNT),
        measure("opening_base", Unit.RATE, formula=RATE, interval=("low", "high")),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
        measure("mrr_opening", Unit.MONEY),
        Measure("share", "Share", Unit.RATIO, "", Formula("(opening_base - lost) * 2")),
    )
    return Table("periods", "Periods", measures, frame)


def test_a_rate_is_written_out_with_its_numbers() -> None:
    found = explain(table(), 0, "opening_base")
    assert found.subject == "Mar 2024 · churn rate"
    assert found.expression == "lost ÷ at start = 10 ÷ 100 = 10.0 %"
    assert found.interval == "5.5-17.4 %, 95 %"


def test_what_divides_by_nothing_says_so() -> None:
    found = explain(table(), 1, "opening_base")
    assert found.expression == "lost ÷ at start: not defined, because at start is 0"
    assert found.interval == ""


def test_what_rests_on_something_undefined_says_so() -> None:
    expression = explain(table(), 1, "share").expression
    assert expression.endswith("not defined, because churn rate is not defined")


def test_a_count_says_what_it_counts() -> None:
    found = explain(table(), 0, "lost")
    assert found.expression.startswith("10 (Customers at the start of the period")
    assert explain(table(), 0, "mrr_opening", "USD").expression.startswith("$9,800 (")


def test_a_name_explains_itself() -> None:
    found = explain(table(), 0, "period")
    assert (found.subject, found.expression) == ("Mar 2024", "")


def test_signs_inside_names_and_numbers_are_left_alone() -> None:
    frame = pd.DataFrame({"a": ["x"], "b": [-8.0], "c": [2.0], "d": [-4.0]})
    measures = (
        Measure("a", "Name", Unit.TEXT),
        Measure("b", "Win-back */ rate", Unit.COUNT),
        Measure("c", "Base", Unit.COUNT),
        Measure("d", "Result", Unit.RATIO, "", Formula("b / c * 1 - 0")),
    )
    made = Table("t", "T", measures, frame)
    assert explain(made, 0, "d").expression == (
        "win-back */ rate ÷ base × 1 − 0 = (-8) ÷ 2 × 1 − 0 = -4.00"
    )


def test_a_formula_whose_operands_are_elsewhere_gives_its_value() -> None:
    frame = pd.DataFrame({"a": ["x"], "d": [0.25]})
    away = Measure("d", "Rate", Unit.RATE, "The rate.", Formula("p / q"))
    made = Table("t", "T", (Measure("a", "Name", Unit.TEXT), away), frame)
    assert explain(made, 0, "d").expression == "25.0 % (The rate)"


def test_an_operand_without_a_measure_is_named_by_its_key() -> None:
    frame = pd.DataFrame({"a": ["x"], "all_losses": [8], "d": [0.5]})
    measures = (
        Measure("a", "Name", Unit.TEXT),
        Measure("d", "Rate", Unit.RATE, "", Formula("4 / all_losses")),
    )
    made = Table("t", "T", measures, frame)
    assert explain(made, 0, "d").expression.startswith("4 ÷ all losses = 4 ÷ 8.00")


def test_a_spelled_out_formula_is_used() -> None:
    frame = pd.DataFrame(
        {
            "definition": ["Churn rate"],
            "value": [0.1],
            "formula": ["lost ÷ at start = 10 ÷ 100"],
        }
    )
    measures = (
        Measure("definition", "Definition", Unit.TEXT),
        Measure("value", "Value", Unit.RATE),
        Measure("formula", "Formula", Unit.TEXT),
    )
    made = Table("churn", "Churn", measures, frame)
    found = explain(made, 0, "value")
    assert found.expression == "lost ÷ at start = 10 ÷ 100 = 10.0 %"
    assert found.subject == "Churn rate · value"


def test_a_number_that_names_its_row_is_named_by_its_measure() -> None:
    frame = pd.DataFrame({"time": [3], "survival": [0.9]})
    measures = (
        measure("time", Unit.MONTHS, term="time_months"),
        measure("survival", Unit.RATE),
    )
    made = Table("months", "Months", measures, frame)
    assert explain(made, 0, "survival").subject == "Months 3 · share still customers"


def test_an_unknown_measure_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        explain(table(), 0, "no such measure")


def test_in_words_writes_brackets_and_numbers() -> None:
    formula = Formula("(a + b) / ((c + d) / 2)")
    assert in_words(formula, str.upper) == "(A + B) ÷ ((C + D) ÷ 2)"


def test_what_has_no_formula_says_of_how_many_it_is() -> None:
    material = golden()
    stages = material.analysis.stages
    assert stages is not None
    table = month_table(stages.curve, material)
    told = explain(table, 0, "survival")
    assert told.interval.endswith(f", 95 %, n = {table.frame['at_risk'][0]}")
