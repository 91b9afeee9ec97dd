from __future__ import annotations

import pytest

from churn_desktop.core.choices import ScenarioChoice, Spend
from churn_desktop.pages import what_if
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Text
from churn_desktop.pages.spend_back import spend_blocks
from tests.pages.lists import golden

TWO = (
    ScenarioChoice("Now", 0.05, 50, 1000, 20),
    ScenarioChoice("Better", 0.04, 50, 1000, 20),
)


def said(material: Material) -> str:
    return " ".join(b.text for b in spend_blocks(material) if isinstance(b, Text))


def test_nothing_is_said_while_nothing_is_spent() -> None:
    assert spend_blocks(golden(scenarios=TWO)) == []


def test_a_spend_comes_back_in_the_month_the_engine_says() -> None:
    material = golden(scenarios=TWO, spend=Spend(once=1000), margin=0.5)
    assert "has come back after 5 months" in said(material)
    page = what_if.lay_out(material)
    frame = page.table("spend").frame
    assert frame["left"][3] < 0 <= frame["left"][4]
    assert frame["gained"][:4].round().tolist() == [100, 296, 584, 961]
    titles = [chart.title for chart in page.charts]
    assert "The spend has come back in month 5" in titles


def test_a_spend_that_never_comes_back_is_said() -> None:
    text = said(golden(scenarios=TWO, spend=Spend(once=1e9)))
    assert "does not come back" in text
    assert "Not even losing nobody" in text


def test_without_amounts_or_another_scenario_it_cannot_be_said() -> None:
    alone = golden(scenarios=TWO[:1], spend=Spend(once=10))
    assert "cannot be said" in said(alone)
    names = what_if.lay_out(golden(scenarios=TWO)).table("scenarios").frame["scenario"]
    assert names.tolist() == ["Now", "Better"]


def test_worse_is_called_less() -> None:
    worse = (TWO[1], TWO[0])
    page = what_if.lay_out(golden(scenarios=worse))
    text = " ".join(b.text for b in page.blocks if isinstance(b, Text))
    assert "less margin" in text
    assert "customers fewer in a year" in page.charts[0].title
    assert page.table("scenarios").frame["gain"][0] == pytest.approx(0)
