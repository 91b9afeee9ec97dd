"""What one does to the cells, rows and columns of the user's sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from churn_desktop.core import project_edits
from churn_desktop.core.project import Project
from churn_desktop.core.project_edits import Written
from churn_desktop.core.table import Rows, Table
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.ui.clipboard_cells import read_cells
from churn_desktop.ui.document import Document
from churn_desktop.ui.models.sheet_replace import Found
from churn_desktop.ui.sheet.locking import SheetLocking
from churn_desktop.ui.sheet.pasting import Pasted, place
from churn_desktop.ui.views.customers_view import CustomersView
from churn_desktop.ui.views.grid import Range, bounds
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone

PASTING = "pasting"
"""Topic of notices."""

CELLS_AT_ONCE = 600_000
"""Columns of more cells than this are rewritten by the worker."""

TEXTS_AT_ONCE = 10_000
"""So are columns of which more cells than this change."""


class SheetEditing(QObject):
    """Turns what is asked for on the sheet into edits of the project.

    Positions on screen become positions in the table here, and nowhere else, so that
    sorted and filtered rows are written where they stand.
    """

    def __init__(
        self,
        document: Document,
        customers: CustomersView,
        notices: NoticeBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._customers = document, customers
        self._sheet, self._model = customers.sheet, customers.model
        self._notices = notices
        self._model.typed.connect(self._write)
        self._sheet.same_typed.connect(self._write_everywhere)
        customers.replacing.replace_wanted.connect(self.replace)
        SheetLocking(document.long_edits, self._sheet, notices, self)

    # --- cells ----------------------------------------------------------------------

    def _write(self, row: int, column: int, text: str) -> None:
        heading, table = self._model.heading(column), self._model.table
        if table is None:
            return
        self._write_at(table, heading, self._model.position(row), text)

    def write_cell(self, cell: tuple[str, int], text: str) -> None:
        """Write a text into a cell, named by heading and file row."""
        heading, row = cell
        table = self._model.table
        if table is None or heading not in table.kinds:
            return
        for position in np.flatnonzero(table.rows == row).tolist():
            self._write_at(table, heading, position, text)

    def _write_at(self, table: Table, heading: str, position: int, text: str) -> None:
        words = _("typing in “{column}”, row {row}").format(
            column=heading, row=int(table.rows[position])
        )
        cells = {heading: Written(np.array([position], dtype=np.int64), [text])}
        self._apply(words, lambda project: project_edits.write(project, cells), 1)

    def _write_everywhere(self, text: str) -> None:
        self._write_same(text, _("typing in {cells}"))

    def clear(self) -> None:
        """Empty the selected cells."""
        self._write_same("", _("clearing {cells}"))

    def _write_same(self, text: str, words: str) -> None:
        self._sheet.finish_editing()
        chosen = _gathered(self._sheet.selected_cells())
        count = sum(map(len, chosen.values()))
        cells = {
            heading: Written(rows, [text] * len(rows))
            for heading, rows in chosen.items()
        }
        self._apply(
            words.format(cells=cells_in_words(count)),
            lambda project: project_edits.write(project, cells),
            len(cells),
            count,
        )

    def paste(self) -> None:
        """Write the clipboard's cells from the selected cell on, down and right."""
        around = self._block()
        copied = read_cells(QGuiApplication.clipboard().mimeData())
        if around is None or not copied:
            return
        pasted = place(copied, around, self._model)
        self._notices.forget(PASTING)
        if not pasted.rows_below:
            self._paste(pasted)
            return
        question = ngettext(
            "What you paste goes {count} row beyond the end of the list.",
            "What you paste goes {count} rows beyond the end of the list.",
            pasted.rows_below,
        ).format(count=f"{pasted.rows_below:,}")
        add = ngettext("Add {count} row", "Add {count} rows", pasted.rows_below)
        self._notices.tell(
            Notice(
                question,
                Tone.WARNING,
                (
                    Offer(
                        add.format(count=f"{pasted.rows_below:,}"),
                        lambda: self._paste_after_all(pasted),
                    ),
                    Offer(
                        _("Paste only what fits"),
                        lambda: self._paste_after_all(pasted.fitting()),
                    ),
                ),
                PASTING,
            )
        )
        self._notices.take_keyboard()

    def _paste_after_all(self, pasted: Pasted) -> None:
        self._notices.forget(PASTING)
        self._sheet.setFocus()
        if pasted.table is self._model.table:
            self._paste(pasted)

    def _paste(self, pasted: Pasted) -> None:
        words = _("paste of {cells}").format(cells=cells_in_words(pasted.count))
        cells = pasted.cells
        self._apply(
            words,
            lambda project: project_edits.write(project, cells),
            len(cells),
            pasted.count,
        )
        if pasted.columns_beyond:
            lost = ngettext(
                "{count} column has no place to the right of the list and was left "
                "out. Add a column and paste again.",
                "{count} columns have no place to the right of the list and were left "
                "out. Add columns and paste again.",
                pasted.columns_beyond,
            ).format(count=pasted.columns_beyond)
            self._notices.tell(Notice(lost, Tone.WARNING, (), PASTING))
        top, left, bottom, right = pasted.corners
        self._sheet.go_to(top, left)
        self._sheet.go_to(min(bottom, len(self._model) - 1), right, extend=True)

    def fill_down(self) -> None:
        """Copy the first selected row into the others, or the row above into one."""
        around = self._block()
        if around is None:
            return
        top, bottom, left, right = around
        if top == bottom:
            top -= 1
        if top < 0:
            return
        source = self._model.position(top)
        targets = self._model.positions(top + 1, bottom)
        headings = self._headings(left, right)
        self._fill(
            _("filling {cells} down"),
            lambda project: project_edits.fill_down(project, headings, source, targets),
            len(headings),
            len(targets),
        )

    def fill_right(self) -> None:
        """Copy the first selected column into the others, or the one on the left."""
        around = self._block()
        if around is None:
            return
        top, bottom, left, right = around
        if left == right:
            left -= 1
        if left < 0:
            return
        rows = self._model.positions(top, bottom)
        source, headings = self._model.heading(left), self._headings(left + 1, right)
        self._fill(
            _("filling {cells} to the right"),
            lambda project: project_edits.fill_right(project, source, headings, rows),
            len(headings),
            len(rows),
        )

    def _fill(
        self, words: str, edit: Callable[[Project], Project], columns: int, rows: int
    ) -> None:
        words = words.format(cells=cells_in_words(rows * columns))
        self._apply(words, edit, columns, rows)

    def replace(self, found: Found) -> None:
        """Replace a text in the cells that were found."""
        self._sheet.finish_editing()
        if found.table is not self._model.table or not found.count:
            return
        words = _("replacing “{text}” in {cells}").format(
            text=found.wanted.text, cells=cells_in_words(found.count)
        )
        self._apply(
            words,
            lambda project: project_edits.write(project, found.cells),
            len(found.cells),
            found.count,
        )

    # --- rows -----------------------------------------------------------------------

    def insert_rows(self, *, below: bool = False) -> None:
        """Put as many blank rows before or after the selected ones."""
        around, table = self._block(), self._model.table
        if table is None:
            return
        count, at = 1, len(table)
        if around is not None and len(self._model):
            top, bottom = around[:2]
            count = bottom - top + 1
            position = self._model.position
            at = position(bottom) + 1 if below else position(top)
        words = ngettext("inserting {count} row", "inserting {count} rows", count)
        self._apply(
            words.format(count=f"{count:,}"),
            lambda project: project_edits.insert_rows(project, at, count),
            len(table.headings),
        )

    def delete_rows(self) -> None:
        """Take the selected rows away."""
        self._sheet.finish_editing()
        table = self._model.table
        pieces = [self._model.positions(t, b) for t, b, _l, _r in self._sheet.ranges()]
        if table is None or not pieces:
            return
        rows = np.unique(np.concatenate(pieces))
        words = ngettext("deleting {count} row", "deleting {count} rows", len(rows))
        self._apply(
            words.format(count=f"{len(rows):,}"),
            lambda project: project_edits.delete_rows(project, rows),
            len(table.headings),
        )

    # --- columns --------------------------------------------------------------------

    def insert_column(self) -> None:
        """Ask for a heading and add a column after the current one."""
        table = self._model.table
        if table is None:
            return
        column, at = self._sheet.currentIndex().column(), len(table.headings)
        if column >= 0:
            at = table.headings.index(self._model.heading(column)) + 1

        def insert(heading: str) -> None:
            self._apply(
                _("adding the column “{column}”").format(column=heading),
                lambda project: project_edits.insert_column(project, heading, at),
                1,
            )

        self._ask_heading(_("Add a column"), "", insert)

    def rename_column(self) -> None:
        """Ask for another heading of the current column."""
        column = self._sheet.currentIndex().column()
        if column < 0:
            return
        old = self._model.heading(column)

        def rename(new: str) -> None:
            self._apply(
                _("renaming “{old}” to “{new}”").format(old=old, new=new),
                lambda project: project_edits.rename_column(project, old, new),
                1,
            )

        self._ask_heading(_("Rename the column"), old, rename)

    def delete_column(self) -> None:
        """Take the current column away."""
        from churn_desktop.importing.importer import with_roles

        column = self._sheet.currentIndex().column()
        if column < 0 or self._model.columnCount() < 2:
            return
        heading = self._model.heading(column)

        def delete(project: Project) -> Project:
            after = project_edits.delete_column(project, heading)
            if after.roles == project.roles:
                return after
            return with_roles(after, after.roles)

        words = _("deleting the column “{column}”").format(column=heading)
        self._apply(words, delete, 1)

    def _ask_heading(
        self, title: str, present: str, act: Callable[[str], None]
    ) -> None:
        from churn_desktop.ui.dialogs.heading_dialog import HeadingDialog

        table = self._model.table
        if table is None:
            return
        dialog = HeadingDialog(title, present, table.headings, self._sheet.window())
        dialog.accepted.connect(lambda: act(dialog.heading))
        dialog.open()

    # --- how ------------------------------------------------------------------------

    def _block(self) -> Range | None:
        self._sheet.finish_editing()
        return bounds(self._sheet.ranges())

    def _headings(self, left: int, right: int) -> tuple[str, ...]:
        return self._model.headings[left : right + 1]

    def _apply(
        self,
        words: str,
        edit: Callable[[Project], Project],
        columns: int,
        texts: int = 1,
    ) -> None:
        """Edit now, or in the background where that would make the window wait."""
        table, long_edits = self._model.table, self._document.long_edits
        if table is None:
            return
        rewritten = len(table) * columns
        single = columns == 1 and texts == 1
        if single or (rewritten <= CELLS_AT_ONCE and texts <= TEXTS_AT_ONCE):
            self._document.apply(words, edit)
        else:
            long_edits.begin(words, edit)


def cells_in_words(count: int) -> str:
    """Say how many cells."""
    words = ngettext("{count} cell", "{count} cells", count)
    return words.format(count=f"{count:,}")


def _gathered(pieces: list[tuple[str, Rows]]) -> Mapping[str, Rows]:
    """Bring several selected rectangles together, column by column."""
    found: dict[str, Rows] = {}
    for heading, rows in pieces:
        known = found.get(heading)
        found[heading] = rows if known is None else np.union1d(known, rows)
    return found
