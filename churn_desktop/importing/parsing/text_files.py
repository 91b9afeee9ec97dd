"""Lists in text files: which delimiter, which rows, nothing guessed about values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from churn_desktop.core.errors import FileProblem
from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.importing.parsing.cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    Block,
    Refused,
    SheetHead,
    piece,
)
from churn_desktop.importing.parsing.csv_records import Records, Rows
from churn_desktop.importing.parsing.encodings import Decoded, decode
from churn_desktop.importing.parsing.marks import Marks

LARGEST = 250 << 20
"""More bytes of text than this do not fit into the child's memory."""

_SAMPLE = 200_000
_BLOCK_CELLS = 1 << 16
_DELIMITERS = ("\t", ",", ";", "|", "，")
_HINT = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)

Beat = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the fields of a text file are told apart.

    Attributes
    ----------
    delimiter : str
        A space stands for any number of spaces.
    width : int
        The number of fields most rows have.
    after_space : bool
        Whether every delimiter is followed by a space that is not part of the field.
    """

    delimiter: str
    width: int
    after_space: bool = False


class TextFile:
    """A text file as a workbook of one sheet.

    Parameters
    ----------
    path : Path
    marks : Marks
        For what concerns the whole file.
    beat : callable
        Told ``(done, total)`` characters now and then.
    encoding, delimiter : str or None
        What the user chose.
    """

    def __init__(
        self,
        path: Path,
        marks: Marks,
        beat: Beat,
        encoding: str | None = None,
        delimiter: str | None = None,
    ) -> None:
        if path.stat().st_size > LARGEST:
            raise Refused(FileProblem.TOO_BIG, "text file")
        decoded = decode(path.read_bytes(), encoding)
        if decoded is None:
            raise Refused(FileProblem.NOT_SPREADSHEET, "binary")
        beat(0, 0)
        self._beat = beat
        self.encoding = decoded.encoding
        self._text = decoded.text.rstrip("\x1a")
        if not self._text.strip():
            raise Refused(FileProblem.EMPTY, "no text")
        self._mark_file(decoded, marks)
        hint = _HINT.match(self._text)
        if hint:
            self._text = self._text[hint.end() :]
            delimiter = delimiter or hint[1]
        self._dialect = find_dialect(self._text, delimiter)
        self.delimiter = self._dialect.delimiter
        self._ends_cut = decoded.truncated

    @property
    def is_prose(self) -> bool:
        """Whether nothing splits the text into columns."""
        return self._dialect.width < 2

    @property
    def sheets(self) -> list[SheetHead]:
        """The one sheet; its size is known when it has been read."""
        return [SheetHead("", False, 0, self._dialect.width)]

    def blocks(self, _sheet: int, marks: Marks) -> Iterator[Block]:
        """Read the file; see `cells.Workbook`."""
        total = len(self._text)
        records = Records(
            self._text,
            self._dialect.delimiter,
            self._dialect.width,
            after_space=self._dialect.after_space,
        )
        layout = _Layout(self._dialect.width, marks)
        for batch in records.batches():
            self._beat(min(records.position, total), total)
            yield from layout.blocks(batch)
        layout.finish()
        if records.mended:
            marks.rows(IssueCode.RAGGED_ROWS, records.mended)
        if self._ends_cut:
            marks.rows(IssueCode.TRUNCATED, [layout.height - 1])

    def _mark_file(self, decoded: Decoded, marks: Marks) -> None:
        if decoded.truncated:
            marks.file(IssueCode.TRUNCATED)
        if decoded.guessed:
            severity = Severity.NOTE if decoded.sure else Severity.WARNING
            marks.file(IssueCode.ENCODING_GUESSED, severity, encoding=decoded.encoding)


def find_dialect(text: str, delimiter: str | None = None) -> Dialect:
    r"""Find the delimiter that splits most rows alike.

    Parameters
    ----------
    text : str
        The whole file.
    delimiter : str or None
        What the user or the file's first line says; then only the width is found.

    Examples
    --------
    >>> find_dialect("id;fee\n1;12,50\n2;1,00")
    Dialect(delimiter=';', width=2, after_space=False)
    """
    sample = text[:_SAMPLE]
    if delimiter is not None:
        return Dialect(
            delimiter, _fit(sample, delimiter)[2], _spaced(sample, delimiter)
        )
    fits = [(*_fit(sample, one), one) for one in _DELIMITERS if one in sample]
    best = max(fits, default=(0.0, 0, 1, ","), key=lambda fit: fit[:2])
    if best[2] > 1:
        return Dialect(best[3], best[2], _spaced(sample, best[3]))
    if columns := _space_columns(sample):
        return Dialect(" ", columns)
    return Dialect(",", 1)


def _fit(sample: str, delimiter: str) -> tuple[float, int, int]:
    """Measure how well a delimiter fits: share of rows alike, and their width."""
    if delimiter == " ":
        widths = [len(line.split()) for line in sample.splitlines()[:200]]
    else:
        rows = chain.from_iterable(Records(sample, delimiter).batches())
        widths = [len(row) for row in islice(rows, 200) if any(row)]
    # The last record of a sample may be cut.
    if len(sample) == _SAMPLE and len(widths) > 1:
        widths.pop()
    if not widths:
        return 0.0, 0, 1
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0.0, 0, 1
    width, count = counted.most_common(1)[0]
    return round(count / len(widths), 1), width, width


def _spaced(sample: str, delimiter: str) -> bool:
    if delimiter in " \t":
        return False
    return sample.count(delimiter + " ") > 0.9 * sample.count(delimiter)


def _space_columns(sample: str) -> int:
    """Count the columns of a table set with spaces; 0 when it is none."""
    lines = [line.split() for line in sample.splitlines()[:200] if line.strip()]
    if len(sample) == _SAMPLE:
        lines.pop()
    if len(lines) < 2 or len({len(line) for line in lines}) != 1 or len(lines[0]) < 2:
        return 0
    numbers = any(
        all(re.fullmatch(r"[-+.\d]*\d[-+.\d:/]*", cell) for cell in column[1:])
        for column in zip(*lines, strict=True)
    )
    return len(lines[0]) if numbers else 0


class _Layout:
    """Turns batches of rows into blocks and marks rows that do not fit."""

    def __init__(self, width: int, marks: Marks) -> None:
        self._width = width
        self._marks = marks
        self._short: list[int] = []
        self._begun = False
        self.height = 0

    def blocks(self, batch: Rows) -> Iterator[Block]:
        """Give rows in blocks of some 64 000 cells."""
        if {*map(len, batch)} != {self._width}:
            for number, row in enumerate(batch, self.height):
                self._judge(number, row)
        self._begun = True
        most = max(1, _BLOCK_CELLS // self._width)
        start = 0
        for end, row in enumerate(batch, 1):
            # A row far wider than the others would make all of them wide.
            wide = len(row) > 4 * self._width + 64
            if wide and end - 1 > start:
                yield _block(self.height + start, batch[start : end - 1])
                start = end - 1
            if wide or end - start == most or end == len(batch):
                yield _block(self.height + start, batch[start:end])
                start = end
        self.height += len(batch)

    def _judge(self, number: int, row: list[str]) -> None:
        if len(row) > MAX_COLUMNS:
            raise Refused(FileProblem.TOO_BIG, "columns", row=number + 1)
        if len(row) == self._width:
            self._begun = True
        elif len(row) > self._width:
            self._marks.rows(IssueCode.RAGGED_ROWS, [number])
        elif self._begun and len(row) > 1:
            self._short.append(number)

    def finish(self) -> None:
        """Mark rows that are too short, now that their share is known.

        Rows may end early where their last cells are blank, and then many do. A short
        row among full ones has lost a delimiter.
        """
        height = self.height
        if self._short and height >= 10 and len(self._short) * 10 <= height:
            self._marks.rows(IssueCode.RAGGED_ROWS, self._short)
        if height > MAX_ROWS:
            self._marks.file(IssueCode.TOO_TALL_FOR_EXCEL, rows=str(height))


def _block(first: int, rows: list[list[str]]) -> Block:
    widths = set(map(len, rows))
    if len(widths) > 1:
        width = max(widths)
        rows = [row + [""] * (width - len(row)) for row in rows]
    block = Block(first, len(rows))
    for number, texts in enumerate(zip(*rows, strict=True)):
        made = piece([*texts], Kind.TEXT)
        if any(made.kinds):
            block.columns[number] = made
    return block
