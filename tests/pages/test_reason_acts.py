from __future__ import annotations

from datetime import date

from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.reasons import Avoidable
from churn_desktop.pages.editing import Answer
from churn_desktop.pages.reason_acts import mark_reasons, reason_acts
from tests.ui.made import a_project

SAID = ["Price", "Moved", BLANK]
TODAY = Answer(date(2024, 1, 1))


def test_a_reason_is_turned_from_one_to_the_next() -> None:
    turn, project, seen = reason_acts(SAID)[0], a_project(), []
    for _step in range(3):
        project = turn.change(project, (0,), TODAY)
        seen.append(dict(project.assumptions.avoidable).get("Price"))
    assert seen == ["avoidable", "not_avoidable", None]


def test_several_reasons_are_marked_at_once_and_the_blank_one_never() -> None:
    acts = {act.key: act for act in reason_acts(SAID)}
    project = acts["not_avoidable"].change(a_project(), (0, 1, 2), TODAY)
    assert project.assumptions.avoidable == (
        ("Moved", "not_avoidable"),
        ("Price", "not_avoidable"),
    )
    assert acts["turn"].change(project, (2,), TODAY) is project


def test_what_was_said_before_changes_nothing() -> None:
    project = mark_reasons(a_project(), ["Price"], Avoidable.YES)
    assert mark_reasons(project, ["Price"], Avoidable.YES) is project
    assert mark_reasons(project, ["Other"], Avoidable.UNKNOWN) is project
