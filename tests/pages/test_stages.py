from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.engine.stages import StageTable
from churn_desktop.pages.explain import explain
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import ChartKind
from churn_desktop.pages.stages import busiest_stage, lay_out, stage_sentence
from tests.pages.lists import empty, snapshot, texts


def early_leavers(**more: object) -> Material:
    """60 leave in month 2, 20 in month 8, 120 are still there after 30 months."""
    months = [2] * 60 + [8] * 20 + [30] * 120
    return snapshot(months, [True] * 80 + [False] * 120, **more)


def stages(material: Material) -> StageTable:
    assert material.analysis.stages is not None
    return material.analysis.stages


def test_each_stage_has_its_risk_losses_and_pace() -> None:
    table = lay_out(early_leavers()).table("stages")
    frame = table.frame
    assert frame["stage"].tolist() == [
        "First 3 months", "Months 3 to 12", "After 12 months"
    ]  # fmt: skip
    assert frame["losses"].tolist() == [60, 20, 0]
    assert frame["risk"].tolist() == pytest.approx([0.3, 20 / 140, 0])
    assert frame["share_of_losses"].tolist() == pytest.approx([0.75, 0.25, 0])
    assert frame["naive_share"].tolist() == pytest.approx([1, 1, 0])
    early = 60 * 2 + 140 * 3
    assert explain(table, 0, "hazard_per_month").expression == (
        f"left ÷ months lived = 60 ÷ {early} = {60 / early:.1%}".replace("%", " %")
    )
    assert explain(table, 0, "risk").interval.endswith(", 95 %")


def test_the_message_is_where_most_leave() -> None:
    page = lay_out(early_leavers())
    (chart,) = page.charts
    assert chart.kind is ChartKind.BAR
    assert chart.title == "Customers leave most often here: first 3 months"
    assert busiest_stage(stages(early_leavers())) == "early"
    assert "first 3 months, 11.1 % each month" in stage_sentence(
        stages(early_leavers())
    )


def test_shares_of_rows_are_said_to_mislead() -> None:
    said = texts(lay_out(early_leavers()))
    assert "months 3 to 12" in said
    assert "100.0 % left. That share misleads" in said
    assert "the risk to leave in it is 14.3 %" in said


def test_bounds_can_be_chosen() -> None:
    frame = lay_out(early_leavers(early_months=1, mid_months=6)).table("stages").frame
    assert frame["stage"].tolist()[1] == "Months 1 to 6"
    assert np.isnan(frame["to_month"].iloc[2])


def test_where_nobody_left_there_is_no_stage_to_name() -> None:
    material = snapshot([5, 30], [False, False])
    page = lay_out(material)
    assert page.charts[0].title == "Nobody has left in any stage"
    assert stage_sentence(stages(material)) == ""
    assert "misleads" not in texts(page)
    assert "Few customers (2)" in texts(page)


def test_what_nobody_has_reached_has_no_risk() -> None:
    said = texts(lay_out(snapshot([1, 2, 5], [True, False, False])))
    assert "No risk can be given for this stage: months 3 to 12." in said
    assert "No risk can be given for this stage: after 12 months." in said


def test_a_list_without_young_customers_knows_nothing_of_early_churn() -> None:
    months = [6.0] * 30 + [20.0] * 40
    material = snapshot(months, [True] * 30 + [False] * 40, entry=[5.5] * 70)
    page = lay_out(material)
    assert "Nobody in the list was seen before month 5.5" in texts(page)
    assert np.isnan(page.table("stages").frame["risk"][0])
    assert "No risk can be given" not in texts(page)


def test_an_empty_list_has_no_stages() -> None:
    page = lay_out(empty())
    assert page.tables == ()
    assert "No row of the list can be used" in texts(page)
