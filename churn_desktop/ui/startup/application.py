"""The application, as far as the system talks to it rather than to a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Passes on the files that somebody opens outside the program.

    macOS names them in an event, also to a program that runs already; other systems
    start the program with their names.
    """

    file_wanted = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Take what is meant for the program as a whole."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(Path(event.file()))
            return True
        return super().event(event)
