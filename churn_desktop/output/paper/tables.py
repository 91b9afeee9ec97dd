"""Tables on paper: as many columns as can be read, headings on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.output.paper.pages import (
    ACCENT,
    HEADING,
    MARGIN,
    MARK,
    MUTED,
    ROOM,
    SMALL,
    Ink,
    Paper,
    columns,
    height,
)
from churn_desktop.output.widths import shorten, width, wrap
from churn_desktop.pages.formats import event_lines, write_in
from churn_desktop.pages.model import Measure, Table, Unit

MOST_ROWS = 60
"""Longer tables are cut on paper, and say so."""
_FIRST_ROWS = 20
"""What is left of them: their beginning, the rest is a matter of the workbook."""

_TOGETHER = 8
"""A table with no more rows is not torn."""
_POINTS = (8.0, 7.0, 6.2)
_PAD = 0.07
_MOST_LINES = 3
_WIDEST_TEXT, _NARROWEST_TEXT = 2.9, 0.9
_WORDS = (Unit.TEXT, Unit.PERIOD)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column ready to be drawn: its place, and its cells as lines of text."""

    measure: Measure
    left: float
    wide: float
    heading: list[str]
    cells: list[list[str]]

    @property
    def words(self) -> bool:
        """Whether it holds words, which stand at the left."""
        return self.measure.unit in _WORDS


def draw_table(
    paper: Paper, table: Table, currency: str | None, most_rows: int = MOST_ROWS
) -> None:
    """Draw a table with its title, and say what is left out.

    Parameters
    ----------
    paper : Paper
    table : Table
        Columns for experts are left out, and so are those that do not fit.
    currency : str or None
    most_rows : int
        A longer table is cut to its first rows.
    """
    rows = len(table.frame)
    if rows > most_rows:
        rows = min(most_rows, _FIRST_ROWS)
    points, found = _fit(table, currency, rows)
    head = max(len(column.heading) for column in found)
    top = height(1, HEADING) + height(head, points) + 0.2
    whole = sum(_row_high(found, row, points) for row in range(rows))
    # A short table stays together; of a long one, at least three rows.
    paper.need(top + (whole if rows <= _TOGETHER else height(3, points)))
    if table.title:
        paper.y += 0.06
        paper.put(table.title, MARGIN, Ink(HEADING, ACCENT, bold=True))
        paper.y += height(1, HEADING) + 0.06
    _draw_heading(paper, found, head, points)
    for row in range(rows):
        _draw_row(paper, table, found, row, points, head)
    paper.y += 0.05
    for line in _remarks(table, found, rows):
        paper.write(line, Ink(SMALL, MUTED))
    paper.y += 0.16


def _fit(table: Table, currency: str | None, rows: int) -> tuple[float, list[_Column]]:
    """Choose the size of letters and the columns with which a table fits."""
    measures = [measure for measure in table.measures if not measure.expert]
    texts = {
        measure.key: [
            write_in(table, measure, row, value, currency)
            for row, value in enumerate(table.frame[measure.key].iloc[:rows])
        ]
        for measure in measures
    }
    for points in _POINTS:
        wanted = [_wanted(m, texts[m.key], points) for m in measures]
        if sum(_least(m, w) for m, w in zip(measures, wanted, strict=True)) <= ROOM:
            break
    while sum(_least(m, w) for m, w in zip(measures, wanted, strict=True)) > ROOM:
        measures, wanted = measures[:-1], wanted[:-1]
    wanted = _shrink(measures, wanted)
    natural = [_natural(m, texts[m.key], points) for m in measures]
    wanted = _grow(wanted, natural)
    found, left = [], MARGIN
    for measure, wide in zip(measures, wanted, strict=True):
        fitting = columns(wide - 2 * _PAD, points)
        cells = [_lines(text, fitting) for text in texts[measure.key]]
        heading = wrap(measure.title, columns(wide - 2 * _PAD, points * 1.06))
        found.append(_Column(measure, left, wide, heading, cells))
        left += wide
    return points, found


def _wanted(measure: Measure, texts: Sequence[str], points: float) -> float:
    """Give the width in inches at which a column is comfortable."""
    wide = _natural(measure, texts, points)
    if measure.unit is Unit.TEXT:
        return min(wide, _WIDEST_TEXT)
    return max(wide, 0.075 * points)


def _natural(measure: Measure, texts: Sequence[str], points: float) -> float:
    """Give the width in inches at which no cell of a column needs a second line."""
    per_letter = 0.55 * points / 72
    longest = max((width(text) for text in texts), default=0)
    words = max((width(word) for word in measure.title.split()), default=0)
    heading = max(min(words, 16), width(measure.title) / 3) * 1.06
    return max(longest, heading) * per_letter + 2 * _PAD


def _least(measure: Measure, wanted: float) -> float:
    """Give the width below which a column cannot be read."""
    return min(wanted, _NARROWEST_TEXT) if measure.unit is Unit.TEXT else wanted


def _shrink(measures: Sequence[Measure], wanted: Sequence[float]) -> list[float]:
    """Take room from the texts, the wider ones first, until everything fits."""
    least = [_least(m, w) for m, w in zip(measures, wanted, strict=True)]
    excess = sum(wanted) - ROOM
    spare = [w - low for w, low in zip(wanted, least, strict=True)]
    if excess <= 0 or not sum(spare):
        return list(wanted)
    share = excess / sum(spare)
    return [w - share * s for w, s in zip(wanted, spare, strict=True)]


def _grow(wanted: Sequence[float], natural: Sequence[float]) -> list[float]:
    """Give room that is left to columns with texts that would take several lines."""
    lacking = [max(n - w, 0) for n, w in zip(natural, wanted, strict=True)]
    spare = ROOM - sum(wanted)
    if spare <= 0 or not sum(lacking):
        return list(wanted)
    share = min(spare / sum(lacking), 1)
    return [w + share * lack for w, lack in zip(wanted, lacking, strict=True)]


def _lines(text: str, fitting: int) -> list[str]:
    lines = wrap(text, fitting)
    if len(lines) <= _MOST_LINES:
        return lines
    rest = "".join(lines[_MOST_LINES - 1 :])
    return [*lines[: _MOST_LINES - 1], shorten(rest, fitting)]


def _draw_heading(
    paper: Paper, found: Sequence[_Column], lines: int, points: float
) -> None:
    high, wide = height(lines, points) + 0.1, sum(column.wide for column in found)
    paper.fill(MARGIN, paper.y, wide, high, ACCENT)
    for column in found:
        bottom = high - 0.05 - height(len(column.heading), points)
        _write(
            paper,
            column,
            column.heading,
            paper.y + bottom,
            Ink(points, "white", bold=True),
        )
    paper.y += high


def _row_high(found: Sequence[_Column], row: int, points: float) -> float:
    return height(max(len(column.cells[row]) for column in found), points) + 0.06


def _draw_row(
    paper: Paper, table: Table, found: Sequence[_Column], row: int, points: float,
    head: int,
) -> None:  # fmt: skip
    high = _row_high(found, row, points)
    if paper.need(high):
        _draw_heading(paper, found, head, points)
    for column in found:
        ink = Ink(points)
        if row in table.faint:
            ink = ink._replace(colour=MUTED)
        if (row, column.measure.key) in table.marked:
            paper.fill(column.left, paper.y, column.wide, high, MARK)
            ink = ink._replace(bold=True)
        _write(paper, column, column.cells[row], paper.y + 0.03, ink)
    paper.y += high
    last = found[-1]
    paper.rule([paper.y], MARGIN, last.left + last.wide)


def _write(
    paper: Paper, column: _Column, lines: Sequence[str], y: float, ink: Ink
) -> None:
    x = column.left + (_PAD if column.words else column.wide - _PAD)
    ink = ink._replace(align="left" if column.words else "right")
    for at, line in enumerate(lines):
        if line:
            paper.put(line, x, ink, y + height(at, ink.points))


def _remarks(table: Table, found: Sequence[_Column], rows: int) -> list[str]:
    """Say what of the table is not on paper, and what its looks mean."""
    lines = []
    missing = len(table.frame) - rows
    if missing:
        text = ngettext(
            "{count} more row is not printed here; the workbook has all of them.",
            "{count} more rows are not printed here; the workbook has all of them.",
            missing,
        )
        lines.append(text.format(count=f"{missing:,}"))
    shown = {column.measure.key for column in found}
    left_out = [m.title for m in table.measures if not m.expert and m.key not in shown]
    if left_out:
        lines.append(
            _("Columns that do not fit on the page: {names}.").format(
                names=", ".join(left_out)
            )
        )
    if table.faint:
        lines.append(_("In grey: not final, the period is not over."))
    if any(key in shown for _row, key in table.marked):
        lines.append(_("Shaded: stands out."))
    return [*lines, *event_lines(table, rows)]
