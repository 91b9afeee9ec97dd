"""Keeps with the project how its sheet is laid out, and whom one looks at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from churn_desktop.ui.document import Document
from churn_desktop.ui.document_file import SHEET
from churn_desktop.ui.segments import plain_segment
from churn_desktop.ui.sheet.layout import SheetLayout, layout_of
from churn_desktop.ui.views.customers_view import CustomersView


class LayoutKeeping(QObject):
    """Brings a list on screen as it was last, and notes how it is now.

    None of this is an edit that could be taken back. As in a spreadsheet, a project
    file that would show other columns, widths, orders or filters counts as changed;
    for zoom, page and segment it does not.
    """

    def __init__(
        self,
        document: Document,
        customers: CustomersView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file, self._document = document.file, document
        self._arranger, self._sheet = customers.arranger, customers.sheet
        self._model = customers.model
        self._due: SheetLayout | None = None
        self._ready = self._restoring = False
        document.opened.connect(self._wait)
        customers.listed.connect(self._restore)
        self._arranger.changed.connect(self._keep)
        self._sheet.sizes.widths_chosen.connect(self._keep)
        self._sheet.frozen_changed.connect(self._keep)
        self._sheet.sizes.zoomed.connect(self._keep_zoom)
        document.analysis_changed.connect(self._keep_segment)
        # Later, when the sheet knows what its cells are worth.
        queued = Qt.ConnectionType.QueuedConnection
        document.analysis_changed.connect(self._arrange, queued)

    def _wait(self) -> None:
        """Note nothing before another list is shown as it was."""
        self._ready = False

    def _restore(self) -> None:
        """Show columns as they were; rows follow when it is known what cells mean."""
        view, sheet = self._file.view, self._sheet
        layout = self._due = layout_of(view.get(SHEET))
        self._arranger.show_columns(layout.shown(self._model.headings))
        sheet.sizes.choose(layout.widths)
        zoom = view.get("zoom")
        self._restoring = True
        sheet.sizes.set_zoom(zoom if type(zoom) is int else 100)
        self._restoring = False
        sheet.freeze(layout.frozen)
        if self._document.findings is not None:
            # A window that was built anew: nothing else will tell.
            QTimer.singleShot(0, self, self._arrange)

    def _arrange(self) -> None:
        project = self._document.project
        if project is None:
            return
        layout, self._due = self._due, None
        arranger, headings = self._arranger, project.table.headings
        if layout is not None and not (arranger.sorting or arranger.filters):
            arranger.arrange(
                tuple(key for key in layout.sorting if key.heading in headings),
                {name: f for name, f in layout.filters.items() if name in headings},
            )
        self._ready = True
        self._keep()

    def _keep(self) -> None:
        arranger, table = self._arranger, self._model.table
        project = self._document.project
        if not self._ready or project is None or table is not project.table:
            return
        if arranger.picked is not None:
            # Rows that a number led to are looked at once.
            return
        shown, headings = self._model.headings, table.headings
        layout = SheetLayout(
            columns=() if shown == headings else shown,
            hidden=tuple(name for name in headings if name not in shown),
            widths=self._sheet.sizes.chosen,
            frozen=self._sheet.frozen_to,
            sorting=arranger.sorting,
            filters=arranger.filters,
        )
        self._file.keep_view(SHEET, layout.plain() or None)

    def _keep_segment(self) -> None:
        if self._document.project is not None:
            segment = plain_segment(self._document.segment)
            self._file.keep_view("segment", segment)

    def _keep_zoom(self, percent: int) -> None:
        if not self._restoring:
            self._file.keep_view("zoom", percent)
