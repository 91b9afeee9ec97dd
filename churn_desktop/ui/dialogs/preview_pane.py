"""The first rows of a list as they will be understood, and why a cell is doubtful."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from churn_desktop.core.issues import Issue
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_issue
from churn_desktop.pages.terms import role_title
from churn_desktop.ui.models.preview import Preview
from churn_desktop.ui.models.preview_model import PreviewModel
from churn_desktop.ui.theme import colours
from churn_desktop.ui.views.grid import Grid

WIDEST_COLUMN = 260


class PreviewPane(QWidget):
    """Shows a `Preview` and says in words why the current cell is doubtful."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PreviewModel(colours(self.palette()), _explain, role_title, self)
        self.grid = self._make_grid()
        self._reason = QLabel()
        self._reason.setObjectName("reasonLabel")
        self._reason.setWordWrap(True)
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setProperty("kind", "faint")
        label = QLabel(_("The first rows as they will be &understood:"))
        label.setBuddy(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(label)
        column.addWidget(self.grid)
        column.addWidget(self._reason)
        self.grid.selected.connect(self._tell_reason)

    @property
    def preview(self) -> Preview | None:
        """What it shows."""
        return self._model.preview

    @property
    def reason(self) -> str:
        """What it says about the current cell."""
        return self._reason.text()

    def show_preview(self, preview: Preview) -> None:
        """Show another preview; the place stays where it can."""
        before = self.preview
        self._model.show(preview)
        if before is None or before.headings != preview.headings:
            self._fit_columns()
        self._tell_reason()

    def go_to_column(self, heading: str) -> None:
        """Bring a column into view and select it."""
        preview = self.preview
        if preview is None or heading not in preview.headings:
            return
        index = self._model.index(0, preview.headings.index(heading))
        flag = QItemSelectionModel.SelectionFlag
        chosen = self.grid.selectionModel()
        chosen.select(index, flag.ClearAndSelect | flag.Columns)
        self.grid.scrollTo(index)

    def _make_grid(self) -> Grid:
        grid = Grid()
        grid.setObjectName("previewGrid")
        grid.setAccessibleName(_("The first rows as they will be understood"))
        grid.setModel(self._model)
        header = grid.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        # A heading and its meaning below.
        header.setMinimumHeight(2 * grid.fontMetrics().height() + 10)
        return grid

    def _fit_columns(self) -> None:
        self.grid.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            if self.grid.columnWidth(column) > WIDEST_COLUMN:
                self.grid.setColumnWidth(column, WIDEST_COLUMN)

    def _tell_reason(self) -> None:
        """Say why the current cell is doubtful, for those who use no mouse too."""
        index, preview = self.grid.currentIndex(), self.preview
        told = ""
        if index.isValid() and preview is not None:
            told = self._model.reason(index.row(), index.column()).replace("\n", " ")
        if told and preview is not None:
            row = f"{preview.rows[index.row()]:,}"
            told = _("Row {row}: {reason}").format(row=row, reason=told)
        self._reason.setText(told)


def _explain(issue: Issue) -> str:
    """Put a doubt into words that are about one cell only."""
    facts = {key: fact for key, fact in issue.facts.items() if key != "count"}
    return explain_issue(replace(issue, rows=issue.rows[:1], facts=facts))
