"""The page of the user's own sheet: sorting, picking rows, finding text."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from churn_desktop.core.book import Codes
from churn_desktop.core.issues import Issue
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Rows, Table
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.ui.models.sheet_cells import cell_texts
from churn_desktop.ui.models.sheet_marks import Marks
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.models.sheet_order import Numbers, find, keep, sorted_rows
from churn_desktop.ui.models.sheet_text import Totals, as_text, totals
from churn_desktop.ui.models.sheet_values import SheetValues
from churn_desktop.ui.tasks import Task, TaskRunner
from churn_desktop.ui.views.find_bar import FindBar
from churn_desktop.ui.views.grid import write_totals
from churn_desktop.ui.views.sheet_view import SheetView
from churn_desktop.ui.views.trail_bar import TrailBar


class CustomersView(QWidget):
    """Shows the sheet of a project and whatever part of it is wanted.

    Signals
    -------
    totals_told(str)
        Count, sum and average of the selected cells.
    meaning_chosen(str, object)
        A heading is to have this `Role`, or none (None).
    back_wanted()
        The page that asked for the rows on screen is wanted again.
    """

    totals_told = Signal(str)
    meaning_chosen = Signal(str, object)
    back_wanted = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Imported here because the window has to be on screen before sentences are.
        from churn_desktop.pages.terms import role_title

        self._runner = runner
        self._model = SheetModel(_explain, role_title, self)
        self._values: Mapping[str, Numbers] = {}
        self._known: dict[str, Numbers] = {}
        self._sorting: tuple[str, bool] | None = None
        self._sorted: Rows | None = None
        self._picked: Rows | None = None
        self._adding: Task | None = None
        self.sheet = SheetView()
        self.sheet.setModel(self._model)
        self.trail = TrailBar()
        self.finder = FindBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trail)
        column.addWidget(self.sheet)
        column.addWidget(self.finder)
        self._connect()

    def _connect(self) -> None:
        self.sheet.sort_wanted.connect(self._sort_next)
        self.sheet.meaning_wanted.connect(self._offer_meanings)
        self.sheet.much_copied.connect(self._copy_much)
        self.sheet.selected.connect(self._add_up)
        self.trail.cleared.connect(self.show_all)
        self.trail.back_wanted.connect(self.back_wanted)
        self.finder.wanted.connect(self._find)
        self.finder.closed.connect(self.sheet.setFocus)

    @property
    def model(self) -> SheetModel:
        """The rows on screen."""
        return self._model

    def show_project(self, project: Project) -> None:
        """Show a project's sheet; keep the place when it is the same sheet."""
        if project.table is not self._model.table:
            self._model.show(project.table)
            self._known = {}
            self._values = {}
            self._sorting = self._sorted = self._picked = None
            self.sheet.header.show_sorting(None)
            self.trail.hide()
        self._model.show_meanings(project.roles)
        if not self.sheet.currentIndex().isValid():
            self.sheet.fit_columns()
            self.sheet.go_to(0, 0)

    def show_marks(self, marks: Marks, values: SheetValues) -> None:
        """Show what is doubtful, and know what the cells are worth."""
        self._values = values.to_sort
        self._known = dict(values.to_add)
        self._model.show_marks(marks)

    def pick(self, rows: Rows | Codes, subject: str, came_from: str = "") -> None:
        """Show only some rows, named by table position."""
        self._picked = np.asarray(rows, dtype=np.int64)
        told = _("{subject}: {rows}").format(
            subject=subject, rows=self._count(self._picked)
        )
        self.trail.show_trail(told, came_from)
        self._arrange()
        self.sheet.go_to(0, 0)

    def _count(self, rows: Rows) -> str:
        """Say how many rows, and how many customers where these are fewer."""
        count = len(rows)
        words = ngettext("{count} row", "{count} rows", count)
        words = words.format(count=f"{count:,}")
        table, heading = self._model.table, self._model.heading_of(Role.CUSTOMER_ID)
        if table is None or heading is None:
            return words
        people = len(set(cell_texts(table, heading, rows)))
        if people == count:
            return words
        customers = ngettext("{count} customer", "{count} customers", people)
        return _("{customers}, {rows}").format(
            customers=customers.format(count=f"{people:,}"), rows=words
        )

    def show_all(self) -> None:
        """Show every row again."""
        self._picked = None
        self.trail.hide()
        self._arrange()

    def sort(self, heading: str | None, *, descending: bool = False) -> None:
        """Sort by a column; None: as in the file."""
        table = self._model.table
        if table is None:
            return
        if heading is None:
            self._show_sorted(None, None)
            return
        wanted, numbers = (heading, descending), self._values.get(heading)

        def work(progress: Progress) -> Rows:
            return sorted_rows(
                table,
                heading,
                descending=descending,
                numbers=numbers,
                progress=progress,
            )

        self._runner.run(
            work,
            on_success=lambda order: self._show_sorted(wanted, order, of=table),
            label=_("Sorting"),
        )

    def _sort_next(self, column: int) -> None:
        """Go from the file's order to ascending, descending and back."""
        heading = self._model.heading(column)
        if self._sorting == (heading, True):
            self.sort(None)
        else:
            self.sort(heading, descending=self._sorting == (heading, False))

    def _show_sorted(
        self,
        sorting: tuple[str, bool] | None,
        order: Rows | None,
        of: Table | None = None,
    ) -> None:
        table = self._model.table
        if table is None or (of is not None and of is not table):
            return
        self._sorting, self._sorted = sorting, order
        if sorting is None:
            self.sheet.header.show_sorting(None)
        else:
            column = table.headings.index(sorting[0])
            self.sheet.header.show_sorting(column, descending=sorting[1])
        self._arrange()

    def _arrange(self) -> None:
        table = self._model.table
        order = self._sorted
        if table is not None and self._picked is not None:
            order = keep(order, self._picked, len(table))
        self._model.show_order(order)

    def _find(self, text: str, backwards: bool) -> None:
        table, order = self._model.table, self._model.order
        if table is None:
            return
        current = self.sheet.currentIndex()
        start = (max(current.row(), 0), max(current.column(), 0))

        def work(progress: Progress) -> tuple[int, int] | None:
            return find(
                table, order, text, start, backwards=backwards, progress=progress
            )

        self._runner.run(work, on_success=self._show_found, label=_("Searching"))

    def _show_found(self, cell: tuple[int, int] | None) -> None:
        self.finder.tell(found=cell is not None)
        if cell is not None:
            self.sheet.go_to(*cell)

    def _add_up(self) -> None:
        table, known = self._model.table, self._known
        if self._adding is not None:
            self._adding.cancel()
        if table is None or not self.isVisible():
            return
        cells = self.sheet.selected_cells()
        if sum(len(rows) for _heading, rows in cells) < 2:
            self.totals_told.emit("")
            return

        def work(progress: Progress) -> Totals:
            return totals(table, cells, known, progress)

        self._adding = self._runner.run(work, on_success=self._tell_totals)

    def _tell_totals(self, found: Totals) -> None:
        self.totals_told.emit(write_totals(found.filled, found.numbers, found.total))

    def _copy_much(self, rows: Rows, headings: list[str]) -> None:
        table = self._model.table
        if table is None:
            return

        def work(progress: Progress) -> str:
            return as_text(table, rows, headings, progress)

        self._runner.run(
            work, on_success=QGuiApplication.clipboard().setText, label=_("Copying")
        )

    def _offer_meanings(self, column: int, where: QPoint) -> None:
        menu = self.meanings_menu(column)
        menu.popup(where)

    def meanings_menu(self, column: int) -> QMenu:
        """Make the menu that says what a column means."""
        from churn_desktop.pages.terms import role_title

        heading, meaning = self._model.heading(column), self._model.meaning(column)
        menu = QMenu(self)
        title = menu.addAction(_("“{column}” is:").format(column=heading))
        title.setEnabled(False)
        nothing = menu.addAction(_("nothing that figures need"))
        nothing.setCheckable(True)
        nothing.setChecked(meaning is None)
        nothing.triggered.connect(lambda: self.meaning_chosen.emit(heading, None))
        menu.addSeparator()
        for role in Role:
            action = menu.addAction(role_title(role))
            action.setCheckable(True)
            action.setChecked(role is meaning)
            action.triggered.connect(
                lambda _checked=False, r=role: self.meaning_chosen.emit(heading, r)
            )
        return menu


def _explain(issue: Issue) -> str:
    from churn_desktop.pages.messages import explain_issue, remedy

    return "\n".join(filter(None, (explain_issue(issue), remedy(issue.code))))
