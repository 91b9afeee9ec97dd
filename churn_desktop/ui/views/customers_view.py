"""The page of the user's own sheet: sorting, picking rows, finding text."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from churn_desktop.core.book import Codes
from churn_desktop.core.issues import Issue
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project, Source
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Rows, Table
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.ui.clipboard import as_data
from churn_desktop.ui.models.filter_choices import Choices, choices
from churn_desktop.ui.models.sheet_cells import cell_texts
from churn_desktop.ui.models.sheet_follow import came_from as came_from_rows
from churn_desktop.ui.models.sheet_follow import still_there
from churn_desktop.ui.models.sheet_marks import Marks
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.models.sheet_order import Numbers, find
from churn_desktop.ui.models.sheet_replace import Found, Wanted, find_all
from churn_desktop.ui.models.sheet_text import Totals, as_text, totals
from churn_desktop.ui.models.sheet_values import SheetValues
from churn_desktop.ui.sheet.arranger import SheetArranger, SortKey
from churn_desktop.ui.tasks import Task, TaskRunner
from churn_desktop.ui.views.filter_popup import FilterPopup
from churn_desktop.ui.views.find_bar import FindBar
from churn_desktop.ui.views.grid import bounds, write_totals
from churn_desktop.ui.views.kept_cell import KeptCell
from churn_desktop.ui.views.replace_bar import ReplaceBar, Scope
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
    shown_told(int, int)
        How many rows are on screen, and how many there are.
    listed()
        Another list is shown, as it came.
    """

    totals_told = Signal(str)
    meaning_chosen = Signal(str, object)
    back_wanted = Signal()
    shown_told = Signal(int, int)
    listed = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Imported here because the window has to be on screen before sentences are.
        from churn_desktop.pages.terms import role_title

        self._runner = runner
        self._model = SheetModel(_explain, role_title, self)
        self._known: dict[str, Numbers] = {}
        self._days: frozenset[str] = frozenset()
        self._source: Source | None = None
        self._adding: Task | None = None
        self._counting: Task | None = None
        self.sheet = SheetView()
        self.sheet.setModel(self._model)
        self.arranger = SheetArranger(self._model, runner, self.sheet.keep_place, self)
        KeptCell(self.sheet, self.arranger)
        self.trail = TrailBar()
        self.finder = FindBar()
        self.replacing = ReplaceBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trail)
        column.addWidget(self.sheet)
        column.addWidget(self.finder)
        column.addWidget(self.replacing)
        self._connect()

    def _connect(self) -> None:
        self.sheet.sort_wanted.connect(self._sort_next)
        self.sheet.filter_wanted.connect(self.open_filter)
        self.sheet.column_moved.connect(self.move_column)
        self.sheet.much_copied.connect(self._copy_much)
        self.sheet.selected.connect(self._add_up)
        self.trail.cleared.connect(self.show_all)
        self.trail.back_wanted.connect(self.back_wanted)
        self.finder.wanted.connect(self._find)
        self.finder.closed.connect(self.sheet.setFocus)
        self.replacing.count_wanted.connect(self._count_cells)
        self.replacing.closed.connect(self.sheet.setFocus)
        self.sheet.selected.connect(self._selection_changed)
        self.arranger.changed.connect(self._show_arranged)

    @property
    def model(self) -> SheetModel:
        """The rows on screen."""
        return self._model

    def show_project(self, project: Project) -> None:
        """Show a project's sheet; after an edit every row stays where it was."""
        if self._source is not None and project.source != self._source:
            self.forget()
        self._source = project.source
        if project.table is not self._model.table:
            self._known = {}
            self.arranger.show_table(project.table)
            self.replacing.count_again()
        self._model.show_meanings(project.roles)
        if not self.sheet.currentIndex().isValid():
            self.sheet.sizes.fit()
            self.sheet.go_to(0, 0)
            self.listed.emit()

    def forget(self) -> None:
        """Be ready for another list."""
        self.arranger.forget()
        self.sheet.sizes.forget()
        self._model.show(None)
        self._source, self._known = None, {}
        self._days = frozenset()
        self._show_arranged()

    def show_marks(self, marks: Marks, values: SheetValues) -> None:
        """Show what is doubtful, and know what the cells are worth."""
        self.arranger.values = values.to_sort
        self._days = frozenset(values.to_sort).difference(values.to_add)
        self._known = dict(values.to_add)
        self._model.show_marks(marks)

    def pick(
        self,
        rows: Rows | Codes,
        subject: str,
        came_from: str = "",
        of: Table | None = None,
    ) -> None:
        """Show only some rows, named by table position.

        Parameters
        ----------
        rows : ndarray of int
        subject : str
            What these rows are.
        came_from : str
            The page that asked for them.
        of : Table or None
            The table whose positions these are, when it has been edited since.
        """
        wanted, table = np.asarray(rows, dtype=np.int64), self._model.table
        if of is not None and table is not None and of is not table:
            came = came_from_rows(of, table)
            if came is not None:
                wanted = still_there(wanted, came, len(of))
        told = _("{subject}: {rows}").format(subject=subject, rows=self._count(wanted))
        self.trail.show_trail(told, came_from)
        self.arranger.pick(wanted)
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
        self.trail.hide()
        self.arranger.show_all()

    def sort(self, heading: str | None, *, descending: bool = False) -> None:
        """Sort by a column; None: as in the file."""
        keys = () if heading is None else (SortKey(heading, descending),)
        self.arranger.sort(*keys)

    def _sort_next(self, column: int, more: bool) -> None:
        """Go from ascending to descending to no order at all.

        With Shift the column is sorted by after those that were chosen before.
        """
        heading, sorting = self._model.heading(column), self.arranger.sorting
        others = tuple(key for key in sorting if key.heading != heading)
        if not more and others:
            sorting, others = (), ()
        present = next((key for key in sorting if key.heading == heading), None)
        if present is None:
            self.arranger.sort(*others, SortKey(heading))
        elif present.descending:
            self.arranger.sort(*others)
        else:
            place = sorting.index(present)
            turned = SortKey(heading, descending=True)
            self.arranger.sort(*sorting[:place], turned, *sorting[place + 1 :])

    def _show_arranged(self) -> None:
        """Say in headings and status bar which rows are on screen."""
        arranger = self.arranger
        self.sheet.show_arranged(dict(arranger.sorting), arranger.filters)
        if arranger.picked is None:
            self.trail.hide()
        self.shown_told.emit(*arranger.shown)

    def open_filter(self, column: int) -> None:
        """Open the drop-down of a heading, as soon as its values are known."""
        table, arranger = self._model.table, self.arranger
        if table is None or not 0 <= column < self._model.columnCount():
            return
        heading, filters = self._model.heading(column), dict(arranger.filters)
        picked, values = arranger.picked, arranger.values
        days, groups = self._days, arranger.groups

        def work(progress: Progress) -> Choices:
            return choices(
                table, heading, filters, picked, values, days, groups, progress
            )

        self._runner.run(
            work,
            on_success=lambda found: self._show_filter(table, found),
            label=_("Listing values"),
        )

    def _show_filter(self, table: Table, found: Choices) -> None:
        if table is not self._model.table or found.heading not in self._model.headings:
            return
        heading = found.heading
        column = self._model.headings.index(heading)
        header = self.sheet.header_of(column)
        popup = FilterPopup(
            found, self.arranger.filters.get(heading), self._runner, self
        )
        popup.chosen.connect(lambda wanted: self.arranger.filter(heading, wanted))
        popup.sort_chosen.connect(lambda down: self.sort(heading, descending=down))
        popup.destroyed.connect(self.sheet.setFocus)
        button = header.button(column)
        popup.open_at(header.viewport().mapToGlobal(button.bottomLeft()))

    def hide_columns(self) -> None:
        """Take the selected columns off the screen."""
        around = bounds(self.sheet.ranges())
        if around is not None:
            shown = self._model.headings
            self.arranger.show_columns(shown[: around[2]] + shown[around[3] + 1 :])

    def show_columns(self) -> None:
        """Show every column, in the order of the file."""
        if self._model.table is not None:
            self.arranger.show_columns(self._model.table.headings)

    def move_column(self, source: int, target: int) -> None:
        """Put a column in another place on screen."""
        shown = list(self._model.headings)
        if source != target and 0 <= source < len(shown) and 0 <= target < len(shown):
            shown.insert(target, shown.pop(source))
            self.arranger.show_columns(tuple(shown))
            self.sheet.go_to(max(self.sheet.currentIndex().row(), 0), target)

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

        def put(text: str) -> None:
            QGuiApplication.clipboard().setMimeData(as_data(text))

        self._runner.run(work, on_success=put, label=_("Copying"))

    def _count_cells(self, wanted: Wanted, scope: str) -> None:
        """Count what would be replaced, in the background."""
        table, model = self._model.table, self._model
        if self._counting is not None:
            self._counting.cancel()
        if table is None or not len(model):
            return
        rows, column = model.positions(0, len(model) - 1), self.sheet.currentIndex()
        headings = model.headings
        if scope == Scope.COLUMN:
            headings = (model.heading(max(column.column(), 0)),)
        among = [(heading, rows) for heading in headings]
        if scope == Scope.SELECTION:
            among = self.sheet.selected_cells()

        def work(progress: Progress) -> Found:
            return find_all(table, among, wanted, progress)

        self._counting = self._runner.run(work, on_success=self._tell_count)

    def _tell_count(self, found: Found) -> None:
        if found.table is self._model.table:
            self.replacing.tell(found)

    def _selection_changed(self) -> None:
        if self.replacing.isVisible() and self.replacing.scope.currentIndex():
            self.replacing.count_again()

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
