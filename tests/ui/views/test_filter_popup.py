from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.filter_choices import Choices
from churn_desktop.ui.models.sheet_filter import Filter, Worth
from churn_desktop.ui.tasks import TaskRunner
from churn_desktop.ui.views.filter_popup import FilterPopup

ALL = np.ones(3, dtype=bool)
CHOICES = Choices("Plan", Worth.TEXT, ("Basic", "Pro", ""), np.array([4, 2, 1]), ALL)
OFF = Qt.CheckState.Unchecked


def opened(qtbot: QtBot, runner: TaskRunner) -> FilterPopup:
    popup = FilterPopup(CHOICES, None, runner)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(popup)
    return popup


def chosen(qtbot: QtBot, popup: FilterPopup) -> Filter | None:
    with qtbot.waitSignal(popup.chosen) as told:
        popup.accept()
    assert told.args is not None
    return told.args[0]


def test_values_are_listed_with_their_counts(qtbot: QtBot, runner: TaskRunner) -> None:
    popup = opened(qtbot, runner)
    words = [popup.list.item(row).text() for row in range(popup.list.count())]
    assert words == ["(all)", "Basic   (4)", "Pro   (2)", "(blank)   (1)"]
    assert chosen(qtbot, popup) is None


def test_few_values_are_left_out_many_are_named(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    popup = opened(qtbot, runner)
    popup.list.item(3).setCheckState(OFF)
    assert popup.list.item(0).checkState() == OFF
    assert chosen(qtbot, popup) == Filter(without=frozenset({""}))
    popup = opened(qtbot, runner)
    popup.list.item(0).setCheckState(OFF)
    popup.list.item(2).setCheckState(Qt.CheckState.Checked)
    assert chosen(qtbot, popup) == Filter(only=frozenset({"Pro"}))


def test_enter_in_the_search_wants_what_was_found(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    popup = opened(qtbot, runner)
    popup.search.setText("ba")
    assert chosen(qtbot, popup) == Filter(only=frozenset({"Basic"}))
