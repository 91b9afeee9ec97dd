"""Shows what a mend would change before anything is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.importing.mends import Mend
from churn_desktop.pages.issue_words.untidy import mend_done, mend_title
from churn_desktop.pages.messages import explain_issue
from churn_desktop.ui.models.mend_model import Lines, MendModel
from churn_desktop.ui.views.grid import Grid

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

SIZE = (760, 520)
WIDEST_COLUMN = 320


class TickGrid(Grid):
    """A table whose lines are ticked with the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() != Qt.Key.Key_Space or not plain:
            super().keyPressEvent(event)
            return
        model = self.model()
        assert isinstance(model, MendModel)
        for top, bottom, _left, _right in self.ranges():
            for row in range(top, bottom + 1):
                model.toggle(row)


class MendDialog(QDialog):
    """Lets the user choose which rows are put right; whoever asked does it.

    Parameters
    ----------
    issue : Issue
        What is to be put right.
    mend : Mend
    lines : Lines
        What it would change.

    Signals
    -------
    respell_wanted(str)
        Another spelling is to be kept; whoever asked shows that mend.
    """

    respell_wanted = Signal(str)

    def __init__(
        self, issue: Issue, mend: Mend, lines: Lines, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("mendDialog")
        self.setWindowTitle(mend_title(mend.code))
        self.mend = mend
        self._model = MendModel(self)
        self._model.ticked.connect(self._show_ticks)
        self._all = QCheckBox()
        self._all.clicked.connect(self._tick_all)
        self._keep = QComboBox()
        self._keep.activated.connect(self._keep_other)
        self._grid = self._make_grid()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._apply = self._buttons.addButton(
            "", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._apply.setProperty("kind", "primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._arrange(issue)
        self.resize(*SIZE)
        self.show_mend(mend, lines)
        self._grid.go_to(0, 0)
        self._apply.setFocus()

    @property
    def chosen(self) -> frozenset[int]:
        """The file rows to put right."""
        return self._model.chosen

    @property
    def model(self) -> MendModel:
        """The lines and their ticks."""
        return self._model

    @property
    def grid(self) -> Grid:
        """The lines on screen."""
        return self._grid

    def _make_grid(self) -> TickGrid:
        grid = TickGrid()
        grid.setObjectName("mendGrid")
        grid.setAccessibleName(_("Before and after, row by row"))
        grid.setModel(self._model)
        grid.verticalHeader().hide()
        grid.setAlternatingRowColors(True)
        grid.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        grid.horizontalHeader().setStretchLastSection(True)
        return grid

    def _arrange(self, issue: Issue) -> None:
        words = QLabel(explain_issue(issue))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        keep = QHBoxLayout()
        self._keep_label = QLabel(_("&Keep this spelling:"))
        self._keep_label.setBuddy(self._keep)
        keep.addWidget(self._keep_label)
        keep.addWidget(self._keep, 1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(words)
        column.addLayout(keep)
        column.addWidget(self._all)
        column.addWidget(self._grid, 1)
        column.addWidget(self._buttons)

    def show_mend(self, mend: Mend, lines: Lines) -> None:
        """Show a mend, and what it would change."""
        self.mend = mend
        spellings = [mend.facts.get("kept"), mend.facts.get("other")]
        asked = mend.code is IssueCode.SPELLING_VARIANTS and None not in spellings
        if asked and not self._keep.count():
            self._keep.addItems([name for name in spellings if name is not None])
        self._keep.setVisible(asked)
        self._keep_label.setVisible(asked)
        self._model.show(lines)
        self._grid.resizeColumnsToContents()
        for column in range(self._model.columnCount() - 1):
            width = min(self._grid.columnWidth(column) + 12, WIDEST_COLUMN)
            self._grid.setColumnWidth(column, width)

    def _keep_other(self) -> None:
        # Until the other mend is worked out, the one on screen is the wrong one.
        self._apply.setEnabled(False)
        self.respell_wanted.emit(self._keep.currentText())

    def _tick_all(self) -> None:
        # A click on a half tick asks for all.
        self._model.tick_all(on=len(self.chosen) < self._model.rowCount())

    def _show_ticks(self) -> None:
        count, total = len(self.chosen), self._model.rowCount()
        self._all.setText(
            ngettext(
                "&All: {count} of {total} row chosen",
                "&All: {count} of {total} rows chosen",
                total,
            ).format(total=f"{total:,}", count=f"{count:,}")
        )
        state = Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked
        self._all.setCheckState(Qt.CheckState.Checked if count == total else state)
        self._apply.setText(mend_done(self.mend.code, count))
        self._apply.setEnabled(count > 0)
