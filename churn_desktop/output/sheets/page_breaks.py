"""Where the pages of a printed sheet end: never within a chart, or below a heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from churn_desktop.output.sheets.placement import CHART_ROWS, SheetPlan
from churn_desktop.output.sheets.sheet_setup import BOTTOM, SIDES, TOP
from churn_desktop.pages.model import Cards, Chart, Table

_INCH = 96
"""Pixels."""
_PAPER = (11.69, 8.27)
"""A4, lying, in inches."""
_SPARE = 0.97
"""Printers measure fonts a little differently."""
_LITTLE = 0.05
"""A part of a page that may be what has been spared."""
_TOGETHER = 8
"""So many rows of a table are worth beginning it at the foot of a page."""
_DEFAULT = 20
"""Pixels of a row."""

Heights = Callable[[int], float]
"""Gives the height of a row, in pixels."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that belong together.

    Attributes
    ----------
    first, after : int
        Rows.
    header : int or None
        Row of the headings, for a table that may be torn when it is longer than a
        page.
    """

    first: int
    after: int
    header: int | None = None


@dataclass(frozen=True, slots=True)
class Breaks:
    """How a sheet is printed.

    Attributes
    ----------
    rows : tuple of int
        Each begins a page.
    repeated : int or None
        Row of headings that every page repeats.
    """

    rows: tuple[int, ...]
    repeated: int | None = None


def room_of(wide: float) -> float:
    """Give how many pixels of height fit on a page when so many of width do.

    Examples
    --------
    >>> room_of(500) == room_of(1000) < room_of(2000)
    True
    """
    across = (_PAPER[0] - 2 * SIDES) * _INCH
    scale = min(1.0, across / max(wide, 1.0))
    return (_PAPER[1] - TOP - BOTTOM) * _INCH / scale * _SPARE


def heights_of(sizes: dict[int, list[float]]) -> Heights:
    """Read the heights of rows off a sheet that has been written."""
    return lambda row: float(sizes[row][0]) if row in sizes else _DEFAULT


def pieces_of(plan: SheetPlan) -> list[Piece]:
    """Cut a page into what should not be torn, from top to bottom."""
    found = []
    for placed in plan.blocks:
        block, row = placed.block, placed.row
        if isinstance(block, Table):
            place = plan.tables[block.key]
            found.append(Piece(row, place.first + place.rows, place.header))
        elif isinstance(block, Chart):
            found.append(Piece(row, row + CHART_ROWS))
        else:
            count = len(block.cards) if isinstance(block, Cards) else 1
            found.append(Piece(row, row + count))
    if plan.terms:
        # The heading goes with the first words.
        head = plan.foot + min(len(plan.terms), 3) + 1
        found.append(Piece(plan.foot, head))
        last = plan.foot + len(plan.terms) + 1
        found += [Piece(row, row + 1) for row in range(head, last)]
    first = min((piece.first for piece in found), default=0)
    found.append(Piece(0, first))
    found.sort(key=lambda piece: piece.first)
    return [piece for piece in found if piece.after <= plan.printed_rows]


def break_pages(pieces: Iterable[Piece], height: Heights, room: float) -> Breaks:
    """Choose where pages end.

    Parameters
    ----------
    pieces : iterable of Piece
        From top to bottom; what lies between two of them belongs to the first.
    height : callable
    room : float
        Pixels on a page.

    Returns
    -------
    Breaks
        The headings of a long table are repeated on the pages behind it, too, so only
        when those are few.
    """
    pieces = list(pieces)
    plain = _break(pieces, height, room, None)
    torn: dict[int, int] = {}
    for piece in pieces:
        if piece.header is not None:
            inside = [row for row in plain if piece.first < row < piece.after]
            torn[piece.header] = len(inside)
    header = max(torn, key=lambda row: torn[row], default=0)
    behind = sum(row > header for row in plain) - torn.get(header, 0)
    repeated = header if 2 * torn.get(header, 0) > behind else None
    rows = plain if repeated is None else _break(pieces, height, room, repeated)
    if rows and sum(map(height, range(rows[-1], pieces[-1].after))) < _LITTLE * room:
        # A line or two may still fit; a page of their own they get only if not.
        rows = rows[:-1]
    return Breaks(tuple(rows), repeated)


def _break(
    pieces: list[Piece], height: Heights, room: float, repeated: int | None
) -> list[int]:
    found: list[int] = []
    used, row = 0.0, 0

    def fresh(at: int) -> float:
        """Begin a page; give what its headings take."""
        found.append(at)
        return height(repeated) if repeated is not None and at > repeated else 0.0

    for piece in pieces:
        used += sum(map(height, range(row, piece.first)))
        needed = sum(map(height, range(piece.first, piece.after)))
        torn = piece.header is not None and needed > room
        if torn:
            together = min(piece.first + _TOGETHER, piece.after)
            needed = sum(map(height, range(piece.first, together)))
        if used and used + needed > room:
            used = fresh(piece.first)
        if torn:
            for at in range(piece.first, piece.after):
                if used + height(at) > room:
                    used = fresh(at)
                used += height(at)
        else:
            used += needed
        row = piece.after
    return found
