"""Offers in a window to recover what an earlier one left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.ui.recovering import Recovering
from churn_desktop.ui.views.notice_bar import Notice, Offer, Tone
from churn_desktop.ui.views.recovery_list import Recoverable

if TYPE_CHECKING:
    from churn_desktop.storage.recovery import Recovered, Recovery
    from churn_desktop.ui.main_window import MainWindow

TOPIC = "recovery"


class RecoveryOffers(QObject):
    """Shows what can be recovered: on the start page, else in the bar.

    Parameters
    ----------
    recovering : Recovering
    window : MainWindow
    another : callable
        Opens another window.
    """

    def __init__(
        self,
        recovering: Recovering,
        window: MainWindow,
        another: Callable[[], MainWindow],
    ) -> None:
        super().__init__(window)
        self._recovering, self._window, self._another = recovering, window, another
        recovering.changed.connect(self.show)
        window.document.opened.connect(self.show)
        self.show()

    def show(self) -> None:
        """Offer what nobody has answered yet."""
        pending, notices = self._recovering.pending, self._window.notices
        self._window.start_page.show_recoverable(
            [
                Recoverable(
                    _name(recovery),
                    _when(recovery),
                    partial(self.recover, recovery),
                    partial(self.ask_to_discard, recovery),
                )
                for recovery in pending
            ]
        )
        if not pending or self._window.document.project is None:
            notices.forget(TOPIC)
            return
        newest = pending[0]
        text = _("{name} has work that was not saved. {time}").format(
            name=_name(newest), time=_when(newest)
        )
        offers = (
            Offer(_("Recover"), partial(self.recover, newest)),
            Offer(_("Discard…"), partial(self.ask_to_discard, newest)),
        )
        notices.tell(Notice(text, Tone.WARNING, offers, TOPIC))

    def recover(self, recovery: Recovery) -> None:
        """Open it here, or in a window of its own when a list is open."""
        window = self._window
        if not self._takes(recovery):
            window = self._another()
        self._recovering.recover(
            recovery,
            window.document,
            _("Recovering {file}").format(file=_name(recovery)),
            on_success=partial(_tell, window, recovery),
            on_failure=partial(self._tell_failed, window, recovery),
        )

    def _takes(self, recovery: Recovery) -> bool:
        """Tell whether nothing here is in the way of a recovered document."""
        document = self._window.document
        if document.project is None:
            return not document.runner.busy
        here = document.file.path or document.project.source.path
        return recovery.document == here and not document.file.dirty

    def ask_to_discard(self, recovery: Recovery) -> None:
        """Make sure before work is lost for good."""
        box = QMessageBox(self._window)
        box.setObjectName("discardBox")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_("Churn Desktop"))
        box.setText(
            _("Discard the unsaved work on {name}?").format(name=_name(recovery))
        )
        box.setInformativeText(
            _("{time} It cannot be brought back.").format(time=_when(recovery))
        )
        roles = QMessageBox.ButtonRole
        discard = box.addButton(_("Discard"), roles.DestructiveRole)
        keep = box.addButton(_("Keep"), roles.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)

        def answer() -> None:
            if box.clickedButton() is discard:
                self._recovering.discard(recovery)
            box.deleteLater()

        box.finished.connect(answer)
        box.open()

    def _tell_failed(
        self, window: MainWindow, recovery: Recovery, error: ChurnDesktopError
    ) -> None:
        advice = explain_error(error)
        text = _("The unsaved work on {name} cannot be read. {reason}").format(
            name=_name(recovery), reason=advice.title
        )
        offers = (Offer(_("Discard…"), partial(self.ask_to_discard, recovery)),)
        window.notices.tell(Notice(text, Tone.ERROR, offers, TOPIC))


def _tell(window: MainWindow, recovery: Recovery, recovered: Recovered) -> None:
    text = _("Recovered, and not yet saved. {time}").format(time=_when(recovery))
    if not recovered.complete:
        text = _(
            "Recovered as it was at {time}, and not yet saved; the edits after that "
            "were damaged."
        ).format(time=recovered.made.astimezone().strftime("%Y-%m-%d %H:%M:%S"))
    tone = Tone.NOTE if recovered.complete else Tone.WARNING
    offers = (Offer(_("Save"), window.saving.save),)
    window.notices.tell(Notice(text, tone, offers, "recovered"))


def _name(recovery: Recovery) -> str:
    if recovery.document is None:
        return _("A damaged recovery file")
    return recovery.document.name


def _when(recovery: Recovery) -> str:
    made = recovery.made.astimezone().strftime("%Y-%m-%d %H:%M")
    return _("Last change: {time}.").format(time=made)
