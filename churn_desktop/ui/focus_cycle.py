"""The parts of the window that F6 leads through, as in other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from churn_desktop.ui.main_window import MainWindow


def go_to_next_part(window: MainWindow) -> None:
    """Give the keyboard to the part after the one that has it.

    The parts are the list of pages, the page, the panel at the right, the tool bar, the
    formula bar and the notice above the page, as far as they are on screen.
    """
    parts = [part for part in _parts(window) if _first(part) is not None]
    if not parts:
        window.focusNextChild()
        return
    focused = QApplication.focusWidget()
    at = next((n for n, part in enumerate(parts) if _has(part, focused)), -1)
    target = _first(parts[(at + 1) % len(parts)])
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _parts(window: MainWindow) -> Iterator[QWidget]:
    if window.document.project is None:
        yield window.start_page
    else:
        yield window.pages.list
        yield window.pages.content
        yield window.panel
        yield window.controls
        yield window.formula_bar
    yield window.notices


def _has(part: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (focused is part or part.isAncestorOf(focused))


def _first(part: QWidget) -> QWidget | None:
    """Find what takes the keyboard in a part that is on screen."""
    if not part.isVisible():
        return None
    if _takes_keys(part):
        return part
    inside = part.findChildren(QWidget)
    return next((widget for widget in inside if _takes_keys(widget)), None)


def _takes_keys(widget: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    # A frame that only scrolls its page has nothing to be done with.
    scroll = widget.property("kind") == "scroll" or widget.inherits("QHeaderView")
    return tabbed and widget.isVisible() and widget.isEnabled() and not scroll
