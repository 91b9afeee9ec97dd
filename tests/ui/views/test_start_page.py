from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.button_row import WordButton
from churn_desktop.ui.views.start_page import RECENT_ON_SCREEN, SAMPLES, StartPage


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    page = StartPage([Path("/lists/shops.xlsx"), Path("/lists/b & c.csv")])
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def links(page: StartPage) -> list[QPushButton]:
    buttons = page.findChildren(QPushButton)
    return [b for b in buttons if b.property("kind") == "link" and b.isVisible()]


def test_a_file_can_be_chosen(page: StartPage, qtbot: QtBot) -> None:
    assert page.objectName() == "startPage"
    (button,) = [
        b for b in page.findChildren(QPushButton) if b.property("kind") == "primary"
    ]
    with qtbot.waitSignal(page.open_wanted):
        button.click()


def test_recent_files_are_offered(page: StartPage, qtbot: QtBot) -> None:
    assert [link.toolTip() for link in links(page)] == [
        str(Path("/lists/shops.xlsx")),
        str(Path("/lists/b & c.csv")),
    ]
    with qtbot.waitSignal(page.file_chosen) as chosen:
        links(page)[0].click()
    assert chosen.args == [Path("/lists/shops.xlsx")]
    page.show_recent([])
    assert links(page) == []
    page.show_recent([Path(f"{n}.csv") for n in range(20)])
    qtbot.waitUntil(lambda: len(links(page)) == RECENT_ON_SCREEN)


def test_samples_are_offered(page: StartPage, qtbot: QtBot) -> None:
    cards = [b for b in page.findChildren(WordButton) if not b.objectName()]
    assert len(cards) == len(SAMPLES)
    for card in cards:
        with qtbot.waitSignal(page.file_chosen) as chosen:
            card.click()
        assert chosen.args[0].is_file()


def test_the_drop_area_answers_a_file_above_it(page: StartPage) -> None:
    (area,) = [f for f in page.findChildren(QFrame) if f.property("kind") == "drop"]
    page.set_hot(True)
    assert area.property("hot") == "true"
    page.set_hot(False)
    assert area.property("hot") == "false"


def test_one_can_start_without_a_list(page: StartPage, qtbot: QtBot) -> None:
    for name, signal in (
        ("typeNumbersButton", page.typing_wanted),
        ("templateButton", page.template_wanted),
    ):
        button = page.findChild(WordButton, name)
        assert button is not None
        with qtbot.waitSignal(signal):
            button.click()
