from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from churn_desktop.core.project import Project
from churn_desktop.ui.document import Document
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.tasks import TaskRunner
from tests.ui.made import TODAY, a_list

Opened = Callable[[Project], Document]


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def remembered(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "ui.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def document(runner: TaskRunner) -> Iterator[Document]:
    document = Document(runner, today=lambda: TODAY)
    yield document
    runner.cancel()
    document.file.end()


@pytest.fixture
def opened(document: Document, qtbot: QtBot) -> Opened:
    """Open a hand-made project and wait for its figures."""

    def open_project(project: Project) -> Document:
        document.adopt(project)
        qtbot.waitUntil(lambda: document.settled)
        return document

    return open_project


@pytest.fixture
def window(document: Document, remembered: Settings, qtbot: QtBot) -> MainWindow:
    window = MainWindow(document, remembered)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    return window


@pytest.fixture
def full_window(window: MainWindow, opened: Opened, qtbot: QtBot) -> MainWindow:
    """A window with a list of some months, all figures known."""
    opened(a_list())
    return window
