from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.recovery_list import Recoverable, RecoveryList


def test_each_document_can_be_recovered_or_discarded(qtbot: QtBot) -> None:
    done: list[str] = []
    shown = RecoveryList()
    qtbot.addWidget(shown)
    assert shown.isHidden()
    shown.show_recoverable(
        [
            Recoverable(
                name,
                "Last change: today.",
                lambda n=name: done.append(f"recover {n}"),
                lambda n=name: done.append(f"discard {n}"),
            )
            for name in ("a.churn", "b.csv")
        ]
    )
    assert not shown.isHidden()
    assert "a.churn" in [label.text() for label in shown.findChildren(QLabel)]
    for button in shown.findChildren(QPushButton):
        button.click()
    assert done == [
        "recover a.churn",
        "discard a.churn",
        "recover b.csv",
        "discard b.csv",
    ]
    shown.show_recoverable([])
    assert shown.isHidden()
