from __future__ import annotations

from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.shown_rows import ShownRows


def test_it_is_there_while_rows_are_hidden(qtbot: QtBot) -> None:
    button = ShownRows()
    qtbot.addWidget(button)
    button.tell(312, 3069)
    assert button.isVisible()
    assert button.accessibleName() == "312 of 3,069 rows shown"
    button.tell(3069, 3069)
    assert button.isHidden()
