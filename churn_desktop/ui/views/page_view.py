"""One page: cards, sentences, grids and their charts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.editing import Inputs
from churn_desktop.pages.model import Cards, Chart, Page, PageId, Source, Table, Text
from churn_desktop.pages.terms import role_title
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.cards import CardButton, CardRow, FindCell
from churn_desktop.ui.views.input_form import InputForm, Typing
from churn_desktop.ui.views.page_grid import PageGrid
from churn_desktop.ui.views.page_heading import PageHeading
from churn_desktop.ui.views.page_sections import (
    Figure,
    Pair,
    Piece,
    TableSection,
    pieces,
    question,
    sentence,
)

if TYPE_CHECKING:
    from churn_desktop.ui.views.chart_canvas import ChartCanvas


class PageView(QScrollArea):
    """Shows a page and remembers where one was on the others.

    Signals
    -------
    cell_chosen(Table, int, str)
        A number was selected: row number and measure.
    cell_opened(Table, int, str)
        The customers behind a number are wanted.
    source_chosen(Source)
        The cell a card's figure comes from is wanted.
    columns_wanted()
        A column is to be chosen for a page that lacks one.
    note_wanted(date, str)
        A note of a day is to be written; the text is that of one to edit, or empty.
    input_told(Input, float or str or date or None)
        Another value was typed.
    act_wanted(Act, tuple of int)
        Something is to be done with rows of a table.
    button_pressed(str)
        A menu entry is wanted.
    totals_told(int, int, float)
        Filled cells, numbers and sum of the selection.
    all_wanted()
        The page is to be about all customers again.
    picture_wanted(str, callable)
        A chart is to be saved: title of its page, and what writes it to a path.
    """

    cell_chosen = Signal(object, int, str)
    cell_opened = Signal(object, int, str)
    source_chosen = Signal(object)
    columns_wanted = Signal()
    note_wanted = Signal(object, str)
    input_told = Signal(object, object)
    act_wanted = Signal(object, object)
    button_pressed = Signal(str)
    totals_told = Signal(int, int, float)
    all_wanted = Signal()
    picture_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageView")
        self.setProperty("kind", "scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page: Page | None = None
        self._currency: str | None = None
        self._expert = self._above = False
        self._sections: dict[str, TableSection] = {}
        self._forms: list[InputForm] = []
        self._canvases: list[ChartCanvas] = []
        self._typing: tuple[PageId, Typing] | None = None
        self._places: dict[PageId, tuple[int, str, int, str]] = {}
        self.find_cell: FindCell = lambda _source: None
        self.about = ""

    @property
    def page(self) -> Page | None:
        """The page on screen."""
        return self._page

    def grid(self, table: str) -> PageGrid | None:
        """Give the grid of a table, unfolding it; None when it is not here."""
        section = self._sections.get(table)
        if section is None:
            return None
        section.unfold()
        return section.grid

    def show_page(
        self, page: Page, currency: str | None, *, expert: bool, charts_above: bool
    ) -> None:
        """Show a page."""
        self._remember()
        self._page, self._currency = page, currency
        self._expert, self._above = expert, charts_above
        self._sections, self._forms = {}, []
        self.setUpdatesEnabled(False)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(12)
        canvases, self._canvases = self._canvases, []
        self._fill(column, page)
        self.setWidget(body)
        for canvas in canvases:
            canvas.let_go()
        self.setAccessibleName(page.title)
        self._return_to_place(page.id)
        self._go_on_typing(page.id)
        self.setUpdatesEnabled(True)

    def show_nothing(self, *, coming: bool = False) -> None:
        """Say that there is nothing to show yet, or that it is being worked out."""
        self._remember()
        self._page, self._sections, self._forms = None, {}, []
        text = _("Working out the figures") if coming else _("No figures yet.")
        waiting = QLabel(text)
        waiting.setProperty("kind", "faint")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(waiting)
        for canvas in self._canvases:
            canvas.let_go()
        self._canvases = []

    def go_to(self, table: str, row: int, measure: str) -> None:
        """Select a cell and bring it into view."""
        grid = self.grid(table)
        if grid is not None:
            grid.setFocus()
            grid.choose(row, measure)
            QTimer.singleShot(0, grid, lambda: self.ensureWidgetVisible(grid))

    def take_places(self, other: PageView) -> None:
        """Be where another view was on each page."""
        other._remember()
        self._places = dict(other._places)

    def focus_place(self) -> None:
        """Give the keyboard to the cell where one was, or else to the page."""
        grids = [section.grid for section in self._sections.values()]
        here = (grid for grid in grids if grid and grid.current_cell() is not None)
        (next(here, None) or self).setFocus()

    def focus_card(self, source: Source) -> None:
        """Give the keyboard to the card whose figure comes from a cell."""
        for button in self.findChildren(CardButton):
            if button.card.source == source:
                button.setFocus()

    def _fill(self, column: QVBoxLayout, page: Page) -> None:
        heading = PageHeading(page.title, self.about)
        heading.all_wanted.connect(self.all_wanted)
        column.addWidget(heading)
        if page.buttons:
            column.addWidget(self._make_buttons(page))
        for _titles, alike in groupby(page.inputs, _asked):
            form = InputForm(*alike)
            form.told.connect(self.input_told)
            self._forms.append(form)
            column.addWidget(form)
        if page.missing:
            column.addWidget(self._missing(page))
        elif not page.blocks:
            column.addWidget(sentence(Text(_("There is nothing to show here."))))
        shown = [b for b in page.blocks if self._expert or not b.expert]
        for piece in pieces(shown):
            column.addWidget(self._make(piece))
        if len(shown) < len(page.blocks):
            column.addWidget(self._make_more())
        column.addStretch(0)

    def _make_more(self) -> QWidget:
        more = QPushButton(_("There is more for experts"))
        more.setObjectName("expertButton")
        more.setProperty("kind", "link")
        more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        more.clicked.connect(lambda: self.button_pressed.emit("expert"))
        return more

    def _go_on_typing(self, page: PageId) -> None:
        """Type on in the field that has taken the place of the one on screen before."""
        where, self._typing = self._typing, None
        if where is not None and where[0] is page:
            any(form.resume(where[1]) for form in self._forms)

    def _make_buttons(self, page: Page) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for each in page.buttons:
            button = QPushButton(each.text)
            button.setObjectName(f"{each.action}Button")
            button.clicked.connect(
                lambda _checked=False, name=each.action: self.button_pressed.emit(name)
            )
            row.addWidget(button)
        row.addStretch(1)
        return box

    def _make(self, piece: Piece) -> QWidget:
        if isinstance(piece, Text):
            return self._make_text(piece)
        if isinstance(piece, Cards):
            cards = CardRow(piece, self._currency, self.find_cell)
            cards.chosen.connect(self._ask_for_source)
            cards.explained.connect(self.cell_chosen)
            cards.opened.connect(self.cell_opened)
            return cards
        return self._make_figure(piece)

    def _make_text(self, text: Text) -> QWidget:
        """Make a paragraph; one that asks what happened takes the answer."""
        day = text.note_for
        if day is None:
            return sentence(text)
        button = QPushButton(_("Note what happened…"))
        button.setObjectName("noteButton")
        button.setProperty("kind", "link")
        button.setAccessibleDescription(text.text)
        button.clicked.connect(lambda: self.note_wanted.emit(day, ""))
        return question(text, button)

    def _make_figure(self, figure: Figure) -> QWidget:
        pictures = [self._make_chart(chart) for chart in figure.charts]
        if figure.table is None:
            return _in_a_row(pictures)
        section = TableSection(figure.table, self._make_grid)
        section.unfolded.connect(self._name_grid)
        self._sections[figure.table.key] = section
        if not pictures:
            return section
        return Pair(section, _in_a_row(pictures), above=self._above)

    def _make_grid(self, table: Table) -> PageGrid:
        grid = PageGrid(table, self._currency, expert=self._expert)
        grid.chosen.connect(self.cell_chosen)
        grid.chosen.connect(lambda: self.totals_told.emit(*grid.selection_totals()))
        grid.opened.connect(self.cell_opened)
        grid.note_wanted.connect(self.note_wanted)
        grid.source_wanted.connect(self.source_chosen)
        grid.act_wanted.connect(self.act_wanted)
        self._name_grid(grid)
        return grid

    def _name_grid(self, grid: PageGrid) -> None:
        first = self._page is not None and self._page.tables[0] is grid.table
        if self._page is not None and self._page.id is PageId.DATA_CHECK and first:
            grid.setObjectName("issuesView")
        else:
            grid.setObjectName(f"{grid.table.key}Grid")

    def _make_chart(self, chart: Chart) -> QWidget:
        # Imported late: drawing is the heaviest library there is.
        from churn_desktop.ui.views.chart_canvas import ChartCanvas

        assert self._page is not None
        table = self._page.table(chart.table)
        theme = colours(self.palette()).name
        canvas = ChartCanvas(chart, table, self._currency, theme)
        self._canvases.append(canvas)
        canvas.point_chosen.connect(
            lambda row, measure: self._choose(table, row, measure)
        )
        canvas.point_opened.connect(
            lambda row, measure: self.cell_opened.emit(table, row, measure)
        )
        canvas.cell_wanted.connect(
            lambda row, measure: self.go_to(table.key, row, measure)
        )
        canvas.note_wanted.connect(self.note_wanted)
        title = self._page.title
        canvas.picture_wanted.connect(
            lambda write: self.picture_wanted.emit(title, write)
        )
        return canvas

    def _choose(self, table: Table, row: int, measure: str) -> None:
        """Explain a point; the page stays where it is, for a second click to hit."""
        section = self._sections.get(table.key)
        if section is not None and section.grid is not None:
            section.grid.choose(row, measure)
        self.cell_chosen.emit(table, row, measure)

    def _missing(self, page: Page) -> QWidget:
        panel = QFrame()
        panel.setProperty("kind", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(20, 18, 20, 18)
        names = _(", ").join(role_title(role) for role in page.missing)
        column.addWidget(
            sentence(
                Text(
                    _(
                        "This page needs a column that says: {columns}. No column "
                        "of this list was read that way."
                    ).format(columns=names)
                )
            )
        )
        button = QPushButton(_("Choose the column…"))
        button.setObjectName("chooseColumnButton")
        button.setProperty("kind", "primary")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self.columns_wanted)
        column.addWidget(button)
        return panel

    def _ask_for_source(self, source: Source) -> None:
        self.source_chosen.emit(source)

    def _remember(self) -> None:
        """Keep the place on the page that is being left."""
        if self._page is None:
            return
        typing = next(filter(None, (form.typing() for form in self._forms)), None)
        self._typing = None if typing is None else (self._page.id, typing)
        for form in self._forms:
            form.silence()
        table, row, measure = "", 0, ""
        for key, section in self._sections.items():
            found = None if section.grid is None else section.grid.current_cell()
            if found is not None:
                table, (row, measure) = key, found
                if section.grid is not None and section.grid.hasFocus():
                    break
        scrolled = self.verticalScrollBar().value()
        self._places[self._page.id] = (scrolled, table, row, measure)

    def _return_to_place(self, page: PageId) -> None:
        scrolled, table, row, measure = self._places.get(page, (0, "", 0, ""))
        section = self._sections.get(table)
        if section is not None and section.grid is not None:
            section.grid.choose(row, measure)
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(scrolled))


def _asked(inputs: Inputs) -> tuple[str, ...]:
    return tuple(each.title for each in inputs.inputs)


def _in_a_row(widgets: list[QWidget]) -> QWidget:
    if len(widgets) == 1:
        return widgets[0]
    box = QFrame()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    box.setMinimumSize(
        max(w.minimumWidth() for w in widgets),
        sum(w.minimumHeight() for w in widgets) + 12 * (len(widgets) - 1),
    )
    return box
