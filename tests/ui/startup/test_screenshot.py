from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.startup.screenshot import Screenshot
from tests.ui.made import a_list


def test_the_picture_shows_the_page(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    codes: list[int] = []
    target = tmp_path / "out" / "window.png"
    Screenshot(window, target, PageId.STAGES, codes.append)
    window.document.adopt(a_list())
    qtbot.waitUntil(lambda: codes == [0])
    assert window.pages.chosen is PageId.STAGES
    assert QImage(str(target)).width() >= window.width()


def test_a_list_that_cannot_be_read_ends_it(
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes: list[int] = []
    Screenshot(window, tmp_path / "window.png", PageId.OVERVIEW, codes.append)
    window.open_path(tmp_path / "missing.csv")
    qtbot.waitUntil(lambda: codes == [2], timeout=20_000)
    assert "missing.csv" in capsys.readouterr().err
