"""What the first list will need is loaded beside a window that is already drawn."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

PARTS = (
    "churn_desktop.ui.layout_keeping",
    "churn_desktop.ui.pages_area",
    "churn_desktop.ui.sheet.editing",
    "churn_desktop.ui.views.assumptions_panel",
)
"""Of the window: imported first, for they can only be made where it is drawn."""

HEAVY = (
    "pandas",
    "churn_desktop.importing.importer",
    "churn_desktop.engine.analysis",
    "churn_desktop.pages.report",
    "churn_desktop.ui.findings",
    "churn_desktop.ui.views.chart_canvas",
)
"""Imported while the user looks for a file, so that opening it need not wait."""


class WarmingUp(QObject):
    """Imports on a thread of its own, so that the window never stands still.

    Parameters
    ----------
    loaded : callable
        Is called on that thread once everything is there.
    parent : QObject
        Has to outlive the thread.

    Signals
    -------
    parts_imported()
        The parts of the window that are still missing can be made without waiting.
    """

    parts_imported = Signal()

    def __init__(self, loaded: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._loaded = loaded

    def begin(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._load, name="warm-up").start()

    def _load(self) -> None:
        _import(PARTS)
        self.parts_imported.emit()
        _import(HEAVY)
        # What is there by now stays: the collector need not look at it again.
        gc.freeze()
        self._loaded()


def _import(names: tuple[str, ...]) -> None:
    for name in names:
        # Whoever needs it will see the error, and can tell somebody.
        with suppress(ImportError):
            importlib.import_module(name)
