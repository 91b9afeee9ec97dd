from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.pages.explain import Explanation
from churn_desktop.ui.views.formula_bar import FormulaBar


@pytest.fixture
def bar(qtbot: QtBot) -> FormulaBar:
    bar = FormulaBar()
    qtbot.addWidget(bar)
    return bar


def test_it_says_how_a_number_came_about(bar: FormulaBar) -> None:
    bar.show_explanation(
        Explanation(
            "Mar 2024 · churn rate",
            "lost ÷ at start = 10 ÷ 100 = 10.0 %",
            "5.5-17.4 %, 95 %",
        )
    )
    assert bar.objectName() == "formulaBar"
    assert bar.text == (
        "Mar 2024 · churn rate  lost ÷ at start = 10 ÷ 100 = 10.0 %  (5.5-17.4 %, 95 %)"
    )
    assert bar.formula == "lost ÷ at start = 10 ÷ 100 = 10.0 %"


def test_it_shows_long_cells_on_one_line(bar: FormulaBar) -> None:
    bar.show_cell("B17", "two\nlines")
    assert bar.text == "B17  two lines"


def test_it_can_be_empty(bar: FormulaBar) -> None:
    bar.show_cell("B17", "words")
    bar.clear()
    assert bar.text == ""
