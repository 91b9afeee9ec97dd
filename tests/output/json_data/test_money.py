from __future__ import annotations

import json
from datetime import date

import pytest

from churn_desktop.core.choices import Goal, TypedNumbers
from churn_desktop.output.json_data.money import money_parts
from tests.pages.lists import EVERY_KIND, golden, snapshot


@pytest.mark.parametrize("name", EVERY_KIND)
def test_every_list_becomes_json(name: str) -> None:
    found = money_parts(EVERY_KIND[name]())
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_parts_of_the_golden_list() -> None:
    found = money_parts(golden(margin=0.5))
    assert list(found) == [
        "cost", "value", "claims", "followups", "targets", "what_if"
    ]  # fmt: skip
    assert found["cost"]["lost_customers"] == 12
    assert found["cost"]["middle"]["with_lost_margin"] == pytest.approx(31_200)
    assert found["value"]["estimate"]["lifetime_months"] == pytest.approx(90)
    assert found["value"]["estimate"]["ltv_to_cac"] is None
    assert len(found["followups"]["entries"]) == 12
    assert found["followups"]["entries"][0]["due"] == "2024-03-26"
    assert found["targets"]["to_keep"] == 2
    assert [each["scenario"] for each in found["what_if"]] == ["now", "point_less"]
    assert len(found["claims"]) == 10


def test_what_a_list_cannot_say_is_absent() -> None:
    assert list(money_parts(snapshot([1, 2], [True, False]))) == ["claims"]


def test_typed_numbers_have_a_part_of_their_own() -> None:
    typed = TypedNumbers(opening=500, new=500, lost=50)
    found = money_parts(golden(typed=typed))["calculator"]
    assert found["rates"]["opening_base"] == pytest.approx(0.1)
    assert found["typed"]["opening"] == 500
    assert found["rates"]["renewal_base"] is None
    assert "mrr" not in found
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_target_of_ones_own_is_followed() -> None:
    goal = Goal(0.08, 1, date(2024, 3, 1), date(2024, 12, 31))
    found = money_parts(golden(goal=goal))["targets"]["goal"]
    assert (found["lost"], found["of"], found["reached"]) == (10, 100, False)
    assert found["beyond_chance"] is False
    assert json.loads(json.dumps(found, allow_nan=False)) == found
