"""A grid whose first columns can stay in place while the others are scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from churn_desktop.ui.views.badge_header import BadgeHeader
from churn_desktop.ui.views.grid import Grid

if TYPE_CHECKING:
    from churn_desktop.ui.models.sheet_model import SheetModel
    from churn_desktop.ui.views.frozen_columns import FrozenColumns, Index

_VISIBLE = QAbstractItemView.ScrollHint.EnsureVisible


class FreezingGrid(Grid):
    """Knows up to which heading columns stay in place.

    Signals
    -------
    frozen_changed()
        Others do.
    """

    frozen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._frozen: FrozenColumns | None = None
        self._frozen_to: str | None = None
        super().__init__(parent)

    def make_frozen(self) -> FrozenColumns:
        """Make the view of the columns that stay."""
        raise NotImplementedError

    @property
    def frozen_to(self) -> str | None:
        """The last of the columns that stay in place; None when none does."""
        return self._frozen_to

    def frozen_views(self) -> list[FrozenColumns]:
        """Give the view of the columns that stay, if there are any."""
        return [] if self._frozen is None else [self._frozen]

    def freeze(self, heading: str | None) -> None:
        """Let columns stay in place up to this one; None: scroll all."""
        if heading not in self._headings():
            heading = None
        changed, self._frozen_to = heading != self._frozen_to, heading
        self.freeze_again()
        if changed:
            self.frozen_changed.emit()

    def freeze_again(self) -> None:
        """Show the columns that stay as they are now."""
        headings, frozen = self._headings(), self._frozen
        if self._frozen_to not in headings:
            if frozen is not None:
                self._frozen = None
                frozen.hide()
                frozen.deleteLater()
            return
        if frozen is None:
            frozen = self._frozen = self.make_frozen()
        frozen.header.copy_marks(cast("BadgeHeader", self.horizontalHeader()))
        frozen.show_columns(headings.index(self._frozen_to) + 1)

    def follow_frozen(self, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        """Let it follow a heading that was renamed where it is."""
        last = self._frozen_to
        if len(before) == len(after) and last in before and last not in after:
            self._frozen_to = after[before.index(last)]
        self.freeze_again()

    def header_of(self, column: int) -> BadgeHeader:
        """Give the headings in which one can be seen."""
        frozen = self._frozen
        if frozen is None or column >= frozen.columns:
            return cast("BadgeHeader", self.horizontalHeader())
        return frozen.header

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._frozen is not None:
            self._frozen.place()

    def indexAt(self, place: QPoint) -> QModelIndex:
        if self._frozen is not None and self._frozen.covers(place):
            return self._frozen.index_here(place)
        return super().indexAt(place)

    def index_beside(self, place: QPoint) -> QModelIndex:
        """Give the cell at a place that no column in place covers."""
        return super().indexAt(place)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _VISIBLE
    ) -> None:
        across, frozen = self.horizontalScrollBar(), self._frozen
        before = across.value()
        super().scrollTo(index, hint)
        if frozen is None:
            return
        if index.column() < frozen.columns:
            across.setValue(before)
        else:
            hidden = frozen.width() - self.visualRect(index).left()
            across.setValue(across.value() - max(hidden, 0))

    def _headings(self) -> tuple[str, ...]:
        model = self.model()
        return () if model is None else cast("SheetModel", model).headings
