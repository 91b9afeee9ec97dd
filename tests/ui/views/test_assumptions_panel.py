from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import PeriodLength
from churn_desktop.ui.views.assumptions_panel import AssumptionsPanel

AS_OF = date(2024, 3, 31)


@pytest.fixture
def panel(qtbot: QtBot) -> AssumptionsPanel:
    panel = AssumptionsPanel()
    qtbot.addWidget(panel)
    panel.resize(280, 700)
    panel.show()
    panel.show_assumptions(Assumptions(), AS_OF)
    return panel


def box(panel: AssumptionsPanel, kind: type, name: str) -> object:
    (found,) = [b for b in panel.findChildren(kind) if b.accessibleName() == name]
    return found


def test_it_shows_without_telling(panel: AssumptionsPanel, qtbot: QtBot) -> None:
    told = Assumptions(
        as_of=AS_OF,
        period=PeriodLength.YEAR,
        fiscal_year_start=4,
        last_day_of_service=True,
        allowed_gap_days=30,
        include_free=True,
        early_months=6,
        mid_months=24,
        reactivation_in_nrr=True,
        headline_replacement=True,
    )
    with qtbot.assertNotEmitted(panel.changed):
        panel.show_assumptions(told, AS_OF)
    shown = [b.value() for b in panel.findChildren(QSpinBox) if "month" in b.suffix()]
    assert shown == [6, 24]
    assert all(b.isChecked() for b in panel.findChildren(QCheckBox))
    assert box(panel, QComboBox, "The year starts in").currentData() == 4


def test_every_choice_is_told(panel: AssumptionsPanel, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    panel.changed.connect(lambda _text, name, value: told.append((name, value)))
    box(panel, QDateEdit, "As of").setDate(QDate(2024, 2, 29))
    for combo in panel.findChildren(QComboBox):
        combo.setCurrentIndex(1)
        combo.activated.emit(1)
    for spin in panel.findChildren(QSpinBox):
        spin.stepDown() if spin.value() > 3 else spin.stepUp()
    for check in panel.findChildren(QCheckBox):
        check.click()
    assert dict(told) == {
        "as_of": date(2024, 2, 29),
        "period": PeriodLength.QUARTER,
        "fiscal_year_start": 2,
        "last_day_of_service": True,
        "allowed_gap_days": 1,
        "include_free": True,
        "early_months": 4,
        "mid_months": 11,
        "reactivation_in_nrr": True,
        "headline_replacement": True,
        "lapse_days": 1,
    }


def test_only_where_silence_means_gone_it_can_be_chosen(
    panel: AssumptionsPanel, qtbot: QtBot
) -> None:
    silence = box(panel, QSpinBox, "A customer is lost after a silence of")
    gap = box(panel, QSpinBox, "A gap this long is no loss")
    assert isinstance(silence, QSpinBox)
    assert isinstance(gap, QSpinBox)
    assert gap.isVisible()
    assert not silence.isVisible()
    panel.show_assumptions(Assumptions(lapse_days=84), AS_OF, silence=True)
    assert silence.isVisible()
    assert not gap.isVisible()
    assert silence.text() == "84 days"
    with qtbot.waitSignal(panel.changed) as told:
        silence.setValue(0)
    assert told.args == ["change of days of silence", "lapse_days", None]
    assert silence.text() == "three times the usual gap"


def test_the_list_can_choose_its_date_again(
    panel: AssumptionsPanel, qtbot: QtBot
) -> None:
    (latest,) = panel.findChildren(QPushButton)
    assert not latest.isEnabled()
    panel.show_assumptions(Assumptions(as_of=AS_OF), AS_OF)
    with qtbot.waitSignal(panel.changed) as told:
        latest.click()
    assert told.args == ["change of as-of date", "as_of", None]


def test_a_number_is_told_once_it_is_typed(
    panel: AssumptionsPanel, qtbot: QtBot
) -> None:
    told: list[object] = []
    panel.changed.connect(lambda _text, _name, value: told.append(value))
    gap = box(panel, QSpinBox, "A gap this long is no loss")
    assert isinstance(gap, QSpinBox)
    gap.selectAll()
    qtbot.keyClicks(gap, "30")
    assert told == []
    qtbot.keyClick(gap, Qt.Key.Key_Return)
    assert told == [30]


def test_without_dates_there_is_less_to_assume(panel: AssumptionsPanel) -> None:
    panel.show_assumptions(Assumptions(), None)
    assert not any(b.isVisible() for b in panel.findChildren(QComboBox))
    assert not box(panel, QDateEdit, "As of").isVisible()
    assert any(b.isVisible() for b in panel.findChildren(QSpinBox))


def test_stages_later_than_before_are_shown_as_they_are(
    panel: AssumptionsPanel,
) -> None:
    panel.show_assumptions(Assumptions(early_months=20, mid_months=30), AS_OF)
    shown = [b.value() for b in panel.findChildren(QSpinBox) if "month" in b.suffix()]
    assert shown == [20, 30]
    panel.show_assumptions(Assumptions(), AS_OF)
    shown = [b.value() for b in panel.findChildren(QSpinBox) if "month" in b.suffix()]
    assert shown == [3, 12]
