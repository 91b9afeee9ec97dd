"""The drop-down of a heading: sorting, a condition, and the values to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.core.progress import Progress
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.models.filter_choices import Choices, Value
from churn_desktop.ui.models.sheet_filter import Filter
from churn_desktop.ui.tasks import Task, TaskRunner
from churn_desktop.ui.views.condition_row import ConditionRow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

WAIT = 150
"""Milliseconds after the last key before values are searched."""

_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_TEXT = Qt.ItemDataRole.UserRole


class FilterPopup(QFrame):
    """Offers what a spreadsheet's filter arrow offers.

    Parameters
    ----------
    choices : Choices
    present : Filter or None
        The column's filter now.
    runner : TaskRunner

    Signals
    -------
    chosen(Filter or None)
        The filter that is wanted from now on; None: none.
    sort_chosen(bool)
        Whether descending.
    """

    chosen = Signal(object)
    sort_chosen = Signal(bool)

    def __init__(
        self,
        choices: Choices,
        present: Filter | None,
        runner: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("filterPopup")
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices, self._present, self._runner = choices, present, runner
        self._task: Task | None = None
        self._shown: tuple[Value, ...] = ()
        self._touched: dict[str, bool] = {}
        self.condition = ConditionRow(choices.worth, present)
        self.search = QLineEdit()
        self.search.setObjectName("filterSearchEdit")
        self.search.setPlaceholderText(_("Search values"))
        self.search.setAccessibleName(_("Search values"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("filterValuesList")
        self.list.setAccessibleName(_("Values to show"))
        self.list.setUniformItemSizes(True)
        self._told = QLabel()
        self._told.setProperty("kind", "faint")
        self._told.setWordWrap(True)
        self._waiting = QTimer(self, singleShot=True, interval=WAIT)
        self._build()
        self._show_found(choices.found(""))
        self.search.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        title = QLabel(self._choices.heading)
        title.setProperty("kind", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(title)
        sorts = QHBoxLayout()
        for words, descending in ((_("Sort ascending"), False),
                                  (_("Sort descending"), True)):  # fmt: skip
            button = QPushButton(words)
            button.clicked.connect(lambda _on=False, d=descending: self._sort(d))
            sorts.addWidget(button)
        column.addLayout(sorts)
        column.addWidget(self.condition)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self._told)
        column.addWidget(self._buttons())
        self.resize(330, 470)
        self.list.itemChanged.connect(self._note)
        self.search.textChanged.connect(self._waiting.start)
        self.search.returnPressed.connect(self.accept)
        self.condition.accepted.connect(self.accept)
        self._waiting.timeout.connect(self._search)

    def _buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        clear = box.addButton(_("Clear filter"), QDialogButtonBox.ButtonRole.ResetRole)
        clear.setObjectName("clearColumnFilterButton")
        clear.setEnabled(self._present is not None)
        clear.clicked.connect(self._clear)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.close)
        return box

    def open_at(self, place: QPoint) -> None:
        """Show it below a heading, wholly on the screen."""
        room = self.screen().availableGeometry()
        self.move(
            max(room.left(), min(place.x(), room.right() - self.width())),
            max(room.top(), min(place.y(), room.bottom() - self.height())),
        )
        self.show()
        self.search.setFocus()

    def accept(self) -> None:
        """Filter by what is chosen."""
        if self._waiting.isActive():
            self._waiting.stop()
            self._show_found(self._choices.found(self.search.text()))
        wanted = self._filter()
        self.close()
        self.chosen.emit(wanted)

    def _filter(self) -> Filter | None:
        """Make a filter of the condition and the ticks."""
        test, low, high = self.condition.wanted()
        only, without = self._ticked()
        if test is None and only is None and not without:
            return None
        return Filter(only, without, test, low, high, self._choices.worth)

    def _ticked(self) -> tuple[frozenset[str] | None, frozenset[str]]:
        if self.search.text():
            # As in Excel: of what was searched for, that which is ticked.
            return frozenset(v.text for v in self._shown if self._is_on(v)), frozenset()
        texts, chosen = self._choices.texts, self._choices.chosen.tolist()
        on = [
            text
            for text, was in zip(texts, chosen, strict=True)
            if self._touched.get(text, was)
        ]
        if len(on) == len(texts):
            return None, frozenset()
        present = self._present
        if present is not None and present.only is not None:
            return frozenset(on), frozenset()
        if 2 * len(on) <= len(texts):
            return frozenset(on), frozenset()
        # What is typed later shows, as nobody wanted it away.
        return None, frozenset(texts).difference(on)

    def _is_on(self, value: Value) -> bool:
        return self._touched.get(value.text, bool(self.search.text()) or value.chosen)

    def _clear(self) -> None:
        self.close()
        self.chosen.emit(None)

    def _sort(self, descending: bool) -> None:
        self.close()
        self.sort_chosen.emit(descending)

    def _search(self) -> None:
        text, choices = self.search.text(), self._choices
        if self._task is not None:
            self._task.cancel()

        def work(_progress: Progress) -> tuple[tuple[Value, ...], int]:
            return choices.found(text)

        self._touched.clear()
        self._task = self._runner.run(work, on_success=self._show_found)

    def _show_found(self, found: tuple[tuple[Value, ...], int]) -> None:
        self._shown, total = found
        self.list.blockSignals(True)
        self.list.clear()
        for value in (None, *self._shown):
            item = QListWidgetItem(_words(value))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(_TEXT, None if value is None else value.text)
            on = self._all_on() if value is None else self._is_on(value)
            item.setCheckState(_ON if on else _OFF)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        words = (
            ""
            if total <= len(self._shown)
            else _(
                "The {shown} most frequent of {total} values. Search to find others."
            ).format(shown=f"{len(self._shown):,}", total=f"{total:,}")
        )
        self._told.setText(words or ("" if total else _("No such value.")))
        self._told.setVisible(bool(self._told.text()))

    def _all_on(self) -> bool:
        return all(self._is_on(value) for value in self._shown)

    def _note(self, item: QListWidgetItem) -> None:
        """Remember a tick; that of the first line holds for all."""
        on = item.checkState() == _ON
        self.list.blockSignals(True)
        if self.list.row(item) == 0:
            texts = [v.text for v in self._shown]
            if not self.search.text():
                texts = list(self._choices.texts)
            self._touched = dict.fromkeys(texts, on)
            for row in range(1, self.list.count()):
                self.list.item(row).setCheckState(_ON if on else _OFF)
        else:
            self._touched[str(item.data(_TEXT))] = on
            self.list.item(0).setCheckState(_ON if self._all_on() else _OFF)
        self.list.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _words(value: Value | None) -> str:
    if value is None:
        return _("(all)")
    text = _visible(value.text) or _("(blank)")
    return _("{value}   ({count})").format(value=text, count=f"{value.count:,}")


def _visible(text: str) -> str:
    r"""Show spaces at the ends as dots: two values that look alike are two.

    Examples
    --------
    >>> _visible(" Pro\n"), _visible("Pro  plan")
    ('·Pro·', 'Pro plan')
    """
    inner = text.strip()
    before = len(text) - len(text.lstrip()) if inner else len(text)
    after = len(text) - len(inner) - before
    return "·" * before + " ".join(inner.split()) + "·" * after
