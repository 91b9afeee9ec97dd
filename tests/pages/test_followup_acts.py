from __future__ import annotations

from dataclasses import replace
from datetime import date

from churn_desktop.core.project import Project
from churn_desktop.pages import followups
from churn_desktop.pages.editing import Answer
from churn_desktop.pages.followup_acts import DONE
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Table
from tests.pages.lists import golden

ANSWER = Answer(date(2024, 4, 2), "stays")


def table(project: Project) -> Table:
    material = golden()
    analysis = replace(material.analysis, assumptions=project.assumptions)
    told = Material(project, material.understanding, analysis)
    return followups.lay_out(told).table("followups")


def test_rows_are_ticked_off_and_back() -> None:
    project = golden().project
    before = table(project)
    assert before.act_measure == DONE
    assert before.frame[DONE].tolist() == ["☐"] * 12
    toggle, done, undone = before.acts
    assert done.asks
    assert done.outcomes
    ticked = done.change(project, (0, 2), ANSWER)
    after = table(ticked)
    assert after.frame[DONE].tolist()[-2:] == ["☑ 2024-04-02"] * 2
    assert after.frame["outcome"].tolist()[-2:] == ["stays", "stays"]
    assert after.faint == (10, 11)
    assert {*after.frame["name"][-2:]} == {*before.frame["name"].iloc[[0, 2]]}
    again = after.acts[0].change(ticked, (10,), ANSWER)
    assert len(again.assumptions.contacted) == 1
    assert undone.change(ticked, (0, 2), ANSWER).assumptions.contacted == ()
    assert len(toggle.change(project, (1,), ANSWER).assumptions.contacted) == 1


def test_what_is_done_counts_as_no_work_any_more() -> None:
    project = golden().project
    ticked = table(project).acts[0].change(project, (0,), ANSWER)
    material = golden(contacted=ticked.assumptions.contacted)
    kinds = followups.lay_out(material).table("kinds").frame
    assert (kinds["entries"].tolist(), kinds[DONE].tolist()) == ([11], [1])
