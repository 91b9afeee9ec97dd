from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from churn_desktop.pages.editing import Act, Answer
from churn_desktop.ui.dialogs.outcome_dialog import OutcomeDialog

ACT = Act("done", "Done…", lambda p, _rows, _answer: p, asks=True, outcomes=("stays",))


def test_a_day_and_words_are_asked_for(qtbot: QtBot) -> None:
    dialog = OutcomeDialog(ACT, date(2024, 3, 31))
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Done"
    assert dialog.answer == Answer(date(2024, 3, 31), "")
    dialog.outcome.setCurrentText(" wants a discount ")
    dialog.when.show_date(date(2024, 3, 30))
    assert dialog.answer == Answer(date(2024, 3, 30), "wants a discount")
    assert "stays" in [
        dialog.outcome.itemText(n) for n in range(dialog.outcome.count())
    ]
