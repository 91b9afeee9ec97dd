from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop import __version__, resources
from churn_desktop.ui.dialogs.about import show_about


def test_it_says_which_version_it_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    show_about(window)
    box = window.findChild(QMessageBox, "aboutDialog")
    assert isinstance(box, QMessageBox)
    assert __version__ in box.text()
    assert "stays on this computer" in box.informativeText()
    assert not box.detailedText()
    box.close()


def test_an_installed_copy_names_the_licences_of_others(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "notice", lambda: "Qt by others")
    window = QWidget()
    qtbot.addWidget(window)
    show_about(window)
    box = window.findChild(QMessageBox, "aboutDialog")
    assert isinstance(box, QMessageBox)
    assert box.detailedText() == "Qt by others"
    box.close()
