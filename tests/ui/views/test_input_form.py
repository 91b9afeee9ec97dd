from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from churn_desktop.pages.editing import Input, Inputs, assuming
from churn_desktop.pages.model import Unit
from churn_desktop.ui.views.input_form import InputForm
from churn_desktop.ui.views.number_edit import NumberEdit

INPUTS = Inputs(
    "What if",
    (
        Input("name", "Name", Unit.TEXT, "Now", assuming("currency")),
        Input("rate", "Churn", Unit.RATE, 0.05, assuming("margin"), note="A month."),
        Input("until", "Until", Unit.DATE, date(2024, 3, 31), assuming("as_of")),
    ),
)


def made(qtbot: QtBot) -> tuple[InputForm, list[tuple[str, object]]]:
    form, told = InputForm(INPUTS), list[tuple[str, object]]()
    form.told.connect(lambda shown, value: told.append((shown.key, value)))
    qtbot.addWidget(form)
    form.resize(600, 120)
    form.show()
    qtbot.waitExposed(form)
    return form, told


def test_every_kind_of_value_can_be_typed(qtbot: QtBot) -> None:
    form, told = made(qtbot)
    name, until = form.fields["name"], form.fields["until"]
    assert isinstance(name, QLineEdit)
    assert isinstance(until, QDateEdit)
    name.setText("Better")
    name.editingFinished.emit()
    until.setDate(QDate(2024, 12, 31))
    rate = form.fields["rate"]
    rate.setFocus()
    qtbot.keyClicks(rate, "4")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert told[:2] == [("name", "Better"), ("until", date(2024, 12, 31))]
    assert rate.objectName() == "rateInput"
    assert rate.accessibleName() == "Churn"


def test_typing_goes_on_in_a_form_that_takes_its_place(qtbot: QtBot) -> None:
    form, _told = made(qtbot)
    rate = form.fields["rate"]
    assert isinstance(rate, NumberEdit)
    rate.setFocus()
    qtbot.waitUntil(rate.hasFocus)
    rate.clear()
    qtbot.keyClicks(rate, "12")
    typing = form.typing()
    assert typing is not None
    assert (typing.key, typing.text, typing.cursor) == ("rate", "12", 2)
    other = InputForm(INPUTS)
    qtbot.addWidget(other)
    other.show()
    assert other.resume(typing)
    field = other.fields["rate"]
    assert isinstance(field, NumberEdit)
    assert field.text() == "12"
    assert not other.resume(type(typing)("nowhere", "", 0))


def test_fields_go_below_one_another_where_there_is_little_room(qtbot: QtBot) -> None:
    form, _told = made(qtbot)

    def tops() -> list[int]:
        return [field.parentWidget().y() for field in form.fields.values()]

    assert len(set(tops())) == 1
    form.resize(200, 400)
    qtbot.waitUntil(lambda: tops() == sorted(set(tops())))


def test_forms_that_ask_for_the_same_stand_below_one_another(qtbot: QtBot) -> None:
    def row(number: int) -> Inputs:
        put = assuming("margin")
        return Inputs(
            f"Scenario {number}",
            (
                Input(f"name_{number}", "Name", Unit.TEXT, "x", put),
                Input(f"rate_{number}", "Churn", Unit.RATE, 0.05, put),
            ),
        )

    form = InputForm(row(1), row(2))
    qtbot.addWidget(form)
    form.show()
    assert set(form.fields) == {"name_1", "rate_1", "name_2", "rate_2"}
    assert form.fields["rate_2"].accessibleName() == "Scenario 2: Churn"
    headings = [label.text() for label in form.findChildren(QLabel)]
    assert headings == ["Name", "Churn"]


def test_a_form_that_goes_away_tells_nothing_half_typed(qtbot: QtBot) -> None:
    form, told = made(qtbot)
    rate = form.fields["rate"]
    rate.setFocus()
    qtbot.keyClicks(rate, "7")
    form.silence()
    rate.clearFocus()
    assert told == []
