from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import ListPart, Project
from churn_desktop.core.schema import DateOrder, FeeTerm, Role, Shape, TimeUnit
from churn_desktop.ui.dialogs.reading_form import ReadingForm
from tests.ui.made import a_list


@pytest.fixture
def form(qtbot: QtBot) -> ReadingForm:
    form = ReadingForm()
    qtbot.addWidget(form)
    form.show()
    form.show_project(a_list())
    return form


def box(form: ReadingForm, name: str) -> QWidget:
    boxes = [*form.findChildren(QComboBox), *form.findChildren(QSpinBox)]
    (found,) = [b for b in boxes if b.accessibleName() == name]
    return found


def choose(form: ReadingForm, name: str, text: str) -> None:
    found = box(form, name)
    assert isinstance(found, QComboBox)
    found.setCurrentIndex(found.findText(text))
    found.activated.emit(found.currentIndex())


def seen(form: ReadingForm) -> set[str]:
    boxes = [*form.findChildren(QComboBox), *form.findChildren(QSpinBox)]
    return {b.accessibleName() for b in boxes if b.isVisible()}


def of_kind(shape: Shape | None, *roles: Role, **source: object) -> Project:
    project = a_list()
    headings = dict(zip(roles, project.table.headings, strict=False))
    told = replace(project.source, **source)
    return replace(project, shape=shape, roles=headings, source=told)


def test_only_questions_that_matter_are_asked(form: ReadingForm) -> None:
    assert seen(form) == {
        "Kind of list", "Sheet", "Headings are in row", "Dates are written as",
        "An end date is",
        "Trial and free rows", "A fee is for", "Currency", "Amounts count in",
    }  # fmt: skip
    text = {"sheet": None, "sheets": (), "encoding": "utf-8", "delimiter": ","}
    form.show_project(of_kind(Shape.PURCHASES, Role.PURCHASE_DATE, **text))
    assert seen(form) == {
        "Kind of list", "Headings are in row", "Text encoding",
        "Cells are separated by",
        "Dates are written as", "A customer is lost after a silence of",
    }  # fmt: skip
    form.show_project(of_kind(Shape.SNAPSHOT, Role.TENURE, Role.STATUS))
    assert seen(form) == {
        "Kind of list", "Sheet", "Headings are in row", "Time as a customer is in",
    }  # fmt: skip


def test_it_shows_without_telling(form: ReadingForm, qtbot: QtBot) -> None:
    told = a_list().assuming(
        date_order=DateOrder.MDY, last_day_of_service=True, include_free=True,
        tenure_unit=TimeUnit.WEEKS, currency="THB", amount_unit=10_000.0, lapse_days=90,
    )  # fmt: skip
    with qtbot.assertNotEmitted(form.assumed), qtbot.assertNotEmitted(form.read_wanted):
        form.show_project(told, ("CNY",))
    assert box(form, "Dates are written as").currentText() == "month, day, year"
    assert box(form, "Currency").currentText() == "THB"
    assert box(form, "Amounts count in").currentData() == 10_000
    assert box(form, "A customer is lost after a silence of").value() == 90


@pytest.mark.parametrize(
    ("name", "words", "changes"),
    [
        ("Dates are written as", "day, month, year", {"date_order": DateOrder.DMY}),
        ("Dates are written as", "as the column shows", {"date_order": None}),
        ("An end date is", "the last day of service", {"last_day_of_service": True}),
        ("Trial and free rows", "count as customers", {"include_free": True}),
        ("Time as a customer is in", "weeks", {"tenure_unit": TimeUnit.WEEKS}),
        ("A fee is for", "the whole contract", {"fee_term": FeeTerm.CONTRACT}),
        ("Currency", "EUR", {"currency": "EUR"}),
        ("Currency", "as the cells say", {"currency": None}),
        ("Amounts count in", "ten thousands (1 is 10,000)", {"amount_unit": 10_000.0}),
    ],
)
def test_every_choice_is_told(
    form: ReadingForm, qtbot: QtBot, name: str, words: str, changes: dict[str, object]
) -> None:
    with qtbot.waitSignal(form.assumed) as told:
        choose(form, name, words)
    assert told.args == [changes]
    (value,) = changes.values()
    assert type(told.args[0].popitem()[1]) is type(value)


def test_the_file_is_read_again_in_another_way(form: ReadingForm, qtbot: QtBot) -> None:
    source = {"encoding": "gb18030", "delimiter": "#"}
    form.show_project(of_kind(Shape.SUBSCRIPTIONS, Role.START, **source))
    separated = box(form, "Cells are separated by")
    assert isinstance(separated, QComboBox)
    assert separated.currentData() == "#"
    for name, words, change in (
        ("Sheet", "Notes", {"sheet": "Notes"}),
        ("Text encoding", "big5", {"encoding": "big5"}),
        ("Cells are separated by", "tab", {"delimiter": "\t"}),
    ):
        with qtbot.waitSignal(form.read_wanted) as told:
            choose(form, name, words)
        assert told.args == [change]


def test_the_heading_row_is_told_once_it_is_typed(
    form: ReadingForm, qtbot: QtBot
) -> None:
    told: list[object] = []
    form.read_wanted.connect(told.append)
    row = box(form, "Headings are in row")
    row.setFocus()
    row.selectAll()
    qtbot.keyClicks(row, "12")
    assert told == []
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert told == [{"header_row": 12}]


def test_silence_is_told_in_days_or_left_to_the_list(
    form: ReadingForm, qtbot: QtBot
) -> None:
    form.show_project(of_kind(Shape.PURCHASES, Role.PURCHASE_DATE))
    silence = box(form, "A customer is lost after a silence of")
    assert isinstance(silence, QSpinBox)
    assert silence.text() == "three times the usual gap"
    with qtbot.waitSignal(form.assumed) as told:
        silence.setValue(60)
    assert told.args == [{"lapse_days": 60}]
    with qtbot.waitSignal(form.assumed) as told:
        silence.setValue(0)
    assert told.args == [{"lapse_days": None}]


def test_a_list_without_headings_says_so(form: ReadingForm, qtbot: QtBot) -> None:
    form.show_project(of_kind(Shape.SUBSCRIPTIONS, Role.START, header_row=0))
    row = box(form, "Headings are in row")
    assert isinstance(row, QSpinBox)
    assert row.text() == "none"
    with qtbot.waitSignal(form.read_wanted) as told:
        row.setValue(1)
    assert told.args == [{"header_row": 1}]


def test_every_box_has_its_words_beside_it(form: ReadingForm) -> None:
    buddies = {label.buddy() for label in form.findChildren(QLabel)} - {None}
    boxes = {*form.findChildren(QComboBox), *form.findChildren(QSpinBox)}
    assert boxes <= buddies


def test_several_lists_read_as_one_have_no_heading_row(
    form: ReadingForm, qtbot: QtBot
) -> None:
    path = Path("customers.xlsx")
    parts = (ListPart("2024-01", path, date(2024, 1, 31), 3),)
    project = of_kind(Shape.DATED_LISTS, Role.CUSTOMER_ID, sheet=None, parts=parts)
    form.show_project(project)
    assert "Headings are in row" not in seen(form)
    sheet = box(form, "Sheet")
    assert isinstance(sheet, QComboBox)
    assert sheet.currentText() == "all lists together"
    for words, wanted in (("Notes", "Notes"), ("all lists together", None)):
        with qtbot.waitSignal(form.read_wanted) as told:
            choose(form, "Sheet", words)
        assert told.args == [{"sheet": wanted}]
    # The way back stays open while one of the lists is looked at.
    form.show_project(of_kind(Shape.DATED_LISTS, Role.CUSTOMER_ID, sheet="Notes"))
    assert sheet.findText("all lists together") == 0
    other = of_kind(Shape.SUBSCRIPTIONS, Role.START, path=Path("other.xlsx"))
    form.show_project(other)
    assert sheet.findText("all lists together") == -1


def test_the_kind_of_list_can_be_said(form: ReadingForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.assumed) as told:
        choose(form, "Kind of list", "purchases")
    assert told.args == [{"shape": Shape.PURCHASES}]
    with qtbot.waitSignal(form.assumed) as told:
        choose(form, "Kind of list", "as its columns show")
    assert told.args == [{"shape": None}]
