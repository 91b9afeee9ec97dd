from __future__ import annotations

import json
from typing import Any

import pytest

from churn_desktop.output.json_data.causes import why_parts
from churn_desktop.output.json_data.document import as_json
from churn_desktop.pages.material import Material
from tests.pages.lists import EVERY_KIND, golden, snapshot, told
from tests.pages.test_purchase_cycle import shop_material

PARTS = ("cohorts", "segments", "reasons", "signals")


@pytest.fixture(scope="module")
def parts() -> dict[str, Any]:
    return why_parts(told())


def test_cohorts_hold_every_known_cell(parts: dict[str, Any]) -> None:
    found = parts["cohorts"]
    assert found["period"] == "month"
    assert found["counted"] == "still_there"
    first, *_others, last = found["cohorts"]
    assert first["start"] == "2022-01-01"
    assert first["counts"][0] == first["customers"] == 8
    assert first["shares"][0] == 1
    assert first["mrr"][0] == 8 * 50 + 3 * 50  # three of the eight pay twice as much
    # The last cohort came in December, half a year before.
    assert last["start"] == "2023-12-01"
    assert len(first["counts"]) > len(last["counts"]) == 7
    assert found["by_age"][0]["customers"] == 240
    assert found["by_age"][0]["share"] == 1


def test_segments_have_their_groups(parts: dict[str, Any]) -> None:
    found = parts["segments"]
    assert (found["first"], found["after"]) == ("2023-07-01", "2024-07-01")
    assert found["repeating"] == ["State"]
    plan = found["columns"]["Plan"]
    assert plan["differs"] is True
    assert [group["label"] for group in plan["groups"]] == ["Basic", "Pro"]
    basic = plan["groups"][0]
    assert basic["churn"] == basic["lost"] / basic["opening"]
    low, high = basic["interval"]
    assert low < basic["churn"] < high
    assert basic["mrr_lost"] == 50 * basic["lost"]


def test_reasons_come_with_stage_and_kind(parts: dict[str, Any]) -> None:
    price, service, blank = parts["reasons"]
    assert (price["reason"], price["customers"], price["mid"]) == ("price", 40, 40)
    assert price["avoidable"] == "unknown"
    assert service["share"] == 39 / 80
    assert blank["reason"] == ""


def test_signals_come_with_their_test(parts: dict[str, Any]) -> None:
    found = parts["signals"]
    assert found["nps"]["score"] == 1
    assert found["monthly_active"]["active"] == 159
    assert found["lead_time_months"]["customers"] == 79
    assert found["health"]["tested"] is True
    assert found["health"]["area"] == 1
    assert found["by_nps"][0]["label"] in ("promoters", "detractors", "")
    assert {group["label"] for group in found["by_activity"]} == {"0-30", "31-90", ""}


def test_shares_of_all_time_have_no_periods() -> None:
    material = snapshot([1, 2], [True, False])
    assert why_parts(material) == {}
    found = why_parts(shop_material("2024-05-30", lapse_days=60))
    assert found["cohorts"]["counted"] == "bought"
    assert set(found) == {"cohorts"}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_part_is_there_or_named_as_missing(kind: str) -> None:
    material: Material = EVERY_KIND[kind]()
    data = as_json(material.project, material.understanding, material.analysis)
    json.dumps(data, allow_nan=False)
    missing = {entry["page"] for entry in data["missing"]}
    for part in PARTS:
        assert not (part in data and part in missing)
        if len(material.book):
            assert (part in data) != (part in missing)


def test_a_list_without_such_columns_has_cohorts_only() -> None:
    assert set(why_parts(golden())) == {"cohorts"}
