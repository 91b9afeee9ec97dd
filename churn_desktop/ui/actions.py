"""Everything one can do from the menus, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QIcon, QKeySequence

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Key = QKeySequence.StandardKey

_ACCESS_KEY = re.compile(r"\s*\(&\w\)")
"""Where a language has no letter of its own for it."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One action.

    Attributes
    ----------
    name : str
        The object is called this and "Action".
    text : str
        Marked for the catalogue, with its access key.
    keys : StandardKey, str or None
    checkable : bool
    needs_list : bool
        Of no use while no list is open.
    """

    name: str
    text: str
    keys: Key | str | None = None
    checkable: bool = False
    needs_list: bool = True


SPECS = (
    Spec("open", mark("&Open…"), Key.Open, needs_list=False),
    Spec("saveTemplate", mark("New list from &template…"), needs_list=False),
    Spec("typeNumbers", mark("T&ype numbers"), needs_list=False),
    Spec("save", mark("&Save"), Key.Save),
    Spec("saveAs", mark("Save &as…"), "Ctrl+Shift+S"),
    Spec("revert", mark("Re&vert to imported")),
    Spec("backups", mark("&Backups…")),
    Spec("saveBack", mark("Save edits bac&k to Excel…")),
    Spec("export", mark("&Export report…"), "Ctrl+E"),
    Spec("exportFollowups", mark("Save follo&w-ups…")),
    Spec("exitSurvey", mark("E&xit survey…")),
    Spec("surveyAnswers", mark("Take over sur&vey answers…")),
    Spec("exportMasked", mark("Export report without &names…"), "Ctrl+Shift+E"),
    Spec("close", mark("&Close"), Key.Close, needs_list=False),
    Spec("quit", mark("&Quit"), "Ctrl+Q", needs_list=False),
    Spec("copy", mark("&Copy"), Key.Copy),
    Spec("copyWithHeadings", mark("Copy with &headings"), "Ctrl+Shift+C"),
    Spec("paste", mark("&Paste"), Key.Paste),
    Spec("clear", mark("C&lear cells"), "Del"),
    Spec("fillDown", mark("Fill &down"), "Ctrl+D"),
    Spec("fillRight", mark("Fill ri&ght"), "Ctrl+R"),
    Spec("insertRows", mark("&Insert rows above"), "Ctrl++"),
    Spec("insertRowsBelow", mark("Insert rows &below"), "Ctrl+Shift+Return"),
    Spec("deleteRows", mark("Delete ro&ws"), "Ctrl+-"),
    Spec("insertColumn", mark("&Add a column…")),
    Spec("renameColumn", mark("Re&name the column…")),
    Spec("deleteColumn", mark("Dele&te the column")),
    Spec("find", mark("&Find…"), Key.Find),
    Spec("findNext", mark("Find ne&xt"), "F3"),
    Spec("findFormer", mark("Find for&mer"), "Shift+F3"),
    Spec("replace", mark("R&eplace…"), "Ctrl+H"),
    Spec("nextPart", mark("Next part of the &window"), "F6", needs_list=False),
    Spec("hideColumns", mark("&Hide columns"), "Ctrl+0"),
    Spec("showColumns", mark("&Show all columns"), "Ctrl+Shift+0"),
    Spec("moveColumnLeft", mark("Move column to the &left"), "Alt+Shift+Left"),
    Spec("moveColumnRight", mark("Move column to the &right"), "Alt+Shift+Right"),
    Spec("freezeFirst", mark("Freeze the f&irst column")),
    Spec("freezeHere", mark("Freeze columns &up to this one")),
    Spec("unfreeze", mark("Unfree&ze columns")),
    Spec("zoomIn", mark("Zoo&m in"), "Ctrl+Alt+="),
    Spec("zoomOut", mark("Zoom &out"), "Ctrl+Alt+-"),
    Spec("zoomUsual", mark("Usual size"), "Ctrl+Alt+0"),
    Spec("formerPage", mark("&Former page"), "Ctrl+PgUp"),
    Spec("nextPage", mark("&Next page"), "Ctrl+PgDown"),
    Spec("assumptions", mark("&Assumptions"), "Ctrl+Shift+A", checkable=True),
    Spec("expert", mark("&Expert figures"), checkable=True, needs_list=False),
    Spec("chartsAbove", mark("Charts a&bove tables"), checkable=True, needs_list=False),
    Spec("language", mark("&Language"), needs_list=False),
    Spec("checkColumns", mark("&How the list is read…"), "Ctrl+Shift+K"),
    Spec("forgetReadings", mark("Forget how lists were &read"), needs_list=False),
    Spec("update", mark("&Update from source file…"), "F5"),
    Spec("updateFrom", mark("Update from an&other file…")),
    Spec("notes", mark("&Notes…")),
    Spec("sortUp", mark("Sort by this column, &ascending")),
    Spec("sortDown", mark("Sort by this column, &descending")),
    Spec("fileOrder", mark("Order of the f&ile")),
    Spec("sortBySeveral", mark("Sort by &several columns…"), "Ctrl+Alt+S"),
    Spec("filter", mark("&Filter by this column…"), "Ctrl+Shift+L"),
    Spec("arrangeAgain", mark("Sort and filter a&gain"), "Ctrl+Alt+L"),
    Spec("showAll", mark("Show a&ll rows")),
    Spec("exampleScenarios", mark("Scenarios of the &example")),
    Spec("forgetTyped", mark("&Forget what was typed on this page")),
    Spec("latestDate", mark("As of the &latest date of the list")),
    Spec("shortcuts", mark("&Keyboard shortcuts"), "F1", needs_list=False),
    Spec("about", mark("&About Churn Desktop"), needs_list=False),
)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        mark("&File"),
        ("open", "recent>", "saveTemplate", "typeNumbers", "", "save", "saveAs",
         "revert", "backups", "", "saveBack", "export", "exportMasked",
         "exportFollowups", "exitSurvey", "", "close", "quit"),
    ),
    (
        mark("&Edit"),
        ("undo", "redo", "", "copy", "copyWithHeadings", "paste", "clear", "",
         "fillDown", "fillRight", "", "insertRows", "insertRowsBelow", "deleteRows",
         "insertColumn", "renameColumn", "deleteColumn", "", "find", "findNext",
         "findFormer", "replace"),
    ),
    (
        mark("&View"),
        ("formerPage", "nextPage", "nextPart", "", "hideColumns", "showColumns",
         "moveColumnLeft", "moveColumnRight", "", "freezeFirst", "freezeHere",
         "unfreeze", "", "zoomIn", "zoomOut", "zoomUsual", "", "assumptions", "expert",
         "chartsAbove", "", "theme>", "language"),
    ),
    (
        mark("&Data"),
        ("checkColumns", "forgetReadings", "update", "updateFrom",
         "surveyAnswers", "notes", "",
         "sortUp",
         "sortDown", "sortBySeveral", "fileOrder", "",
         "filter", "arrangeAgain", "showAll"),
    ),
    (
        mark("&Analysis"),
        ("period>", "latestDate", "", "exampleScenarios", "forgetTyped"),
    ),
    (mark("&Help"), ("shortcuts", "about")),
)  # fmt: skip
"""Titles and entries: an action, ``name>`` for a submenu, ``""`` for a line."""


def make_actions(
    owner: QWidget, slots: Mapping[str, Callable[[], None]]
) -> dict[str, QAction]:
    """Make every action of the table.

    Parameters
    ----------
    owner : QWidget
        The window.
    slots : mapping of str to callable
        What each action that cannot be checked does.
    """
    actions = {}
    for spec in SPECS:
        action = QAction(_(spec.text), owner)
        action.setObjectName(f"{spec.name}Action")
        action.setCheckable(spec.checkable)
        if spec.keys is not None:
            action.setShortcut(QKeySequence(spec.keys))
        if spec.name in slots:
            # What an action sends along must not become an argument.
            action.triggered.connect(lambda _checked=False, s=slots[spec.name]: s())
        owner.addAction(action)
        actions[spec.name] = action
    return actions


def fill_menus(
    bar: QMenuBar, actions: Mapping[str, QAction], submenus: Mapping[str, QMenu]
) -> None:
    """Put the actions into the menus."""
    for title, entries in MENUS:
        menu = bar.addMenu(_(title))
        for entry in entries:
            if not entry:
                menu.addSeparator()
            elif entry.endswith(">"):
                menu.addMenu(submenus[entry[:-1]])
            else:
                menu.addAction(actions[entry])


def enable(actions: Mapping[str, QAction], *, has_list: bool) -> None:
    """Grey out what is of no use without a list."""
    for spec in SPECS:
        actions[spec.name].setEnabled(has_list or not spec.needs_list)


def dress(action: QAction, icon: QIcon, short: str) -> None:
    """Give an action of the tool bar its picture and a shorter text."""
    action.setIcon(icon)
    action.setIconText(short)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    words = plain(action.text())
    action.setToolTip(f"{words} ({keys})" if keys else words)


def plain(text: str) -> str:
    """Give the text of an entry without its access key and dots.

    Examples
    --------
    >>> plain("&Open…"), plain("打开(&O)…"), plain("Terms && prices")
    ('Open', '打开', 'Terms & prices')
    """
    bare = _ACCESS_KEY.sub("", text.rstrip("…"))
    return re.sub("&(.)", r"\1", bare).rstrip("…")
