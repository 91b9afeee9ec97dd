"""The published figures, from the file to the printed JSON, without any option."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from churn_desktop import cli

Find = Callable[[str], Path]


@pytest.fixture
def analyse(
    reference_data: Find, capsys: pytest.CaptureFixture[str]
) -> Callable[..., dict[str, Any]]:
    def run(relative: str, *options: str) -> dict[str, Any]:
        path = reference_data(relative)
        assert cli.run(["analyse", str(path), "--json", *options]) != cli.COULD_NOT
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


def reference(reference_data: Find, name: str) -> dict[str, Any]:
    path = reference_data(f"reference/{name}.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_golden_list(analyse: Callable[..., dict[str, Any]]) -> None:
    found = analyse("golden_list.csv", "--as-of", "2024-03-31")
    march = found["periods"][-1]
    counts = ("opening", "new", "returned", "closing", "lost", "joined_and_left",
              "leave_events")  # fmt: skip
    assert [march[key] for key in counts] == [100, 20, 0, 108, 10, 2, 13]
    per_cent = {
        "opening_base": 10.00, "acquired_base": 60.00, "events_base": 10.83,
        "average_base": 11.54, "all_lost_base": 12.00, "events_opening_base": 13.00,
        "daily_base": 11.22, "person_time": 12.08, "net_shrinkage": -8.00,
        "retention_article": 88.00, "retention": 90.00,
    }  # fmt: skip
    rates = {key: round(100 * march["rates"][key], 2) for key in per_cent}
    assert rates == per_cent
    assert [round(100 * limit, 2) for limit in march["interval"]] == [5.52, 17.44]
    money = {"opening": 9800, "closing": 11060, "churned": 800, "contraction": 200,
             "expansion": 100, "new": 2160}  # fmt: skip
    assert {key: march["mrr"][key] for key in money} == money
    shares = {"gross_revenue_churn": 10.20, "net_revenue_churn": 9.18, "grr": 89.80,
              "nrr": 90.82}  # fmt: skip
    assert {key: round(100 * march["mrr"][key], 2) for key in shares} == shares
    assert round(march["mrr"]["quick_ratio"], 2) == 2.26


@pytest.mark.parametrize(
    "file", ["WA_Fn-UseC_-Telco-Customer-Churn.csv", "Telco_customer_churn.xlsx"]
)
def test_telco(
    analyse: Callable[..., dict[str, Any]], reference_data: Find, file: str
) -> None:
    found = analyse(f"telco/{file}")
    overall = reference(reference_data, "telco")["overall"]
    assert found["source"]["shape"] == "snapshot"
    assert found["customers"]["total"] == overall["n"]
    assert found["customers"]["left"] == overall["churned"]
    assert found["share_of_rows_left"] == pytest.approx(overall["rate"])
    curve = {point["t"]: round(point["survival"], 4) for point in
             found["survival"]["points"]}  # fmt: skip
    assert [curve[t] for t in (3, 12, 72)] == [0.9137, 0.8432, 0.5928]
    assert round(found["stages"]["early"]["risk"], 4) == 0.0863
    assert round(found["stages"]["mid"]["risk"], 4) == 0.0772
    assert round(found["stages"]["early"]["naive_share"], 3) == 0.562


def test_e_commerce(
    analyse: Callable[..., dict[str, Any]], reference_data: Find
) -> None:
    found = analyse("snapshot/E Commerce Dataset.xlsx")
    expected = reference(reference_data, "ecommerce_5630")
    assert found["source"]["sheet"] == "E Comm"
    assert found["customers"] == {"total": 5630, "active": 4682, "left": 948}
    assert found["share_of_rows_left"] == pytest.approx(expected["rate"])
    assert found["survival"]["n"] == 5630 - expected["tenure_blank"]


def test_codeflix(analyse: Callable[..., dict[str, Any]], reference_data: Find) -> None:
    found = analyse("subscriptions/codeflix_subscriptions.csv")
    months = {period["start"][:7]: period for period in found["periods"]}
    for month, expected in reference(reference_data, "codeflix")["all"].items():
        # The article's own count leaves out who was cancelled on the first of a month.
        assert months[month]["opening"] == expected["active_if_end>=first_day"]
        assert months[month]["lost"] == expected["canceled(end in month)"]
        rate = expected["rate_if_end>=first_day"]
        assert months[month]["rates"]["opening_base"] == pytest.approx(rate)
        assert months[month]["new"] == expected["new_in_month"]


@pytest.mark.parametrize(
    "file",
    [
        "subscriptions/Subscription Cohort Analysis Data.xlsx",
        "chinese/订阅客户台账_GB18030.csv",
        "chinese/订阅客户台账_中文表头_混合格式.xlsx",
    ],
)
def test_mavenflix(
    analyse: Callable[..., dict[str, Any]], reference_data: Find, file: str
) -> None:
    found = analyse(file)
    expected = reference(reference_data, "mavenflix")
    assert found["source"]["rows_used"] == expected["rows"]
    assert found["customers"]["total"] == expected["customers"]
    months = {period["start"][:7]: period for period in found["periods"]}
    assert len(months) == len(expected["monthly"])
    for month in expected["monthly"]:
        period = months[month["month"]]
        assert period["opening"] == month["opening"]
        assert period["closing"] == month["closing"]
        assert period["lost"] == month["lost_from_opening"]
        assert period["new"] == month["new_first_ever_in_month"]
        assert period["joined_and_left"] == month["new_and_gone_same_month"]
        assert period["rates"]["opening_base"] == pytest.approx(
            month["churn_rate_opening"], nan_ok=True
        )
    assert found["survival"]["median"] == expected["km_row_level_days"]["median"]


@pytest.mark.parametrize(
    ("file", "options", "name", "group"),
    [
        ("lung", ["tenure=time", "status=status"], "lung", "all"),
        ("veteran", ["tenure=time", "status=status"], "veteran", "all"),
        ("waltons", ["tenure=T", "status=E"], "waltons", "all"),
        ("rossi", ["tenure=week", "status=arrest"], "rossi", "all"),
    ],
)
def test_survival_files(
    analyse: Callable[..., dict[str, Any]],
    reference_data: Find,
    file: str,
    options: list[str],
    name: str,
    group: str,
) -> None:
    columns = [part for option in options for part in ("--column", option)]
    found = analyse(f"survival/{file}.csv", *columns)["survival"]
    expected = reference(reference_data, "kaplan_meier")[name][group]
    assert (found["n"], found["events"]) == (expected["n"], expected["events"])
    assert found["median"] == expected["median"]
    points = [(point["t"], point["survival"]) for point in found["points"]]
    for t, survival in expected["points"].items():
        at = max(time for time, _ in points if time <= float(t))
        assert dict(points)[at] == pytest.approx(survival, abs=1e-9)


def test_purchases(
    analyse: Callable[..., dict[str, Any]], reference_data: Find
) -> None:
    found = analyse("online_retail/online_retail_invoices.csv")
    expected = reference(reference_data, "online_retail_cohorts")["purchase_cycle"]
    cycle = found["purchase_cycle"]
    assert found["customers"]["total"] == expected["customers"]
    assert cycle["median_gap_days"] == expected["gap_median"]
    assert cycle["one_time"] == expected["customers_one_occasion"]
    assert (cycle["threshold_days"], cycle["active"], cycle["lapsed"]) == (
        84, 2818, 1520,
    )  # fmt: skip
