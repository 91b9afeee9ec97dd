"""Bugs: what is written down about them, and what the user sees."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from churn_desktop import __version__
from churn_desktop.i18n import gettext as _
from churn_desktop.storage import folders

LOG_NAME = "log.txt"
LOG_LIMIT = 256 * 1024

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def describe(
    kind: type[BaseException], trace: TracebackType | None, now: datetime
) -> str:
    """Write down where a bug struck, without anything from the user's list.

    The message of an exception may quote a cell or a file name, so only its kind and
    the places in the program's own text are told.
    """
    import platform

    package = Path(__file__).resolve().parents[1]
    lines = [
        f"{now.isoformat(timespec='seconds')}  Churn Desktop {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        kind.__name__,
    ]
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename)
        with suppress(ValueError):
            path = path.resolve().relative_to(package.parent)
        place = path.as_posix() if not path.is_absolute() else path.name
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def write_down(text: str) -> None:
    """Add a description to the log; the oldest half goes when it grows too long."""
    with suppress(OSError):
        path = folders.make() / LOG_NAME
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if len(old) > LOG_LIMIT:
            old = old[len(old) // 2 :]
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(f"{old}{text}\n\n", encoding="utf-8")


class BugDialog(QMessageBox):
    """Says that the program made a mistake and gives words to report it with."""

    def __init__(self, details: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setObjectName("bugDialog")
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(_("Churn Desktop"))
        self.setText(_("The program made a mistake. Your file was not changed."))
        self.setInformativeText(
            _(
                "You can go on working. If it happens again, copy the details and "
                "send them to whoever looks after this program; they contain nothing "
                "from your list."
            )
        )
        self.setDetailedText(details)
        self._copy = self.addButton(
            _("Copy details"), QMessageBox.ButtonRole.ActionRole
        )
        # A button of a message box closes it; copying should not.
        self._copy.clicked.disconnect()
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        self.setDefaultButton(self.addButton(QMessageBox.StandardButton.Close))


def bug_hook(show: Callable[[str], None]) -> Hook:
    """Make the function that Python calls for every bug.

    Parameters
    ----------
    show : callable
        Shows a description; called for one bug at a time.
    """
    showing = False

    def hook(
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        nonlocal showing
        del error
        details = describe(kind, trace, datetime.now().astimezone())
        write_down(details)
        if showing:
            return
        showing = True
        try:
            show(details)
        finally:
            showing = False

    return hook


def show_bug(details: str) -> None:
    """Tell the user about a bug and wait until the message is closed."""
    BugDialog(details).exec()
