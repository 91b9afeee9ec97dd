"""What charts look like: fonts that know Chinese, colours anyone can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from churn_desktop import i18n, resources
from churn_desktop.output.widths import width
from churn_desktop.pages.model import Tone

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

ThemeName: TypeAlias = Literal["light", "dark"]

TITLE, WORDS, SMALL = 12.0, 9.5, 8.5
"""Sizes in points of the title, the series' names and everything else."""

FAMILIES = (
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
)
"""Fonts with simplified Chinese glyphs, the better ones first."""


LATIN_FAMILIES = ("Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans")
"""Fonts for English: in Chinese fonts quotation marks are as wide as a character."""


def fonts() -> tuple[str, ...]:
    """List the fonts of this computer to draw with, for glyph after glyph.

    A family that is only generic ("sans-serif") would not fall back for single glyphs.
    """
    return _fonts(chinese=i18n.language() == "zh_CN")


@cache
def _fonts(*, chinese: bool) -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    latin = [family for family in LATIN_FAMILIES if family in installed][:1]
    found = [family for family in FAMILIES if family in installed]
    first = [] if chinese else latin
    return (*first, *found, *_bundled(), "DejaVu Sans")


def _bundled() -> list[str]:
    """Make the fonts known that this copy of the program brings along."""
    from matplotlib.font_manager import fontManager

    folder = resources.root() / "fonts"
    names = []
    for path in sorted([*folder.glob("*.ttf"), *folder.glob("*.otf")]):
        fontManager.addfont(path)
        names.append(fontManager.ttflist[-1].name)
    return names


def pdf_font_kind() -> int:
    """Choose how fonts are embedded in a PDF, as matplotlib numbers it.

    Type 42 holds TrueType outlines only; others become Type 3. Letters stay letters
    that can be searched and copied either way.
    """
    return 42 if outlines_are_truetype() else 3


def outlines_are_truetype() -> bool:
    """Tell whether all fonts drawn with have TrueType outlines."""
    from matplotlib.font_manager import FontProperties, findfont

    paths = {findfont(FontProperties(family=[family])) for family in fonts()}
    return all(_is_truetype(Path(path)) for path in paths)


def _is_truetype(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(4) == b"ttcf":
            # A collection: its header ends with where its fonts begin.
            file.seek(12)
            file.seek(int.from_bytes(file.read(4), "big"))
        else:
            file.seek(0)
        return file.read(4) != b"OTTO"


def font(points: float, *, bold: bool = False) -> FontProperties:
    """Give the font of a piece of text."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=list(fonts()), size=points, weight="bold" if bold else "normal"
    )


def inches(text: str, points: float) -> float:
    """Estimate how long a line becomes, rather too much than too little.

    Examples
    --------
    >>> round(inches("客户", 12), 3) == round(2 * 12 / 72, 3)
    True
    """
    columns = width(text)
    wide = columns - len(text) if columns > len(text) else 0
    narrow = columns - 2 * wide
    return (wide + 0.6 * narrow) * points / 72


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a chart.

    Attributes
    ----------
    background, text, muted, grid : str
    tones : mapping of Tone to tuple of str
        The first for the first series of that tone, and so on. After Okabe and Ito;
        neighbours differ in lightness too, so that a grey copy is still readable.
    """

    background: str
    text: str
    muted: str
    grid: str
    tones: Mapping[Tone, tuple[str, ...]]

    def colours(self, tones: list[Tone]) -> list[str]:
        """Give each series its colour."""
        seen: dict[Tone, int] = {}
        chosen = []
        for tone in tones:
            shades = self.tones[tone]
            chosen.append(shades[seen.get(tone, 0) % len(shades)])
            seen[tone] = seen.get(tone, 0) + 1
        return chosen


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        background="#FFFFFF",
        text="#1F2328",
        muted="#5B636B",
        grid="#E3E6E9",
        tones={
            Tone.MAIN: ("#0072B2", "#56B4E9", "#CC79A7", "#7A5195"),
            Tone.LOST: ("#D55E00", "#8C2D04", "#F0A36B"),
            Tone.GAINED: ("#009E73", "#7FCFB6", "#00543D"),
            Tone.NEUTRAL: ("#6E7781", "#A8B0B8", "#3D444B"),
            Tone.WARNING: ("#E69F00", "#A87400", "#F3CC7A"),
        },
    ),
    "dark": Theme(
        background="#1E1F22",
        text="#E8EAED",
        muted="#A9B0B8",
        grid="#34373B",
        tones={
            Tone.MAIN: ("#56B4E9", "#2F7FB8", "#E3A3C6", "#B69BD1"),
            Tone.LOST: ("#F0803C", "#FFC59B", "#B5501A"),
            Tone.GAINED: ("#2FC79A", "#A5E6D2", "#178A68"),
            Tone.NEUTRAL: ("#9AA3AC", "#6D757D", "#C9CFD5"),
            Tone.WARNING: ("#F2B933", "#FFE09A", "#B8860B"),
        },
    ),
}
