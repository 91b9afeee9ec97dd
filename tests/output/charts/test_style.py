from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
from matplotlib import colors

from churn_desktop import i18n
from churn_desktop.output.charts import style as chart_style
from churn_desktop.output.charts.style import THEMES, font, fonts, inches
from churn_desktop.pages.model import Tone


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_font_exists_and_the_last_resort_is_there(
    language: str, caplog: pytest.LogCaptureFixture
) -> None:
    from matplotlib.font_manager import findfont

    i18n.use(language)
    assert fonts()[-1] == "DejaVu Sans"
    with caplog.at_level(logging.WARNING, logger="matplotlib"):
        for family in fonts():
            findfont(family, fallback_to_default=False)
        findfont(font(10, bold=True))
    assert not caplog.records


def test_both_languages_have_the_same_chinese_fonts() -> None:
    english = fonts()
    i18n.use("zh_CN")
    chinese = fonts()
    assert english[-len(chinese) :] == chinese
    assert set(english) - set(chinese) <= set(chart_style.LATIN_FAMILIES)


def test_bundled_fonts_come_after_those_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chart_style, "_bundled", lambda: ["Our Own"])
    found = chart_style._fonts.__wrapped__(chinese=True)
    assert found[-2:] == ("Our Own", "DejaVu Sans")


@pytest.mark.parametrize(
    ("begin", "truetype"),
    [
        (b"OTTO", False),
        (b"\0\1\0\0", True),
        (b"ttcf" + bytes(8) + (20).to_bytes(4, "big") + bytes(4) + b"OTTO", False),
        (b"ttcf" + bytes(8) + (16).to_bytes(4, "big") + b"\0\1\0\0", True),
    ],
)
def test_outlines_are_known_from_the_file(
    begin: bytes, truetype: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matplotlib import font_manager

    path = tmp_path / "font.ttc"
    path.write_bytes(begin + bytes(20))
    monkeypatch.setattr(font_manager, "findfont", lambda _font: str(path))
    assert chart_style.outlines_are_truetype() is truetype


def test_series_of_one_tone_differ() -> None:
    for theme in THEMES.values():
        chosen = theme.colours([Tone.LOST, Tone.GAINED, Tone.LOST, Tone.LOST])
        assert len(set(chosen)) == 4
        assert len(theme.colours([Tone.MAIN] * 9)) == 9


def _luminance(colour: str) -> float:
    linear = np.array(colors.to_rgb(colour))
    linear = np.where(
        linear <= 0.03928, linear / 12.92, ((linear + 0.055) / 1.055) ** 2.4
    )
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_texts_and_lines_can_be_read(theme: chart_style.Theme) -> None:
    assert _contrast(theme.text, theme.background) >= 7
    assert _contrast(theme.muted, theme.background) >= 4.5
    for tone in (Tone.MAIN, Tone.LOST, Tone.GAINED, Tone.NEUTRAL):
        assert _contrast(theme.tones[tone][0], theme.background) >= 3


def _seen_by_the_colour_blind(colour: str) -> np.ndarray:
    """Simulate red blindness (Viénot, Brettel and Mollon 1999)."""
    linear = np.array(colors.to_rgb(colour)) ** 2.2
    matrix = np.array(
        [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.004, -0.004, 1]]
    )
    return np.clip(matrix @ linear, 0, 1) ** (1 / 2.2)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_gains_and_losses_differ_for_the_colour_blind(theme: chart_style.Theme) -> None:
    seen = [
        _seen_by_the_colour_blind(theme.tones[tone][0])
        for tone in (Tone.MAIN, Tone.LOST, Tone.GAINED)
    ]
    for at, one in enumerate(seen):
        for other in seen[at + 1 :]:
            assert np.abs(one - other).max() > 0.1


def test_lengths_are_rather_too_long() -> None:
    from matplotlib.textpath import TextPath

    for text in ("Churn rate 10.0 %", "客户流失率", "Mar 2024 · 三月"):
        outline = TextPath((0, 0), text, prop=font(10))
        real = outline.get_extents().width / 72
        assert 0.95 * real <= inches(text, 10) <= 1.6 * real


@pytest.mark.parametrize(("truetype", "kind"), [(True, 42), (False, 3)])
def test_only_truetype_outlines_are_embedded_as_such(
    truetype: bool, kind: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart_style, "outlines_are_truetype", lambda: truetype)
    assert chart_style.pdf_font_kind() == kind
