"""What the entries about the project do: backups, notes, updates, copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from churn_desktop.core.progress import Progress
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.save_back import BackSaver
from churn_desktop.ui.updating import Updater

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from churn_desktop.storage.backups import Backup
    from churn_desktop.ui.main_window import MainWindow


class ProjectMenus(QObject):
    """Carries out the entries of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._backups: QAction | None = None
        self.updater = Updater(window.document, window.notices, window)
        self.back_saver = BackSaver(window.document, window.notices, window)
        self.back_saver.update_wanted.connect(self.updater.ask)

    def slots(self) -> dict[str, Callable[[], None]]:
        """Give what each entry does."""
        saving = self._window.saving
        return {
            "save": saving.save,
            "saveAs": saving.save_as,
            "revert": saving.revert,
            "backups": self.show_backups,
            "saveBack": self.save_back,
            "notes": self.show_notes,
            "update": self.update,
            "updateFrom": self.updater.choose,
        }

    def watch(self, backups: QAction) -> None:
        """Let the entry be of use only while there is a project file."""
        self._backups = backups
        # A method of something that goes with the window: the document lives on.
        self._document.file.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show which entries are of use now."""
        if self._backups is not None:
            self._backups.setEnabled(self._document.file.path is not None)

    def update(self) -> None:
        """Take over what is new in the list's own file."""
        self._window.saving.finish_editing()
        self.updater.ask()

    def save_back(self) -> None:
        """Write the edits into a copy of the list's own file."""
        self._window.saving.finish_editing()
        self.back_saver.ask()

    def show_notes(self) -> None:
        """Edit the notes."""
        self._window.pages.notes.ask()

    def show_backups(self) -> None:
        """Offer earlier states of the project file."""
        from churn_desktop.storage.backups import list_backups
        from churn_desktop.ui.dialogs.backups_dialog import BackupsDialog

        file = self._document.file
        if file.path is None:
            return
        dialog = BackupsDialog(
            file.name,
            list_backups(file.path),
            self._window,
            writable=file.owner is None,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.copy_wanted.connect(self._open_copy)
        dialog.restore_wanted.connect(self._restore)
        dialog.open()

    def _open_copy(self, backup: Backup) -> None:
        self._window.copy_wanted.emit(backup.path)

    def _restore(self, backup: Backup) -> None:
        from churn_desktop.storage.backups import restore

        path = self._document.file.path
        if path is None:
            return

        def put_in_place(_progress: Progress) -> None:
            restore(backup, path)

        self._document.file.reload(_("restoring a backup"), before=put_in_place)
