from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import Shape
from churn_desktop.storage import recent
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.opening import dropped_files
from tests.ui.made import a_csv

PATIENCE = 20_000
HEAD = "customer id,customer name,monthly fee"


def a_list(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def dated(tmp_path: Path) -> list[Path]:
    return [
        a_list(tmp_path, "list 2024-01.csv", "A,Alpha,1", "B,Beta,2", "C,Gamma,3"),
        a_list(tmp_path, "list 2024-02.csv", "A,Alpha,1", "C,Gamma,3"),
        a_list(tmp_path, "latest.csv", "A,Alpha,1", "D,Delta,3"),
    ]


def read(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.document.findings is not None, timeout=PATIENCE)


def test_files_with_days_are_read_together(
    window: MainWindow, dated: list[Path], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answer = ([str(path) for path in dated[:2]], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a: answer)
    window.menus.actions["open"].trigger()
    read(window, qtbot)
    project = window.document.project
    assert project is not None
    assert project.shape is Shape.DATED_LISTS
    assert [part.rows for part in project.source.parts] == [3, 2]
    assert "2 lists" in window.notices.text
    # Neither file alone is what was opened.
    assert not {*dated} & {*recent.recent_files()}


def test_a_day_nobody_says_is_asked_for(
    window: MainWindow, dated: list[Path], qtbot: QtBot
) -> None:
    window.opening.open_files(dated)
    qtbot.waitUntil(lambda: window.opening.dialog is not None, timeout=PATIENCE)
    dialog = window.opening.dialog
    assert dialog is not None
    assert "latest.csv" in dialog.reason.text()
    assert dialog.table.days().keys() == {"list 2024-01.csv", "list 2024-02.csv"}
    assert not dialog.join.isEnabled()
    dialog.table.box("latest.csv").setDate(QDate(2024, 3, 15))
    dialog.join.click()
    read(window, qtbot)
    project = window.document.project
    assert project is not None
    assert project.source.parts[-1].day == date(2024, 3, 15)


def test_other_files_are_opened_each_by_itself(
    window: MainWindow, dated: list[Path], qtbot: QtBot
) -> None:
    wanted: list[object] = []
    window.window_wanted.connect(wanted.append)
    window.opening.open_files([dated[0], dated[2]])
    qtbot.waitUntil(lambda: window.opening.dialog is not None, timeout=PATIENCE)
    assert window.opening.dialog is not None
    window.opening.dialog.alone.click()
    assert wanted == [dated[2]]
    qtbot.waitUntil(lambda: window.document.project is not None, timeout=PATIENCE)
    assert window.document.project is not None
    assert window.document.project.source.path == dated[0]
    assert window.opening.dialog is None


def test_beside_an_open_list_they_get_a_window_of_their_own(
    full_window: MainWindow, dated: list[Path]
) -> None:
    wanted: list[object] = []
    full_window.window_wanted.connect(wanted.append)
    full_window.opening.open_files(dated[:2])
    assert wanted == [tuple(dated[:2])]


def test_projects_are_never_parts_of_a_list(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    wanted: list[object] = []
    monkeypatch.setattr(window, "open_path", opened.append)
    window.window_wanted.connect(wanted.append)
    paths = [tmp_path / "a.churn", tmp_path / "b.csv"]
    window.opening.open_files(paths)
    assert (opened, wanted) == ([paths[0]], [paths[1]])
    window.opening.open_files([])
    assert len(opened) == 1


def test_folders_that_are_dropped_are_left_out(tmp_path: Path) -> None:
    files = [a_csv(tmp_path, "a.csv"), a_csv(tmp_path, "b.csv")]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (*files, tmp_path)])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert dropped_files(event) == files
