"""How much of a sheet is the list, and which cells merely lie about far from it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.parsing.cells import Block, Piece, Refused
from churn_desktop.importing.parsing.marks import Marks

MOST_CELLS = 50_000_000
"""A larger rectangle of cells does not fit into memory."""

_ROW_GAP = 1000
_COLUMN_GAP = 100
_FEW = 100


class Extent:
    """Watches blocks go by and finds the size of the list.

    A few cells below a thousand blank rows, or right of a hundred blank columns, come
    from a slip of the hand. They are held back and marked, so that nobody has to make
    room for all the cells between.

    Attributes
    ----------
    height, width : int
        Size of the list from A1, without trailing blanks; known at the end.
    """

    def __init__(self) -> None:
        self.height = 0
        self.width = 0
        self._filled: dict[int, int] = {}
        self._first_row: dict[int, int] = {}
        self._held: list[Block] = []
        self._held_cells = 0

    def watch(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """Let blocks pass, but for cells far below all others."""
        for block in blocks:
            first, _, cells = _filled_rows(block)
            if not cells:
                continue
            far = first > self.height + _ROW_GAP and self.height > 0
            if self._held or far:
                self._held.append(block)
                self._held_cells += cells
                if self._held_cells > _FEW:
                    held, self._held, self._held_cells = self._held, [], 0
                    for waiting in held:
                        yield self._count(waiting)
                continue
            yield self._count(block)
        self._measure()

    def _count(self, block: Block) -> Block:
        _, last, _ = _filled_rows(block)
        self.height = max(self.height, last + 1)
        for column, piece in block.columns.items():
            filled = len(piece.kinds) - piece.kinds.count(0)
            self._filled[column] = self._filled.get(column, 0) + filled
            self._first_row.setdefault(column, block.first + _leading(piece))
        return block

    def _measure(self) -> None:
        columns = sorted(self._filled)
        self.width = columns[-1] + 1 if columns else 0
        rest = sum(self._filled.values())
        before = 0
        for column, following in pairwise(columns):
            before += self._filled[column]
            if following - column > _COLUMN_GAP and rest - before <= min(_FEW, before):
                self.width = column + 1
                break
        if self.width * self.height > MOST_CELLS:
            raise Refused(FileProblem.TOO_BIG, "cells")

    def mark_strays(self, marks: Marks) -> None:
        """Mark the cells that were left out."""
        for column in sorted(self._filled):
            if column >= self.width:
                row = self._first_row[column]
                marks.cell(IssueCode.STRAY_CELLS, row, column)
        for block in self._held:
            for column, piece in block.columns.items():
                for offset, kind in enumerate(piece.kinds):
                    if kind:
                        row = block.first + offset
                        marks.cell(IssueCode.STRAY_CELLS, row, column)


def _leading(piece: Piece) -> int:
    return len(piece.kinds) - len(piece.kinds.lstrip(b"\0"))


def _filled_rows(block: Block) -> tuple[int, int, int]:
    """Give the first and the last row that hold anything, and how many cells do."""
    first, last, cells = block.height, -1, 0
    for piece in block.columns.values():
        first = min(first, _leading(piece))
        last = max(last, len(piece.kinds.rstrip(b"\0")) - 1)
        cells += len(piece.kinds) - piece.kinds.count(0)
    return block.first + first, block.first + last, cells
