"""Which rows and columns of the user's sheet are on screen, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from churn_desktop.core.progress import Progress
from churn_desktop.core.table import Rows, Table
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.models.cell_groups import GroupsKept
from churn_desktop.ui.models.sheet_filter import Filter, kept_rows
from churn_desktop.ui.models.sheet_follow import (
    came_from,
    follow,
    follow_columns,
    still_there,
)
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.models.sheet_order import Numbers, keep, sorted_rows
from churn_desktop.ui.tasks import Task, TaskRunner

Mask = npt.NDArray[np.bool_]
ORDERS_KEPT = 12
"""So many edits can be taken back with every row where it was on screen."""


class SortKey(NamedTuple):
    """One of the columns the rows are sorted by."""

    heading: str
    descending: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """Rows in their order.

    Attributes
    ----------
    ordered : ndarray of int64 or None
        All table positions; None: as in the file.
    kept : ndarray of bool or None
        Which of them pass the filters; None: all.
    """

    ordered: Rows | None
    kept: Mask | None


class _Seen(NamedTuple):
    """How a table was on screen, for when an edit is taken back."""

    table: Table
    ordered: Rows | None
    picked: Rows | None
    order: Rows | None


class SheetArranger(QObject):
    """Sorts, filters, picks and hides; none of that is an edit.

    Rows stay where they are on screen when a cell is edited, as in a spreadsheet, until
    somebody sorts or filters again.

    Parameters
    ----------
    model : SheetModel
    runner : TaskRunner
    place : callable
        Carries out a change of the model so that the place on screen is kept.

    Signals
    -------
    changed()
        Other rows or columns are on screen, or the same in another order.
    """

    changed = Signal()

    def __init__(
        self,
        model: SheetModel,
        runner: TaskRunner,
        place: Callable[[Callable[[], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._runner, self._place = model, runner, place
        self._groups = GroupsKept()
        self._task: Task | None = None
        self.forget()

    def forget(self) -> None:
        """Begin anew, as for another list."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._arranged = Arranged(None, None)
        self._seen: list[_Seen] = []
        self.values: Mapping[str, Numbers] = {}
        self.sorting: tuple[SortKey, ...] = ()
        self.filters: dict[str, Filter] = {}
        self.picked: Rows | None = None

    @property
    def groups(self) -> GroupsKept:
        """The different texts of columns; for work in the background only."""
        return self._groups

    @property
    def shown(self) -> tuple[int, int]:
        """How many rows are on screen, and how many there are."""
        table = self._model.table
        return len(self._model), 0 if table is None else len(table)

    def show_table(self, table: Table) -> None:
        """Show a table anew, or an edited one with its rows where they were."""
        old = self._model.table
        if old is None:
            self._model.show(table)
        elif old is not table:
            self._follow(old, table)
        self.changed.emit()

    def _follow(self, old: Table, table: Table) -> None:
        waiting = self._task is not None
        came, model = came_from(old, table), self._model
        headings = follow_columns(model.headings, old.headings, table.headings)
        self._rename(old, table)
        self.values = {}
        self._remember(old)
        seen = next((s for s in self._seen if s.table is table), None)
        if seen is not None:
            ordered, self.picked, order = seen.ordered, seen.picked, seen.order
        else:
            ordered, order = self._arranged.ordered, model.order
            if came is not None:
                height, was = len(old), ordered
                ordered = None if ordered is None else follow(ordered, came, height)
                if order is was:
                    order = ordered
                elif order is not None:
                    order = follow(order, came, height)
                if self.picked is not None:
                    self.picked = still_there(self.picked, came, height)
        self._arranged = Arranged(ordered, None)
        self._place(lambda: model.change(table, headings, order, came))
        if waiting:
            # What is being sorted is not this table; the wish still holds.
            self._arrange(sort=True)

    def _remember(self, table: Table) -> None:
        """Keep how a table was on screen; nothing is copied."""
        self._seen = [seen for seen in self._seen if seen.table is not table]
        ordered, order = self._arranged.ordered, self._model.order
        self._seen.append(_Seen(table, ordered, self.picked, order))
        del self._seen[:-ORDERS_KEPT]

    def _rename(self, old: Table, table: Table) -> None:
        """Let sorting and filters follow renamed columns; forget those of lost ones."""
        if old.headings == table.headings:
            return
        renamed = {heading: heading for heading in table.headings}
        if len(old.headings) == len(table.headings):
            renamed = dict(zip(old.headings, table.headings, strict=True))
        self.sorting = tuple(
            SortKey(renamed[key.heading], key.descending)
            for key in self.sorting
            if key.heading in renamed
        )
        self.filters = {
            renamed[heading]: one
            for heading, one in self.filters.items()
            if heading in renamed
        }

    def sort(self, *keys: SortKey) -> None:
        """Sort by some columns, the most important first; by none: as in the file."""
        self.sorting = keys
        self._arrange(sort=True)

    def arrange(
        self, sorting: tuple[SortKey, ...], filters: Mapping[str, Filter]
    ) -> None:
        """Sort and filter as it was another time."""
        if sorting or filters:
            self.sorting, self.filters = sorting, dict(filters)
            self._arrange(sort=True)

    def filter(self, heading: str, wanted: Filter | None) -> None:
        """Want only some cells of a column; None: any."""
        filters = {name: f for name, f in self.filters.items() if name != heading}
        self.filters = filters if wanted is None else {**filters, heading: wanted}
        self._arrange()

    def pick(self, rows: Rows) -> None:
        """Show only some rows, named by table position, whatever was filtered."""
        self.picked, self.filters = rows, {}
        self._arranged = Arranged(self._arranged.ordered, None)
        self._show()

    def show_all(self) -> None:
        """Show every row again, in the order they are in."""
        self.picked, self.filters = None, {}
        self._arranged = Arranged(self._arranged.ordered, None)
        self._show()

    def arrange_again(self) -> None:
        """Sort and filter once more, after edits."""
        self._arrange(sort=True)

    def show_columns(self, headings: tuple[str, ...]) -> None:
        """Show some columns, in an order."""
        table, model = self._model.table, self._model
        if table is None or headings == model.headings or not headings:
            return
        order = model.order
        self._place(lambda: model.change(table, headings, order))
        self.changed.emit()

    def _arrange(self, *, sort: bool = False) -> None:
        """Filter in the background, and sort where the order is another."""
        table = self._model.table
        if self._task is not None:
            sort = True
            self._task.cancel()
            self._task = None
        if table is None:
            return
        if not self.sorting and not self.filters:
            self._take(table, Arranged(None, None))
            return
        sorting, filters = self.sorting, dict(self.filters)
        values, groups = self.values, self._groups
        ordered = self._arranged.ordered

        def work(progress: Progress) -> Arranged:
            kept = kept_rows(table, filters, values, groups, progress)
            if sort:
                return Arranged(_sorted(table, sorting, values, progress), kept)
            return Arranged(ordered, kept)

        self._task = self._runner.run(
            work,
            on_success=lambda found: self._take(table, found),
            label=_("Sorting and filtering"),
        )

    def _take(self, table: Table, found: Arranged) -> None:
        self._task = None
        if table is self._model.table:
            self._arranged = found
            self._show()

    def _show(self) -> None:
        table, found = self._model.table, self._arranged
        if table is None:
            return
        order = found.ordered
        if found.kept is not None:
            order = (
                np.flatnonzero(found.kept).astype(np.int64)
                if order is None
                else order[found.kept[order]]
            )
        if self.picked is not None:
            order = keep(order, self.picked, len(table))
        self._seen.clear()
        self._model.show_order(order)
        self.changed.emit()


def _sorted(
    table: Table,
    sorting: tuple[SortKey, ...],
    values: Mapping[str, Numbers],
    progress: Progress,
) -> Rows | None:
    """Sort by the least important column first; equal rows keep their order."""
    order: Rows | None = None
    for heading, descending in reversed(sorting):
        order = sorted_rows(
            table,
            heading,
            descending=descending,
            numbers=values.get(heading),
            start=order,
            progress=progress,
        )
    return order
