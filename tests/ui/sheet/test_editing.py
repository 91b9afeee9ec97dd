from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.grid import Kind
from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.sheet import editing
from churn_desktop.ui.sheet.arranger import SortKey

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(full_window: MainWindow, qtbot: QtBot) -> MainWindow:
    full_window.pages.choose(PageId.CUSTOMERS)
    full_window.pages.customers.sheet.setFocus()
    full_window.activateWindow()
    sheet = full_window.pages.customers.sheet
    qtbot.waitUntil(sheet.hasFocus)
    return full_window


def press(qtbot: QtBot, *keys: Key | str) -> None:
    """Press keys, wherever the keyboard is."""
    for key in keys:
        focus = QApplication.focusWidget()
        if isinstance(key, str):
            for letter in key:
                qtbot.keyClicks(QApplication.focusWidget(), letter)
        elif key is Key.Key_Backtab:
            qtbot.keyClick(focus, key, SHIFT)
        else:
            qtbot.keyClick(focus, key)


def column(window: MainWindow, heading: str) -> list[str]:
    """Give a column of the table itself."""
    assert window.document.project is not None
    return window.document.project.table.column(heading).text.tolist()


def on_screen(window: MainWindow, number: int) -> list[str]:
    model = window.pages.customers.model
    return [model.text(row, number) for row in range(len(model))]


def at(window: MainWindow) -> tuple[int, int]:
    index = window.pages.customers.sheet.currentIndex()
    return index.row(), index.column()


def undo_text(window: MainWindow) -> str:
    return window.menus.actions["undo"].text().replace("&", "")


def sort(window: MainWindow, qtbot: QtBot, heading: str, *, descending: bool) -> None:
    with qtbot.waitSignal(window.pages.customers.arranger.changed):
        window.pages.customers.arranger.sort(SortKey(heading, descending))


def put(rows: Sequence[Sequence[str]]) -> None:
    text = "\r\n".join("\t".join(row) for row in rows) + "\r\n"
    QGuiApplication.clipboard().setText(text)


def test_typing_replaces_and_the_keys_lead_on(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.customers.sheet.go_to(0, 1)
    press(qtbot, "Ann", Key.Key_Tab, "2024-02-30", Key.Key_Return)
    assert (column(window, "Name")[0], column(window, "Since")[0]) == (
        "Ann",
        "2024-02-30",
    )
    # As in spreadsheets, Enter goes back below where Tab began.
    assert at(window) == (1, 1)
    press(qtbot, Key.Key_F2, "!", Key.Key_Tab)
    assert column(window, "Name")[1] == "Shop 1!"
    press(qtbot, Key.Key_Backtab)
    assert at(window) == (1, 1)
    press(qtbot, "x", Key.Key_Escape)
    assert column(window, "Name")[1] == "Shop 1!"
    assert undo_text(window) == "Undo typing in “Name”, row 3"
    press(qtbot, "up", Key.Key_Up)
    assert at(window) == (0, 1)
    assert column(window, "Name")[1] == "up"


def test_a_wrong_value_is_kept_and_marked(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.customers.sheet.go_to(0, 2)
    press(qtbot, "soon", Key.Key_Return)
    qtbot.waitUntil(lambda: window.document.settled)
    assert window.pages.customers.model.look(0, 2)[:1] == ("soon",)
    assert window.pages.customers.model.look(0, 2)[1] is not None


def test_a_number_among_numbers_is_one_and_zeros_stay(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.pages.customers.sheet.go_to(0, 4)
    press(qtbot, "12.5", Key.Key_Return, "007", Key.Key_Return)
    assert window.document.project is not None
    fees = window.document.project.table.column("Fee")
    assert fees.text[:2].tolist() == ["12.5", "007"]
    assert fees.kinds[:2].tolist() == [Kind.NUMBER, Kind.TEXT]


def test_a_block_is_pasted_where_rows_stand_though_sorted(
    window: MainWindow, qtbot: QtBot
) -> None:
    sort(window, qtbot, "Fee", descending=True)
    window.pages.customers.sheet.go_to(0, 4)
    put([["1", "A"], ["2", "B"]])
    window.menus.actions["paste"].trigger()
    assert column(window, "Fee")[-2:] == ["2", "1"]
    assert column(window, "Plan")[-2:] == ["B", "A"]
    # Rows stay where they are until somebody sorts again.
    assert on_screen(window, 4)[:3] == ["1", "2", "137"]
    assert undo_text(window) == "Undo paste of 4 cells"
    window.menus.actions["undo"].trigger()
    assert on_screen(window, 4)[:3] == ["139", "138", "137"]
    window.menus.actions["redo"].trigger()
    assert column(window, "Fee")[-2:] == ["2", "1"]


def test_rows_below_the_end_are_announced(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.customers.sheet.go_to(39, 0)
    put([["P1", "One"], ["P2", "Two"], ["P3", "Three"]])
    window.menus.actions["paste"].trigger()
    assert len(column(window, "Name")) == 40
    assert window.notices.text.startswith("What you paste goes 2 rows beyond")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    qtbot.keyClick(focus, Key.Key_Space)
    assert column(window, "Name")[39:] == ["One", "Two", "Three"]
    window.menus.actions["undo"].trigger()
    assert len(column(window, "Name")) == 40
    window.menus.actions["paste"].trigger()
    assert window.notices.notice is not None
    window.notices.notice.offers[1].act()
    assert column(window, "Name")[39:] == ["One"]


def test_columns_without_a_place_are_told(window: MainWindow) -> None:
    window.pages.customers.sheet.go_to(0, 5)
    put([["x", "y"]])
    window.menus.actions["paste"].trigger()
    assert column(window, "Plan")[0] == "x"
    assert window.notices.text.startswith("1 column has no place")


def test_one_copied_cell_fills_the_selection(window: MainWindow) -> None:
    sheet = window.pages.customers.sheet
    sheet.go_to(0, 5)
    sheet.copy()
    sheet.go_to(1, 5)
    sheet.go_to(3, 5, extend=True)
    window.menus.actions["paste"].trigger()
    assert column(window, "Plan")[:4] == ["Basic"] * 4


def test_cells_are_filled_and_cleared(window: MainWindow, qtbot: QtBot) -> None:
    sheet = window.pages.customers.sheet
    sheet.go_to(0, 5)
    sheet.go_to(3, 5, extend=True)
    qtbot.keyClick(sheet, Key.Key_D, CTRL)
    assert column(window, "Plan")[:5] == ["Basic"] * 4 + ["Pro"]
    assert undo_text(window) == "Undo filling 3 cells down"
    sheet.go_to(1, 0)
    sheet.go_to(1, 1, extend=True)
    qtbot.keyClick(sheet, Key.Key_R, CTRL)
    assert column(window, "Name")[1] == "C001"
    qtbot.keyClick(sheet, Key.Key_Delete)
    assert (column(window, "Customer")[1], column(window, "Name")[1]) == ("", "")
    assert undo_text(window) == "Undo clearing 2 cells"
    press(qtbot, "same")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, CTRL)
    assert (column(window, "Customer")[1], column(window, "Name")[1]) == ("same",) * 2


def test_rows_come_and_go_where_they_stand(window: MainWindow, qtbot: QtBot) -> None:
    sort(window, qtbot, "Fee", descending=True)
    sheet = window.pages.customers.sheet
    sheet.go_to(1, 0)
    sheet.go_to(2, 0, extend=True)
    window.menus.actions["insertRows"].trigger()
    assert on_screen(window, 4)[:5] == ["139", "", "", "138", "137"]
    assert at(window)[0] == 2
    window.menus.actions["deleteRows"].trigger()
    assert on_screen(window, 4)[:3] == ["139", "138", "137"]
    window.menus.actions["deleteRows"].trigger()
    assert on_screen(window, 4)[:3] == ["139", "136", "135"]
    assert undo_text(window) == "Undo deleting 2 rows"
    window.menus.actions["undo"].trigger()
    assert on_screen(window, 4)[:3] == ["139", "138", "137"]
    qtbot.waitUntil(lambda: window.document.settled)


def test_columns_are_added_renamed_and_deleted(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.pages.customers.sheet.go_to(0, 1)
    for action, heading in (("insertColumn", "Note"), ("renameColumn", "Full name")):
        window.menus.actions[action].trigger()
        dialog = window.findChild(QDialog, "headingDialog")
        assert dialog is not None
        edit = dialog.findChild(QLineEdit)
        assert edit is not None
        edit.setText(heading)
        dialog.accept()
        qtbot.waitUntil(lambda: window.findChild(QDialog, "headingDialog") is None)
    headings = window.pages.customers.model.headings
    assert headings[:3] == ("Customer", "Full name", "Note")
    assert window.pages.customers.model.badge(1) == "customer name"
    window.pages.customers.sheet.go_to(0, 2)
    window.pages.customers.sheet.setFocus()
    window.activateWindow()
    qtbot.waitUntil(window.pages.customers.sheet.hasFocus)
    press(qtbot, "n", Key.Key_Return)
    assert column(window, "Note")[0] == "n"
    window.pages.customers.sheet.go_to(0, 1)
    window.menus.actions["deleteColumn"].trigger()
    assert "Full name" not in window.pages.customers.model.headings
    qtbot.waitUntil(lambda: window.document.settled)
    for _ in range(4):
        window.menus.actions["undo"].trigger()
    assert headings[0] == "Customer"
    assert "Name" in window.pages.customers.model.headings


def test_every_page_follows_an_edit(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.document.settled)
    findings = window.document.findings
    assert findings is not None
    before = int(findings.analysis.left.count)
    sheet = window.pages.customers.sheet
    sheet.go_to(2, 3)
    press(qtbot, "2024-02-01", Key.Key_Return)
    place = at(window)
    qtbot.waitUntil(lambda: window.document.settled)
    assert window.document.findings is not None
    assert int(window.document.findings.analysis.left.count) == before + 1
    assert at(window) == place


def test_much_is_edited_in_the_background(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "CELLS_AT_ONCE", 10)
    sheet = window.pages.customers.sheet
    sheet.selectAll()
    with qtbot.waitSignal(window.document.project_changed):
        window.menus.actions["clear"].trigger()
    assert set(column(window, "Plan")) == {""}
    window.document.undo_stack.undo()
    assert column(window, "Plan")[0] == "Basic"
