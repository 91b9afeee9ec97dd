from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core import edits
from churn_desktop.ui.main_window import MainWindow
from tests.ui.made import a_list

PATIENCE = 20_000


@pytest.fixture
def listed(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window with a workbook that has formulas on another sheet."""
    table = a_list().table
    book = openpyxl.Workbook()
    book.active.append(list(table.headings))
    for row in table.frame.itertuples(index=False):
        book.active.append(list(row))
    book.create_sheet("Sums")["A1"] = "=1+1"
    path = tmp_path / "shops.xlsx"
    book.save(path)
    window.open_path(path)
    qtbot.waitUntil(lambda: window.document.findings is not None, timeout=PATIENCE)
    return window


def write(window: MainWindow, text: str) -> None:
    window.document.apply(
        "Write",
        lambda p: replace(p, table=edits.set_cells(p.table, "Name", [0], [text])),
    )


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    proposed: list[str] = []

    def answer(_window: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return proposed


def accept(window: MainWindow, qtbot: QtBot) -> str:
    """Agree to what is said about the copy; give what was said."""

    def boxes() -> list[QMessageBox]:
        found = window.findChildren(QMessageBox, "saveBackBox")
        return [box for box in found if box.isVisible()]

    qtbot.waitUntil(lambda: bool(boxes()), timeout=PATIENCE)
    [box] = boxes()
    text = box.informativeText()
    for button in box.findChildren(QPushButton):
        if button.text() == "Write a copy…":
            button.click()
            break
    return text


def test_a_copy_is_written_after_its_losses_were_named(
    listed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(listed, "New name")
    target = tmp_path / "copy"
    proposed = choose(monkeypatch, target)
    listed.menus.actions["saveBack"].trigger()
    said = accept(listed, qtbot)
    assert "1 cell will be written." in said
    assert "results of formulas" in said
    qtbot.waitUntil(lambda: "Your edits are in" in listed.notices.text)
    assert proposed == [str(tmp_path / "shops - edited.xlsx")]
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert book.worksheets[0]["B2"].value == "New name"
    assert book["Sums"]["A1"].value == "=1+1"


def test_the_users_own_file_is_not_overwritten(
    listed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(listed, "New name")
    own = tmp_path / "shops.xlsx"
    before = own.read_bytes()
    choose(monkeypatch, own)
    listed.menus.actions["saveBack"].trigger()
    accept(listed, qtbot)
    assert "needs another name" in listed.notices.text
    assert own.read_bytes() == before


def test_without_edits_there_is_nothing_to_write(
    listed: MainWindow, qtbot: QtBot
) -> None:
    listed.menus.actions["saveBack"].trigger()
    qtbot.waitUntil(lambda: "no edits" in listed.notices.text, timeout=PATIENCE)


def test_a_file_that_has_changed_is_to_be_read_first(
    listed: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write(listed, "New name")
    own = tmp_path / "shops.xlsx"
    book = openpyxl.load_workbook(own)
    book.worksheets[0]["B3"] = "Their name"
    book.save(own)
    listed.menus.actions["saveBack"].trigger()
    qtbot.waitUntil(lambda: "wrong cells" in listed.notices.text, timeout=PATIENCE)
    assert listed.notices.notice is not None
    assert listed.notices.notice.offers[0].title == "Update from source file…"


def test_a_copy_that_cannot_be_written_offers_another_name(
    listed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(listed, "New name")
    choose(monkeypatch, tmp_path / "no folder" / "copy.xlsx")
    listed.menus.actions["saveBack"].trigger()
    accept(listed, qtbot)
    qtbot.waitUntil(lambda: "could not be written" in listed.notices.text)
    assert listed.notices.notice is not None
    assert len(listed.notices.notice.offers) == 2
