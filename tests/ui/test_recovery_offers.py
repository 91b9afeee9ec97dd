from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.storage.journal import Journal, recovery_folder
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.session import Session
from churn_desktop.ui.settings import Settings
from tests.ui.made import a_csv, a_list

PATIENCE = 20_000


@pytest.fixture
def session(
    qapp: QApplication, remembered: Settings, qtbot: QtBot
) -> Iterator[Session]:
    qapp.setQuitOnLastWindowClosed(False)
    session = Session(qapp, remembered)
    yield session
    for window in session.windows:
        window.document.file.give_up()
    session.quit()
    session.deleteLater()


def leave(document: Path, months: int) -> None:
    journal = Journal(recovery_folder())
    journal.begin(a_list(), document)
    journal.record(a_list().assuming(early_months=months))
    journal.close()


def buttons(window: MainWindow) -> dict[str, QPushButton]:
    shown = window.findChild(QWidget, "lostList")
    assert shown is not None
    found = shown.findChildren(QPushButton)
    return {b.accessibleName(): b for b in found if b.isVisible()}


def started(session: Session, qtbot: QtBot, path: Path | None = None) -> MainWindow:
    window = session.open_window(path)
    if path is not None:
        qtbot.waitUntil(lambda: bool(window.document.findings), timeout=PATIENCE)
    session.look_for_lost_work()
    qtbot.waitUntil(lambda: not window.document.runner.busy, timeout=PATIENCE)
    return window


def test_the_start_page_offers_lost_work(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    leave(tmp_path / "shops.churn", 5)
    leave(tmp_path / "others.xlsx", 7)
    window = started(session, qtbot)
    # What is added to a visible layout is shown a moment later.
    qtbot.waitUntil(lambda: len(buttons(window)) == 4)
    buttons(window)["Recover shops.churn"].click()
    qtbot.waitUntil(lambda: window.document.project is not None, timeout=PATIENCE)
    assert window.document.project is not None
    assert window.document.project.assumptions.early_months == 5
    assert window.isWindowModified()
    assert "not yet saved" in window.notices.text
    window.notices.close_notice()
    # The other one is still offered, beside what is open now.
    assert "others.xlsx" in window.notices.text
    assert window.notices.notice is not None
    window.notices.notice.offers[0].act()
    assert len(session.windows) == 2
    second = session.windows[1].document
    qtbot.waitUntil(lambda: second.project is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: second.settled and window.document.settled)
    assert second.project is not None
    assert second.project.assumptions.early_months == 7


def test_lost_work_on_the_open_list_takes_its_place(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = a_csv(tmp_path)
    leave(path, 5)
    window = started(session, qtbot, path)
    assert window.notices.notice is not None
    window.notices.notice.offers[0].act()
    qtbot.waitUntil(window.isWindowModified, timeout=PATIENCE)
    assert len(session.windows) == 1
    qtbot.waitUntil(lambda: not window.document.runner.busy, timeout=PATIENCE)


def test_discarding_asks_first(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    leave(tmp_path / "shops.churn", 5)
    window = started(session, qtbot)
    qtbot.waitUntil(lambda: len(buttons(window)) == 2)
    for words in ("Keep", "Discard"):
        buttons(window)["Discard shops.churn"].click()
        boxes = window.findChildren(QMessageBox, "discardBox")
        shown = next(box for box in boxes if box.isVisible())
        for button in shown.findChildren(QPushButton):
            if button.text() == words:
                button.click()
                break
        assert bool(buttons(window)) is (words == "Keep")
    assert list(recovery_folder().glob("*.churn")) == []


def test_what_cannot_be_read_is_told(session: Session, qtbot: QtBot) -> None:
    (recovery_folder() / "0123.churn").write_bytes(b"nothing of ours")
    window = started(session, qtbot)
    qtbot.waitUntil(lambda: len(buttons(window)) == 2)
    buttons(window)["Recover A damaged recovery file"].click()
    qtbot.waitUntil(lambda: "cannot be read" in window.notices.text, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(buttons(window)) == 2)
