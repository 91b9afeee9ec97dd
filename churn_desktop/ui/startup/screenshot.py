"""A picture of the window with a list analysed, without anybody at the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow

DONE, COULD_NOT = 0, 2


class Screenshot(QObject):
    """Waits until a window shows figures, saves its picture, and ends the program."""

    def __init__(
        self,
        window: MainWindow,
        target: Path,
        page: PageId,
        leave: Callable[[int], None],
    ) -> None:
        super().__init__(window)
        self._window, self._target, self._page = window, target, page
        self._leave = leave
        window.document.analysis_changed.connect(self._show_page)
        window.document.failed.connect(self._fail)

    def _show_page(self) -> None:
        if self._window.document.findings is not None:
            self._window.pages.choose(self._page)
            QTimer.singleShot(0, self, self._take)

    def _take(self) -> None:
        if self._window.document.runner.busy:
            QTimer.singleShot(10, self, self._take)
            return
        # What was put on screen a moment ago has its size only after this.
        for _round in range(3):
            QApplication.processEvents()
        self._target.parent.mkdir(parents=True, exist_ok=True)
        saved = self._window.grab().save(str(self._target), "PNG")
        self._leave(DONE if saved else COULD_NOT)

    def _fail(self, error: ChurnDesktopError) -> None:
        if sys.stderr is not None:
            sys.stderr.write(f"churn-desktop: {explain_error(error).whole}\n")
        self._leave(COULD_NOT)
