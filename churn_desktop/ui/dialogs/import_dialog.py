"""How a list is read: the file, its values, its columns, and what results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role, Shape
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.sentences import join
from churn_desktop.pages.terms import shape_title
from churn_desktop.pages.words.shapes import shape_sentence
from churn_desktop.ui.dialogs.counts_line import CountsLine
from churn_desktop.ui.dialogs.list_days_table import ListDaysTable
from churn_desktop.ui.dialogs.meanings_table import MeaningsTable
from churn_desktop.ui.dialogs.order_question import OrderQuestion
from churn_desktop.ui.dialogs.preview_pane import PreviewPane
from churn_desktop.ui.dialogs.reading_form import ReadingForm
from churn_desktop.ui.models.preview import Preview, look
from churn_desktop.ui.tasks import Task, TaskRunner
from churn_desktop.ui.views.grid import Grid

PATIENCE = 200
"""Milliseconds without a change before the list is looked at again."""
SIZE = (1120, 760)


class ImportDialog(QDialog):
    """Edits a draft of a project; whoever asked applies it when accepted.

    Parameters
    ----------
    project : Project
    runner : TaskRunner
    today : callable
        Gives the user's own calendar day.
    edited : bool
        Whether reading the file again would give up changes made in the sheet.

    Signals
    -------
    looked()
        What results from the draft is on screen.
    """

    looked = Signal()

    def __init__(
        self,
        project: Project,
        runner: TaskRunner,
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        edited: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle(_("How the list is read"))
        self.draft = project
        self._runner, self._today, self._edited = runner, today, edited
        self._table = project.table
        self._task: Task | None = None
        self._told: dict[str, object] = {}
        self._unforced: Mapping[Role, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._look)
        self._question = OrderQuestion()
        self._shape = QLabel()
        self._shape.setProperty("kind", "title")
        self._shape.setWordWrap(True)
        self._form = ReadingForm()
        self._days = ListDaysTable()
        self._meanings = MeaningsTable()
        self._pane = PreviewPane()
        self._counts = CountsLine()
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self._arrange()
        self._connect()
        self._fit_screen()
        self._show_draft()
        self._look()

    @property
    def outcome(self) -> str:
        """What it says about the draft."""
        return self._counts.text

    @property
    def meanings(self) -> MeaningsTable:
        """The columns and their meanings."""
        return self._meanings

    @property
    def form(self) -> ReadingForm:
        """The other choices."""
        return self._form

    @property
    def days(self) -> ListDaysTable:
        """The lists read together and their days; hidden when it is one list."""
        return self._days

    @property
    def question(self) -> OrderQuestion:
        """The question about dates; hidden when there is none."""
        return self._question

    @property
    def grid(self) -> Grid:
        """The first rows as they will be understood."""
        return self._pane.grid

    @property
    def read_anew(self) -> bool:
        """Whether the draft comes from another reading of the file."""
        return self.draft.table is not self._table

    def _arrange(self) -> None:
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self._meanings)
        right.addWidget(self._pane)
        right.setSizes([300, 340])
        wide = QVBoxLayout()
        wide.addWidget(self._days)
        wide.addWidget(right, 1)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._form)
        middle.addLayout(wide, 1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._question)
        column.addWidget(self._shape)
        column.addLayout(middle, 1)
        column.addWidget(self._counts)
        column.addWidget(self._buttons)
        self._form.setFixedWidth(self._form.natural_width())

    def _connect(self) -> None:
        self._question.answered.connect(lambda order: self._assume(date_order=order))
        self._form.read_wanted.connect(self.read)
        self._form.assumed.connect(lambda changes: self._assume(**changes))
        self._days.changed.connect(self._change_day)
        self._meanings.changed.connect(self._change_roles)
        self._meanings.looked_at.connect(self._pane.go_to_column)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)

    def _fit_screen(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width() - 40), min(SIZE[1], room.height() - 60))

    # --- what the user changes ------------------------------------------------------

    def read(self, changes: Mapping[str, object]) -> None:
        """Read the file once more; the draft stays when that fails.

        Parameters
        ----------
        changes : mapping of str to object
            Options of `ReadOptions`; those chosen before hold on.
        """
        from churn_desktop.importing.importer import open_lists, with_roles
        from churn_desktop.importing.options import ReadOptions

        draft, today = self.draft, self._today()
        source = draft.source
        if all(getattr(source, name) == to for name, to in changes.items()):
            return
        if "header_row" not in changes:
            # Another sheet or another encoding has its headings elsewhere.
            self._told.pop("header_row", None)
        told = {"sheet": source.sheet, "days": source.days, **self._told, **changes}
        paths = source.paths
        options = ReadOptions(assumptions=draft.assumptions, **told)  # type: ignore[arg-type]

        def work(progress: Progress) -> Project:
            read = open_lists(paths, options, today=today, progress=progress)
            if read.table.headings == draft.table.headings:
                read = with_roles(read, draft.roles)
            return replace(read, notes=draft.notes)

        def adopt(read: Project) -> None:
            self._told.update(changes)
            self.draft = read
            self._unforced = None
            self._question.drop()
            self._show_draft()
            self._look()

        self._start(work, adopt, self._keep_draft)
        self._counts.tell(_("Reading the file again…"))
        self._ok.setEnabled(False)

    def _change_day(self, changed: dict[str, date]) -> None:
        self.read({"days": {**self.draft.source.days, **changed}})

    def _change_roles(self, roles: dict[Role, str]) -> None:
        from churn_desktop.importing.importer import with_roles

        self.draft = with_roles(self.draft, roles)
        self._unforced = None
        self._changed()

    def _assume(self, **changes: object) -> None:
        if "shape" in changes:
            shape = changes["shape"]
            self._force(Shape(str(shape)) if shape is not None else None)
            return
        self.draft = self.draft.assuming(**changes)
        self._changed()

    def _force(self, shape: Shape | None) -> None:
        """Take the list for one of a kind, with the meanings it had before any."""
        from churn_desktop.importing.importer import with_shape

        if self._unforced is None:
            self._unforced = self.draft.roles
        free = replace(self.draft, roles=self._unforced)
        self.draft = with_shape(free, shape)
        if shape is None:
            self._unforced = None
        self._meanings.show_table(self.draft.table, self.draft.roles)
        self._order_tabs()
        self._changed()

    def _changed(self) -> None:
        self._form.show_project(self.draft, self._currencies)
        self._show_shape()
        self._stop()
        self._timer.start()

    # --- what is on screen ----------------------------------------------------------

    def _show_draft(self) -> None:
        parts = self.draft.source.parts
        self._days.setVisible(bool(parts))
        self._days.show_lists(
            [part.name for part in parts],
            {part.name: part.day for part in parts},
            {part.name: part.rows for part in parts},
        )
        self._meanings.show_table(self.draft.table, self.draft.roles)
        self._form.show_project(self.draft, self._currencies)
        self._show_shape()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go through the dialog as one reads it."""
        order = [
            *self._question.answers,
            *self._form.boxes(),
            *self._days.boxes(),
            *self._meanings.boxes(),
            self._pane.grid,
            *self._buttons.buttons(),
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _show_shape(self) -> None:
        shape = self.draft.shape
        told = self.draft.assumptions.shape
        if shape is None and told is not None:
            words = _("The list cannot be read as this kind: {shape}.").format(
                shape=shape_title(told)
            )
        elif shape is None:
            words = _("It is not clear yet what kind of list this is.")
        else:
            roles = self.draft.roles
            words = join(
                _("Read as: {shape}.").format(shape=shape_title(shape, roles)),
                shape_sentence(shape, roles),
            )
        self._shape.setText(words)

    @property
    def _currencies(self) -> tuple[str, ...]:
        preview = self._pane.preview
        return () if preview is None else preview.currencies

    @property
    def _ok(self) -> QWidget:
        return self._buttons.button(QDialogButtonBox.StandardButton.Ok)

    def _look(self) -> None:
        draft, today = self.draft, self._today()

        def work(progress: Progress) -> Preview:
            return look(draft, today, progress)

        self._start(work, self._show_preview, self._keep_draft)

    def _show_preview(self, preview: Preview) -> None:
        first = self._pane.preview is None
        self._pane.show_preview(preview)
        self._meanings.show_sureness(preview.sureness)
        self._form.show_project(self.draft, preview.currencies)
        if preview.question is not None:
            self._question.ask(preview.question)
            self._order_tabs()
            if first:
                self._question.focus_first()
        # Once asked it stays on screen, to be answered otherwise.
        self._question.show_answer(self.draft.assumptions.date_order)
        self._ok.setEnabled(preview.error is None)
        if preview.error is not None:
            self._say(preview.error)
        elif preview.counts is not None:
            note = ""
            if self._edited and self.read_anew:
                note = _(
                    "The file is read again: changes made in the sheet are given up, "
                    "and Undo brings them back."
                )
            self._counts.show_counts(preview.counts, note)
        self.looked.emit()

    def _keep_draft(self, error: ChurnDesktopError) -> None:
        self._show_draft()
        self._ok.setEnabled(self.draft.shape is not None)
        self._say(error)
        self.looked.emit()

    def _say(self, error: ChurnDesktopError) -> None:
        self._counts.tell(explain_error(error).whole, wrong=True)

    def _start(
        self,
        work: Callable[[Progress], object],
        on_success: Callable[..., None],
        on_failure: Callable[[ChurnDesktopError], None],
    ) -> None:
        self._stop()
        self._task = self._runner.run(
            work, on_success=on_success, on_failure=on_failure
        )

    def _stop(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
