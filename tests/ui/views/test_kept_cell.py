from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import PageId
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.views.customers_view import CustomersView


@pytest.fixture
def customers(full_window: MainWindow) -> CustomersView:
    full_window.pages.choose(PageId.CUSTOMERS)
    return full_window.pages.customers


def place(customers: CustomersView) -> tuple[int, int]:
    """Give table position and column of the cell that is selected."""
    ((top, bottom, left, right),) = customers.sheet.ranges()
    assert (top, left) == (bottom, right)
    return customers.model.position(top), left


def test_a_cell_stays_selected_while_its_row_is_shown(
    customers: CustomersView, full_window: MainWindow
) -> None:
    customers.sheet.go_to(9, 1)
    customers.arranger.pick([3, 9, 20])
    assert place(customers) == (9, 1)
    assert full_window.formula_bar.text == "B11  Shop 9"
    customers.arranger.show_all()
    assert place(customers) == (9, 1)


def test_the_first_cell_is_selected_where_the_row_went(
    customers: CustomersView, full_window: MainWindow
) -> None:
    customers.sheet.go_to(9, 1)
    customers.arranger.pick([3, 20])
    assert place(customers) == (3, 1)
    assert full_window.formula_bar.text == "B5  Shop 3"
    customers.arranger.pick([])
    assert full_window.formula_bar.text == ""


def test_the_formula_bar_follows_a_sort(
    customers: CustomersView, full_window: MainWindow, qtbot: QtBot
) -> None:
    customers.sheet.go_to(0, 0)
    assert full_window.formula_bar.text == "A2  C000"
    customers.sort("Customer", descending=True)
    qtbot.waitUntil(lambda: customers.model.order is not None)
    assert full_window.formula_bar.text == "A41  C039"


def test_the_formula_bar_follows_columns_that_are_moved(
    customers: CustomersView, full_window: MainWindow
) -> None:
    customers.sheet.go_to(0, 0)
    assert full_window.formula_bar.text == "A2  C000"
    first, second, *others = customers.model.headings
    customers.arranger.show_columns((second, first, *others))
    index = customers.sheet.currentIndex()
    shown = customers.model.text(index.row(), index.column())
    assert full_window.formula_bar.text.endswith(shown)
