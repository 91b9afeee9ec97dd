from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.ui.models.sheet_replace import Wanted, find_all
from churn_desktop.ui.views.replace_bar import ReplaceBar
from tests.ui.made import a_table


def test_nothing_is_replaced_before_it_was_counted(qtbot: QtBot) -> None:
    bar = ReplaceBar()
    qtbot.addWidget(bar)
    bar.open_bar()
    with qtbot.waitSignal(bar.count_wanted) as asked:
        bar.text.setText("x")
    assert asked.args == [Wanted("x"), "all"]
    with qtbot.assertNotEmitted(bar.replace_wanted):
        qtbot.keyClick(bar.text, Qt.Key.Key_Return)
    table = a_table({"a": ["x", "y"]})
    found = find_all(table, [("a", np.arange(2))], Wanted("x"))
    bar.tell(found)
    assert bar.told == "1 cell in 1 column"
    with qtbot.waitSignal(bar.replace_wanted) as wanted:
        qtbot.keyClick(bar.text, Qt.Key.Key_Return)
    assert wanted.args == [found]
