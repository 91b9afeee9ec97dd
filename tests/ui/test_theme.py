from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from churn_desktop.output.charts.style import THEMES
from churn_desktop.ui import theme
from churn_desktop.ui.theme import DARK, LIGHT, Colours, Theme, colours


@pytest.mark.parametrize("name", [Theme.LIGHT, Theme.DARK, Theme.SYSTEM])
def test_widgets_know_which_colours_hold(
    name: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, name)
    label = QLabel("words")
    qtbot.addWidget(label)
    found = colours(label.palette())
    assert found is (DARK if name is Theme.DARK else LIGHT)
    assert label.palette().color(QPalette.ColorRole.Text) == QColor(found.text)
    theme.apply(qapp, Theme.LIGHT)


@pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(chosen: Colours) -> None:
    pairs = [
        (ink, ground)
        for ink in ("text", "faint")
        for ground in ("window", "raised", "sheet", "stripe")
    ]
    pairs += [("text", tone) for tone in ("selected", "note", "warning", "error")]
    pairs += [("on_accent", "accent"), ("on_badge", "badge"), ("accent", "raised")]
    for ink, ground in pairs:
        assert contrast(getattr(chosen, ink), getattr(chosen, ground)) >= 4.5, (
            ink,
            ground,
        )


def test_charts_stand_on_the_ground_of_the_sheet() -> None:
    for chosen in (LIGHT, DARK):
        background = THEMES[chosen.name].background
        assert QColor(background) == QColor(chosen.sheet)


def test_every_colour_is_one() -> None:
    for chosen in (LIGHT, DARK):
        for field in fields(chosen)[1:]:
            assert QColor(getattr(chosen, field.name)).isValid()


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(name: str) -> float:
    colour = QColor(name)
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
