"""A survey of those who left: a form to print, and a list to write answers into."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop import i18n
from churn_desktop.core.calendar import to_date
from churn_desktop.core.schema import Role
from churn_desktop.engine.followup_kinds import Kind
from churn_desktop.files import write_safely
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.sheet_setup import (
    add_sheet,
    new_workbook,
    set_paper,
    write_cell,
)
from churn_desktop.output.sheets.styles import Styles
from churn_desktop.pages.followups import contacts_of
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Unit
from churn_desktop.pages.terms import title
from churn_desktop.pages.words.survey import answer_headings, form_words, questions

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LINES = 4
_SPARE = 40
"""Empty rows for answers of customers who are not listed."""
_ANSWER: styles.Look = {
    "text_wrap": True, "valign": "top", "border": 1, "border_color": styles.RULE,
}  # fmt: skip


def write_survey(material: Material, path: Path) -> int:
    """Write the survey.

    Returns
    -------
    int
        How many customers are listed: those who left lately and gave no reason.

    Raises
    ------
    UnwritableFile
        As `files.write_safely`; nothing is half-written.
    """
    made = build_survey(material)
    write_safely(path, lambda draft: draft.write_bytes(made))
    return len(_whom(material))


def build_survey(material: Material) -> bytes:
    """Make the workbook in memory; see `write_survey`."""
    target = BytesIO()
    workbook = new_workbook(target, form_words(i18n.language())["title"])
    looks = Styles(workbook)
    _write_answers(add_sheet(workbook, cells.sheet_name(_("Answers"))), material, looks)
    own = i18n.language()
    for language in (own, *(other for other in i18n.LANGUAGES if other != own)):
        _write_form(workbook, language, looks)
    workbook.close()
    return target.getvalue()


def _whom(material: Material) -> list[tuple[int, int]]:
    """Give the customers to ask, and the day each left."""
    found = material.ahead.followups
    if found is None:
        return []
    frame = found.open[found.open["kind"] == str(Kind.ASK_REASON)]
    return [*zip(frame["customer"].tolist(), frame["due"].tolist(), strict=True)]


def _write_answers(sheet: Worksheet, material: Material, looks: Styles) -> None:
    project, book = material.project, material.book
    whom = _whom(material)
    who = np.array([customer for customer, _day in whom], dtype=np.int32)
    number = project.heading(Role.CUSTOMER_ID) or title("customer_id")
    heads = [number, title("name"), _("Left on"), title("followup_contact")]
    heads += answer_headings(project)
    for at, heading in enumerate(heads):
        sheet.set_column(at, at, 16 if at < 4 else 34)
        sheet.write(0, at, heading, looks(styles.HEADER))
    contacts = contacts_of(material, who)
    day = looks(_ANSWER, num_format="yyyy-mm-dd")
    text = looks(_ANSWER, num_format="@")
    for row in range(len(whom) + _SPARE):
        for at in range(len(heads)):
            sheet.write_blank(row + 1, at, None, text)
        if row < len(whom):
            customer, left = whom[row]
            write_cell(sheet, row + 1, 0, str(book.ids[customer]), Unit.TEXT, text)
            write_cell(sheet, row + 1, 1, str(book.names[customer]), Unit.TEXT, text)
            write_cell(sheet, row + 1, 2, to_date(left), Unit.DATE, day)
            write_cell(sheet, row + 1, 3, str(contacts[row]), Unit.TEXT, text)
    sheet.freeze_panes(1, 2)
    set_paper(sheet)
    sheet.repeat_rows(0)


def _write_form(workbook: Workbook, language: str, looks: Styles) -> None:
    """Write the form that is printed, one page."""
    words = form_words(language)
    sheet = add_sheet(workbook, cells.sheet_name(i18n.LANGUAGES[language]))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 68)
    sheet.set_row(0, 34)
    sheet.write(0, 0, words["title"], looks(styles.TITLE))
    sheet.write(1, 0, words["thanks"], looks(styles.SENTENCE))
    line = looks({"bottom": 1, "bottom_color": styles.RULE})
    row = 3
    for key in ("customer", "day"):
        sheet.write(row, 0, words[key], line)
        row += 1
    for at, question in enumerate(questions(language), 1):
        row += 1
        sheet.write(row, 0, f"{at}. {question}", looks(styles.HEADING))
        for _line in range(_LINES):
            row += 1
            sheet.set_row(row, 26)
            sheet.write_blank(row, 0, None, line)
        row += 1
    sheet.print_area(0, 0, row, 0)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.8, right=0.6)
