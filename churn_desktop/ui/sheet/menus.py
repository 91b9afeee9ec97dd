"""What the menus do to the user's sheet, and the menus of its cells and headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.model import PageId

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from churn_desktop.ui.main_window import MainWindow

IN_SHEET = (
    "paste", "clear", "fillDown", "fillRight", "insertRows", "insertRowsBelow",
    "deleteRows", "insertColumn", "renameColumn", "deleteColumn", "hideColumns",
    "moveColumnLeft", "moveColumnRight",
)  # fmt: skip
"""Actions whose keys only work while the sheet has the keyboard."""

ENTRIES = (
    *IN_SHEET, "findNext", "findFormer", "showAll", "replace", "filter",
    "sortBySeveral", "arrangeAgain", "nextPart", "showColumns", "freezeFirst",
    "freezeHere", "unfreeze", "zoomIn", "zoomOut", "zoomUsual",
)  # fmt: skip
"""All actions of the sheet."""

OF_CELLS = (
    "copy", "copyWithHeadings", "paste", "clear", "", "fillDown", "fillRight", "",
    "insertRows", "insertRowsBelow", "deleteRows",
)  # fmt: skip
OF_HEADINGS = (
    "sortUp", "sortDown", "filter", "", "renameColumn", "insertColumn",
    "deleteColumn", "", "hideColumns", "showColumns", "moveColumnLeft",
    "moveColumnRight", "", "freezeHere", "unfreeze",
)  # fmt: skip


class SheetMenus:
    """Ties the actions of the sheet to it and opens its context menus."""

    def __init__(self, window: MainWindow, actions: Mapping[str, QAction]) -> None:
        self._window, self._actions = window, actions
        for name in IN_SHEET:
            actions[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        window.pages_made.connect(self._tie)

    def _tie(self) -> None:
        sheet = self._window.pages.customers.sheet
        for name in IN_SHEET:
            sheet.addAction(self._actions[name])
        sheet.menu_wanted.connect(self._open_cells)
        sheet.meaning_wanted.connect(self._open_heading)

    def _open_cells(self, place: QPoint) -> None:
        self.menu(OF_CELLS).popup(place)

    def _open_heading(self, column: int, place: QPoint) -> None:
        customers = self._window.pages.customers
        current = customers.sheet.currentIndex()
        if current.column() != column:
            customers.sheet.go_to(max(current.row(), 0), column)
        menu = self.menu(OF_HEADINGS)
        meanings = customers.meanings_menu(column)
        meanings.setTitle(_("&Meaning"))
        first = menu.actions()[0]
        menu.insertMenu(first, meanings)
        menu.insertSeparator(first)
        menu.popup(place)

    def menu(self, entries: tuple[str, ...]) -> QMenu:
        """Make a menu of actions."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            if entry:
                menu.addAction(self._actions[entry])
            else:
                menu.addSeparator()
        return menu


def sheet_slots(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Give what each action of the sheet does, which is made when one is used."""
    return {name: partial(_do, window, name) for name in ENTRIES}


def _do(window: MainWindow, name: str) -> None:
    sheet_operations(window)[name]()


def sheet_operations(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Give what each action does to the sheet that is there."""
    customers, editing = window.pages.customers, window.editing
    arranger = customers.arranger

    def column() -> int:
        return customers.sheet.currentIndex().column()

    def show() -> None:
        window.pages.choose(PageId.CUSTOMERS)

    def replace() -> None:
        show()
        customers.sheet.finish_editing()
        customers.finder.hide()
        customers.replacing.open_bar()

    def open_filter() -> None:
        show()
        customers.sheet.finish_editing()
        customers.open_filter(column())

    def sort_by_several() -> None:
        from churn_desktop.ui.dialogs.sort_dialog import SortDialog

        if customers.model.columnCount():
            show()
            headings = customers.model.headings
            dialog = SortDialog(headings, arranger.sorting, window)
            dialog.accepted.connect(lambda: arranger.sort(*dialog.keys))
            dialog.open()

    def next_part() -> None:
        from churn_desktop.ui.focus_cycle import go_to_next_part

        # Tab goes from cell to cell; this leads out of the sheet.
        go_to_next_part(window)

    return {
        "paste": editing.paste,
        "clear": editing.clear,
        "fillDown": editing.fill_down,
        "fillRight": editing.fill_right,
        "insertRows": editing.insert_rows,
        "insertRowsBelow": lambda: editing.insert_rows(below=True),
        "deleteRows": editing.delete_rows,
        "insertColumn": editing.insert_column,
        "renameColumn": editing.rename_column,
        "deleteColumn": editing.delete_column,
        "findNext": customers.finder.find_next,
        "findFormer": customers.finder.find_former,
        "showAll": customers.show_all,
        "replace": replace,
        "filter": open_filter,
        "sortBySeveral": sort_by_several,
        "arrangeAgain": arranger.arrange_again,
        "nextPart": next_part,
        **_layout_operations(window),
    }


def _layout_operations(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Give what each action does that lays out the sheet."""
    customers = window.pages.customers
    sheet = customers.sheet

    def column() -> int:
        return sheet.currentIndex().column()

    def freeze(up_to: int) -> None:
        if 0 <= up_to < customers.model.columnCount():
            window.pages.choose(PageId.CUSTOMERS)
            sheet.freeze(customers.model.heading(up_to))

    return {
        "hideColumns": customers.hide_columns,
        "showColumns": customers.show_columns,
        "moveColumnLeft": lambda: customers.move_column(column(), column() - 1),
        "moveColumnRight": lambda: customers.move_column(column(), column() + 1),
        "freezeFirst": lambda: freeze(0),
        "freezeHere": lambda: freeze(column()),
        "unfreeze": lambda: sheet.freeze(None),
        "zoomIn": lambda: sheet.sizes.step_zoom(1),
        "zoomOut": lambda: sheet.sizes.step_zoom(-1),
        "zoomUsual": lambda: sheet.sizes.set_zoom(100),
    }
