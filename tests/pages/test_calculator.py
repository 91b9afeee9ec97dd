from __future__ import annotations

import pytest

from churn_desktop.pages import calculator
from churn_desktop.pages.model import Text
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
