from __future__ import annotations

import pytest

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.schema import Role
from churn_desktop.importing.survey_answers import take_over
from tests.ui.made import a_project, a_table

HEADINGS = ("Expected", "Reason")


def test_an_answer_goes_to_every_row_of_its_customer() -> None:
    answers = a_table(
        {"Customer": ["C002", " C004 ", "C9"], "Expected": ["x", "", "y"]}
    )
    taken = take_over(a_project(), answers, HEADINGS)
    assert taken.project.table.frame["Expected"].tolist() == ["", "x", "", ""]
    assert (taken.customers, taken.unknown) == (1, ("C9",))
    assert Role.REASON not in taken.project.roles


def test_a_reason_that_is_given_stays() -> None:
    project = take_over(
        a_project(), a_table({"Customer": ["C001"], "Reason": ["Price"]}), HEADINGS
    ).project
    assert project.roles[Role.REASON] == "Reason"
    answers = a_table({"Customer": ["C001", "C002"], "Reason": ["Other", "Closed"]})
    after = take_over(project, answers, HEADINGS).project
    assert after.table.frame["Reason"].tolist() == ["Price", "Closed", "", ""]


def test_nothing_said_changes_nothing() -> None:
    project = a_project()
    answers = a_table({"Customer": ["C001"], "Expected": [" "]})
    taken = take_over(project, answers, HEADINGS)
    assert taken.project is project
    assert taken.customers == 0


def test_without_the_column_of_customers_nothing_can_be_taken_over() -> None:
    with pytest.raises(BadChoice):
        take_over(a_project(), a_table({"Who": ["C001"]}), HEADINGS)
