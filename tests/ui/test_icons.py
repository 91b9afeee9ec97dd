from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from pytestqt.qtbot import QtBot

from churn_desktop.ui.icons import icon


@pytest.mark.parametrize("name", ["open", "undo", "redo", "export"])
def test_icons_have_the_colour_of_the_text(name: str, qtbot: QtBot) -> None:
    drawn = icon(name, "#ff0000", "#00ff00")
    assert inks(drawn, QIcon.Mode.Normal) == {"#ff0000"}
    assert inks(drawn, QIcon.Mode.Disabled) == {"#00ff00"}


def inks(drawn: QIcon, mode: QIcon.Mode) -> set[str]:
    """Give the colours of all pixels that are quite opaque."""
    image = drawn.pixmap(QSize(48, 48), mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    return {QColor(p.rgb()).name() for p in pixels if p.alpha() == 255}


def test_an_icon_that_is_not_there_is_a_mistake(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icon("nothing", "#000000", "#888888")
