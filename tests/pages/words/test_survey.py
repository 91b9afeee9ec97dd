from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.pages.words.survey import answer_headings, form_words, questions
from tests.pages.lists import golden


def test_the_reason_goes_where_the_list_has_it() -> None:
    project = golden().project
    assert answer_headings(project)[-1] == "Reason for leaving"
    roles = {**project.roles, Role.REASON: "Why"}
    from dataclasses import replace

    assert answer_headings(replace(project, roles=roles))[-1] == "Why"


def test_there_is_a_heading_for_every_question() -> None:
    assert len(questions("en")) == len(answer_headings(golden().project))
    assert set(form_words("en")) == set(form_words("zh_CN"))
