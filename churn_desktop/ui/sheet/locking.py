"""What the window says while a long edit is under way, and when it was not done."""

from __future__ import annotations

from PySide6.QtCore import QObject

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.long_edits import LongEdits
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Tone
from churn_desktop.ui.views.sheet_view import SheetView

EDITING = "editing"
"""Topic of notices."""


class SheetLocking(QObject):
    """Keeps the sheet from being edited meanwhile and says why."""

    def __init__(
        self,
        edits: LongEdits,
        sheet: SheetView,
        notices: NoticeBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet, self._notices = sheet, notices
        edits.changed.connect(self._lock)
        edits.refused.connect(self._tell_refused)
        edits.dropped.connect(self._tell_dropped)
        sheet.locked_out.connect(edits.refuse)
        sheet.set_locked(edits.busy)

    def _lock(self, locked: bool) -> None:
        self._sheet.set_locked(locked)
        if not locked:
            self._notices.forget(EDITING)

    def _tell_refused(self, what: str) -> None:
        text = _(
            "The list is being edited: {what}. You can edit it again as soon as that "
            "is done; below you can cancel it."
        ).format(what=what)
        self._notices.tell(Notice(text, Tone.NOTE, (), EDITING))

    def _tell_dropped(self, what: str, stopped: bool) -> None:
        words = _("Stopped, the list is as it was before: {what}.")
        if not stopped:
            words = _(
                "This was not done, because the list became another one meanwhile: "
                "{what}. Please do it again."
            )
        self._notices.tell(Notice(words.format(what=what), Tone.WARNING, (), EDITING))
