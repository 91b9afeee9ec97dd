from __future__ import annotations

import pytest

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.project import Assumptions
from churn_desktop.pages.editing import (
    TYPED,
    Input,
    assuming,
    forget_typed,
    read_number,
    write_number,
)
from churn_desktop.pages.model import PageId, Unit
from tests.ui.made import a_project


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("7", Unit.RATE, 0.07),
        ("7.5%", Unit.RATE, 0.075),
        ("７．５％", Unit.RATE, 0.075),
        ("¥1,234.50", Unit.MONEY, 1234.5),
        ("3.5万", Unit.MONEY, 35_000.0),
        ("-2", Unit.COUNT, -2.0),
        ("", Unit.COUNT, None),
    ],
)
def test_numbers_are_read_as_people_type_them(
    text: str, unit: Unit, number: float | None
) -> None:
    assert read_number(text, unit) == pytest.approx(number)


@pytest.mark.parametrize("text", ["many", "1.2.3", "inf", "nan"])
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_number(text, Unit.COUNT)


@pytest.mark.parametrize("number", [0.0, 0.075, 0.1234, 1200.0, 0.5, -3.0])
@pytest.mark.parametrize("unit", [Unit.RATE, Unit.MONEY])
def test_what_is_written_is_read_again(number: float, unit: Unit) -> None:
    assert read_number(write_number(number, unit), unit) == pytest.approx(number)


def test_a_typed_value_changes_the_project_and_the_same_one_does_not() -> None:
    project = a_project()
    margin = Input("margin", "Margin", Unit.RATE, 1.0, assuming("margin"))
    assert margin.change(project, 0.5).assumptions.margin == 0.5
    assert margin.change(project, 1.0) is project


def test_what_was_typed_on_a_page_can_be_forgotten() -> None:
    project = a_project().assuming(typed=TypedNumbers(opening=5), margin=0.5)
    after = forget_typed(project, PageId.CALCULATOR)
    assert after.assumptions == Assumptions(margin=0.5)
    assert forget_typed(after, PageId.CALCULATOR) is after
    assert forget_typed(project, PageId.OVERVIEW) is project
    assert {name for names in TYPED.values() for name in names} <= {
        *Assumptions.__dataclass_fields__
    }
