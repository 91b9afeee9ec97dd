"""The pieces a page is put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.model import Block, Cards, Chart, Table, Text
from churn_desktop.ui.views.line_breaks import together
from churn_desktop.ui.views.page_grid import ROWS_ON_SCREEN, PageGrid

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

ROOM_FOR_CHART = 420
"""A chart stands beside its table only where it gets this much of the width."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A table and the charts that draw it, either may be missing."""

    table: Table | None
    charts: tuple[Chart, ...]


Piece = Cards | Text | Figure


def pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Put each table with its charts, where the first of them stands.

    A folded table is long detail: its pictures do not hide with it.
    """
    blocks = tuple(blocks)
    tables = {b.key: b for b in blocks if isinstance(b, Table) and not b.folded}
    done: set[str] = set()
    for block in blocks:
        if isinstance(block, Cards | Text):
            yield block
            continue
        key = block.table if isinstance(block, Chart) else block.key
        table = tables.get(key)
        if table is None:
            if isinstance(block, Chart):
                yield Figure(None, (block,))
            else:
                yield Figure(block, ())
        elif key not in done:
            done.add(key)
            charts = (b for b in blocks if isinstance(b, Chart) and b.table == key)
            yield Figure(table, tuple(charts))


class TableSection(QFrame):
    """A grid under its title; a folded one is made when it is opened.

    Signals
    -------
    unfolded(PageGrid)
        A grid that was folded is there now.
    """

    unfolded = Signal(object)

    def __init__(
        self,
        table: Table,
        make: Callable[[Table], PageGrid],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table, self._make = table, make
        self.grid: PageGrid | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._fold = QToolButton()
        if len(table.frame) <= ROWS_ON_SCREEN:
            # All of it is on screen: more room would stay empty.
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if table.folded:
            self._show_fold()
        else:
            self._column.addWidget(_title(table.title))
            self._add_grid()

    @property
    def table(self) -> Table:
        """The table it shows."""
        return self._table

    def unfold(self) -> None:
        """Show the grid."""
        self._fold.setChecked(True)

    def natural_width(self) -> int:
        """Give the width that shows every column."""
        return 0 if self.grid is None else self.grid.natural_width()

    def _show_fold(self) -> None:
        fold = self._fold
        rows = len(self._table.frame)
        fold.setText(
            _("{title} ({count})").format(title=self._table.title, count=f"{rows:,}")
        )
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fold.setArrowType(Qt.ArrowType.RightArrow)
        fold.setCheckable(True)
        fold.setAutoRaise(True)
        fold.setProperty("kind", "fold")
        fold.toggled.connect(self._toggle)
        self._column.addWidget(fold, alignment=Qt.AlignmentFlag.AlignLeft)

    def _toggle(self, shown: bool) -> None:
        self._fold.setArrowType(
            Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow
        )
        if shown and self.grid is None:
            grid = self._add_grid()
            self.unfolded.emit(grid)
        elif self.grid is not None:
            self.grid.setVisible(shown)

    def _add_grid(self) -> PageGrid:
        self.grid = self._make(self._table)
        self._column.addWidget(self.grid)
        self._column.addStretch(0)
        return self.grid


class Pair(QSplitter):
    """A table and a picture: side by side where there is room, else in a column."""

    def __init__(self, section: TableSection, picture: QWidget, *, above: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._section, self._picture, self._above = section, picture, above
        self._placed = self._moved = False
        self.splitterMoved.connect(self._remember_moved)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)
        self.addWidget(section)
        self.addWidget(picture)
        self.setStretchFactor(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        first, second = self._section.sizeHint(), self._picture.minimumSize()
        if self.orientation() == Qt.Orientation.Horizontal:
            height = max(first.height(), second.height())
            return QSize(first.width() + second.width(), height)
        both = first.height() + second.height() + self.handleWidth()
        return QSize(first.width(), both)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _arrange(self) -> None:
        natural = self._section.natural_width()
        beside = not self._above and natural + ROOM_FOR_CHART <= self.width()
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted != self.orientation() or not self._placed:
            self._placed = True
            self._moved = False
            self.setOrientation(wanted)
            # Above one another the picture comes first: it is what one looks at.
            self.insertWidget(0, self._section if beside else self._picture)
            self.updateGeometry()
        if not self._moved:
            self.setSizes(self._shares(natural if beside else None))

    def _shares(self, natural: int | None) -> list[int]:
        if natural is not None:
            return [natural, max(self.width() - natural - self.handleWidth(), 1)]
        picture = self._picture.minimumHeight()
        return [picture, max(self.height() - picture - self.handleWidth(), 1)]

    def _remember_moved(self) -> None:
        self._moved = True


def sentence(text: Text) -> QLabel:
    """Make a paragraph."""
    label = QLabel(together(text.text))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setProperty("kind", "warning" if text.warning else "sentence")
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def question(text: Text, button: QWidget) -> QFrame:
    """Make a paragraph with the button that answers it behind its words."""
    box = QFrame()
    box.setProperty("kind", "warning")
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    label = sentence(text)
    label.setProperty("kind", "sentence")
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    row.addWidget(label, 1)
    row.addWidget(button)
    return box


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "title")
    return label
