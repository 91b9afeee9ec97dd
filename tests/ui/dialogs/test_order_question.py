from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import DateOrder
from churn_desktop.ui.dialogs.order_question import OrderQuestion
from churn_desktop.ui.models.preview import Question

QUESTION = Question(
    "Since",
    "03/04/2024",
    {DateOrder.DMY: date(2024, 4, 3), DateOrder.MDY: date(2024, 3, 4)},
    12,
)


@pytest.fixture
def asked(qtbot: QtBot) -> OrderQuestion:
    question = OrderQuestion()
    qtbot.addWidget(question)
    question.show()
    question.ask(QUESTION)
    question.show_answer(None)
    return question


def test_both_days_are_written_out(asked: OrderQuestion) -> None:
    assert asked.text.startswith("“03/04/2024” and 11 more in the column “Since”")
    first, second = (button.text() for button in asked.answers)
    assert "April" in first
    assert "March" in second
    assert second.endswith("(month, day, year)")
    assert not any(button.isChecked() for button in asked.answers)


def test_the_answer_is_told(asked: OrderQuestion, qtbot: QtBot) -> None:
    with qtbot.waitSignal(asked.answered) as told:
        asked.answers[1].click()
    assert told.args == [DateOrder.MDY]


def test_keys_answer(asked: OrderQuestion, qtbot: QtBot) -> None:
    asked.focus_first()
    with qtbot.waitSignal(asked.answered) as told:
        qtbot.keyClick(asked.answers[0], Qt.Key.Key_Space)
    assert told.args == [DateOrder.DMY]


def test_an_answer_given_elsewhere_is_shown_without_telling(
    asked: OrderQuestion, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(asked.answered):
        asked.show_answer(DateOrder.DMY)
        assert [button.isChecked() for button in asked.answers] == [True, False]
        asked.show_answer(None)
    assert [button.isChecked() for button in asked.answers] == [False, False]


def test_another_question_takes_its_place(asked: OrderQuestion) -> None:
    asked.ask(replace(QUESTION, heading="Until", cells=1))
    assert asked.text.startswith("“03/04/2024” in the column “Until”")
    assert len(asked.answers) == 2
    asked.drop()
    assert asked.isHidden()
