from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.engine.calculator import calculate
from churn_desktop.importing.importer import open_list, understand
from churn_desktop.output.template import (
    MONEY,
    NUMBERS,
    build_template,
    if_known,
    write_template,
)
from churn_desktop.pages.words.template import count_columns, customer_columns
from tests.output.made import TODAY, opened
from tests.output.test_workbook_recalculated import differences

NUMBERS_OF_MARCH = TypedNumbers(
    100, 20, 10, 2,
    mrr_opening=9800, mrr_new=2160, mrr_expansion=100, mrr_contraction=200,
    mrr_churned=800,
)  # fmt: skip


def figures(sheet: Worksheet) -> dict[str, object]:
    return {
        str(row[0].value): row[1].value for row in sheet.iter_rows() if row[0].value
    }


def test_the_stored_values_are_those_of_the_engine() -> None:
    found = figures(opened(build_template(NUMBERS_OF_MARCH)).worksheets[0])
    assert found["Churn rate"] == pytest.approx(0.1)
    assert found["At end"] == 108
    assert found["MRR at end"] == 11_060
    assert found["Net revenue retention"] == pytest.approx(0.90816, abs=1e-5)


def test_numbers_that_are_not_known_leave_words_and_no_error() -> None:
    found = figures(opened(build_template(TypedNumbers())).worksheets[0])
    assert found["Churn rate"] == "not defined"
    assert found["At end"] == "not defined"
    assert not any(str(value).startswith("#") for value in found.values())


@pytest.mark.parametrize(
    "numbers", [NUMBERS_OF_MARCH, TypedNumbers(), TypedNumbers(0, 0, 0)]
)
def test_another_program_computes_the_same(
    recalculate: Callable[..., Workbook],
    numbers: TypedNumbers,
) -> None:
    made = build_template(numbers)
    count, wrong = differences(made, recalculate(made))
    assert wrong == []
    assert count > 100


def test_numbers_typed_there_give_what_the_engine_gives(
    recalculate: Callable[..., Workbook],
) -> None:
    numbers = TypedNumbers(250, 40, 20, 3, 1, 3, mrr_opening=5000, mrr_churned=450)

    def fill(book: Workbook) -> None:
        rows = [row for row in book.worksheets[0].iter_rows() if row[1].fill.fgColor.rgb
                == "FFFFE9A8"]  # fmt: skip
        for row, key in zip(rows, (*NUMBERS, *MONEY), strict=True):
            row[1].value = getattr(numbers, key)
        periods = book.worksheets[2]
        for column, value in enumerate((202401, 250, 40, 20), 1):
            periods.cell(2, column, value)

    computed = recalculate(build_template(NUMBERS_OF_MARCH), fill)
    expected, found = calculate(numbers), figures(computed.worksheets[0])
    assert found["Churn rate"] == pytest.approx(expected.rates["opening_base"])
    assert found["MRR at end"] == 4550
    assert found["Gross revenue churn"] == pytest.approx(0.09)
    row = [cell.value for cell in computed.worksheets[2][2]]
    assert row[4:6] == pytest.approx([270, 0.08])
    assert row[6:8] == pytest.approx(
        [expected.low["opening_base"], expected.high["opening_base"]]
    )


def filled(tmp_path: Path, sheet: int, rows: list[list[object]]) -> Project:
    path = tmp_path / "filled.xlsx"
    write_template(path, NUMBERS_OF_MARCH)
    book = load_workbook(path)
    for at, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            book.worksheets[sheet].cell(at, column, value)
    book.save(path)
    # The sheet that is filled in is found by itself.
    project = open_list(path, today=TODAY)
    assert project.source.sheet == book.sheetnames[sheet]
    return project


def test_a_filled_customer_list_is_read_as_what_its_headings_say(
    tmp_path: Path,
) -> None:
    values: list[object] = [
        "C1", "Acme", date(2023, 1, 2), None, 120, "Monthly", "Basic", "Food", "North",
        "Ann", "Bob", date(2023, 5, 1), 9, None,
    ]  # fmt: skip
    left = ["C2", "Bell", date(2023, 2, 3), date(2023, 4, 4), 80, "Annual", "Pro"]
    gone = [*left, "Art", "South", "Ann", "Bob", date(2023, 3, 1), 3, "Price"]
    project = filled(tmp_path, 1, [values, gone])
    assert project.shape is Shape.SUBSCRIPTIONS
    assert dict(project.roles) == {
        role: heading for role, (heading, _unit) in customer_columns().items()
    }
    assert len(understand(project, today=TODAY).book) == 2


def test_a_filled_list_of_periods_is_read_as_counts(tmp_path: Path) -> None:
    project = filled(tmp_path, 2, [["2023-01", 100, 20, 10], ["2023-02", 110, 5, 11]])
    assert project.shape is Shape.COUNTS
    wanted = count_columns()
    assert {role: project.roles[role] for role in wanted} == wanted
    assert Role.COUNT_CLOSING in project.roles
    counts = understand(project, today=TODAY).book.ledger
    assert counts is not None
    assert counts.lost.tolist() == [10, 11]


def test_nothing_newer_than_excel_2007_is_used() -> None:
    book = load_workbook(BytesIO(build_template(NUMBERS_OF_MARCH)))
    texts = [
        cell.value for sheet in book for row in sheet for cell in row
        if cell.data_type == "f"
    ]  # fmt: skip
    assert not any("_xlfn" in text or "IFERROR" in text for text in texts)
    assert if_known(["A1"], "A1", '""') == 'IF(COUNT(A1)<1,"",A1)'
