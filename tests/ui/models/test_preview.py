from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from churn_desktop.core.project import Project
from churn_desktop.core.schema import DateOrder, Role, Shape
from churn_desktop.importing.importer import with_roles
from churn_desktop.ui.models.preview import ROWS, Counts, look
from tests.ui.made import TODAY, a_list, a_project, a_table


def of(columns: dict[str, list[str]], roles: dict[Role, str]) -> Project:
    return with_roles(replace(a_project(), table=a_table(columns)), roles)


DATED = {Role.CUSTOMER_ID: "id", Role.START: "from", Role.END: "to", Role.FEE: "fee"}


@pytest.fixture
def dated() -> Project:
    return of(
        {
            "id": ["C1", "C2", "C3", "C4"],
            "from": ["2024年3月5日", "2024-01-01", "2024-02-01", "2024-05-01"],
            "to": ["", "至今", "soon", "2024-03-01"],
            "fee": ["￥1,200", "免费", "?", "10"],
            "remark": ["a  b", "", "", ""],
        },
        DATED,
    )


def test_values_are_written_as_they_are_understood(dated: Project) -> None:
    shown = look(dated.assuming(include_free=True), TODAY)
    assert shown.rows == (2, 3, 4, 5)
    assert shown.texts["from"] == [
        "2024-03-05",
        "2024-01-01",
        "2024-02-01",
        "2024-05-01",
    ]
    assert shown.texts["to"] == ["", "no end", "soon", "2024-03-01"]
    assert shown.texts["fee"] == ["¥1,200", "¥0", "?", "¥10"]
    assert shown.texts["remark"] == ["a b", "", "", ""]
    assert shown.right == {"fee"}
    assert shown.currencies == ("CNY",)


def test_rows_are_used_set_aside_or_doubtful(dated: Project) -> None:
    shown = look(dated.assuming(include_free=True), TODAY)
    assert shown.counts == Counts(total=4, used=2, aside=2, doubtful=1, customers=2)
    aside = shown.marks.set_aside
    assert aside is not None
    assert aside.tolist() == [False, False, True, True]
    without = look(dated, TODAY).counts
    assert without is not None
    assert without.used == 1


def test_what_is_unclear_is_shown_all_the_same(dated: Project) -> None:
    shown = look(with_roles(dated, {Role.FEE: "fee", Role.STATUS: "remark"}), TODAY)
    assert shown.counts is None
    assert shown.error is not None
    assert shown.texts["fee"][0] == "¥1,200"
    assert shown.texts["from"][0] == "2024年3月5日"


def test_flags_and_times_are_said_in_words() -> None:
    project = of(
        {"id": ["1", "2", "3"], "months": ["5", "1200", "x"], "left": ["y", "n", "?"]},
        {Role.CUSTOMER_ID: "id", Role.TENURE: "months", Role.STATUS: "left"},
    )
    assert project.shape is Shape.SNAPSHOT
    shown = look(project, TODAY)
    assert shown.texts["left"] == ["left", "still a customer", "?"]
    assert shown.texts["months"] == ["5", "1,200", "x"]
    trial = look(with_roles(project, {Role.TRIAL: "left"}), TODAY)
    assert trial.texts["left"] == ["yes", "no", "?"]


def test_only_the_first_rows_are_shown_but_all_are_counted() -> None:
    shown = look(a_list(ROWS + 50), TODAY)
    assert len(shown.rows) == len(shown.texts["Fee"]) == ROWS
    assert shown.counts is not None
    assert shown.counts.total == ROWS + 50


def test_an_open_order_of_dates_is_a_question(dated: Project) -> None:
    project = of(
        {"id": ["C1", "C2"], "from": ["03/04/2024", "2024-01-01"], "to": ["", ""]},
        {Role.CUSTOMER_ID: "id", Role.START: "from", Role.END: "to"},
    )
    asked = look(project, TODAY).question
    assert asked is not None
    assert (asked.heading, asked.example, asked.cells) == ("from", "03/04/2024", 1)
    assert asked.readings == {
        DateOrder.DMY: date(2024, 4, 3),
        DateOrder.MDY: date(2024, 3, 4),
    }
    answered = project.assuming(date_order=DateOrder.MDY)
    assert look(answered, TODAY).question is None
    assert look(dated, TODAY).question is None


def test_meanings_are_as_sure_as_their_headings(dated: Project) -> None:
    named = of(
        {"客户编号": ["C1"], "start": ["2024-01-01"], "whatever": [""]},
        {Role.CUSTOMER_ID: "客户编号", Role.START: "start", Role.END: "whatever"},
    )
    sure = look(named, TODAY).sureness
    assert sure["客户编号"] > 0.9
    assert sure["whatever"] == 0
    assert sure.keys() == {"客户编号", "start", "whatever"}


def test_currencies_that_are_left_out_can_be_chosen() -> None:
    project = of(
        {"id": ["C1", "C2", "C3"], "from": ["2024-01-01"] * 3, "to": [""] * 3,
         "fee": ["$5", "$6", "€7"]},
        DATED,
    )  # fmt: skip
    assert look(project, TODAY).currencies == ("USD", "EUR")
