"""Line icons in the colour of the text around them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from churn_desktop import resources

SIZES = (16, 20, 24, 32, 48)


def icon(name: str, colour: str, faint: str) -> QIcon:
    """Draw an icon of ``resources/icons``.

    Parameters
    ----------
    name : str
        File name without its ending.
    colour, faint : str
        Of the lines, and of the lines while it cannot be used.
    """
    drawn = QIcon()
    source = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faint)):
        text = source.replace("currentColor", tint).encode()
        renderer = QSvgRenderer(QByteArray(text))
        for size in SIZES:
            drawn.addPixmap(_drawn(renderer, size), mode)
    return drawn


def _drawn(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
