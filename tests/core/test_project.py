from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from churn_desktop.core.project import Assumptions, ListPart, Project, Source
from churn_desktop.core.schema import PeriodLength, Role, Shape
from churn_desktop.core.table import Table


@pytest.fixture
def project() -> Project:
    return Project(
        table=Table(pd.DataFrame({"start": []}), kinds={}, letters={"start": 1}),
        source=Source(Path("list.csv"), None, (), header_row=1),
        shape=Shape.SUBSCRIPTIONS,
        roles={Role.START: "start"},
    )


def test_assuming_gives_another_project(project: Project) -> None:
    quarters = project.assuming(period=PeriodLength.QUARTER, as_of=date(2024, 3, 31))
    assert quarters.assumptions == Assumptions(
        as_of=date(2024, 3, 31), period=PeriodLength.QUARTER
    )
    assert quarters.table is project.table
    assert project.assumptions == Assumptions()


def test_assuming_what_there_is_not(project: Project) -> None:
    with pytest.raises(TypeError):
        project.assuming(weather="fine")


def test_the_heading_of_a_role(project: Project) -> None:
    assert project.heading(Role.START) == "start"
    assert project.heading(Role.END) is None


def test_what_names_a_list_as_a_whole() -> None:
    source = Source(Path("of 2024.xlsx"), "Members", ("Members",), 2, title="Fees")
    assert source.said == "Fees Members of 2024"
    assert Source(Path("list.csv"), None, (), 1).said == "list"


def test_a_list_of_several_files_knows_them_and_the_days_that_were_given() -> None:
    january = ListPart("a.csv", Path("a.csv"), date(2024, 1, 31), 3)
    february = ListPart("b.csv", Path("b.csv"), date(2024, 2, 29), 3, told=True)
    alone = Source(Path("a.csv"), None, (), header_row=1)
    several = replace(alone, parts=(january, february))
    assert (alone.paths, alone.days) == ((Path("a.csv"),), {})
    assert several.paths == (Path("a.csv"), Path("b.csv"))
    assert several.days == {"b.csv": date(2024, 2, 29)}


def test_what_was_only_typed_has_no_folder_of_its_own() -> None:
    typed = Source(Path("Typed numbers"), None, (), 1)
    assert typed.folder == Path.home()
    assert Source(Path("/lists/a.csv"), None, (), 1).folder == Path("/lists")
