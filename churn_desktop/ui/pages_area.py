"""The middle of the window: the list of pages and the page that is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from churn_desktop.core.grid import cell_name
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.explain import explain
from churn_desktop.pages.model import PageId, Source, Table
from churn_desktop.pages.terms import heading_title, page_title, role_title
from churn_desktop.ui.background_pages import BackgroundPages
from churn_desktop.ui.document import Document
from churn_desktop.ui.findings import Findings
from churn_desktop.ui.note_writing import NoteWriting
from churn_desktop.ui.views.cell_menu import CellOfPage, cell_of
from churn_desktop.ui.views.customers_view import CustomersView
from churn_desktop.ui.views.formula_bar import FormulaBar
from churn_desktop.ui.views.grid import write_totals
from churn_desktop.ui.views.issue_bar import IssueBar
from churn_desktop.ui.views.page_list import GROUPS, PageList
from churn_desktop.ui.views.page_view import PageView

OF_ALL = (PageId.DATA_CHECK, PageId.CALCULATOR)
"""Pages that are about the whole list whichever customers one looks at."""

ORDER = tuple(page for _title, pages in GROUPS for page in pages)


class PagesArea(QSplitter):
    """Shows one page at a time and leads from numbers to customers and back.

    Signals
    -------
    columns_wanted()
        Another column is to be chosen.
    meaning_chosen(str, Role or None)
        A heading is to mean something else.
    mend_wanted(Issue)
        A doubt is to be put right.
    totals_told(str)
        Count, sum and average of the selection.
    """

    columns_wanted = Signal()
    meaning_chosen = Signal(str, object)
    mend_wanted = Signal(object)
    totals_told = Signal(str)

    def __init__(
        self, document: Document, formula_bar: FormulaBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._document, self._bar = document, formula_bar
        self._background = BackgroundPages(document.runner, self)
        self._afterwards: Callable[[], None] | None = None
        self._findings: Findings | None = None
        self._came_from: PageId | None = None
        self._card: tuple[PageId, Source] | None = None
        self.expert = self.charts_above = False
        self.list = PageList()
        self.customers = CustomersView(document.runner)
        self.page = PageView()
        self.issue_bar = IssueBar()
        self.notes = NoteWriting(document, self)
        self._page_side = _one_below_another(self.issue_bar, self.page)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.customers)
        self._stack.addWidget(self._page_side)
        self.addWidget(self.list)
        self.addWidget(self._stack)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setSizes([190, 1000])
        self._connect()

    def _connect(self) -> None:
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.customers.sheet)
        # Not of the cell that is being typed into.
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self._leave_trail)
        self._to_card = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.page)
        self._to_card.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._to_card.setEnabled(False)
        self._to_card.activated.connect(self._return_to_card)
        self.list.page_chosen.connect(lambda: self._to_card.setEnabled(False))
        self.page.find_cell = self._find_cell
        self.list.page_chosen.connect(self._show_chosen)
        self._background.ready.connect(self._show_ready)
        self.customers.back_wanted.connect(self.go_back)
        self.customers.meaning_chosen.connect(self.meaning_chosen)
        self.customers.totals_told.connect(self.totals_told)
        self.customers.sheet.selected.connect(self._tell_cell)
        self.page.cell_chosen.connect(self._explain)
        self.page.cell_opened.connect(self.show_customers)
        self.page.source_chosen.connect(self.go_to_source)
        self.page.columns_wanted.connect(self.columns_wanted)
        self.page.totals_told.connect(self._tell_totals)
        self.page.note_wanted.connect(self.notes.ask)
        self.page.all_wanted.connect(lambda: self._document.choose_segment(None))
        self.page.cell_chosen.connect(
            lambda table, row, _measure: self.issue_bar.follow(table, row)
        )
        self.issue_bar.rows_wanted.connect(
            lambda table, row: self.show_customers(table, row, "rows")
        )
        self.issue_bar.mend_wanted.connect(self.mend_wanted)
        self.issue_bar.reading_wanted.connect(self.columns_wanted)

    @property
    def content(self) -> QWidget:
        """What is beside the list of pages: the sheet or another page."""
        sheet = self._stack.currentWidget() is self.customers
        return self.customers if sheet else self._page_side

    @property
    def chosen(self) -> PageId | None:
        """The page on screen."""
        return self.list.chosen

    def show_project(self, project: Project) -> None:
        """Show the sheet of a project."""
        self.customers.show_project(project)

    def show_findings(self, findings: Findings | None) -> None:
        """Show what was found out, on the page that is chosen."""
        self._findings = findings
        self._background.begin(findings)
        if findings is None:
            self.list.show_missing({})
        else:
            doubts = len(findings.understanding.issues)
            self.list.show_missing(findings.pages.missing, doubts)
            self.customers.show_marks(findings.marks, findings.values)
        if self.chosen is PageId.CUSTOMERS:
            # The page behind it would keep all that was known before in memory.
            self.page.show_nothing(coming=True)
        self.refresh()

    def choose(self, page: PageId) -> None:
        """Go to a page."""
        self.list.choose(page)

    def come_after(self, other: PagesArea) -> None:
        """Show the page and the cell that another area of the same list shows."""
        if other.chosen is None:
            return
        self.page.take_places(other.page)
        self.choose(other.chosen)
        _go_like(self.customers, other.customers)
        if other.chosen is PageId.CUSTOMERS:
            self.customers.sheet.setFocus()
        else:
            self.page.focus_place()

    def step(self, by: int) -> None:
        """Go to the page before or after."""
        if self.chosen is not None:
            at = (ORDER.index(self.chosen) + by) % len(ORDER)
            self.choose(ORDER[at])

    def refresh(self) -> None:
        """Show the chosen page anew."""
        if self.chosen is not None:
            self._show_chosen(self.chosen)

    def show_customers(self, table: Table, row: int, measure: str) -> None:
        """Show the customers behind a number."""
        rows = None if table.members is None else table.members(row, measure)
        if rows is None or self.chosen is None:
            return
        self._came_from = self.chosen
        subject = explain(table, row, measure, self._currency).subject
        self.choose(PageId.CUSTOMERS)
        known = None if self._findings is None else self._findings.project.table
        came_from = page_title(self._came_from)
        self.customers.pick(rows, subject, came_from, of=known)
        if table.row_keys:
            self._go_to_column(table.frame["column"].iloc[row])
        self.customers.sheet.setFocus()

    def _leave_trail(self) -> None:
        """Go back where the rows on screen came from."""
        if self.customers.trail.isVisible():
            self.go_back()

    def go_back(self) -> None:
        """Return to the page whose number was looked into."""
        self.customers.show_all()
        if self._came_from is not None:
            self.choose(self._came_from)
            self.page.focus_place()

    def go_to_source(self, source: Source) -> None:
        """Select the cell a figure comes from; Esc leads back to its card."""
        came_from = self.chosen
        self.choose(source.page)
        if came_from is not None and came_from is not source.page:
            self._card = came_from, source
            self._to_card.setEnabled(True)

        def go_to() -> None:
            self.page.go_to(source.table, source.row, source.measure)

        if self.page.page is None:
            self._afterwards = go_to
        else:
            go_to()

    def _return_to_card(self) -> None:
        if self._card is not None:
            page_id, source = self._card
            self.choose(page_id)
            self.page.focus_card(source)

    def _find_cell(self, source: Source) -> CellOfPage | None:
        page = self._background.at_hand(source.page)
        return cell_of(page, source, self._currency)

    @property
    def _currency(self) -> str | None:
        return None if self._findings is None else self._findings.pages.currency

    def _show_ready(self, page_id: PageId) -> None:
        """Show a page that was waited for, if it is still wanted."""
        if page_id is self.chosen:
            self._show_chosen(page_id)

    def _show_chosen(self, page_id: PageId) -> None:
        self._document.page = page_id
        afterwards, self._afterwards = self._afterwards, None
        self.totals_told.emit("")
        if page_id is PageId.CUSTOMERS:
            self._stack.setCurrentWidget(self.customers)
            self._tell_cell()
            return
        self._bar.clear()
        self._stack.setCurrentWidget(self._page_side)
        checked = self._findings if page_id is PageId.DATA_CHECK else None
        self.issue_bar.show_findings(checked)
        page = self._background.want(page_id)
        if page is None:
            self.page.show_nothing(coming=self._findings is not None)
            return
        self.page.about = self._about(page_id)
        self.page.show_page(
            page, self._currency, expert=self.expert, charts_above=self.charts_above
        )
        if checked is not None:
            self._choose_issue()
        if afterwards is not None:
            afterwards()

    def _about(self, page_id: PageId) -> str:
        """Name the customers a page is about when they are not all."""
        segment = None if self._findings is None else self._findings.segment
        if segment is None or page_id in OF_ALL:
            return ""
        return _("{column}: {value}").format(
            column=role_title(segment.role), value=segment.value
        )

    def _choose_issue(self) -> None:
        """Have a doubt chosen, so that it shows what can be done about one."""
        grid = self.page.grid("issues")
        if grid is None or not grid.table.row_keys:
            return
        chosen = grid.current_cell()
        if chosen is None:
            grid.choose(0, "kind")
        else:
            self.issue_bar.follow(grid.table, chosen[0])

    def _go_to_column(self, heading: str | None) -> None:
        """Select the first cell of a column of the user's sheet."""
        shown = [*map(heading_title, self.customers.model.headings)]
        if heading in shown:
            self.customers.sheet.go_to(0, shown.index(heading))

    def _explain(self, table: Table, row: int, measure: str) -> None:
        self._bar.show_explanation(explain(table, row, measure, self._currency))

    def _tell_cell(self) -> None:
        """Show the whole text of the current cell of the user's sheet."""
        model, index = self.customers.model, self.customers.sheet.currentIndex()
        if model.table is None or not index.isValid() or len(model) <= index.row():
            self._bar.clear()
            return
        heading = model.heading(index.column())
        row = int(model.table.rows[model.position(index.row())])
        text = model.text(index.row(), index.column())
        # A column that was added here has no letter in the file.
        letter = model.table.letters.get(heading)
        name = cell_name(row, letter) if letter else f"{heading} {row}"
        self._bar.show_cell(name, text, (heading, row))

    def _tell_totals(self, filled: int, numbers: int, total: float) -> None:
        self.totals_told.emit(write_totals(filled, numbers, total))


def _one_below_another(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return box


def _go_like(here: CustomersView, there: CustomersView) -> None:
    """Select the cell of a list that is selected in another view of it."""
    index = there.sheet.currentIndex()
    if not index.isValid() or index.row() >= len(there.model):
        return
    heading = there.model.heading(index.column())
    if heading in here.model.headings:
        # Rows will be arranged in a moment: the cursor stays where it is when they are
        # only sorted, and with its row when others are shown.
        same = len(here.model) == len(there.model)
        row = index.row() if same else there.model.position(index.row())
        here.sheet.go_to(row, here.model.headings.index(heading))


def meanings(project: Project, heading: str, role: Role | None) -> dict[Role, str]:
    """Give the meanings of all columns after one heading gets another."""
    kept = {r: h for r, h in project.roles.items() if h != heading and r is not role}
    return kept if role is None else {**kept, role: heading}
