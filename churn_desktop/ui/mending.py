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

TOPIC = "mending"


class Mending(QObject):
    """Offers the mend of a doubt in one window."""

    def __init__(self, document: Document, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._notices, self._window = document, notices, window
        self.dialog: MendDialog | None = None
        document.project_changed.connect(self._give_up)

    def offer(self, issue: Issue) -> None:
        """Work out how a doubt could be put right and show it."""
        findings = self._document.findings
        project = self._document.project
        if findings is None or findings.project is not project or self.dialog:
            return
        understanding = findings.understanding

        def work(_progress: Progress) -> Mend | None:
            from churn_desktop.importing.mends import mend_of

            return mend_of(findings.project, understanding, issue)

        self._notices.forget(TOPIC)
        self._document.runner.run(
            work,
            on_success=lambda mend: self._show(findings.project, issue, mend),
            label=_("Working out what can be mended"),
        )

    def _show(self, project: Project, issue: Issue, mend: Mend | None) -> None:
        from churn_desktop.importing.mends import mend_of
        from churn_desktop.ui.dialogs.mend_dialog import MendDialog

        findings = self._document.findings
        if findings is None or project is not self._document.project or self.dialog:
            return
        if mend is None:
            text = _("Here nothing can be mended safely: correct the cells yourself.")
            self._notices.tell(Notice(text, Tone.WARNING, topic=TOPIC))
            return
        understanding = findings.understanding
        dialog = MendDialog(
            project,
            issue,
            mend,
            lambda kept: mend_of(project, understanding, issue, kept=kept),
            self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._apply)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _apply(self) -> None:
        from churn_desktop.importing.mends import apply_mend
        from churn_desktop.pages.untidy_words import mend_done

        dialog = self.dialog
        if dialog is None:
            return
        mend, rows = dialog.mend, dialog.chosen
        self._document.apply(
            mend_done(mend.code, len(rows)),
            lambda project: apply_mend(project, mend, rows),
        )

    def _give_up(self) -> None:
        """Close the dialog of a list that is another one by now."""
        if self.dialog is not None and self.dialog.result() == 0:
            self.dialog.reject()

    def _forget(self) -> None:
        self.dialog = None
