from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.page_heading import PageHeading


def test_a_part_of_the_customers_is_named_and_can_be_left(qtbot: QtBot) -> None:
    heading = PageHeading("Overview", "plan: A & B")
    qtbot.addWidget(heading)
    part = heading.findChild(QPushButton)
    assert part is not None
    assert part.text() == "Only plan: A && B  ✕"
    assert part.accessibleName() == "Only plan: A & B"
    with qtbot.waitSignal(heading.all_wanted):
        part.click()


def test_all_customers_need_no_name(qtbot: QtBot) -> None:
    heading = PageHeading("Overview", "")
    qtbot.addWidget(heading)
    assert heading.findChild(QPushButton) is None
