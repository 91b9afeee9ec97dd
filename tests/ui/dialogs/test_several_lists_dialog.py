from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.several_lists_dialog import SeveralListsDialog

FIRST = date(2024, 1, 31)


def made(qtbot: QtBot, *, together: bool = True) -> SeveralListsDialog:
    dialog = SeveralListsDialog(
        ["a.csv", "b.csv"], {"a.csv": FIRST}, "Why it is asked.", together=together
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_list_needs_a_day_of_its_own(qtbot: QtBot) -> None:
    dialog = made(qtbot)
    assert not dialog.join.isEnabled()
    assert "missing" in dialog.warning
    dialog.table.box("b.csv").setDate(QDate(2024, 1, 31))
    assert "same day" in dialog.warning
    dialog.table.box("b.csv").setDate(QDate(2024, 2, 29))
    assert dialog.join.isEnabled()
    assert dialog.warning == ""
    with qtbot.waitSignal(dialog.accepted):
        dialog.join.click()


def test_each_may_be_opened_by_itself(qtbot: QtBot) -> None:
    dialog = made(qtbot)
    with qtbot.waitSignal(dialog.alone_wanted):
        dialog.alone.click()
    assert not dialog.isVisible()


def test_where_days_do_not_help_none_are_asked(qtbot: QtBot) -> None:
    dialog = made(qtbot, together=False)
    assert not dialog.join.isVisible()
    assert not dialog.table.isVisible()
    assert dialog.alone.isDefault()
