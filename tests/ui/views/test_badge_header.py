from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import Role
from churn_desktop.pages.terms import role_title
from churn_desktop.ui.models.sheet_model import SheetModel
from churn_desktop.ui.views.badge_header import BadgeHeader
from tests.ui.made import a_project


@pytest.fixture
def header(qtbot: QtBot) -> Iterator[BadgeHeader]:
    project = a_project()
    model = SheetModel(explain=str, title=role_title)
    view = QTableView()
    qtbot.addWidget(view)
    header = BadgeHeader(view)
    view.setHorizontalHeader(header)
    view.setModel(model)
    model.setParent(view)
    model.show(project.table)
    model.show_meanings({Role.CUSTOMER_ID: "Customer"})
    view.resize(600, 200)
    view.show()
    yield header
    view.close()


def test_a_badge_needs_room(header: BadgeHeader) -> None:
    model = header.model()
    assert isinstance(model, SheetModel)
    with_badge = header.width_of(0)
    model.show_meanings({})
    assert header.width_of(0) < with_badge


def test_it_is_two_lines_high(header: BadgeHeader) -> None:
    assert header.sizeHint().height() > 2 * header.fontMetrics().height()


def test_the_order_is_pointed_out(header: BadgeHeader) -> None:
    before = header.grab().toImage()
    header.show_sorting({"Since": False})
    up = header.grab().toImage()
    header.show_sorting({"Since": True})
    down = header.grab().toImage()
    header.show_sorting({})
    assert before != up != down
    assert header.grab().toImage() == before
