from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.ui.dialogs.counts_line import CountsLine
from churn_desktop.ui.models.preview import Counts

COUNTS = Counts(total=3069, used=2931, aside=138, doubtful=1, customers=1200)


@pytest.fixture
def line(qtbot: QtBot) -> CountsLine:
    line = CountsLine()
    qtbot.addWidget(line)
    line.show_counts(COUNTS)
    return line


def test_counts_are_written_out(line: CountsLine) -> None:
    assert line.text == (
        "2,931 of 3,069 rows used · 138 set aside · 1 doubtful · 1,200 customers"
    )


def test_what_a_choice_changed_is_said(line: CountsLine) -> None:
    line.show_counts(replace(COUNTS, used=2933, aside=136))
    assert line.text.startswith("2,933 of 3,069 rows used (+2) · 136 set aside (−2) · ")
    line.show_counts(COUNTS)
    assert "(" not in line.text


def test_words_take_the_place_of_counts(line: CountsLine) -> None:
    line.tell("No column says when.", wrong=True)
    assert line.text == "No column says when."
    line.show_counts(COUNTS, "Changes are given up.")
    assert line.text.endswith("customers\nChanges are given up.")


def test_what_is_wrong_has_room_around_it(line: CountsLine) -> None:
    label = line._words
    line.tell("This cannot be read.", wrong=True)
    assert label.margin() > 0
    line.show_counts(COUNTS)
    assert label.margin() == 0
