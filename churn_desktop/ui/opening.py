"""Opening files: chosen, dropped, several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from churn_desktop.core.errors import NotASeries
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.ui import settings

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent

    from churn_desktop.ui.dialogs.several_lists_dialog import SeveralListsDialog
    from churn_desktop.ui.main_window import MainWindow

PROJECT = ".churn"
DAYS_HELP = frozenset({"no_day", "same_day", "strangers"})
"""Why lists are no series, where saying their days can make them one."""


class Opening(QObject):
    """Opens what the user chooses in one window.

    Several files are read as lists of the same customers on several dates where their
    names say so; else it is asked.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._paths: tuple[Path, ...] = ()
        self._days: dict[str, date] = {}
        self.dialog: SeveralListsDialog | None = None

    def ask_for_files(self) -> None:
        """Let the user choose one file or several and open them."""
        kinds = _("Customer lists and projects")
        patterns = "*.churn *.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt"
        chosen, _kind = QFileDialog.getOpenFileNames(
            self._window,
            _("Open a list"),
            self._window.settings.get(settings.FOLDER),
            f"{kinds} ({patterns});;" + _("All files (*)"),
        )
        self.open_files([Path(name) for name in chosen])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open files: one alone, several lists together."""
        if any(path.suffix.lower() == PROJECT for path in paths) or len(paths) == 1:
            self._open_each(paths)
        elif paths and self._window.document.project is not None:
            self._window.window_wanted.emit(tuple(paths))
        elif paths:
            self._read(tuple(paths), {})

    def failed(self, error: NotASeries) -> None:
        """Ask what to do with files that do not make one list."""
        from churn_desktop.importing.dated_lists.days import days_named
        from churn_desktop.importing.dated_lists.series import names_of
        from churn_desktop.ui.dialogs.several_lists_dialog import SeveralListsDialog

        if len(self._paths) < 2 or self.dialog is not None:
            return
        names, today = names_of(self._paths), self._window.document.today
        days = dict(self._days)
        for name, path in zip(names, self._paths, strict=True):
            found = days_named([path.stem], today)
            if name not in days and found is not None:
                days[name] = found.days[0]
        dialog = SeveralListsDialog(
            names,
            days,
            explain_error(error).whole,
            self._window,
            together=error.problem in DAYS_HELP,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._read_with_days)
        dialog.alone_wanted.connect(self._open_alone)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _read_with_days(self) -> None:
        if self.dialog is not None:
            days, self.dialog = self.dialog.table.days(), None
            self._read(self._paths, days)

    def _open_alone(self) -> None:
        self._open_each(self._paths)

    def _open_each(self, paths: Sequence[Path]) -> None:
        """Open the first file here, if nothing is, and each further one beside."""
        window = self._window
        for number, path in enumerate(paths):
            if number:
                window.window_wanted.emit(path)
            else:
                window.open_path(path)

    def _read(self, paths: tuple[Path, ...], days: Mapping[str, date]) -> None:
        from churn_desktop.importing.options import ReadOptions
        from churn_desktop.ui.main_window import FAILURE

        window = self._window
        self._paths, self._days = paths, dict(days)
        window.notices.forget(FAILURE)
        window.settings.put(settings.FOLDER, str(paths[0].parent))
        options = ReadOptions(days=days) if days else None
        window.document.open(paths[0], options, *paths[1:])

    def _forget(self) -> None:
        self.dialog = None


def dropped_files(event: QDropEvent) -> list[Path]:
    """Give the local files that are held over the window."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
    return [path for path in paths if path.is_file()]
