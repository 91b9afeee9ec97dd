"""Save, save as, close: what the window asks and tells about the project file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMessageBox,
)

from churn_desktop.core.errors import (
    ChangedOnDisk,
    ChurnDesktopError,
    OpenElsewhere,
    UnwritableFile,
)
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.model import PageId
from churn_desktop.storage import recent
from churn_desktop.ui import settings
from churn_desktop.ui.document import Document
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.views.formula_bar import FormulaBar
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone

SUFFIX = ".churn"
SAVING, SHARED, UNSAFE = "saving", "shared", "unsafe"
"""Topics of notices."""


class Saving(QObject):
    """Asks before anything is lost and tells how saving went.

    Signals
    -------
    left()
        What was to be saved before leaving is saved.
    stayed()
        The user wants to go on with what is open.
    saved(Path)
    """

    left = Signal()
    stayed = Signal()
    saved = Signal(object)

    def __init__(
        self,
        document: Document,
        remembered: Settings,
        notices: NoticeBar,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._document, self._file = document, document.file
        self._settings, self._notices, self._window = remembered, notices, window
        self._then: Callable[[], object] | None = None
        self._box: QMessageBox | None = None
        self.label = QLabel()
        self.label.setObjectName("savedLabel")
        self.label.setContentsMargins(8, 0, 8, 0)
        # Methods only: they let go of the document when the window does.
        self._file.changed.connect(self.show_state)
        self._file.saved.connect(self._show_saved)
        self._file.failed.connect(self.show_failure)
        self._file.stopped.connect(self._show_stopped)
        self._file.differs.connect(self._show_differs)
        self._file.unsafe.connect(self._show_unsafe)
        document.opened.connect(self._show_opened)
        self.show_state()
        self._show_opened()

    # --- what the user asks for -----------------------------------------------------

    def save(self) -> None:
        """Save into the project file; ask for one when there is none to write."""
        self.finish_editing()
        if self._file.path is None or self._file.owner is not None:
            self.save_as()
        elif self._file.dirty:
            self._write(None)
        else:
            # Nothing has changed; somebody may still have removed the file.
            self._file.look()
            self._leave()

    def save_as(self) -> None:
        """Ask for a project file and save into it."""
        self.finish_editing()
        project = self._document.project
        if project is None:
            return
        old = self._file.path
        if old is not None:
            proposed = old
            if self._file.owner is not None:
                name = _("{name} - copy").format(name=old.stem)
                proposed = old.with_name(name + SUFFIX)
        else:
            source = project.source.path
            folder = self._settings.get(settings.PROJECT_FOLDER)
            proposed = (Path(folder) if folder else project.source.folder) / (
                source.stem + SUFFIX
            )
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window,
            _("Save the project"),
            str(proposed),
            _("Churn Desktop projects (*.churn)"),
        )
        if not chosen:
            self._stay()
            return
        path = Path(chosen)
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        self._settings.put(settings.PROJECT_FOLDER, str(path.parent))
        self._write(path)

    def revert(self) -> None:
        """Go back to the list as it was first read; the user can take it back."""
        imported = self._file.imported
        if imported is not None:
            self._document.apply(_("reverting to imported"), lambda _project: imported)

    def remembered_page(self, usual: PageId) -> PageId:
        """Give the page that was on screen when the project was saved."""
        found = self._file.view.get("page")
        return PageId(str(found)) if found in set(PageId) else usual

    def remember_page(self, page: PageId) -> None:
        """Let the next save remember the page on screen."""
        self._file.keep_view("page", page.value)

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Tell whether nothing would be lost; else ask, and do it after that.

        Parameters
        ----------
        then : callable
            What is to be done once everything is saved or given up.
        """
        self.finish_editing()
        if self._file.saving:
            # It is about to be saved: no question, a little patience.
            self._then = then
            return False
        if self._document.long_edits.busy:
            self._document.long_edits.afterwards(then)
            return False
        if not self._file.dirty:
            return True
        self._ask(then)
        return False

    def finish_editing(self) -> None:
        """Put what is being typed into its cell."""
        focused = QApplication.focusWidget()
        around = None if focused is None else focused.parentWidget()
        while around is not None:
            if isinstance(around, FormulaBar):
                around.finish()
            if isinstance(around, QAbstractItemView):
                around.setFocus()
                return
            around = around.parentWidget()

    def _ask(self, then: Callable[[], object]) -> None:
        if self._box is not None:
            self._box.raise_()
            return
        box = QMessageBox(self._window)
        box.setObjectName("unsavedBox")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Churn Desktop"))
        name = self._file.name
        box.setText(_("Save your changes to “{name}”?").format(name=name))
        box.setInformativeText(_("Without saving they are lost."))
        roles = QMessageBox.ButtonRole
        keep = box.addButton(_("Save"), roles.AcceptRole)
        drop = box.addButton(_("Don't save"), roles.DestructiveRole)
        stay = box.addButton(_("Cancel"), roles.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(stay)

        def answer() -> None:
            self._box = None
            clicked = box.clickedButton()
            box.deleteLater()
            if clicked is drop:
                self._file.give_up()
                then()
            elif clicked is keep:
                self._then = then
                self.save()
            else:
                self._stay()

        box.finished.connect(answer)
        self._box = box
        box.open()

    def _write(self, path: Path | None, *, anyway: bool = False) -> None:
        self._notices.forget(SAVING)
        self._file.save(path, anyway=anyway)

    def _leave(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            if self._file.dirty:
                # Edited while it was being saved.
                self._ask(then)
            else:
                then()

    def _stay(self) -> None:
        self._then = None
        self.stayed.emit()

    # --- what the file tells --------------------------------------------------------

    def show_state(self) -> None:
        """Show name, unsaved mark and time of the last save."""
        file = self._file
        if self._document.project is None:
            self._window.setWindowTitle(_("Churn Desktop"))
            self._window.setWindowModified(False)
            self.label.clear()
            for topic in (SAVING, SHARED, UNSAFE):
                self._notices.forget(topic)
            return
        # Qt puts its mark in the place of the first of these signs.
        name = file.name.replace("[*]", "[*][*]")
        if file.owner is not None:
            name = _("{name} (read-only)").format(name=name)
        title = _("{list} - Churn Desktop").format(list=f"{name}[*]")
        self._window.setWindowTitle(title)
        self._window.setWindowModified(file.dirty)
        if file.saved_at is None:
            self.label.clear()
        else:
            time = file.saved_at.strftime("%H:%M")
            self.label.setText(_("Saved {time}").format(time=time))
        if file.owner is None:
            self._notices.forget(SHARED)

    def _show_opened(self) -> None:
        owner, path = self._file.owner, self._file.path
        if owner is None or path is None:
            return
        error = OpenElsewhere(path, owner.host, owner.since, here=owner.here)
        title = explain_error(error).title
        text = _(
            "{title} Here you can look at it and try things out; to keep your "
            "changes, save a copy."
        ).format(title=title)
        offers = [
            Offer(_("Save a copy…"), self.save_as),
            Offer(_("Try again"), self._file.take_over),
        ]
        if not owner.here:
            offers.append(
                Offer(_("Open for editing"), lambda: self._file.take_over(steal=True))
            )
        self._notices.tell(Notice(text, Tone.WARNING, tuple(offers), SHARED))

    def _show_saved(self, path: Path) -> None:
        recent.remember(path)
        self._notices.forget(SAVING)
        self.saved.emit(path)
        self._leave()

    def _show_stopped(self) -> None:
        self._stay()
        self._notices.tell(
            Notice(
                _("Stopped: the project was not saved."),
                Tone.WARNING,
                (Offer(_("Save"), self.save),),
                SAVING,
            )
        )

    def show_failure(self, error: ChurnDesktopError) -> None:
        """Say why it could not be saved or read, and what can be done."""
        self._stay()
        if isinstance(error, ChangedOnDisk):
            self._show_differs()
            return
        text = explain_error(error).whole
        offers = [Offer(_("Save under another name…"), self.save_as)]
        if isinstance(error, UnwritableFile):
            # The very file it was: it may be the one of a save under another name.
            path = error.path
            offers.insert(0, Offer(_("Try again"), lambda: self._write(path)))
        self._notices.tell(Notice(text, Tone.ERROR, tuple(offers), SAVING))

    def _show_differs(self) -> None:
        path = self._file.path
        if path is None:
            return
        if path.exists():
            advice = explain_error(ChangedOnDisk(path))
            text = _("{place}: {text}").format(place=path.name, text=advice.title)
            offers = [
                Offer(_("Reload"), self._reload),
                Offer(_("Keep mine"), self._keep_mine),
            ]
        else:
            text = _(
                "{file} is no longer where it was. Your work is still here; save it "
                "again."
            ).format(file=path)
            offers = [Offer(_("Save again"), lambda: self._write(path, anyway=True))]
        offers.append(Offer(_("Save under another name…"), self.save_as))
        self._notices.tell(Notice(text, Tone.WARNING, tuple(offers), SAVING))

    def _reload(self) -> None:
        self._notices.forget(SAVING)
        self._file.reload()

    def _keep_mine(self) -> None:
        self._notices.forget(SAVING)
        self._file.keep_mine()

    def _show_unsafe(self, error: ChurnDesktopError | None) -> None:
        if error is None or self._document.project is None:
            self._notices.forget(UNSAFE)
            return
        advice = explain_error(error)
        text = _(
            "Edits would be lost in a power cut at the moment. {reason} Save often "
            "until this notice goes away."
        ).format(reason=advice.title)
        offers = (Offer(_("Save"), self.save),)
        self._notices.tell(Notice(text, Tone.WARNING, offers, UNSAFE))
