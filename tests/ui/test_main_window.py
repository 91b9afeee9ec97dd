from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from churn_desktop.core.errors import FileProblem, UnreadableFile
from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.importing.importer import with_roles
from churn_desktop.pages.model import PageId
from churn_desktop.storage import recent
from churn_desktop.ui import settings
from churn_desktop.ui.dialogs.import_dialog import ImportDialog
from churn_desktop.ui.document import Document
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.pages_area import PagesArea
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.views.notice_bar import Tone
from tests.ui.made import a_csv, a_list

NAMES = {
    "startPage": QWidget,
    "pageList": QWidget,
    "customersView": QWidget,
    "pageView": QWidget,
    "formulaBar": QWidget,
    "assumptionsPanel": QWidget,
    "noticeBar": QWidget,
    "periodBox": QComboBox,
    "asOfEdit": QDateEdit,
    "segmentBox": QComboBox,
    "progressBar": QProgressBar,
    "cancelButton": QPushButton,
}


def test_every_part_has_its_name(full_window: MainWindow, qtbot: QtBot) -> None:
    assert full_window.objectName() == "mainWindow"
    for name, kind in NAMES.items():
        assert len(full_window.findChildren(kind, name)) == 1, name
    full_window.pages.choose(PageId.OVERVIEW)
    assert full_window.findChild(QWidget, "chartCanvas") is not None
    full_window.pages.choose(PageId.DATA_CHECK)
    assert full_window.findChild(QWidget, "issuesView") is not None


def test_an_empty_window_makes_its_pages_later(window: MainWindow) -> None:
    assert not window.findChildren(PagesArea)
    window.prepare()
    assert window.findChildren(PagesArea) == [window.pages]


def test_it_begins_with_the_start_page(window: MainWindow) -> None:
    assert window.start_page.isVisible()
    assert not window.controls.isVisible()
    assert not window.formula_bar.isVisible()
    assert window.windowTitle() == "Churn Desktop"


def test_a_clear_list_goes_straight_to_the_overview(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = a_csv(tmp_path)
    window.open_path(path)
    qtbot.waitUntil(lambda: window.document.findings is not None, timeout=20_000)
    assert window.pages.chosen is PageId.OVERVIEW
    assert window.windowTitle() == "shops.csv[*] - Churn Desktop"
    assert window.notices.text.startswith("Read as: subscriptions")
    assert window.used_label.text() == "39 of 40 rows used · 39 customers"
    assert window.controls.isVisible()
    assert window.controls.as_of.text() == "2024-03-15"
    assert recent.recent_files()[0] == path
    assert window.settings.get(settings.FOLDER) == str(tmp_path)


def test_an_unclear_list_asks(window: MainWindow, qtbot: QtBot) -> None:
    unclear = with_roles(a_list(), {Role.NAME: "Name"})
    window.document.adopt(unclear)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    assert window.pages.chosen is PageId.CUSTOMERS
    assert window.notices.notice is not None
    assert window.notices.notice.tone is Tone.ERROR
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.meanings.choose("Since", Role.START)
    dialog.meanings.choose("Until", Role.END)
    qtbot.waitUntil(lambda: "39 of 40" in dialog.outcome)
    dialog.accept()
    qtbot.waitUntil(lambda: window.document.findings is not None)
    assert window.document.undo_stack.undoText() == "change of how the list is read"
    assert window.notices.notice.tone is Tone.NOTE


def test_choices_in_the_tool_bar_change_the_figures(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    document = full_window.document
    full_window.controls.period_chosen.emit(PeriodLength.YEAR)
    full_window.controls.as_of_chosen.emit(date(2024, 1, 31))
    qtbot.waitUntil(lambda: document.settled)
    told = document.findings.project.assumptions
    assert told.period is PeriodLength.YEAR
    assert told.as_of == date(2024, 1, 31)
    full_window.controls.period_chosen.emit(PeriodLength.YEAR)
    assert document.undo_stack.count() == 2


def test_steps_of_a_box_are_one_edit(full_window: MainWindow, qtbot: QtBot) -> None:
    for months in (4, 5, 6):
        full_window.panel.changed.emit("Stage", "early_months", months)
    assert full_window.document.undo_stack.count() == 1
    qtbot.waitUntil(lambda: full_window.document.settled)


def test_a_group_of_customers_can_be_chosen(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    box = full_window.controls.segment
    box.setCurrentIndex(box.findText("plan: Pro"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: full_window.document.settled)
    assert "Pro:" in full_window.used_label.text()
    assert box.currentText() == "plan: Pro"


def test_a_column_can_mean_something_else(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    full_window.pages.meaning_chosen.emit("Fee", None)
    qtbot.waitUntil(lambda: full_window.document.settled)
    revenue = full_window.pages.list.item_of(PageId.REVENUE)
    assert "fee" in revenue.toolTip()
    full_window.pages.choose(PageId.REVENUE)
    button = full_window.findChild(QPushButton, "chooseColumnButton")
    assert isinstance(button, QPushButton)
    button.click()
    assert full_window.findChild(ImportDialog) is not None


def test_another_file_gets_a_window_of_its_own(
    full_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(full_window.window_wanted) as wanted:
        full_window.open_path(tmp_path / "other.csv")
    assert wanted.args == [tmp_path / "other.csv"]


def test_a_file_that_is_gone_is_forgotten(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = tmp_path / "gone.xlsx"
    recent.remember(gone)
    window.open_path(gone)
    qtbot.waitUntil(lambda: window.notices.notice is not None, timeout=20_000)
    assert "not there" in window.notices.text
    assert gone not in recent.recent_files()
    assert window.start_page.isVisible()


def test_a_failure_offers_another_file(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_a: (asked.append(True), ([], ""))[1]
    )
    window.show_failure(UnreadableFile(Path("a.xlsx"), FileProblem.ENCRYPTED))
    assert "password" in window.notices.text
    assert window.notices.notice is not None
    window.notices.notice.offers[0].act()
    assert asked == [True]
    assert not window.document.runner.busy


def test_a_chosen_file_is_opened(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(window.document, "open", opened.append)
    answer = ([str(tmp_path / "a.csv")], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: answer)
    window.opening.ask_for_files()
    assert opened == [tmp_path / "a.csv"]


def test_figures_that_were_stopped_can_be_worked_out(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    full_window.assume("Stage", "early_months", 2)
    full_window.document.runner.cancel()
    qtbot.waitUntil(lambda: "Stopped" in full_window.notices.text)
    assert full_window.notices.notice is not None
    full_window.notices.notice.offers[0].act()
    qtbot.waitUntil(lambda: full_window.document.settled)
    assert "Stopped" not in full_window.notices.text


def test_closing_first_closes_the_list(full_window: MainWindow, qtbot: QtBot) -> None:
    full_window.close_list()
    assert full_window.start_page.isVisible()
    assert full_window.notices.notice is None
    with qtbot.waitSignal(full_window.closed):
        full_window.close_list()


def drag(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_file_can_be_dropped(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(window.document, "open", opened.append)
    path = a_csv(tmp_path)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    for data, taken in ((drag(path), True), (drag(tmp_path), False)):
        enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
        enter.ignore()
        window.dragEnterEvent(enter)
        assert enter.isAccepted() is taken
    window.dragLeaveEvent(QDragLeaveEvent())
    data = drag(path)
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    assert opened == [path]
    folder = drag(tmp_path)
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, folder, left, none))
    assert opened == [path]


def test_size_and_panels_are_remembered(
    window: MainWindow, document: Document, remembered: Settings, qtbot: QtBot
) -> None:
    window.resize(780, 555)
    window.close()
    again = MainWindow(document, remembered)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (780, 555)


def test_nothing_can_be_exported_before_there_are_figures(
    full_window: MainWindow, qtbot: QtBot
) -> None:
    export = full_window.menus.actions["export"]
    assert export.isEnabled()
    full_window.document.apply("Columns", lambda p: with_roles(p, {Role.NAME: "Name"}))
    qtbot.waitUntil(lambda: full_window.document.settled)
    assert not export.isEnabled()
    full_window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: full_window.document.settled)
    assert export.isEnabled()
    full_window.close_list()
    assert not export.isEnabled()
