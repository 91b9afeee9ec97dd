"""Where Enter, Tab and the arrows lead in a sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt

from churn_desktop.ui.views.grid import Range

STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
"""Rows down and columns to the right; Shift turns them round."""

ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


def next_cell(
    around: Range, here: tuple[int, int], step: tuple[int, int]
) -> tuple[int, int]:
    """Give the cell after one within a selection, from its end to its beginning.

    Examples
    --------
    >>> next_cell((0, 1, 0, 1), (1, 0), (1, 0))
    (0, 1)
    >>> next_cell((0, 1, 0, 1), (0, 0), (0, -1))
    (1, 1)
    """
    top, bottom, left, right = around
    height, width = bottom - top + 1, right - left + 1
    row = min(max(here[0], top), bottom) - top
    column = min(max(here[1], left), right) - left
    if step[0]:
        place = (column * height + row + step[0]) % (height * width)
        return top + place % height, left + place // height
    place = (row * width + column + step[1]) % (height * width)
    return top + place // width, left + place % width
