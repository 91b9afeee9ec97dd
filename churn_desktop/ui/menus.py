"""The window's menus and tool bar, and what each entry does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from churn_desktop import i18n
from churn_desktop.core.project import Assumptions
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.model import PageId
from churn_desktop.storage import recent
from churn_desktop.ui import actions, settings
from churn_desktop.ui.forget_readings import forget_readings
from churn_desktop.ui.icons import icon
from churn_desktop.ui.other_exports import OtherExports
from churn_desktop.ui.page_actions import PageActions
from churn_desktop.ui.project_menus import ProjectMenus
from churn_desktop.ui.sheet.menus import SheetMenus, sheet_slots
from churn_desktop.ui.theme import Theme, colours
from churn_desktop.ui.undo_actions import UndoActions
from churn_desktop.ui.undo_place import UndoPlace
from churn_desktop.ui.views.controls import PERIODS

if TYPE_CHECKING:
    from churn_desktop.ui.main_window import MainWindow
    from churn_desktop.ui.views.grid import Grid

THEMES = {
    Theme.SYSTEM: mark("As the system"),
    Theme.LIGHT: mark("Light"),
    Theme.DARK: mark("Dark"),
}


class Menus:
    """Makes the entries of one window and keeps them up to date."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._project = ProjectMenus(window)
        self._page_actions, self._making = PageActions(window), OtherExports(window)
        self.actions = actions.make_actions(window, self._slots())
        undo = UndoActions(window.document, window).actions
        self.actions |= undo
        self._undo_place = UndoPlace(window, undo.values())
        self._recent = QMenu(_("Open &recent"), window)
        self._period = QMenu(_("&Period"), window)
        self._periods = self._add_periods()
        submenus = {
            "recent": self._recent,
            "theme": self._theme_menu(),
            "period": self._period,
        }
        actions.fill_menus(window.menuBar(), self.actions, submenus)
        self._project.watch(self.actions["backups"])
        self._sheet = SheetMenus(window, self.actions)
        self._add_switches()
        self._add_tool_bar()
        self.show_recent()

    def show_recent(self) -> None:
        """List the files opened lately."""
        self._recent.clear()
        for path in recent.recent_files():
            action = self._recent.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(
                lambda _checked=False, p=path: self._window.open_path(p)
            )
        self._recent.setEnabled(not self._recent.isEmpty())
        self._recent.setToolTipsVisible(True)

    def enable(self, *, has_list: bool) -> None:
        """Grey out what is of no use without a list."""
        export = self.actions["export"].isEnabled()
        actions.enable(self.actions, has_list=has_list)
        # There is nothing to export before there are figures.
        self.enable_export(on=has_list and export)
        self._period.setEnabled(has_list)
        self._controls.setVisible(has_list)
        self._project.show_state()

    def enable_export(self, *, on: bool) -> None:
        """Let reports be written, or not."""
        for name in ("export", "exportMasked"):
            self.actions[name].setEnabled(on)

    def show_assumptions(self, told: Assumptions, *, dated: bool) -> None:
        """Show which assumptions hold."""
        self._period.setEnabled(dated)
        for action in self._periods.actions():
            action.setChecked(action.data() == told.period)
        self.actions["latestDate"].setEnabled(told.as_of is not None)

    def _slots(self) -> dict[str, Callable[[], None]]:
        window = self._window
        return {
            "open": window.opening.ask_for_files,
            "export": window.exporter.ask,
            "exportMasked": window.exporter.ask_masked,
            "close": window.close_list,
            "quit": window.quit_wanted.emit,
            "copy": self._copy,
            "copyWithHeadings": self._copy_with_headings,
            "find": self._find,
            "formerPage": lambda: window.pages.step(-1),
            "nextPage": lambda: window.pages.step(1),
            "language": window.language_wanted.emit,
            "checkColumns": window.check_columns,
            "forgetReadings": lambda: forget_readings(window.notices),
            "sortUp": lambda: self._sort(descending=False),
            "sortDown": lambda: self._sort(descending=True),
            "fileOrder": lambda: window.pages.customers.sort(None),
            "latestDate": lambda: window.assume(
                _("change of as-of date"), "as_of", None
            ),
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
            **sheet_slots(window),
            **self._project.slots(),
            **self._page_actions.slots(),
            **self._making.slots(),
        }

    def _show_shortcuts(self) -> None:
        from churn_desktop.ui.dialogs.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self.actions, self._window).open()

    def _show_about(self) -> None:
        from churn_desktop.ui.dialogs.about import show_about

        show_about(self._window)

    def _add_periods(self) -> QActionGroup:
        group = QActionGroup(self._window)
        for length, words in PERIODS.items():
            action = group.addAction(_(words))
            action.setObjectName(f"{length}Action")
            action.setCheckable(True)
            action.setData(length)
            action.triggered.connect(
                lambda _checked=False, chosen=length: self._window.assume(
                    _("change of period"), "period", chosen
                )
            )
            self._period.addAction(action)
        return group

    def _theme_menu(self) -> QMenu:
        menu, group = QMenu(_("&Colours"), self._window), QActionGroup(self._window)
        chosen = self._window.settings.get(settings.THEME)
        for theme, words in THEMES.items():
            action = group.addAction(_(words))
            action.setObjectName(f"{theme}ThemeAction")
            action.setCheckable(True)
            action.setChecked(theme == chosen)
            action.triggered.connect(
                lambda _checked=False, t=theme: self._window.theme_wanted.emit(t)
            )
            menu.addAction(action)
        return menu

    def _add_switches(self) -> None:
        window, remembered = self._window, self._window.settings
        other = next(code for code in i18n.LANGUAGES if code != i18n.language())
        text = _("Switch to {language}").format(language=i18n.LANGUAGES[other])
        self.actions["language"].setText(text)
        expert = self.actions["expert"]
        expert.setChecked(remembered.get(settings.EXPERT))
        expert.toggled.connect(self._show_expert)
        above = self.actions["chartsAbove"]
        above.setChecked(remembered.get(settings.CHARTS_ABOVE))
        above.toggled.connect(self._put_charts)
        panel = self.actions["assumptions"]
        panel.toggled.connect(window.dock.setVisible)
        window.dock.visibilityChanged.connect(
            lambda: panel.setChecked(not window.dock.isHidden())
        )

    def _add_tool_bar(self) -> None:
        window = self._window
        bar = QToolBar(_("Tools"), window)
        bar.setObjectName("toolBar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        look = colours(window.palette())
        for name, short, colour in (
            ("open", _("Open"), look.text),
            ("save", _("Save"), look.text),
            ("undo", _("Undo"), look.text),
            ("redo", _("Redo"), look.text),
            ("export", _("Export report"), look.on_accent),
        ):
            actions.dress(self.actions[name], icon(name, colour, look.line), short)
        bar.addAction(self.actions["open"])
        bar.addAction(self.actions["save"])
        bar.addAction(self.actions["undo"])
        bar.addAction(self.actions["redo"])
        bar.addSeparator()
        self._controls = bar.addWidget(window.controls)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        bar.setToolButtonStyle(beside)
        bar.setIconSize(QSize(20, 20))
        for name in ("undo", "redo"):
            button = bar.widgetForAction(self.actions[name])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(room)
        bar.addAction(self.actions["export"])
        export = bar.widgetForAction(self.actions["export"])
        export.setProperty("kind", "primary")
        window.addToolBar(bar)

    def _show_expert(self, on: bool) -> None:
        self._window.settings.put(settings.EXPERT, on)
        self._window.pages.expert = on
        self._window.pages.refresh()

    def _put_charts(self, above: bool) -> None:
        self._window.settings.put(settings.CHARTS_ABOVE, above)
        self._window.pages.charts_above = above
        self._window.pages.refresh()

    def _copy(self) -> None:
        grid = self._grid()
        if grid is not None:
            grid.copy()

    def _copy_with_headings(self) -> None:
        grid = self._grid()
        if grid is not None:
            grid.copy_with_headings()

    def _grid(self) -> Grid | None:
        """Give the grid that has the keyboard, or the only one there can be."""
        from churn_desktop.ui.views.grid import Grid

        focused = QApplication.focusWidget()
        if isinstance(focused, Grid):
            return focused
        pages = self._window.pages
        return pages.customers.sheet if pages.chosen is PageId.CUSTOMERS else None

    def _find(self) -> None:
        self._window.pages.choose(PageId.CUSTOMERS)
        self._window.pages.customers.finder.open_bar()

    def _sort(self, *, descending: bool) -> None:
        pages = self._window.pages
        index = pages.customers.sheet.currentIndex()
        if index.isValid():
            pages.choose(PageId.CUSTOMERS)
            heading = pages.customers.model.heading(index.column())
            pages.customers.sort(heading, descending=descending)
