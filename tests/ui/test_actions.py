from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from churn_desktop import i18n
from churn_desktop.ui import actions
from churn_desktop.ui.actions import MENUS, SPECS, dress, enable, make_actions, plain
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.settings import Settings
from tests.ui.conftest import Opened
from tests.ui.made import a_list


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


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_tool_tips_show_no_access_key(qtbot: QtBot, language: str) -> None:
    i18n.use(language)
    window = QMainWindow()
    qtbot.addWidget(window)
    action = make_actions(window, {})["open"]
    dress(action, QIcon(), "x")
    i18n.use("en")
    words = {"en": "Open", "zh_CN": "打开"}[language]
    assert action.toolTip() == f"{words} (Ctrl+O)"


def test_only_access_keys_are_taken_out() -> None:
    assert plain("恢复到导入时(&V)") == "恢复到导入时"
    assert plain("Sort (A to Z)…") == "Sort (A to Z)"
    assert plain("R&&D") == "R&D"


IN_THE_SHEET = ["F2", "Alt+Down", "Ctrl+Space", "Shift+Space", "Ctrl+A", "Ctrl+Return"]
"""Keys the sheet itself knows, without an action."""


def entries_of(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator()]


def access_key(action: QAction) -> str:
    return QKeySequence.mnemonic(action.text()).toString()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_key_does_one_thing(
    opened: Opened, remembered: Settings, qtbot: QtBot, language: str
) -> None:
    document = opened(a_list())
    i18n.use(language)
    try:
        window = MainWindow(document, remembered)
        qtbot.addWidget(window)
    finally:
        i18n.use("en")
    keys = Counter(
        keys.toString()
        for action in {*window.findChildren(QAction)}
        for keys in action.shortcuts()
    )
    menus = [action.menu() for action in window.menuBar().actions()]
    keys.update(IN_THE_SHEET)
    keys.update(access_key(action) for action in window.menuBar().actions())
    assert {key: count for key, count in keys.items() if count > 1} == {}
    for menu in menus:
        assert isinstance(menu, QMenu)
        letters = Counter(map(access_key, entries_of(menu)))
        letters.pop("", None)
        assert {key: n for key, n in letters.items() if n > 1} == {}, menu.title()
