from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop import __version__
from churn_desktop.ui.dialogs.about import show_about


def test_it_says_which_version_it_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    show_about(window)
    box = window.findChild(QMessageBox, "aboutDialog")
    assert isinstance(box, QMessageBox)
    assert __version__ in box.text()
    assert "stays on this computer" in box.informativeText()
    box.close()
