"""When and how one is asked how a list is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from churn_desktop.core.project import Project
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_issue
from churn_desktop.ui.document import Document
from churn_desktop.ui.reading_memory import FirstReading, keep, open_question
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from churn_desktop.core.issues import Issue
    from churn_desktop.ui.dialogs.import_dialog import ImportDialog

TOPIC = "dates"


class ImportAsking(QObject):
    """Opens the import dialog of one window, applies and remembers what was chosen.

    Unasked it opens only when a list that was just read cannot be understood without
    an answer: it is not clear who stayed how long, or which of two days a date means.
    Who gives none is told what is taken for granted.
    """

    def __init__(self, document: Document, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._notices, self._window = document, notices, window
        # A window built anew around an open list does not ask once more.
        self._asked = document.first_reading
        self.dialog: ImportDialog | None = None
        document.analysis_changed.connect(self._ask_if_open)
        document.project_changed.connect(self._give_up)

    def ask(self) -> None:
        """Ask how the list on screen is to be read."""
        from churn_desktop.ui.dialogs.import_dialog import ImportDialog

        document, project = self._document, self._document.project
        if project is None:
            return
        if self.dialog is not None:
            self.dialog.raise_()
            return
        imported = document.file.imported
        edited = imported is not None and imported.table is not project.table
        dialog = ImportDialog(
            project,
            document.runner,
            lambda: document.today,
            self._window,
            edited=edited,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._apply)
        dialog.rejected.connect(self._tell_open)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        self._asked = document.first_reading
        dialog.open()

    def _ask_if_open(self) -> None:
        """Ask which day a date means, once, where nothing in a new list says so."""
        document, first = self._document, self._document.first_reading
        if self._open is None:
            self._notices.forget(TOPIC)
            return
        untouched = document.undo_stack.count() == 0
        if first is not None and first is not self._asked and untouched:
            self.ask()

    @property
    def _open(self) -> Issue | None:
        """The doubt which day a date means, if there is one."""
        findings = self._document.findings
        return (
            None if findings is None else open_question(findings.understanding.issues)
        )

    def _tell_open(self) -> None:
        """Say how dates are read that nobody said how to read."""
        issue = self._open
        if issue is not None:
            offers = (Offer(_("Check columns…"), self.ask),)
            self._notices.tell(
                Notice(explain_issue(issue), Tone.WARNING, offers, TOPIC)
            )

    def _apply(self) -> None:
        dialog, document = self.dialog, self._document
        project = document.project
        if dialog is None or project is None:
            return
        draft, text = dialog.draft, _("change of how the list is read")
        keep(document.first_reading or _as_it_is(project), draft)
        if dialog.read_anew:
            document.replace_by(text, draft, draft)
        else:
            document.apply(text, lambda _project: draft)

    def _give_up(self) -> None:
        """Close the dialog of a list that is no longer open."""
        if self._document.project is None and self.dialog is not None:
            self.dialog.reject()

    def _forget(self) -> None:
        self.dialog = None


def _as_it_is(project: Project) -> FirstReading:
    return FirstReading(project.table.headings, project.source)
