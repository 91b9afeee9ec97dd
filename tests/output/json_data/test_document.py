from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.engine.rates import RATES
from churn_desktop.output.json_data.document import as_json
from churn_desktop.output.json_data.values import plain
from churn_desktop.pages.material import Material
from tests.engine.shop import counts_of
from tests.pages.lists import (
    EVERY_KIND,
    golden,
    material_of,
    snapshot,
    table_of,
    without_fee,
)

NO_PURCHASES = {"page": "purchase_cycle", "needs": ["purchase_date"]}


def data(material: Material) -> dict[str, Any]:
    found = as_json(material.project, material.understanding, material.analysis)
    # Whatever JSON does not know would fail or change here.
    copy: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    assert copy == found
    return copy


@pytest.mark.parametrize("name", EVERY_KIND)
def test_every_list_becomes_json(name: str) -> None:
    found = data(EVERY_KIND[name]())
    assert found["definitions_version"] == 1
    assert {"source", "customers", "issues", "survival", "missing"} <= set(found)


def test_the_keys_are_those_of_the_documentation() -> None:
    found = data(golden())
    assert list(found) == [
        "definitions_version", "as_of", "currency", "source", "customers", "issues",
        "headline", "periods", "survival", "stages", "cohorts", "cost", "value",
        "claims", "followups", "targets", "what_if", "missing",
    ]  # fmt: skip
    march = found["periods"][-1]
    assert list(march) == [
        "start", "end", "complete", "opening", "new", "returned", "lost",
        "joined_and_left", "leave_events", "closing", "rates", "interval", "mrr",
    ]  # fmt: skip
    assert list(march["rates"]) == list(RATES)
    assert list(march["mrr"]) == [
        "opening", "new", "reactivation", "expansion", "contraction", "churned",
        "closing", "gross_revenue_churn", "net_revenue_churn", "grr", "nrr",
        "quick_ratio", "arpa",
    ]  # fmt: skip
    assert list(found["stages"]) == ["early", "mid", "late"]
    assert list(found["stages"]["early"]) == [
        "losses", "risk", "share_of_losses", "hazard_per_month", "naive_share"
    ]  # fmt: skip
    assert list(found["survival"]) == ["unit", "n", "events", "median", "points"]
    assert list(found["survival"]["points"][0]) == [
        "t", "survival", "low", "high", "at_risk"
    ]  # fmt: skip


def test_march_of_the_golden_list() -> None:
    found = data(golden())
    march = found["periods"][-1]
    assert found["as_of"] == "2024-03-31"
    assert found["headline"] == {"index": 9, "start": "2024-03-01"}
    assert (march["start"], march["end"]) == ("2024-03-01", "2024-04-01")
    assert march["complete"] is True
    counts = ("opening", "new", "returned", "lost", "joined_and_left", "leave_events")
    assert [march[key] for key in counts] == [100, 20, 0, 10, 2, 13]
    assert march["closing"] == 108
    rates = march["rates"]
    assert rates["opening_base"] == pytest.approx(0.1)
    assert rates["daily_base"] == pytest.approx(0.1122, abs=5e-5)
    assert rates["renewal_base"] is None
    assert march["interval"] == pytest.approx([0.0552, 0.1744], abs=5e-5)
    assert march["mrr"]["closing"] == 11060
    assert march["mrr"]["quick_ratio"] == pytest.approx(2.26)
    assert found["customers"] == {"total": 120, "active": 108, "left": 12}


def test_what_is_not_defined_is_null() -> None:
    first = data(golden())["periods"][0]
    assert first["rates"]["opening_base"] is None
    assert first["interval"] is None
    assert first["mrr"]["grr"] is None
    assert plain(float("-inf")) is None
    assert plain(np.float64(0.5)) == 0.5
    assert plain("text") == "text"


def test_a_list_without_dates_has_a_share_of_rows_and_names_what_is_missing() -> None:
    found = data(snapshot([1, 2, 5, 5], [True, False, False, False]))
    assert found["share_of_rows_left"] == 0.25
    assert found["as_of"] is None
    assert "periods" not in found
    assert "headline" not in found
    assert found["survival"]["unit"] == "months"
    assert [point["t"] for point in found["survival"]["points"]] == [1, 2, 5]
    assert found["survival"]["points"][0]["at_risk"] == 4
    missing = {entry["page"]: entry["needs"] for entry in found["missing"]}
    for page in ("periods", "definitions", "revenue", "cohorts", "incentives"):
        assert missing[page] == ["start"]
    assert missing["reasons"] == ["reason"]
    assert NO_PURCHASES in found["missing"]
    assert "stages" not in missing


def test_a_list_without_fees_has_no_mrr() -> None:
    found = data(without_fee())
    assert all("mrr" not in period for period in found["periods"])
    assert {"page": "revenue", "needs": ["fee"]} in found["missing"]
    assert NO_PURCHASES in found["missing"]
    known = {entry["page"] for entry in data(golden())["missing"]}
    assert not known & {"periods", "definitions", "revenue", "stages", "cohorts"}


def test_numbers_by_period_do_not_count_different_customers() -> None:
    book = counts_of(
        [("2024-01-01", 100, 20, 10), ("2024-02-01", 110, 5, 15)], "2024-02-29"
    )
    months = {"month": ["2024-01", "2024-02"]}
    found = data(material_of(book, table_of(months), roles={Role.PERIOD: "month"}))
    assert found["customers"] == {"total": None, "active": 100, "left": 25}


def test_an_empty_list_is_empty() -> None:
    found = data(EVERY_KIND["empty"]())
    assert found["customers"] == {"total": 0, "active": 0, "left": 0}
    assert "stages" not in found
    assert found["survival"]["points"] == []
    assert data(EVERY_KIND["empty snapshot"]())["share_of_rows_left"] is None


def test_before_a_period_is_over_there_is_no_headline() -> None:
    found = data(EVERY_KIND["incomplete"]())
    assert found["headline"] is None
    assert found["periods"][0]["complete"] is False


def test_issues_are_grouped() -> None:
    kind = IssueCode.END_BEFORE_START, Severity.ERROR, "until"
    issues = (
        Issue(IssueCode.NO_ROWS, Severity.WARNING),
        Issue(*kind, (19,)),
        Issue(*kind, (17,)),
    )
    found = data(golden(issues=issues))["issues"]
    assert found == [
        {
            "code": "end_before_start", "severity": "error", "rows": 2,
            "first_row": 17, "column": "until",
        },
        {
            "code": "no_rows", "severity": "warning", "rows": 0, "first_row": None,
            "column": None,
        },
    ]  # fmt: skip


def test_the_source_says_what_was_read() -> None:
    source = data(golden(sheet="list", set_aside=[1]))["source"]
    assert source["file"] == "golden.xlsx"
    assert source["sheet"] == "list"
    assert source["shape"] == "subscriptions"
    assert source["columns"]["fee"] == "fee"
    assert source["rows"] - source["rows_used"] == 1
