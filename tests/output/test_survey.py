from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from churn_desktop import i18n
from churn_desktop.core.schema import Role
from churn_desktop.importing.survey_answers import read_answers
from churn_desktop.output.survey import build_survey, write_survey
from churn_desktop.pages.words.survey import answer_headings
from tests.output.made import opened
from tests.pages.lists import golden

TODAY = date(2024, 4, 2)


def test_who_left_is_listed_and_the_form_is_there_in_both_languages() -> None:
    book = opened(build_survey(golden()))
    assert book.sheetnames == ["Answers", "English", "简体中文"]
    head = [cell.value for cell in book.worksheets[0][1]]
    assert head[0] == "customer"
    assert head[-4:] == ["Expected", "Got it", "Stuck at", "Reason for leaving"]
    asked = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert len([name for name in asked if name]) == 12
    form = [str(row[0].value) for row in book["English"].iter_rows()]
    assert sum("?" in line for line in form) == 4


def test_answers_come_back_as_columns_of_the_list(tmp_path: Path) -> None:
    material, path = golden(), tmp_path / "survey.xlsx"
    assert write_survey(material, path) == 12
    book = load_workbook(path)
    sheet = book.worksheets[0]
    names = [sheet.cell(row, 1).value for row in (2, 3)]
    for column, text in enumerate(("Less work", "No", "Import", "Too hard"), 5):
        sheet.cell(2, column, text)
    sheet.cell(3, 8, "Price")
    sheet.cell(20, 1, "C-unknown")
    sheet.cell(20, 8, "Closed")
    book.save(path)
    project = material.project
    taken = read_answers(project, path, answer_headings(project), today=TODAY)
    assert (taken.customers, taken.unknown) == (2, ("C-unknown",))
    frame = taken.project.table.frame.set_index("customer")
    assert {*frame.loc[[names[0]], "Stuck at"]} == {"Import"}
    assert {*frame.loc[[names[1]], "Reason for leaving"]} == {"Price"}
    assert taken.project.heading(Role.REASON) == "Reason for leaving"
    again = read_answers(
        taken.project, path, answer_headings(taken.project), today=TODAY
    )
    assert again.project.table.frame.equals(taken.project.table.frame)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_own_language_comes_first(language: str) -> None:
    i18n.use(language)
    try:
        names = opened(build_survey(golden())).sheetnames
    finally:
        i18n.use("en")
    assert names[1] == i18n.LANGUAGES[language]
