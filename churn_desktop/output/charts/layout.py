"""Room for title, names and labels around a chart, whatever its size becomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.layout_engine import LayoutEngine

from churn_desktop.output.charts.glyphs import drawable
from churn_desktop.output.charts.style import SMALL, TITLE, WORDS, Theme, font, inches
from churn_desktop.output.widths import shorten, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from churn_desktop.output.charts.axes import WrappedNames
    from churn_desktop.output.charts.event_marks import EventMarks

MARGIN = 0.14
_LEADING = 1.35
_TITLE_LINES = 3
_WORD_GAP = 0.18


class Box(NamedTuple):
    """A part of a figure, in inches from its lower left corner."""

    left: float
    bottom: float
    wide: float
    high: float


class ChartLayout(LayoutEngine):
    """Places everything anew before each drawing, in inches.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    theme : Theme
    title : str
        Broken into as many lines as it needs.
    unit_words : str
        What the vertical axis shows, under the title.
    box : Box, optional
        The part of the figure that the chart takes; all of it when not given.
    """

    _adjust_compatible = False
    _colorbar_gridspec = False

    def __init__(
        self,
        axes: Axes,
        theme: Theme,
        title: str,
        unit_words: str,
        box: Box | None = None,
    ) -> None:
        super().__init__()
        self.axes, self.theme, self.box = axes, theme, box
        self.title = drawable(title)
        self.heading = self._text(TITLE, theme.text, bold=True)
        self.words: list[Text] = []
        self.ends: list[tuple[float, Text]] = []
        self.last_mark = ""
        self.marks: EventMarks | None = None
        self.names: WrappedNames | None = None
        if unit_words:
            self.add_word(unit_words, theme.muted)

    @property
    def figure(self) -> Figure:
        """The figure everything is drawn on."""
        found = self.axes.get_figure(root=True)
        assert found is not None
        return found

    def _text(self, points: float, colour: str, *, bold: bool = False) -> Text:
        return self.figure.text(
            0, 0, "", color=colour, fontproperties=font(points, bold=bold),
            va="top", parse_math=False,
        )  # fmt: skip

    def add_word(self, text: str, colour: str) -> None:
        """Add a word under the title: a series' name in its colour."""
        word = self._text(WORDS, colour)
        word.set_text(drawable(text))
        self.words.append(word)

    def add_end(self, y: float, text: str, colour: str) -> None:
        """Add a label beside the right end of a line, at a value."""
        label = self._text(WORDS, colour)
        label.set_text(drawable(text))
        label.set_verticalalignment("center")
        self.ends.append((y, label))

    def execute(self, fig: Figure) -> None:
        all_wide, all_high = (float(side) for side in fig.get_size_inches())
        box = self.box or Box(0, 0, all_wide, all_high)
        top = self._place_words(box, all_wide, all_high)
        left, bottom = self._room_left(box.wide), self._room_below()
        right = MARGIN + max(
            (_length(label, WORDS) for _, label in self.ends), default=0
        )
        right = min(right + (0.08 if self.ends else 0), 0.45 * box.wide)
        # Half of what is written below the last mark hangs over the edge.
        right = max(right, inches(self.last_mark, SMALL) / 2)
        wide, room = max(box.wide - left - right, 0.5), box.wide - 2 * MARGIN
        if self.names is not None:
            lines = self.names.fit(0.95 * wide / max(len(self.names.names), 1))
            bottom += (lines - 1) * SMALL * _LEADING / 72
        if self.marks is not None:
            top += self.marks.room_above(wide)
            bottom += self.marks.room_below(room)
        self.axes.set_position(
            (
                (box.left + left) / all_wide,
                (box.bottom + bottom) / all_high,
                wide / all_wide,
                max(box.high - bottom - top, 0.4) / all_high,
            )
        )
        if self.marks is not None:
            low = box.bottom + MARGIN / 2
            self.marks.place(box.left + MARGIN, low, room, all_wide, all_high)
        self._place_ends(fig)

    def _place_words(self, box: Box, all_wide: float, all_high: float) -> float:
        """Put the title and the words below it; give the height they take."""

        def at(x: float, y: float) -> tuple[float, float]:
            return (box.left + x) / all_wide, (box.bottom + box.high - y) / all_high

        per_column = 0.54 * TITLE / 72
        room = int((box.wide - 2 * MARGIN) / per_column)
        lines = wrap(shorten(self.title, _TITLE_LINES * room), room)
        self.heading.set_text("\n".join(lines))
        self.heading.set_position(at(MARGIN, MARGIN))
        x, y = MARGIN, MARGIN + (len(lines) * TITLE * _LEADING) / 72
        for word in self.words:
            length = _length(word, WORDS)
            if x > MARGIN and x + length > box.wide - MARGIN:
                x, y = MARGIN, y + WORDS * _LEADING / 72
            word.set_position(at(x, y))
            x += length + _WORD_GAP
        return y + (WORDS * _LEADING / 72 if self.words else 0) + 0.12

    def _room_left(self, wide: float) -> float:
        axis = self.axes.yaxis
        texts = axis.get_major_formatter().format_ticks(
            [float(place) for place in axis.get_majorticklocs()]
        )
        longest = max((_longest(text) for text in texts), default=0)
        return min(longest + MARGIN + 0.08, 0.5 * wide)

    def _room_below(self) -> float:
        lines = 1 if not self.axes.get_xlabel() else 2.3
        return MARGIN + lines * SMALL * _LEADING / 72 + 0.04

    def _place_ends(self, figure: Figure) -> None:
        """Keep the labels at the right beside their lines but clear of each other."""
        low, high = self.axes.bbox.y0, self.axes.bbox.y1
        apart = WORDS * 1.25 * figure.dpi / 72
        order = sorted(self.ends, key=lambda end: end[0])
        wanted = [float(self.axes.transData.transform((0, y))[1]) for y, _ in order]
        x = (self.axes.bbox.x1 + 0.08 * figure.dpi) / figure.bbox.width
        for at, (_, label) in zip(spread(wanted, apart, low, high), order, strict=True):
            label.set_position((x, at / figure.bbox.height))


def spread(
    wanted: Sequence[float], apart: float, low: float, high: float
) -> list[float]:
    """Move ascending positions as little as needed to keep them apart.

    Examples
    --------
    >>> spread([10, 11, 50], apart=10, low=0, high=60)
    [5.5, 15.5, 50]
    """
    groups: list[list[float]] = []
    for position in wanted:
        groups.append([position])
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], apart):
            groups[-2:] = [groups[-2] + groups[-1]]
    placed = [
        _middle(group) + (at - (len(group) - 1) / 2) * apart
        if len(group) > 1
        else group[0]
        for group in groups
        for at in range(len(group))
    ]
    # What hangs over an edge pushes its neighbours before it.
    for at in range(len(placed)):
        floor = low if at == 0 else placed[at - 1] + apart
        placed[at] = max(placed[at], floor)
    for at in reversed(range(len(placed))):
        ceiling = high if at == len(placed) - 1 else placed[at + 1] - apart
        placed[at] = min(placed[at], ceiling)
    return placed


def _middle(group: list[float]) -> float:
    return sum(group) / len(group)


def _overlap(below: list[float], above: list[float], apart: float) -> bool:
    room = (len(below) + len(above)) / 2 * apart
    return _middle(above) - _middle(below) < room


def _length(text: Text, points: float) -> float:
    return inches(text.get_text(), points)


def _longest(text: str) -> float:
    lines = text.replace(r"\$", "$").splitlines()
    return max((inches(line, SMALL) for line in lines), default=0)
