from __future__ import annotations

import math

import pytest

from churn_desktop.core.formula import Formula
from churn_desktop.engine.intervals import wilson as engine_wilson
from churn_desktop.engine.rates import RATES
from churn_desktop.output.sheets import expressions


def test_inner_divisors_are_asked_first() -> None:
    written = expressions.guarded(
        Formula("a / (b / c)"), {"a": "A1", "b": "B1", "c": "C1"}.__getitem__
    )
    assert written == (
        'IF(C1=0,"not defined",IF(B1 / C1=0,"not defined",A1 / (B1 / C1)))'
    )


def test_a_cell_with_words_is_no_number() -> None:
    written = expressions.guarded(Formula("a + b"), str.upper, unsure=["b", "z"])
    assert written == 'IF(COUNT(B)<1,"not defined",A + B)'


def test_a_division_by_zero_can_have_words_of_its_own() -> None:
    written = expressions.guarded(
        Formula("a / b"), str.upper, unsure=["a"], by_zero="no losses"
    )
    assert written == 'IF(COUNT(A)<1,"not defined",IF(B=0,"no losses",A / B))'


@pytest.mark.parametrize("key", RATES)
def test_every_definition_can_be_written(key: str) -> None:
    written = expressions.guarded(RATES[key], lambda name: f"<{name}>")
    assert all(f"<{name}>" in written for name in RATES[key].names)
    assert written.count("(") == written.count(")")


def computed(expression: str) -> float:
    """Evaluate an expression without cells; IF looks at both of its branches."""
    names = {"IF": lambda condition, yes, no: yes if condition else no}
    names["SQRT"] = math.sqrt
    return float(eval(expression.replace("=", "=="), names))


@pytest.mark.parametrize(("count", "total"), [(10, 100), (0, 7), (7, 7), (81, 263)])
def test_limits_are_those_of_the_engine(count: int, total: int) -> None:
    low, high = engine_wilson(count, total)
    written = expressions.wilson(str(count), str(total))
    assert computed(written[0]) == pytest.approx(float(low), rel=1e-12)
    assert computed(written[1]) == pytest.approx(float(high), rel=1e-12)


def test_limits_of_nothing_are_words() -> None:
    low, high = expressions.wilson("A1", "B1")
    assert low.startswith('IF(B1=0,"not defined",')
    assert high.startswith('IF(B1=0,"not defined",')
