from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import Cards, PageId, Source
from churn_desktop.ui.views.cards import CardRow
from churn_desktop.ui.views.cell_menu import cell_of
from tests.ui.made import a_page, a_report


@pytest.fixture
def row(qtbot: QtBot) -> CardRow:
    cards = a_page().blocks[0]
    assert isinstance(cards, Cards)
    row = CardRow(cards, None)
    qtbot.addWidget(row)
    row.resize(800, 200)
    row.show()
    return row


def shown(row: CardRow, number: int) -> list[str]:
    labels = row.buttons[number].findChildren(QLabel)
    return [label.text().replace("\N{NO-BREAK SPACE}", " ") for label in labels]


def test_a_card_shows_its_figure_and_how_sure_it_is(row: CardRow) -> None:
    assert shown(row, 0) == ["Churn rate", "10.0 %", "5.5-17.4 %, 95 %", "Mar 2024"]
    assert row.buttons[0].accessibleName() == "Churn rate: 10.0 %"


def test_a_figure_that_is_not_defined_says_so(row: CardRow) -> None:
    assert shown(row, 1) == ["Net retention", "not defined"]


def test_a_card_leads_to_the_cell_it_comes_from(row: CardRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.chosen) as chosen:
        row.buttons[0].click()
    assert chosen.args[0].page is PageId.PERIODS
    with qtbot.assertNotEmitted(row.chosen):
        row.buttons[1].click()


def known_row(qtbot: QtBot) -> CardRow:
    """Make a row whose first card knows the cell it comes from: who was lost."""
    cards = a_page().blocks[0]
    assert isinstance(cards, Cards)
    first = replace(cards.cards[0], source=Source(PageId.PERIODS, "periods", 0, "lost"))
    page = a_report().page(PageId.PERIODS)
    row = CardRow(
        Cards((first, *cards.cards[1:])), None, lambda place: cell_of(page, place, None)
    )
    qtbot.addWidget(row)
    return row


def test_figure_and_formula_of_a_card_are_copied(row: CardRow, qtbot: QtBot) -> None:
    copied = QGuiApplication.clipboard()
    trigger(row.menu(row.buttons[0]), "Copy value")
    assert copied.text() == "10.0 %"
    trigger(row.menu(row.buttons[0]), "Copy how it came about")
    assert copied.text() == "Churn rate = 10.0 % (Mar 2024)"
    known = known_row(qtbot)
    trigger(known.menu(known.buttons[0]), "Copy how it came about")
    assert copied.text() == "2024-01 · lost = 10"


def test_the_menu_of_a_card_leads_on(row: CardRow, qtbot: QtBot) -> None:
    known = known_row(qtbot)
    with qtbot.waitSignal(known.opened) as opened:
        trigger(known.menu(known.buttons[0]), "Show these customers")
    assert opened.args[1:] == [0, "lost"]
    with qtbot.waitSignal(known.chosen):
        trigger(known.menu(known.buttons[0]), "Show where this figure comes from")
    assert [a.text() for a in row.menu(row.buttons[1]).actions()] == [
        "Copy value",
        "Copy how it came about",
    ]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_menu_key_opens_the_menu(row: CardRow) -> None:
    where = QPoint(5, 5)
    row.buttons[0].contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, where)
    )
    menu = row.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.close()


def test_a_card_that_gets_the_keyboard_is_explained(qtbot: QtBot) -> None:
    known = known_row(qtbot)
    with qtbot.waitSignal(known.explained) as explained:
        known.buttons[0].entered.emit()
    assert explained.args[1:] == [0, "lost"]
    with qtbot.assertNotEmitted(known.explained):
        known.buttons[1].entered.emit()


def trigger(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()
