from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from churn_desktop.ui import actions
from churn_desktop.ui.actions import MENUS, SPECS, enable, make_actions


def test_every_entry_of_the_menus_is_an_action() -> None:
    known = {spec.name for spec in SPECS} | {"undo", "redo"}
    entries = [entry for _title, entries in MENUS for entry in entries]
    assert {e for e in entries if e and not e.endswith(">")} == known
    assert max(Counter(e for e in entries if e).values()) == 1


def test_no_two_actions_share_their_keys(qapp: QApplication) -> None:
    keys = [QKeySequence(spec.keys).toString() for spec in SPECS if spec.keys]
    keys += ["Ctrl+Z", "Ctrl+Y"]
    assert len(keys) == len(set(keys))


def test_actions_are_named_and_do_what_they_say(qtbot: QtBot) -> None:
    window, done = QMainWindow(), list[str]()
    qtbot.addWidget(window)
    made = make_actions(window, {"open": lambda: done.append("open")})
    assert made["open"].objectName() == "openAction"
    made["open"].trigger()
    assert done == ["open"]


def test_what_needs_a_list_is_grey_without_one(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = make_actions(window, {})
    enable(made, has_list=False)
    assert made["open"].isEnabled()
    assert not made["export"].isEnabled()
    enable(made, has_list=True)
    assert made["export"].isEnabled()


def test_tips_of_the_tool_bar_tell_the_keys(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = make_actions(window, {})
    actions.dress(made["export"], made["export"].icon(), "Report")
    assert made["export"].toolTip() == "Export report (Ctrl+E)"
    assert made["export"].iconText() == "Report"
    actions.dress(made["about"], made["about"].icon(), "About")
    assert made["about"].toolTip() == "About Churn Desktop"
