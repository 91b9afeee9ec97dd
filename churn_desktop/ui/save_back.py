"""Save edits back to Excel: say what the copy will hold, then write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from churn_desktop.core.errors import (
    ChangedOnDisk,
    ChurnDesktopError,
    UnwritableFile,
)
from churn_desktop.core.progress import Progress
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.sentences import join
from churn_desktop.pages.words.save_back import edits_told, risks
from churn_desktop.storage.locks import same_file
from churn_desktop.ui.document import Document
from churn_desktop.ui.save_dialog import offers_for
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone

if TYPE_CHECKING:
    from churn_desktop.output.own_file.save_back import Plan

TOPIC = "saving back"


class BackSaver(QObject):
    """Asks where to, writes in the background, and tells how it went.

    Signals
    -------
    update_wanted()
        The file has changed since it was read.
    written(Path)
    """

    update_wanted = Signal()
    written = Signal(object)

    def __init__(self, document: Document, notices: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._notices, self._window = document, notices, window

    def ask(self) -> None:
        """Look at the file, name what a copy would lose, and ask for its name."""
        project, imported = self._document.project, self._document.file.imported
        if project is None or imported is None:
            return
        self._notices.forget(TOPIC)

        def work(progress: Progress) -> Plan:
            from churn_desktop.output.own_file.save_back import plan

            return plan(project, imported, progress)

        self._document.runner.run(
            work,
            on_success=self._show_plan,
            on_failure=self._tell_failed,
            label=_("Reading {file}").format(file=imported.source.path.name),
        )

    def _show_plan(self, plan: Plan) -> None:
        if plan.edits.nothing:
            text = _("There are no edits to write into {file}.").format(
                file=plan.source.name
            )
            self._notices.tell(Notice(text, topic=TOPIC))
            return
        edits = plan.edits
        box = QMessageBox(self._window)
        box.setObjectName("saveBackBox")
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(_("Churn Desktop"))
        box.setText(
            _("Write your edits into a copy of {file}?").format(file=plan.source.name)
        )
        emptied = set(edits.deleted_rows)
        told = edits_told(
            sum(row not in emptied for row, _column in edits.cells),
            edits.added_rows,
            len(edits.deleted_rows),
            edits.deleted_columns,
        )
        lost = risks(plan.at_risk)
        stays = _("The file itself stays as it is.")
        box.setInformativeText("\n\n".join(filter(None, (told, lost, stays))))
        roles = QMessageBox.ButtonRole
        go = box.addButton(_("Write a copy…"), roles.AcceptRole)
        stay = box.addButton(_("Cancel"), roles.RejectRole)
        box.setDefaultButton(go)
        box.setEscapeButton(stay)

        def answer() -> None:
            clicked = box.clickedButton()
            box.deleteLater()
            if clicked is go:
                self._choose(plan)

        box.finished.connect(answer)
        box.open()

    def _choose(self, plan: Plan) -> None:
        source = plan.source
        name = _("{list} - edited").format(list=source.stem) + plan.suffix
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window,
            _("Save edits back to Excel"),
            str(source.with_name(name)),
            f"*{plan.suffix}",
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != plan.suffix:
            path = path.with_name(path.name + plan.suffix)
        if same_file(path, source):
            text = _(
                "{file} is the file your list came from. The copy needs another name."
            ).format(file=path.name)
            offers = (Offer(_("Choose another name…"), lambda: self._choose(plan)),)
            self._notices.tell(Notice(text, Tone.WARNING, offers, TOPIC))
            return
        self.write(plan, path)

    def write(self, plan: Plan, path: Path) -> None:
        """Write the copy."""

        def work(progress: Progress) -> tuple[str, ...]:
            from churn_desktop.output.own_file.save_back import write_back

            return write_back(plan, path, progress)

        def fail(error: ChurnDesktopError) -> None:
            self._tell_failed(
                error,
                Offer(_("Try again"), lambda: self.write(plan, path)),
                Offer(_("Choose another name…"), lambda: self._choose(plan)),
            )

        self._notices.forget(TOPIC)
        self._document.runner.run(
            work,
            on_success=lambda refused: self._tell_written(path, refused),
            on_failure=fail,
            label=_("Writing {file}").format(file=path.name),
        )

    def _tell_written(self, path: Path, refused: tuple[str, ...]) -> None:
        text, tone = _("Your edits are in {file}.").format(file=path), Tone.NOTE
        if refused:
            tone = Tone.WARNING
            cells = _(
                "These cells could not be written, they are merged or the text is too "
                "long: {cells}."
            ).format(cells=_(", ").join(refused[:20]))
            text = join(text, cells)
        self._notices.tell(Notice(text, tone, offers_for(path), TOPIC))
        self.written.emit(path)

    def _tell_failed(self, error: ChurnDesktopError, *offers: Offer) -> None:
        text = explain_error(error).whole
        if isinstance(error, ChangedOnDisk):
            text = _(
                "{file} is not as it was when the list was read, so your edits might "
                "go into the wrong cells. Take its changes into this project first."
            ).format(file=error.path.name)
            offers = (Offer(_("Update from source file…"), self.update_wanted.emit),)
        elif not isinstance(error, UnwritableFile):
            offers = ()
        self._notices.tell(Notice(text, Tone.ERROR, offers, TOPIC))
