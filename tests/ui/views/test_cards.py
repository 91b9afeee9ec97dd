from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from churn_desktop.pages.model import Cards, PageId
from churn_desktop.ui.views.cards import CardRow
from tests.ui.made import a_page


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
    return [label.text() for label in row.buttons[number].findChildren(QLabel)]


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
