"""How wide the columns of a sheet are, how high its rows, and how large its letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.views.badge_header import BadgeHeader
from churn_desktop.ui.views.sheet_delegate import MARGIN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

SAMPLE_ROWS = 200
NARROWEST, WIDEST = 72, 320
ROOM = 9
"""Height of a row beyond its letters."""

SHALLOWEST = 8

ZOOMS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Percent, one step after the other."""


class SheetSizes(QObject):
    """Knows the widths by heading and without zoom, so that they outlast both.

    Signals
    -------
    widths_chosen()
        Somebody gave a column another width.
    zoomed(int)
        The size is another one, in percent.
    """

    widths_chosen = Signal()
    zoomed = Signal(int)

    def __init__(self, sheet: QTableView, header: BadgeHeader) -> None:
        super().__init__(sheet)
        self._sheet, self._header = sheet, header
        self._widths: dict[str, float] = {}
        self._chosen: set[str] = set()
        self._zoom, self._setting = 100, False
        header.sectionResized.connect(self._take)

    @property
    def zoom(self) -> int:
        """Size in percent."""
        return self._zoom

    @property
    def chosen(self) -> dict[str, int]:
        """Widths without zoom of the columns that were given one."""
        return {
            name: round(width)
            for name, width in self._widths.items()
            if name in self._chosen
        }

    def forget(self) -> None:
        """Begin anew, as for another list."""
        self._widths, self._chosen = {}, set()

    def choose(self, widths: Mapping[str, int]) -> None:
        """Give columns their widths."""
        self._widths.update(widths)
        self._chosen.update(widths)
        self.apply()

    def fit(self) -> None:
        """Make each column as wide as its heading and its first cells need."""
        self._widths = {}
        self.apply()

    def apply(self) -> None:
        """Give every column on screen its width; a new one what it needs."""
        model = self._model()
        with self._quietly():
            for column, name in enumerate(model.headings):
                if name not in self._widths:
                    self._widths[name] = self._needed(column) * 100 / self._zoom
                width = round(self._widths[name] * self._zoom / 100)
                self._sheet.setColumnWidth(column, width)

    def rename(self, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        """Let widths follow headings that were renamed where they are."""
        if len(before) != len(after) or set(before) == set(after):
            return
        names = dict(zip(before, after, strict=True))
        self._widths = {names.get(n, n): width for n, width in self._widths.items()}
        self._chosen = {names.get(name, name) for name in self._chosen}

    def step_zoom(self, by: int) -> None:
        """Go to the next larger or smaller size."""
        nearest = min(ZOOMS, key=lambda one: abs(one - self._zoom))
        at = min(max(ZOOMS.index(nearest) + by, 0), len(ZOOMS) - 1)
        self.set_zoom(ZOOMS[at])

    def set_zoom(self, percent: int) -> None:
        """Show letters, rows and columns in another size."""
        percent = min(max(percent, ZOOMS[0]), ZOOMS[-1])
        if percent == self._zoom:
            return
        self._zoom = percent
        font = QFont() if percent == 100 else self._scaled(percent)
        self._sheet.setFont(font)
        self.dress(self._sheet)
        self.apply()
        self.zoomed.emit(percent)

    def dress(self, view: QTableView) -> None:
        """Give letters and rows of a view their size."""
        room = round(ROOM * self._zoom / 100)
        rows, font = view.verticalHeader(), self._sheet.font()
        # One by one: a style sheet keeps fonts from being handed down.
        for widget in (view, view.horizontalHeader(), rows, view.viewport()):
            widget.setFont(font)
        rows.viewport().setFont(font)
        rows.setMinimumSectionSize(SHALLOWEST)
        rows.setDefaultSectionSize(self._sheet.fontMetrics().height() + room)

    def _scaled(self, percent: int) -> QFont:
        around, font = self._sheet.parentWidget(), QFont()
        usual = QApplication.font() if around is None else around.font()
        font.setPointSizeF(QFontInfo(usual).pointSizeF() * percent / 100)
        return font

    def _take(self, column: int, _old: int, width: int) -> None:
        headings = self._model().headings
        if self._setting or width <= 0 or column >= len(headings):
            return
        self._widths[headings[column]] = width * 100 / self._zoom
        self._chosen.add(headings[column])
        self.widths_chosen.emit()

    def _needed(self, column: int) -> int:
        model = self._model()
        rows = range(min(len(model), SAMPLE_ROWS))
        longest = max((model.text(row, column) for row in rows), key=len, default="")
        metrics, scale = self._sheet.fontMetrics(), self._zoom / 100
        needed = metrics.horizontalAdvance(longest) + 2 * MARGIN + 4
        needed = max(needed, self._header.width_of(column), round(NARROWEST * scale))
        return min(needed, round(WIDEST * scale))

    def _model(self) -> SheetModel:
        model = self._sheet.model()
        assert isinstance(model, SheetModel)
        return model

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Set widths that nobody chose by hand."""
        self._setting = True
        try:
            yield
        finally:
            self._setting = False
