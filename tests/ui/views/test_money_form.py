from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import MONEY, Assumptions
from churn_desktop.ui.views.money_form import NUMBERS, MoneyForm
from churn_desktop.ui.views.wheel_guard import WheelGuard


@pytest.fixture
def form(qtbot: QtBot) -> MoneyForm:
    made = MoneyForm(WheelGuard())
    qtbot.addWidget(made)
    made.show_assumptions(Assumptions())
    made.show()
    return made


def number(form: MoneyForm, name: str) -> QDoubleSpinBox:
    found = form.findChild(QDoubleSpinBox, name)
    assert isinstance(found, QDoubleSpinBox)
    return found


def test_every_assumption_about_money_is_there() -> None:
    shown = {*NUMBERS, "headline_replacement"}
    assert shown == {*MONEY, "commission_months"}


def test_it_is_folded_until_it_is_wanted(form: MoneyForm) -> None:
    assert not number(form, "margin").isVisible()
    form.unfold.click()
    assert number(form, "margin").isVisible()
    assert number(form, "margin").value() == 100
    assert number(form, "cac").text() == "as the list says"


def test_shares_are_shown_in_per_cent(form: MoneyForm, qtbot: QtBot) -> None:
    form.unfold.click()
    told: list[object] = []
    form.changed.connect(lambda _words, name, value: told.append((name, value)))
    margin = number(form, "margin")
    margin.selectAll()
    qtbot.keyClicks(margin, "80")
    assert told == []
    qtbot.keyClick(margin, Qt.Key.Key_Return)
    assert told == [("margin", 0.8)]


def test_no_cost_means_what_the_list_says(form: MoneyForm) -> None:
    told: list[object] = []
    form.changed.connect(lambda words, name, value: told.append((words, name, value)))
    number(form, "cac").setValue(300)
    number(form, "cac").setValue(0)
    assert told == [
        ("cost to win a customer", "cac", 300.0),
        ("cost to win a customer", "cac", None),
    ]
