from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.core.progress import Cancelled
from churn_desktop.output import workbook as module
from churn_desktop.output.sheets.assembly import Assembly
from churn_desktop.output.workbook import build, write_workbook
from churn_desktop.pages.formats import is_defined, write_in
from churn_desktop.pages.model import Measure, PageId, Table, Unit
from tests.output.made import TODAY, a_list, a_project, opened, parts_of


def test_stored_values_are_those_of_the_pages(
    quarterly: Assembly, workbook: bytes
) -> None:
    book = opened(workbook)
    for page, plan in quarterly.plans.items():
        sheet = book[quarterly.sheets[page]]
        for table in plan.page.tables:
            place = plan.tables[table.key]
            for measure in table.measures:
                column = place.columns[measure.key].first + 1
                for row, value in enumerate(table.frame[measure.key]):
                    found = sheet.cell(place.first + 1 + row, column).value
                    _same(found, value, table, measure, row)


def _same(
    found: object, value: object, table: Table, measure: Measure, row: int
) -> None:
    if not is_defined(value) or measure.unit in (Unit.TEXT, Unit.PERIOD):
        assert (found or "") == write_in(table, measure, row, value)
    elif measure.unit is Unit.DATE:
        assert found.date() == value
    else:
        assert found == pytest.approx(float(value))


def test_user_texts_are_never_formulas(workbook: bytes) -> None:
    sheet = opened(workbook, formulas=True)["Customers"]
    cells = [cell for row in sheet for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_same_list_gives_the_same_file(quarterly: Assembly) -> None:
    day = date(2024, 7, 1)
    assert build(quarterly, "r.xlsx", today=day) == build(
        quarterly, "r.xlsx", today=day
    )


def test_writes_a_file_and_reads_it_back(tmp_path: Path) -> None:
    path = tmp_path / "报告.xlsx"
    write_workbook(*parts_of(a_project(a_list())), path, today=TODAY)
    assert list(tmp_path.iterdir()) == [path]
    assert opened(path.read_bytes()).sheetnames[0] == "Contents"


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(
        module, "_save", lambda draft, made: draft.write_bytes(made[:99])
    )
    with pytest.raises(UnwritableFile, match="failed"):
        write_workbook(*parts_of(a_project(a_list())), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.filterwarnings("error")
def test_a_cancelled_write_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"

    def cancel(done: int, total: int, phase: str = "") -> None:
        if phase == "packing":
            raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(*parts_of(a_project(a_list())), path, cancel)
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_the_pages_can_be_written() -> None:
    from churn_desktop.output.sheets.assembly import assemble
    from churn_desktop.pages.report import lay_out

    _report, project, understanding, analysis = parts_of(a_project(a_list()))
    report = lay_out(project, understanding, analysis, (PageId.REVENUE,))
    made = build(assemble(report, project, understanding, analysis), "r.xlsx")
    assert opened(made).sheetnames == ["Contents", "Revenue", "Chart data"]
