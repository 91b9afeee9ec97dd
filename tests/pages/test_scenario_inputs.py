from __future__ import annotations

from churn_desktop.core.choices import ScenarioChoice
from churn_desktop.core.project import Project
from churn_desktop.pages.editing import Input
from churn_desktop.pages.material import Material
from churn_desktop.pages.scenario_inputs import (
    choices,
    put_example,
    scenario_inputs,
    scenario_names,
)
from tests.pages.lists import empty, golden


def inputs(material: Material) -> dict[str, Input]:
    forms = scenario_inputs(material)
    return {each.key: each for form in forms for each in form.inputs}


def chosen(project: Project) -> list[ScenarioChoice]:
    return list(project.assumptions.scenarios)


def test_the_suggested_scenarios_are_where_typing_starts() -> None:
    material = golden()
    assert [each.name for each in choices(material)] == [
        "As it is", "One point less churn",
    ]  # fmt: skip
    told = inputs(material)
    assert told["monthly_churn_0"].value is None
    assert told["monthly_churn_0"].empty.startswith("as it is: ")
    after = chosen(told["monthly_churn_1"].change(material.project, 0.005))
    assert [each.monthly_churn for each in after] == [None, 0.005]


def test_one_more_gets_a_name_and_a_name_taken_away_takes_it_away() -> None:
    material = golden()
    after = inputs(material)["added_2"].change(material.project, 40.0)
    assert chosen(after)[2] == ScenarioChoice("Scenario 3", added=40.0)
    later = golden(scenarios=after.assumptions.scenarios)
    assert scenario_names(later)["own_2"] == "Scenario 3"
    gone = inputs(later)["name_1"].change(later.project, "")
    assert [each.name for each in chosen(gone)] == ["As it is", "Scenario 3"]


def test_the_example_starts_from_nobody() -> None:
    project = put_example(golden().project)
    first, second = chosen(project)
    assert (first.monthly_churn, second.monthly_churn) == (0.05, 0.10)
    assert (first.start, first.added) == (0, 100)


def test_without_anything_known_one_scenario_can_be_typed() -> None:
    told = inputs(empty())
    assert told["monthly_churn_0"].empty == "not known"
    assert "spend_once" not in told
