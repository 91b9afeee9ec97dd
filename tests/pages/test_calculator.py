from __future__ import annotations

import pytest

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.pages import calculator
from churn_desktop.pages.model import Text
from churn_desktop.pages.terms import title
from tests.pages.lists import golden, snapshot


def test_the_five_steps_of_the_own_list() -> None:
    page = calculator.lay_out(golden())
    frame = page.table("steps").frame
    assert frame["base"].tolist() == [100, 20]
    assert frame["lost"].tolist() == [10, 12]
    assert frame["percent"].tolist() == pytest.approx([10, 60])
    said = [block.text for block in page.blocks if isinstance(block, Text)]
    assert said[0] == "The example is your own list in Mar 2024."
    assert "4. Divide: 10 ÷ 100 = 0.1000." in said
    names = page.table("more").frame["definition"].tolist()
    # The list has a customer who left twice; typed numbers cannot say so.
    assert "Leave events per customer seen" not in names
    assert "Retention rate" in names


def test_without_periods_there_is_the_example() -> None:
    page = calculator.lay_out(snapshot([1], [True]))
    assert page.table("steps").frame["percent"].tolist() == pytest.approx([10, 10])


def test_typed_numbers_go_before_those_of_the_list() -> None:
    material = golden(typed=TypedNumbers(opening=500, new=500, lost=50, months=3))
    page = calculator.lay_out(material)
    assert page.table("steps").frame["percent"].tolist() == pytest.approx([10, 10])
    frame = page.table("more").frame.set_index("definition")
    assert frame["value"]["Churn rate"] == pytest.approx(0.1)
    assert frame["low"]["Churn rate"] == pytest.approx(0.0767, abs=1e-4)
    assert frame["value"][title("annualised")] == pytest.approx(1 - 0.9**4)


def test_the_first_typed_number_keeps_those_of_the_list_beside_it() -> None:
    material = golden()
    inputs = {
        i.key: i for each in calculator.lay_out(material).inputs for i in each.inputs
    }
    assert (inputs["opening"].value, inputs["lost"].value) == (100, 10)
    after = inputs["lost"].change(material.project, 8.0)
    typed = after.assumptions.typed
    assert typed is not None
    assert (typed.opening, typed.new, typed.lost) == (100, 20, 8)
    assert (typed.joined_and_left, typed.mrr_opening) == (2, 9800)
    emptied = inputs["lost"].change(material.project, None).assumptions.typed
    assert emptied is not None
    assert emptied.lost is None
    months = inputs["months"].change(material.project, 12.0).assumptions.typed
    assert months is not None
    assert months.months == 12


def test_amounts_tell_the_rates_of_revenue() -> None:
    numbers = TypedNumbers(
        100, 20, 10, 2,
        mrr_opening=9800, mrr_new=2160, mrr_expansion=100, mrr_contraction=200,
        mrr_churned=800,
    )  # fmt: skip
    row = calculator.lay_out(golden(typed=numbers)).table("money").frame.iloc[0]
    assert row.closing == 11_060
    assert (row.gross_revenue_churn, row.nrr) == pytest.approx(
        (0.10204, 0.90816), abs=1e-5
    )
    assert row.quick_ratio == pytest.approx(2.26)
    assert row.arpa == pytest.approx(11_060 / 108)


def test_numbers_that_cannot_be_right_are_told_and_no_rate_is_shown() -> None:
    page = calculator.lay_out(golden(typed=TypedNumbers(opening=10, lost=11)))
    assert page.tables == ()
    assert page.inputs
    assert any(
        isinstance(block, Text)
        and block.warning
        and "More customers are lost" in block.text
        for block in page.blocks
    )


def test_a_number_that_is_not_known_leaves_what_follows_undefined() -> None:
    page = calculator.lay_out(golden(typed=TypedNumbers(opening=10)))
    assert page.table("steps").frame["percent"].isna().all()
    assert not any(
        "nan" in block.text for block in page.blocks if isinstance(block, Text)
    )
