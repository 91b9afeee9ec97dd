"""Titles of a page's columns, on two lines where they need them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.line_breaks import together

MARGIN = 5
LINES = 2


class TitleHeader(QHeaderView):
    """Breaks titles into lines, which Qt's own header does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(_("Headings"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self._font = font
        self._high = 0
        self.sectionResized.connect(self._make_room)

    def width_of(self, title: str) -> int:
        """Give the width at which a title needs no more than two lines."""
        width = QFontMetrics(self._font).horizontalAdvance
        title = together(title)
        words = title.split(" ")
        if len(words) > 1:
            cuts = range(1, len(words))
            halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in cuts]
            needed = min(max(width(first), width(last)) for first, last in halves)
        elif title.isascii():
            needed = width(title)
        else:
            # Chinese has no spaces to break at but may be broken anywhere.
            needed = (
                width(title[: -(-len(title) // LINES)])
                if len(title) > 6
                else width(title)
            )
        return needed + 2 * MARGIN + 2

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def _height(self) -> int:
        """Give the height of the title with most lines.

        Chinese letters come from another font, whose lines are higher.
        """
        metrics, model = QFontMetrics(self._font), self.model()
        lines = metrics.height()
        for index in range(self.count()):
            title = str(
                model.headerData(index, self.orientation(), Qt.ItemDataRole.DisplayRole)
            )
            room = QRect(0, 0, self.sectionSize(index) - 2 * MARGIN, 10_000)
            wrap = int(Qt.TextFlag.TextWordWrap)
            box = metrics.boundingRect(room, wrap, together(title))
            lines = max(lines, box.height())
        return lines + 2 * MARGIN

    def _make_room(self) -> None:
        high = self._height()
        if high != self._high:
            self._high = high
            self.geometriesChanged.emit()

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        look = colours(self.palette())
        role, model = Qt.ItemDataRole, self.model()
        title = model.headerData(index, self.orientation(), role.DisplayRole)
        side = model.headerData(index, self.orientation(), role.TextAlignmentRole)
        right = bool(Qt.AlignmentFlag(side or 0) & Qt.AlignmentFlag.AlignRight)
        bottom = Qt.AlignmentFlag.AlignBottom | (
            Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        )
        flags = int(bottom) | int(Qt.TextFlag.TextWordWrap)
        painter.save()
        painter.fillRect(rect, QColor(look.window))
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._font)
        painter.setPen(QColor(look.text))
        inner = rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawText(inner, flags, together(str(title)))
        painter.restore()
