"""Pages of paper, filled from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from churn_desktop.output.charts.glyphs import drawable
from churn_desktop.output.charts.style import THEMES, font
from churn_desktop.output.widths import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, HIGH = 11.69, 8.27
"""A4, lying, in inches."""
MARGIN = 0.6
ROOM = WIDE - 2 * MARGIN
LEADING = 1.38

TEXT, SMALL, HEADING, TITLE = 9.5, 8.0, 12.0, 18.0
"""Sizes of letters in points."""

INK = THEMES["light"].text
MUTED = THEMES["light"].muted
RULE = "#C9D1D9"
ACCENT = "#1F4E79"
PALE = "#EAF1F8"
MARK = "#FFE9A8"


class Ink(NamedTuple):
    """How a text is written."""

    points: float = TEXT
    colour: str = INK
    bold: bool = False
    align: str = "left"


class Paper:
    """Pages with a place where the next thing goes.

    Everything is measured in inches from the upper left corner of the page.

    Parameters
    ----------
    title : str
        At the top of every page.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.pages: list[Figure] = []
        self.y = HIGH

    @property
    def page(self) -> Figure:
        """The page being filled."""
        return self.pages[-1]

    @property
    def sheet(self) -> Axes:
        """The whole page as axes, in inches."""
        return self.page.axes[0]

    def turn(self) -> None:
        """Begin a new page."""
        from matplotlib.figure import Figure

        page = Figure(figsize=(WIDE, HIGH), facecolor="white")
        sheet = page.add_axes((0, 0, 1, 1))
        sheet.set_xlim(0, WIDE)
        sheet.set_ylim(HIGH, 0)
        sheet.set_axis_off()
        self.pages.append(page)
        self.y = 0.45
        if self.title:
            self.put(self.title, MARGIN, Ink(SMALL, MUTED))
            self.y += 0.3

    def need(self, height: float) -> bool:
        """Begin a new page unless so much room is left; tell whether it did."""
        if self.pages and self.y + height <= HIGH - 0.7:
            return False
        self.turn()
        return True

    def put(self, text: str, x: float, ink: Ink, y: float | None = None) -> None:
        """Write a line at a place, by default where the next thing goes."""
        self.sheet.text(
            x, self.y if y is None else y, drawable(text), color=ink.colour,
            ha=ink.align, va="top", parse_math=False,
            fontproperties=font(ink.points, bold=ink.bold),
        )  # fmt: skip

    def write(self, text: str, ink: Ink | None = None, indent: float = 0) -> None:
        """Write a text across the page and go below it."""
        ink = ink or Ink()
        for line in wrap(text, columns(ROOM - indent, ink.points)):
            self.need(height(1, ink.points))
            self.put(line, MARGIN + indent, ink)
            self.y += height(1, ink.points)

    def fill(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """Colour a part of the page, below whatever is written there."""
        from matplotlib.patches import Rectangle

        self.sheet.add_patch(
            Rectangle((x, y), wide, high, color=colour, linewidth=0, zorder=0)
        )

    def rule(self, ys: Sequence[float], first: float, last: float) -> None:
        """Draw thin lines across."""
        self.sheet.hlines(ys, first, last, color=RULE, linewidth=0.5, zorder=0.5)


def columns(wide: float, points: float) -> int:
    """Count the columns of text that fit into a width in inches."""
    return max(int(wide * 72 / points / 0.53), 2)


def height(lines: int, points: float) -> float:
    """Give the height of some lines of text in inches."""
    return lines * points * LEADING / 72
