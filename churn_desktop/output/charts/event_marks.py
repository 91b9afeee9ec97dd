"""What happened when, on a chart over time: numbered lines, and what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.output.charts.glyphs import drawable
from churn_desktop.output.charts.style import SMALL, Theme, font, inches
from churn_desktop.output.widths import shorten
from churn_desktop.pages.model import Chart, ChartKind, Event, Table, Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

_LINE = SMALL * 1.35 / 72
_SIGN = 0.19
"""Height of a row of signs in inches."""
_BESIDE = 0.04
"""So much beside a sign still belongs to it, in inches."""
_MOST_LEVELS, _MOST_LINES = 4, 4
_LONGEST = 60


def shows_events(chart: Chart, table: Table) -> bool:
    """Tell whether a chart runs along the time in which things were noted."""
    over_time = table.measures[0].unit is Unit.PERIOD
    return bool(table.events) and over_time and chart.kind is not ChartKind.RANGE


class EventMarks:
    """Signs above the axes and their texts below, placed anew at every drawing.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Its rows stand at 0, 1, 2, …
    theme : Theme
    events : sequence of Event
    """

    def __init__(self, axes: Axes, theme: Theme, events: Sequence[Event]) -> None:
        self.axes, self.events = axes, tuple(events)
        self.rows: list[int] = []
        self.signs: list[Text] = []
        self.lines: list[Text] = []
        figure = axes.get_figure(root=True)
        assert figure is not None
        for row, found in groupby(sorted(events, key=_row), key=_row):
            self.rows.append(row)
            self.signs.append(
                figure.text(
                    0, 0, "".join(event.sign for event in found), ha="center",
                    va="center", color=theme.text, fontproperties=font(SMALL),
                    parse_math=False,
                )
            )  # fmt: skip
        for _n in range(_MOST_LINES):
            self.lines.append(
                figure.text(
                    0, 0, "", va="top", color=theme.text, parse_math=False,
                    fontproperties=font(SMALL),
                )
            )  # fmt: skip
        axes.vlines(
            self.rows, 0, 1, transform=axes.get_xaxis_transform(), linewidth=1.0,
            color=theme.muted, linestyles=(0, (2, 2)), zorder=1.5,
        )  # fmt: skip

    def levels(self, wide: float) -> list[int]:
        """Give each sign the lowest row in which it touches no other.

        Parameters
        ----------
        wide : float
            Of the axes, in inches.
        """
        low, high = self.axes.get_xlim()
        ends: list[float] = []
        found = []
        for row, text in zip(self.rows, self.signs, strict=True):
            half = inches(text.get_text(), SMALL) / 2 + _BESIDE
            middle = (row - low) / (high - low) * wide
            free = (at for at, end in enumerate(ends) if end <= middle - half)
            level = next(free, len(ends))
            level = min(level, _MOST_LEVELS - 1)
            ends += [0.0] * (level + 1 - len(ends))
            ends[level] = middle + half
            found.append(level)
        return found

    def at(self, x: float, y: float) -> Event | None:
        """Find the event whose sign was drawn at a place.

        Parameters
        ----------
        x, y : float
            Pixels of the figure, counted from its lower left corner.
        """
        figure = self.axes.get_figure(root=True)
        assert figure is not None
        for row, text in zip(self.rows, self.signs, strict=True):
            here = [event for event in self.events if event.row == row]
            middle = figure.transSubfigure.transform(text.get_position())
            wide = (inches(text.get_text(), SMALL) + 2 * _BESIDE) * figure.dpi
            along = (x - middle[0]) / wide + 0.5
            if 0 <= along < 1 and abs(y - middle[1]) <= _SIGN / 2 * figure.dpi:
                return here[int(along * len(here))]
        return None

    def room_above(self, wide: float) -> float:
        """Give the height of the signs above axes of a width, in inches."""
        return (max(self.levels(wide), default=-1) + 1) * _SIGN

    def texts(self, wide: float) -> list[str]:
        """Write what the signs stand for, in lines of at most a width in inches.

        Returns
        -------
        list of str
            No more than a few lines; the last says how many are left out.
        """
        lines: list[str] = []
        for at, event in enumerate(self.events):
            words = " ".join(event.text.split())
            entry = shorten(f"{event.sign} {words}", _LONGEST)
            joined = f"{lines[-1]}    {entry}" if lines else entry
            if lines and inches(joined, SMALL) <= wide:
                lines[-1] = joined
            elif len(lines) < _MOST_LINES - 1 or (
                len(lines) < _MOST_LINES and at == len(self.events) - 1
            ):
                lines.append(entry)
            else:
                more = _("… and {count} more notes")
                lines.append(more.format(count=len(self.events) - at))
                break
        return lines

    def room_below(self, wide: float) -> float:
        """Give the height of the texts in a box of a width, in inches."""
        lines = len(self.texts(wide))
        return lines * _LINE + 0.06 if lines else 0

    def place(
        self, left: float, bottom: float, wide: float, all_wide: float, all_high: float
    ) -> None:
        """Put signs and texts where they belong.

        Parameters
        ----------
        left, bottom, wide : float
            The lower left corner of the texts and their width, in inches.
        all_wide, all_high : float
            Size of the figure.
        """
        box = self.axes.get_position()
        low, high = self.axes.get_xlim()
        levels = self.levels(box.width * all_wide)
        for row, text, level in zip(self.rows, self.signs, levels, strict=True):
            x = box.x0 + (row - low) / (high - low) * box.width
            text.set_position((x, box.y1 + (level + 0.5) * _SIGN / all_high))
        written = self.texts(wide)
        top = bottom + len(written) * _LINE
        for at, text in enumerate(self.lines):
            text.set_text(drawable(written[at]) if at < len(written) else "")
            text.set_position((left / all_wide, (top - at * _LINE) / all_high))


def _row(event: Event) -> int:
    return event.row
