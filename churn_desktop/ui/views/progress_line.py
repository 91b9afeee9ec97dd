"""What is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.tasks import TaskRunner

PATIENCE = 300
"""Milliseconds before anything is shown: short work needs no comment."""


class ProgressLine(QWidget):
    """Follows a task runner in the status bar."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setObjectName("progressBar")
        self._bar.setAccessibleName(_("Progress"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setMaximumHeight(self.fontMetrics().height())
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.setObjectName("cancelButton")
        self._cancel.clicked.connect(runner.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.addWidget(self._label)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self.show)
        self.hide()
        runner.started.connect(self._begin)
        runner.progressed.connect(self._go_on)
        runner.idle.connect(self._end)
        if runner.busy:
            self._begin(runner.label)

    def _begin(self, label: str) -> None:
        if not label:
            self._end()
            return
        if self._label.text() != label:
            self._label.setText(label)
            self._bar.setRange(0, 0)
        if not self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _go_on(self, share: float, _phase: str) -> None:
        if share < 0:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * share))

    def _end(self) -> None:
        self._timer.stop()
        self._label.clear()
        self.hide()
