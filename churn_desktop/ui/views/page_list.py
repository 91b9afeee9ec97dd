"""The list of pages at the left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.model import PageId
from churn_desktop.pages.terms import page_title, role_title
from churn_desktop.ui.theme import colours

GROUPS = (
    (mark("Data"), (PageId.CUSTOMERS, PageId.DATA_CHECK)),
    (
        mark("Results"),
        (PageId.OVERVIEW, PageId.PERIODS, PageId.DEFINITIONS, PageId.REVENUE),
    ),
    (
        mark("Why"),
        (
            PageId.STAGES,
            PageId.LIFETIMES,
            PageId.COHORTS,
            PageId.SEGMENTS,
            PageId.REASONS,
            PageId.SIGNALS,
            PageId.PURCHASE_CYCLE,
            PageId.RENEWALS,
        ),
    ),
    (mark("Money"), (PageId.COST, PageId.VALUE, PageId.CLAIMS)),
    (
        mark("Next"),
        (
            PageId.FOLLOWUPS,
            PageId.TARGETS,
            PageId.WHAT_IF,
            PageId.INCENTIVES,
            PageId.CALCULATOR,
        ),
    ),
)

_PAGE = Qt.ItemDataRole.UserRole


class PageList(QListWidget):
    """Shows the pages in groups; one that lacks a column is grey and says so.

    Signals
    -------
    page_chosen(PageId)
    """

    page_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageList")
        self.setAccessibleName(_("Pages"))
        self.setProperty("kind", "pages")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[PageId, QListWidgetItem] = {}
        for title, pages in GROUPS:
            self._add_group(_(title))
            for page in pages:
                self._add_page(page)
        self.currentItemChanged.connect(self._tell)
        self.setMinimumWidth(150)

    @property
    def chosen(self) -> PageId | None:
        """The page that is chosen."""
        item = self.currentItem()
        return None if item is None else PageId(item.data(_PAGE))

    def choose(self, page: PageId) -> None:
        """Choose a page."""
        self.setCurrentItem(self._items[page])

    def item_of(self, page: PageId) -> QListWidgetItem:
        """Give the line of a page."""
        return self._items[page]

    def show_missing(
        self, missing: Mapping[PageId, tuple[Role, ...]], doubts: int = 0
    ) -> None:
        """Show which pages can say something, and how many doubts there are.

        Parameters
        ----------
        missing : mapping of PageId to tuple of Role
            What each page lacks; pages that are not named have nothing to show yet.
        doubts : int
        """
        for page_id, item in self._items.items():
            if page_id is not PageId.CUSTOMERS:
                self._show_state(item, missing.get(page_id))
            text = page_title(page_id)
            if page_id is PageId.DATA_CHECK and doubts:
                text = _("{page} ({count})").format(page=text, count=f"{doubts:,}")
            item.setText(text)

    def sizeHint(self) -> QSize:
        return QSize(190, 400)

    def _show_state(
        self, item: QListWidgetItem, missing: tuple[Role, ...] | None
    ) -> None:
        look = colours(self.palette())
        usable = missing == ()
        item.setForeground(QBrush(QColor(look.text if usable else look.faint)))
        font = QFont(self.font())
        font.setItalic(bool(missing))
        item.setFont(font)
        tip = ""
        if missing:
            names = _(", ").join(role_title(role) for role in missing)
            tip = _("Needs a column that says: {columns}").format(columns=names)
        item.setToolTip(tip)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, tip)

    def _add_group(self, title: str) -> None:
        item = QListWidgetItem(title, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        item.setFont(font)
        height = self.fontMetrics().height()
        item.setSizeHint(QSize(0, height + (14 if self.count() > 1 else 8)))
        item.setTextAlignment(Qt.AlignmentFlag.AlignBottom)

    def _add_page(self, page: PageId) -> None:
        item = QListWidgetItem(page_title(page), self)
        item.setData(_PAGE, page)
        item.setSizeHint(QSize(0, self.fontMetrics().height() + 12))
        self._items[page] = item

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page_chosen.emit(PageId(item.data(_PAGE)))
