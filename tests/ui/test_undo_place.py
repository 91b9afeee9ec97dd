from __future__ import annotations

import pytest

from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow


@pytest.fixture
def edited(full_window: MainWindow) -> MainWindow:
    """A window in which a name was changed, and the cursor went elsewhere."""
    full_window.pages.choose(PageId.CUSTOMERS)
    model = full_window.pages.customers.model
    full_window.editing.write_cell(("Name", int(model.table.rows[7])), "Other")
    full_window.pages.customers.sheet.go_to(30, 0)
    return full_window


def place(window: MainWindow) -> tuple[int, str]:
    index = window.pages.customers.sheet.currentIndex()
    model = window.pages.customers.model
    return model.position(index.row()), model.heading(index.column())


def test_what_is_undone_is_selected(edited: MainWindow) -> None:
    for name in ("undo", "redo"):
        edited.pages.customers.sheet.go_to(30, 0)
        edited.menus.actions[name].trigger()
        assert place(edited) == (7, "Name")


def test_an_undo_elsewhere_moves_nothing(edited: MainWindow) -> None:
    edited.pages.choose(PageId.OVERVIEW)
    edited.menus.actions["undo"].trigger()
    assert place(edited)[0] == 30


def test_what_changes_no_cell_moves_nothing(edited: MainWindow) -> None:
    edited.document.apply("free rows", lambda p: p.assuming(include_free=True))
    edited.menus.actions["undo"].trigger()
    assert place(edited)[0] == 30


def test_a_row_that_is_filtered_out_is_not_looked_for(edited: MainWindow) -> None:
    edited.pages.customers.pick([29, 30], "Two")
    edited.menus.actions["undo"].trigger()
    assert place(edited)[0] in (29, 30)
