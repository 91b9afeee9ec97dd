from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.ui import theme
from churn_desktop.ui.models.sheet_marks import mark
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.theme import LIGHT, Theme
from churn_desktop.ui.views.sheet_view import SheetView
from tests.ui.made import a_table

TABLE = a_table({"a": ["soon", "x" * 400], "b": ["two\nlines", "5"]})


def pictured(view: SheetView) -> QImage:
    return view.viewport().grab().toImage()


def ground(view: SheetView, row: int, column: int) -> str:
    """Give the colour at the right end of a cell, where no text is."""
    box = view.visualRect(view.model().index(row, column))
    return pictured(view).pixelColor(box.right() - 3, box.top() + 3).name()


def test_cells_are_painted_as_they_are(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, Theme.LIGHT)
    model = SheetModel(explain=str, title=str)
    view = SheetView()
    qtbot.addWidget(view)
    view.setModel(model)
    model.setParent(view)
    model.show(TABLE)
    view.resize(500, 200)
    view.show()
    assert ground(view, 0, 0) == LIGHT.sheet
    issues = [
        Issue(IssueCode.DATE_UNREADABLE, Severity.ERROR, "a", (2,)),
        Issue(IssueCode.DATE_MIXED, Severity.WARNING, "b", (2,)),
        Issue(IssueCode.FLAG_CODED, Severity.NOTE, "b", (3,)),
    ]
    model.show_marks(mark(TABLE, issues))
    assert ground(view, 0, 0) == LIGHT.error
    assert ground(view, 0, 1) == LIGHT.warning
    assert ground(view, 1, 1) == LIGHT.note
    view.go_to(0, 0)
    assert ground(view, 0, 0) in {LIGHT.selected, LIGHT.accent}
