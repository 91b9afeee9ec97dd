from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from churn_desktop.cli import run
from churn_desktop.core import project_edits
from churn_desktop.core.errors import BadChoice, DamagedProject
from churn_desktop.core.project import Assumptions
from churn_desktop.core.project_edits import Written
from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.importing.options import ReadOptions
from churn_desktop.storage.open_any import open_any
from churn_desktop.storage.project_file import save_project

TODAY = date(2024, 6, 30)
LIST = """Customer,Start,End,Fee,Level
C1,2024-01-01,2024-03-01,10,a
C2,2024-01-15,,20,b
C3,2024-02-01,,30,a
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project in which the second customer has left, by quarters."""
    source = tmp_path / "list.csv"
    source.write_text(LIST)
    imported = open_any([source], ReadOptions(), today=TODAY)
    cells = {"End": Written(np.array([1]), ["2024-05-01"])}
    project = project_edits.write(imported, cells).assuming(period=PeriodLength.QUARTER)
    save_project(project, tmp_path / "list.churn", imported=imported)
    source.unlink()
    return tmp_path / "list.churn"


def test_a_project_comes_with_its_edits_and_choices(path: Path) -> None:
    project = open_any([path], ReadOptions(), today=TODAY)
    assert project.table.column("End").text.tolist()[1] == "2024-05-01"
    assert project.assumptions.period is PeriodLength.QUARTER
    monthly = open_any([path], ReadOptions(), today=TODAY, period=PeriodLength.MONTH)
    assert monthly.assumptions.period is PeriodLength.MONTH


def test_what_is_said_besides_takes_the_place_of_what_it_says(path: Path) -> None:
    options = ReadOptions(
        columns={Role.PLAN: "Level"},
        assumptions=Assumptions(as_of=date(2024, 4, 30)),
        header_row=1,
    )
    project = open_any([path], options, today=TODAY)
    assert project.roles[Role.PLAN] == "Level"
    assert project.roles[Role.START] == "Start"
    assert project.assumptions.as_of == date(2024, 4, 30)
    assert project.assumptions.period is PeriodLength.QUARTER


@pytest.mark.parametrize(
    "options",
    [
        ReadOptions(sheet="May"),
        ReadOptions(header_row=3),
        ReadOptions(columns={Role.PLAN: "No such"}),
    ],
)
def test_a_project_is_not_read_in_another_way(path: Path, options: ReadOptions) -> None:
    with pytest.raises(BadChoice):
        open_any([path], options, today=TODAY)


def test_a_damaged_one_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(DamagedProject):
        open_any([path], ReadOptions(), today=TODAY)


def test_every_command_takes_one(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["analyse", str(path), "--json", "--as-of", "2024-06-30"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["customers"]["left"] == 2
    assert [one["start"] for one in found["periods"]] == ["2024-01-01", "2024-04-01"]
    assert run(["check", str(path), "--json", "--cells"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked["sheets"][0]["cells"]["C3"]["value"] == "2024-05-01"
    report = tmp_path / "report.xlsx"
    assert run(["report", str(path), "-o", str(report)]) == 0
    assert report.stat().st_size > 1000
    assert run(["check", str(path), "--sheet", "May"]) == 2
    assert "May" in capsys.readouterr().err
