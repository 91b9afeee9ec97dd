"""Update from source file: read it again, show what changed, take it over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from churn_desktop.core.errors import ChurnDesktopError, UnreadableFile
from churn_desktop.core.progress import Progress
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.ui.document import Document
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone

if TYPE_CHECKING:
    from churn_desktop.core.project import Project
    from churn_desktop.importing.updates import Update

TOPIC = "updating"


class Updater(QObject):
    """Reads the list's file in the background and asks before anything changes."""

    def __init__(self, document: Document, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._notices, self._window = document, notices, window

    def ask(self) -> None:
        """Read the file the list came from."""
        imported = self._document.file.imported
        if imported is not None:
            self.read(*imported.source.paths)

    def choose(self) -> None:
        """Let the user choose another file of the same kind.

        Files chosen for several lists come beside those that are read together; one
        of the same name takes the place of the former.
        """
        imported = self._document.file.imported
        if imported is None:
            return
        source = imported.source
        patterns = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt"
        kind = _("Customer lists")
        chosen, _kind = QFileDialog.getOpenFileNames(
            self._window,
            _("Update from another file"),
            str(source.path.parent),
            f"{kind} ({patterns});;" + _("All files (*)"),
        )
        fresh = [Path(name) for name in chosen]
        names = {path.name for path in fresh}
        former = source.paths if len(source.paths) > 1 else ()
        if fresh:
            self.read(*(path for path in former if path.name not in names), *fresh)

    def read(self, *paths: Path) -> None:
        """Read files and show what would change."""
        document = self._document
        project, imported = document.project, document.file.imported
        if project is None or imported is None:
            return
        today = document.today
        self._notices.forget(TOPIC)

        def work(progress: Progress) -> Update:
            from churn_desktop.importing.updates import read_update

            return read_update(project, imported, paths, today=today, progress=progress)

        document.runner.run(
            work,
            on_success=lambda update: self._show(update, project),
            on_failure=self._tell_failed,
            label=_("Reading {file}").format(file=paths[0].name),
        )

    def _show(self, update: Update, project: Project) -> None:
        if self._document.project is not project:
            # Edited while the file was read: what is shown must be what happens.
            self.read(*update.imported.source.paths)
            return
        if update.changes.nothing and not update.missing:
            text = _("{file} says nothing new: no customer has changed.").format(
                file=update.imported.source.path.name
            )
            offers = (Offer(_("Choose another file…"), self.choose),)
            self._notices.tell(Notice(text, Tone.NOTE, offers, TOPIC))
            return
        self._open(update, lambda: self._accept(update))

    def _open(self, update: Update, accept: Callable[[], None]) -> None:
        from churn_desktop.ui.dialogs.update_dialog import UpdateDialog

        dialog = UpdateDialog(update, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(accept)
        dialog.other_wanted.connect(self.choose)
        dialog.open()

    def _accept(self, update: Update) -> None:
        self._document.replace_by(
            _("update from source file"), update.project, update.imported
        )

    def _tell_failed(self, error: ChurnDesktopError) -> None:
        text = explain_error(error).whole
        offers: tuple[Offer, ...] = ()
        if isinstance(error, UnreadableFile):
            offers = (Offer(_("Choose another file…"), self.choose),)
        self._notices.tell(Notice(text, Tone.ERROR, offers, TOPIC))
