from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.core.choices import Goal
from churn_desktop.core.schema import PeriodLength
from churn_desktop.pages import targets
from churn_desktop.pages.editing import Input
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Cards, Text
from tests.pages.lists import golden

GOAL = Goal(0.08, 1, date(2024, 3, 1), date(2024, 12, 31))


def inputs(material: Material) -> dict[str, Input]:
    page = targets.lay_out(material)
    return {each.key: each for form in page.inputs for each in form.inputs}


def said(material: Material) -> str:
    page = targets.lay_out(material)
    return " ".join(b.text for b in page.blocks if isinstance(b, Text))


def test_the_proposal_becomes_a_target_of_ones_own_when_one_number_is_typed() -> None:
    material = golden()
    shown = inputs(material)
    assert shown["goal_since"].value == date(2024, 4, 1)
    assert shown["goal_until"].value == date(2025, 4, 1)
    goal = shown["goal_rate"].change(material.project, 0.02).assumptions.goal
    assert goal == Goal(0.02, 1, date(2024, 4, 1), date(2025, 4, 1))


def test_customers_to_keep_become_a_rate() -> None:
    material = golden(goal=Goal(0.08, 1, date(2024, 4, 1), date(2025, 4, 1)))
    target = material.ahead.target
    assert target is not None
    told = inputs(material)["goal_keep"].change(material.project, 1.0)
    goal = told.assumptions.goal
    assert goal is not None
    assert goal.rate == pytest.approx(max(target.now - 1 / target.opening, 0))


def test_a_target_is_followed_in_the_complete_periods_since() -> None:
    material = golden(goal=GOAL)
    page = targets.lay_out(material)
    row = page.table("progress").frame.iloc[0]
    assert (row["opening"], row["lost"]) == (100, 10)
    assert (row["allowed"], row["ahead"]) == pytest.approx((8, -2))
    text = said(material)
    assert "10 were lost where the target allows 8" in text
    assert "not reached so far" in text
    assert "chance alone could do it" in text
    (cards,) = [block for block in page.blocks if isinstance(block, Cards)]
    notes = {card.key: card.note for card in cards.cards}
    assert notes["target"] == "your own, by 2024-12-31"


def test_a_target_that_begins_later_waits() -> None:
    material = golden(goal=Goal(0.08, 1, date(2024, 4, 1), date(2025, 4, 1)))
    assert "No complete period has begun since 2024-04-01" in said(material)


def test_periods_after_the_end_do_not_count() -> None:
    past = golden(goal=Goal(0.08, 1, date(2024, 1, 1), date(2024, 2, 15)))
    progress = past.ahead.progress
    assert progress is not None
    assert len(progress.periods) == 1


def test_a_target_is_brought_to_the_length_of_the_periods() -> None:
    material = golden(goal=GOAL, period=PeriodLength.QUARTER)
    assert material.ahead.goal_rate == pytest.approx(1 - 0.92**3)


def test_the_end_comes_after_the_beginning() -> None:
    material = golden(goal=GOAL)
    later = inputs(material)["goal_since"].change(material.project, date(2025, 1, 1))
    goal = later.assumptions.goal
    assert goal is not None
    assert goal.until == date(2026, 1, 1)
