"""How a list is read: sheet, heading row, and what each column means."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Progress
from churn_desktop.core.project import Project
from churn_desktop.core.schema import DateOrder, Role, TimeUnit
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.messages import explain_error
from churn_desktop.ui.dialogs.meanings_table import MeaningsTable
from churn_desktop.ui.tasks import Task, TaskRunner

LAST_HEADER_ROW = 1000
PATIENCE = 250
"""Milliseconds without a change before rows are counted."""

DATE_ORDERS = {
    DateOrder.YMD: mark("year, month, day"),
    DateOrder.DMY: mark("day, month, year"),
    DateOrder.MDY: mark("month, day, year"),
}
UNITS = {
    TimeUnit.DAYS: mark("days"),
    TimeUnit.WEEKS: mark("weeks"),
    TimeUnit.MONTHS: mark("months"),
    TimeUnit.YEARS: mark("years"),
}
ENCODINGS = ("utf-8", "gb18030", "big5", "shift_jis", "cp1252", "utf-16")


class ColumnsDialog(QDialog):
    """Edits a draft of a project; whoever asked applies it when accepted.

    Signals
    -------
    counted()
        It is known how many rows the draft uses.
    """

    counted = Signal()

    def __init__(
        self,
        project: Project,
        runner: TaskRunner,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("columnsDialog")
        self.setWindowTitle(_("How the list is read"))
        self.draft = project
        self._runner, self._today = runner, today
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._count)
        self._meanings = MeaningsTable()
        self._meanings.changed.connect(self._change_roles)
        self._outcome = QLabel()
        self._outcome.setObjectName("outcomeLabel")
        self._outcome.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(self._make_form())
        column.addWidget(QLabel(_("What each column means:")))
        column.addWidget(self._meanings, 1)
        column.addWidget(self._outcome)
        column.addWidget(self._buttons)
        self.resize(720, 620)
        self.finished.connect(self._stop)
        self._show_draft()

    @property
    def outcome(self) -> str:
        """What it says about the draft."""
        return self._outcome.text()

    @property
    def meanings(self) -> MeaningsTable:
        """The columns and their meanings."""
        return self._meanings

    def choose_sheet(self, name: str) -> None:
        """Read another sheet."""
        if name != self.draft.source.sheet:
            self._read(sheet=name, header_row=None)

    def choose_header_row(self, row: int) -> None:
        """Read the headings from another row."""
        if row != self.draft.source.header_row:
            self._read(sheet=self.draft.source.sheet, header_row=row)

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        self._sheet = QComboBox()
        self._sheet.textActivated.connect(self.choose_sheet)
        self._header_row = QSpinBox()
        self._header_row.setRange(1, LAST_HEADER_ROW)
        self._header_row.setKeyboardTracking(False)
        self._header_row.valueChanged.connect(self.choose_header_row)
        self._encoding = QComboBox()
        self._encoding.textActivated.connect(self._choose_encoding)
        self._order = _choices(_("as the column shows"), DATE_ORDERS)
        self._order.activated.connect(self._choose_order)
        self._end = QComboBox()
        self._end.addItem(_("the first day gone"), False)
        self._end.addItem(_("the last day of service"), True)
        self._end.activated.connect(
            lambda: self._assume(last_day_of_service=self._end.currentData())
        )
        self._unit = _choices(_("as the heading says"), UNITS)
        self._unit.activated.connect(self._choose_unit)
        for words, box in (
            (_("Sheet"), self._sheet),
            (_("Headings are in row"), self._header_row),
            (_("Text encoding"), self._encoding),
            (_("Dates are written as"), self._order),
            (_("An end date is"), self._end),
            (_("Time as a customer is in"), self._unit),
        ):
            box.setAccessibleName(words)
            form.addRow(words, box)
        self._form = form
        return form

    def _show_draft(self) -> None:
        source, told = self.draft.source, self.draft.assumptions
        with ExitStack() as quiet:
            for box in (self._sheet, self._header_row, self._encoding):
                quiet.enter_context(QSignalBlocker(box))
            self._sheet.clear()
            self._sheet.addItems(list(source.sheets))
            self._sheet.setCurrentText(source.sheet or "")
            self._header_row.setValue(source.header_row)
            self._encoding.clear()
            known = dict.fromkeys((source.encoding or "", *ENCODINGS))
            self._encoding.addItems([name for name in known if name])
        self._form.setRowVisible(self._sheet, len(source.sheets) > 1)
        self._form.setRowVisible(self._encoding, source.encoding is not None)
        self._order.setCurrentIndex(self._order.findData(told.date_order))
        self._end.setCurrentIndex(self._end.findData(told.last_day_of_service))
        self._unit.setCurrentIndex(self._unit.findData(told.tenure_unit))
        self._meanings.show_table(self.draft.table, self.draft.roles)
        self._show_needed_rows()
        self._count_soon()

    def _show_needed_rows(self) -> None:
        """Hide the questions that the columns do not raise."""
        roles = self.draft.roles
        dated = Role.START in roles or Role.END in roles
        self._form.setRowVisible(self._order, dated)
        self._form.setRowVisible(self._end, dated)
        self._form.setRowVisible(self._unit, Role.TENURE in roles)

    def _change_roles(self, roles: dict[Role, str]) -> None:
        from churn_desktop.importing.importer import with_roles

        self.draft = with_roles(self.draft, roles)
        self._show_needed_rows()
        self._count_soon()

    def _assume(self, **changes: object) -> None:
        self.draft = self.draft.assuming(**changes)
        self._count_soon()

    def _choose_order(self) -> None:
        # What is kept in a box comes back as a plain text.
        chosen = self._order.currentData()
        self._assume(date_order=None if chosen is None else DateOrder(chosen))

    def _choose_unit(self) -> None:
        chosen = self._unit.currentData()
        self._assume(tenure_unit=None if chosen is None else TimeUnit(chosen))

    def _choose_encoding(self, name: str) -> None:
        source = self.draft.source
        self._read(sheet=source.sheet, header_row=None, encoding=name)

    def _read(
        self, sheet: str | None, header_row: int | None, encoding: str | None = None
    ) -> None:
        """Read the file once more; the draft stays when that fails."""
        from churn_desktop.importing.importer import ReadOptions, open_list

        path, today = self.draft.source.path, self._today()
        options = ReadOptions(
            sheet=sheet,
            header_row=header_row,
            assumptions=self.draft.assumptions,
            encoding=encoding or self.draft.source.encoding,
        )

        def work(progress: Progress) -> Project:
            return open_list(path, options, today=today, progress=progress)

        self._start(work, self._adopt, self._keep_draft, _("Reading the file again…"))

    def _adopt(self, draft: Project) -> None:
        self._buttons.setEnabled(True)
        self.draft = draft
        self._show_draft()

    def _keep_draft(self, error: ChurnDesktopError) -> None:
        self._buttons.setEnabled(True)
        self._show_draft()
        self._timer.stop()
        self._tell(error)

    def _count_soon(self) -> None:
        self._outcome.setText(_("Counting rows…"))
        self._timer.start()

    def _count(self) -> None:
        draft, today = self.draft, self._today()

        def work(progress: Progress) -> tuple[int, int]:
            from churn_desktop.importing.importer import understand

            found = understand(draft, today=today, progress=progress)
            return int(found.used.sum()), len(draft.table)

        self._start(work, self._tell_count, self._tell, "")

    def _start(
        self,
        work: Callable[[Progress], object],
        on_success: Callable[..., None],
        on_failure: Callable[[ChurnDesktopError], None],
        waiting: str,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
        self._timer.stop()
        if waiting:
            self._outcome.setText(waiting)
            self._buttons.setEnabled(False)
        self._task = self._runner.run(
            work, on_success=on_success, on_failure=on_failure
        )

    def _tell_count(self, found: tuple[int, int]) -> None:
        used, total = found
        self._outcome.setText(
            _("{used} of {total} rows can be used.").format(
                used=f"{used:,}", total=f"{total:,}"
            )
        )
        self.counted.emit()

    def _tell(self, error: ChurnDesktopError) -> None:
        advice = explain_error(error)
        self._outcome.setText(f"{advice.title} {advice.text}")
        self.counted.emit()

    def _stop(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()


def _choices(
    first: str, others: dict[DateOrder, str] | dict[TimeUnit, str]
) -> QComboBox:
    box = QComboBox()
    box.addItem(first, None)
    for value, words in others.items():
        box.addItem(_(words), value)
    return box
