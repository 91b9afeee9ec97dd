"""Putting doubts right: worked out, shown, chosen, applied as one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from churn_desktop.core.issues import Issue
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.document import Document
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from churn_desktop.importing.mends import Mend
    from churn_desktop.ui.dialogs.mend_dialog import MendDialog
    from churn_desktop.ui.models.mend_model import Lines

TOPIC = "mending"


class Mending(QObject):
    """Offers the mend of a doubt in one window."""

    def __init__(self, document: Document, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._notices, self._window = document, notices, window
        self.dialog: MendDialog | None = None
        document.project_changed.connect(self._give_up)

    def offer(self, issue: Issue, kept: str | None = None) -> None:
        """Work out how a doubt could be put right and show it.

        Parameters
        ----------
        issue : Issue
        kept : str, optional
            Of two spellings the one to keep.
        """
        findings = self._document.findings
        project = self._document.project
        asked_anew = kept is not None
        if findings is None or findings.project is not project:
            return
        if (self.dialog is not None) is not asked_anew:
            return
        understanding = findings.understanding

        def work(_progress: Progress) -> tuple[Mend, Lines] | None:
            from churn_desktop.importing.mends import mend_of
            from churn_desktop.ui.models.mend_model import lines_of

            mend = mend_of(findings.project, understanding, issue, kept=kept)
            return None if mend is None else (mend, lines_of(findings.project, mend))

        self._notices.forget(TOPIC)
        self._document.runner.run(
            work,
            on_success=lambda found: self._show(findings.project, issue, found),
            label=_("Working out what can be mended"),
        )

    def _show(
        self, project: Project, issue: Issue, found: tuple[Mend, Lines] | None
    ) -> None:
        from churn_desktop.ui.dialogs.mend_dialog import MendDialog

        if project is not self._document.project:
            return
        if self.dialog is not None:
            if found is not None:
                self.dialog.show_mend(*found)
            return
        if found is None:
            text = _("Here nothing can be mended safely: correct the cells yourself.")
            self._notices.tell(Notice(text, Tone.WARNING, topic=TOPIC))
            return
        dialog = MendDialog(issue, *found, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.respell_wanted.connect(lambda kept: self.offer(issue, kept))
        dialog.accepted.connect(self._apply)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _apply(self) -> None:
        """Mend in the background; cells that hold something else by then stay."""
        from churn_desktop.importing.mends import apply_mend
        from churn_desktop.pages.issue_words.untidy import mend_done

        dialog = self.dialog
        if dialog is None:
            return
        mend, rows = dialog.mend, dialog.chosen
        self._document.long_edits.begin(
            mend_done(mend.code, len(rows)),
            lambda project: apply_mend(project, mend, rows),
        )

    def _give_up(self) -> None:
        """Close the dialog of a list that is another one by now."""
        if self.dialog is not None and self.dialog.result() == 0:
            self.dialog.reject()

    def _forget(self) -> None:
        self.dialog = None
