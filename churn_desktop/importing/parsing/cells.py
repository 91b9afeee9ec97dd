"""What a reader inside the child process produces: blocks of cells and marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.importing.parsing.marks import Marks

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
"""The size of an Excel sheet."""


class Refused(Exception):
    """The file cannot be read; becomes `UnreadableFile` in the parent process."""

    def __init__(
        self,
        problem: FileProblem,
        detail: str = "",
        *,
        row: int | None = None,
        sheet: str | None = None,
    ) -> None:
        super().__init__(f"{problem} {detail}")
        self.problem = problem
        self.detail = detail
        self.row = row
        self.sheet = sheet


class Piece(NamedTuple):
    """Consecutive cells of one column: their text and `Kind`, one byte each."""

    texts: list[str]
    kinds: bytes


@dataclass(slots=True)
class Block:
    """Some consecutive rows; columns that are blank in all of them are absent.

    Attributes
    ----------
    first : int
        Row of the first cells, counted from 0.
    height : int
    columns : dict of int to Piece
        By column, counted from 0; each piece has ``height`` cells.
    """

    first: int
    height: int
    columns: dict[int, Piece] = field(default_factory=dict)


class SheetHead(NamedTuple):
    """A sheet as the workbook lists it; sizes as far as they are known."""

    name: str
    hidden: bool
    rows: int
    columns: int


class Workbook(Protocol):
    """An open file with one or more sheets."""

    @property
    def sheets(self) -> Sequence[SheetHead]:
        """The sheets that hold cells, in the file's order."""
        ...

    def blocks(self, sheet: int, marks: Marks, /) -> Iterator[Block]:
        """Read a sheet from top to bottom; what is doubtful goes to ``marks``."""
        ...


def piece(texts: list[str], kind: Kind) -> Piece:
    """Make a piece of cells that hold one kind of value or nothing."""
    if "" not in texts:
        return Piece(texts, bytes((kind,)) * len(texts))
    blank, filled = bytes((Kind.BLANK,)), bytes((kind,))
    return Piece(texts, b"".join([filled if text else blank for text in texts]))
