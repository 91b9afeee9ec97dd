from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core import edits
from churn_desktop.core.schema import Role
from churn_desktop.importing.list_changes import ListChanges
from churn_desktop.importing.updates import Update, update
from churn_desktop.ui.dialogs.update_dialog import UpdateDialog, summary
from tests.ui.made import a_list


def an_update() -> Update:
    """Take over a list in which one has left, one is gone and one is new."""
    imported = a_list(5)
    table = edits.set_cells(imported.table, "Until", [2], ["2024-05-01"])
    table = edits.set_cells(table, "Customer", [4], ["C100"])
    return update(imported, imported, replace(imported, table=table))


def test_every_customer_that_changed_is_shown(qtbot: QtBot) -> None:
    dialog = UpdateDialog(an_update())
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Update from shops.xlsx"
    assert dialog.summary.text() == (
        "Customers: 1 new, 1 gone, 1 changed, 3 unchanged. Meanings, assumptions and "
        "notes stay."
    )
    lines = {}
    for at in range(dialog.tree.topLevelItemCount()):
        item = dialog.tree.topLevelItem(at)
        assert item is not None
        below = [item.child(n) for n in range(item.childCount())]
        lines[item.text(0)] = (
            item.text(1),
            [[line.text(n) for n in (1, 2, 3)] for line in below],
        )
    assert lines == {
        "C002": ("Changed", [["Until", "", "2024-05-01"]]),
        "C004": ("Gone", []),
        "C100": ("New", []),
    }
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept_button.click()


def test_another_file_can_be_asked_for(qtbot: QtBot) -> None:
    dialog = UpdateDialog(an_update())
    qtbot.addWidget(dialog)
    [other] = [
        button
        for button in dialog.findChildren(QPushButton)
        if button.text() == "Another file…"
    ]
    with qtbot.waitSignals([dialog.rejected, dialog.other_wanted]):
        other.click()


def test_all_that_stays_and_goes_is_told() -> None:
    changes = ListChanges(0, 2, 0, 1, (), ("NPS",), ("Fee",))
    found = replace(
        an_update(), changes=changes, kept=3, overruled=1, missing=(Role.FEE,)
    )
    assert summary(found) == (
        "Customers: 0 new, 2 gone, 0 changed, 1 unchanged. New columns: NPS. Columns "
        "no longer there: Fee. No column any more for: fee. 3 edits of yours stay. 1 "
        "edit of yours goes, because the file has something new there. Meanings, "
        "assumptions and notes stay."
    )
