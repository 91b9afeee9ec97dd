from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.ui.segments import Segment
from churn_desktop.ui.views.controls import Controls

GROUPS = {Role.PLAN: ("Basic", "Pro"), Role.REGION: ("North", "South")}
PRO = Segment(Role.PLAN, "Pro")


@pytest.fixture
def controls(qtbot: QtBot) -> Controls:
    controls = Controls()
    qtbot.addWidget(controls)
    controls.show()
    controls.show_choices(PeriodLength.QUARTER, date(2024, 3, 31), GROUPS, PRO)
    return controls


def test_names_are_those_that_tools_know(controls: Controls) -> None:
    assert controls.period.objectName() == "periodBox"
    assert controls.as_of.objectName() == "asOfEdit"
    assert controls.segment.objectName() == "segmentBox"


def test_what_holds_is_shown_without_telling_anyone(
    controls: Controls, qtbot: QtBot
) -> None:
    assert controls.period.currentText() == "Quarter"
    assert controls.as_of.text() == "2024-03-31"
    assert controls.segment.currentText() == "plan: Pro"
    with (
        qtbot.assertNotEmitted(controls.as_of_chosen),
        qtbot.assertNotEmitted(controls.period_chosen),
        qtbot.assertNotEmitted(controls.segment_chosen),
    ):
        controls.show_choices(PeriodLength.YEAR, date(2023, 1, 1), {}, None)


def test_choices_are_told(controls: Controls, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controls.period_chosen) as chosen:
        qtbot.keyClick(controls.period, Qt.Key.Key_Down)
        controls.period.activated.emit(controls.period.currentIndex())
    assert chosen.args == [PeriodLength.YEAR]
    with qtbot.waitSignal(controls.as_of_chosen) as chosen:
        controls.as_of.setDate(QDate(2024, 2, 29))
    assert chosen.args == [date(2024, 2, 29)]
    with qtbot.waitSignal(controls.segment_chosen) as chosen:
        controls.segment.setCurrentIndex(0)
        controls.segment.activated.emit(0)
    assert chosen.args == [None]


def test_a_date_is_told_once_it_is_typed(controls: Controls, qtbot: QtBot) -> None:
    told: list[date] = []
    controls.as_of_chosen.connect(told.append)
    controls.as_of.setFocus()
    controls.as_of.setSelectedSection(controls.as_of.Section.YearSection)
    qtbot.keyClicks(controls.as_of, "2022")
    assert told == []
    qtbot.keyClick(controls.as_of, Qt.Key.Key_Return)
    assert told == [date(2022, 3, 31)]


def test_a_list_without_dates_has_no_periods(controls: Controls) -> None:
    controls.show_choices(PeriodLength.MONTH, None, {}, None)
    assert not controls.period.isVisible()
    assert not controls.as_of.isVisible()
    assert not controls.segment.isVisible()
    assert controls.segment.currentText() == "All customers"


def test_nothing_is_left_of_a_list_that_was_closed(controls: Controls) -> None:
    controls.forget()
    boxes = (controls.period, controls.as_of, controls.segment)
    assert not any(box.isVisible() for box in boxes)
    controls.show_choices(PeriodLength.YEAR, date(2023, 1, 1), GROUPS, None)
    assert all(box.isVisible() for box in boxes)
