from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.errors import BadChoice, UnclearList
from churn_desktop.core.issues import IssueCode
from churn_desktop.core.progress import Cancelled
from churn_desktop.core.project import Assumptions, Project, Source
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.importing import open_sheet, readers
from churn_desktop.importing.columns import typed_columns
from churn_desktop.importing.importer import open_list, understand, with_roles
from churn_desktop.importing.layout import find_list
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.recognise import recognise
from churn_desktop.importing.shapes import decide_shape
from tests.importing.lists import TODAY, Value, codes, grid_of, project_of, text_grid

LEGEND = text_grid("Variable|Meaning\nid|the customer\nstart|when it began")
PEOPLE = text_grid(
    "All customers||\nid|start date|end date\nA|2024-01-01|\nB|2024-01-02|2024-02-01"
)
NOTES = text_grid("note\nnothing here")


class Workbook:
    """Stands for the reader: sheets by name, the first one is chosen unasked."""

    def __init__(self, sheets: dict[str, object], hidden: tuple[str, ...] = ()) -> None:
        self.sheets = sheets
        self.hidden = hidden
        self.asked: list[str | None] = []

    def read_sheet(
        self, path: Path, sheet: str | None = None, **_options: object
    ) -> readers.RawFile:
        self.asked.append(sheet)
        name = sheet or next(iter(self.sheets))
        if name not in self.sheets:
            raise BadChoice("sheet", name, tuple(self.sheets))
        grid = self.sheets[name]
        return readers.RawFile(
            grid=type(grid)(name, grid.columns, grid.kinds),
            sheets=tuple(
                readers.SheetInfo(s, s in self.hidden, g.height, g.width)
                for s, g in self.sheets.items()
            ),
            encoding=None,
            delimiter=None,
            issues=(),
        )


@pytest.fixture
def workbook(monkeypatch: pytest.MonkeyPatch) -> Workbook:
    made = Workbook({"Legend": LEGEND, "People": PEOPLE, "Notes": NOTES})
    monkeypatch.setattr(open_sheet.readers, "read_sheet", made.read_sheet)
    return made


def test_a_text_file_from_end_to_end(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "客户编号,开始日期,到期日期,月费（元）\n001,2024/1/5,至今,39\n", "gb18030"
    )
    project = open_list(path, today=TODAY)
    assert project.shape == Shape.SUBSCRIPTIONS
    assert project.source.path == path
    assert project.source.sheet is None
    assert project.source.sheets == ()
    assert project.source.header_row == 1
    assert project.source.encoding == "gb18030"
    assert project.heading(Role.FEE) == "月费（元）"
    found = understand(project, today=TODAY)
    assert found.book.ids.tolist() == ["001"]
    assert found.book.currency == "CNY"
    assert IssueCode.ENCODING_GUESSED in codes(found.issues)


def test_a_sheet_that_says_who_stayed_is_looked_for(workbook: Workbook) -> None:
    project = open_list(Path("book.xlsx"), today=TODAY)
    assert project.source.sheet == "People"
    assert project.source.sheets == ("Legend", "People", "Notes")
    assert project.source.header_row == 2
    assert codes(project.reading_issues) == {IssueCode.TITLE_ROWS: (1,)}
    assert workbook.asked == [None, "People"]


def test_the_sheet_that_was_asked_for_is_read(workbook: Workbook) -> None:
    project = open_list(Path("b.xlsx"), ReadOptions(sheet="Notes"), today=TODAY)
    assert (project.source.sheet, project.shape) == ("Notes", None)
    assert workbook.asked == ["Notes"]


def test_hidden_sheets_are_never_read_unasked(workbook: Workbook) -> None:
    workbook.hidden = ("People",)
    project = open_list(Path("book.xlsx"), today=TODAY)
    assert (project.source.sheet, project.shape) == ("Legend", None)
    assert "People" not in workbook.asked


def test_options_that_fit_another_sheet_only_are_no_reason_to_fail(
    workbook: Workbook,
) -> None:
    options = ReadOptions(columns={Role.NAME: "Variable"})
    project = open_list(Path("book.xlsx"), options, today=TODAY)
    assert project.source.sheet == "Legend"


def test_what_the_user_says_about_a_file(workbook: Workbook) -> None:
    options = ReadOptions(
        sheet="People",
        header_row=2,
        columns={Role.START: "END_DATE", Role.END: "start date"},
        assumptions=Assumptions(include_free=True),
    )
    project = open_list(Path("book.xlsx"), options, today=TODAY)
    assert project.heading(Role.START) == "end date"
    assert project.heading(Role.END) == "start date"
    assert project.assumptions.include_free


@pytest.mark.parametrize(
    ("options", "option"),
    [
        (ReadOptions(columns={Role.END: "nope"}), "column"),
        (ReadOptions(header_row=99), "header_row"),
        (ReadOptions(sheet="nope"), "sheet"),
    ],
)
def test_choices_that_do_not_exist(
    workbook: Workbook, options: ReadOptions, option: str
) -> None:
    with pytest.raises(BadChoice) as caught:
        open_list(Path("book.xlsx"), options, today=TODAY)
    assert caught.value.option == option


def test_an_unclear_list_is_opened_but_not_understood() -> None:
    project = project_of("id|when\nA|soon")
    assert project.shape is None
    with pytest.raises(UnclearList) as caught:
        understand(project, today=TODAY)
    assert caught.value.missing[0] == "start"


def test_other_roles_make_another_list() -> None:
    project = project_of("id|金额|金额|weeks|gone\nA|5|6|7|1\nB|6|7|8|0")
    assert project.shape is None
    assert IssueCode.CANDIDATE_COLUMNS in codes(project.reading_issues)
    roles = {Role.TENURE: "weeks", Role.STATUS: "GONE"}
    changed = with_roles(project, roles)
    assert changed.shape == Shape.SNAPSHOT
    assert changed.roles == {Role.TENURE: "weeks", Role.STATUS: "gone"}
    assert changed.reading_issues == ()
    assert changed.table is project.table
    assert project.shape is None
    found = understand(changed, today=TODAY)
    assert found.book.durations.unit == TimeUnit.WEEKS
    with pytest.raises(BadChoice):
        with_roles(project, {Role.END: "nope"})


def test_every_row_is_used_or_set_aside_and_every_role_read() -> None:
    project = project_of(
        "id|start date|end date\nA|2024-01-01|\n|2024-01-02|2024-02-01"
    )
    found = understand(project, today=TODAY)
    assert (found.used ^ found.set_aside).all()
    assert set(found.columns) == set(project.roles)


def test_work_can_be_cancelled() -> None:
    project = project_of("id|start date\nA|2024-01-01")
    phases = []

    def stop(done: int, total: int, phase: str = "") -> None:
        phases.append((done, total, phase))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        understand(project, today=TODAY, progress=stop)
    assert phases == [(0, 3, "columns"), (1, 3, "amounts"), (2, 3, "customers")]


CELLS = st.one_of(
    st.text(max_size=8),
    st.integers(-5, 80_000),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.sampled_from(
        ["2024-01-01", "03/04/2024", "24-3-5", "至今", "-", "¥39", "$5", "1,5", "免费",
         "是", "churned", "合计", "备注：x", "#N/A", "年付", "trial", "1.234",
         "2024年3月", " "]
    ),
)  # fmt: skip
HEADINGS = st.lists(
    st.sampled_from(
        ["id", "客户名称", "start date", "到期日", "fee", "月费", "churn", "status",
         "tenure", "trial", "计费周期", "last login", "", "x", "currency", "fee"]
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(HEADINGS, st.lists(st.lists(CELLS, max_size=8), max_size=12), st.booleans())
def test_whatever_a_sheet_holds_every_row_is_accounted_for(
    headings: list[str], rows: list[list[Value]], last_day: bool
) -> None:
    layout = find_list(grid_of([headings, *rows]))
    roles, _ = recognise(layout.table, {})
    shape = decide_shape(layout.table, roles)
    typed_columns(layout.table, roles, Assumptions())
    if shape not in (Shape.SUBSCRIPTIONS, Shape.SNAPSHOT):
        return
    source = Source(Path("x.csv"), None, (), layout.header_row)
    assumptions = Assumptions(last_day_of_service=last_day)
    project = Project(layout.table, source, shape, roles, assumptions)
    found = understand(project, today=TODAY)
    book = found.book
    assert (found.used ^ found.set_aside).all()
    positions = book.contracts.position if book.dated else book.positions
    assert sorted(positions.tolist()) == np.flatnonzero(found.used).tolist()
    assert (book.durations.known.length >= 0).all()
    assert (book.stays.end >= book.stays.start).all()
    flagged = {row for issue in found.issues for row in issue.rows}
    assert {*layout.table.rows[found.set_aside].tolist()} <= flagged


def test_every_column_can_be_had_typed() -> None:
    project = project_of("id|start date|x\nA|2024-01-01|5")
    columns, _ = typed_columns(project.table, project.roles, project.assumptions)
    assert columns["x"].values.tolist() == [5]


def test_a_list_of_months_whose_headings_changed_is_unclear() -> None:
    project = project_of("id|2024-01|2024-02|2024-03\nA|1|1|1")
    renamed = edits.rename_column(project.table, "2024-02", "note")
    with pytest.raises(UnclearList):
        understand(replace(project, table=renamed), today=TODAY)


def test_choosing_what_columns_mean_keeps_what_else_was_said() -> None:
    project = project_of("month|opening|new|lost\n2024-01|9|1|1\n2024-02|9|1|1")
    without = {role: h for role, h in project.roles.items() if role != Role.COUNT_LOST}
    assert with_roles(project, without).shape == Shape.COUNTS
    fewer = {Role.PERIOD: "month", Role.COUNT_OPENING: "opening"}
    assert with_roles(project, fewer).roles == fewer
