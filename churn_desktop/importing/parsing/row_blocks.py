"""Blocks from readers that give cells row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from churn_desktop.importing.parsing.cells import Block, Piece

_CELLS = 1 << 16
_CHARACTERS = 1 << 22
_GAP = 1000

Row = list[tuple[int, str, int]]
"""The filled cells of a row: column, text and `Kind`."""


def row_blocks(rows: Iterable[tuple[int, Row]]) -> Iterator[Block]:
    """Gather rows, numbered from 0 and ascending, into blocks.

    Parameters
    ----------
    rows : iterable of (int, list of (int, str, int))
        Rows without any filled cell may be left out.
    """
    gathered: list[tuple[int, Row]] = []
    cells = characters = 0
    for number, row in rows:
        if not row:
            continue
        if gathered and (
            cells > _CELLS
            or characters > _CHARACTERS
            or number - gathered[-1][0] > _GAP
            or number <= gathered[-1][0]
            or (number - gathered[0][0]) * len(row) > 4 * _CELLS
        ):
            yield _block(gathered)
            gathered, cells, characters = [], 0, 0
        gathered.append((number, row))
        cells += len(row)
        characters += sum(len(text) for _, text, _ in row)
    if gathered:
        yield _block(gathered)


def _block(rows: list[tuple[int, Row]]) -> Block:
    first = rows[0][0]
    height = rows[-1][0] - first + 1
    texts: dict[int, list[str]] = {}
    kinds: dict[int, bytearray] = {}
    for number, row in rows:
        for column, text, kind in row:
            if column not in texts:
                texts[column] = [""] * height
                kinds[column] = bytearray(height)
            texts[column][number - first] = text
            kinds[column][number - first] = kind
    pieces = {column: Piece(texts[column], bytes(kinds[column])) for column in texts}
    return Block(first, height, pieces)
