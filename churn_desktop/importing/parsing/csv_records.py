"""The records of delimited text, in which a stray quote spoils one row at most.

The `csv` module reads what is well formed. It is told to be strict, because a quote
that is never closed would otherwise swallow every row below it without a word. A record
it refuses is split again by its first line alone, taking a stray quote for a letter; if
that gives a row as wide as the others it is kept and listed in `Records.mended`.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import deque
from collections.abc import Iterator

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.parsing.cells import Refused

_LINES_READ_AGAIN = 2_000_000
"""A quote left open costs a second look at every line it swallowed."""

_BATCH_ROWS = 4096
_BATCH_CHARACTERS = 1 << 19

Rows = list[list[str]]


class Records:
    """The records of a text; blank lines are empty records.

    Parameters
    ----------
    text : str
    delimiter : str
        A space stands for any number of spaces.
    width : int or None
        How many fields a row should have; None when that is yet to be found, and
        then nothing is refused.
    after_space : bool
        Whether spaces after a delimiter are no part of the field.

    Attributes
    ----------
    mended : list of int
        Numbers (from 0) of records with a stray quote.
    position : int
        How many characters have been read.
    """

    def __init__(
        self,
        text: str,
        delimiter: str,
        width: int | None = None,
        *,
        after_space: bool = False,
    ) -> None:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        self._text = text
        self._delimiter = delimiter
        self._width = width
        self._after_space = after_space
        self.mended: list[int] = []
        self.position = 0

    def batches(self) -> Iterator[Rows]:
        """Give the fields of every record, some thousand records at a time.

        Raises
        ------
        Refused
            UNCLOSED_QUOTE with the row, when a quote leaves no way to tell rows apart.
        """
        if self._delimiter == " " or '"' not in self._text:
            return self._unquoted()
        return self._quoted()

    def _unquoted(self) -> Iterator[Rows]:
        text = self._text
        while self.position < len(text):
            end = self._line_end(self.position + _BATCH_CHARACTERS)
            lines = io.StringIO(text[self.position : end], newline="")
            self.position = end
            if self._delimiter == " ":
                yield [line.split() for line in lines]
            else:
                yield [
                    *csv.reader(
                        lines,
                        delimiter=self._delimiter,
                        skipinitialspace=self._after_space,
                        quoting=csv.QUOTE_NONE,
                    )
                ]

    def _line_end(self, near: int) -> int:
        """Find the end of the line that contains a position."""
        found = _LINE_END.search(self._text, near)
        return found.end() if found else len(self._text)

    def _quoted(self) -> Iterator[Rows]:
        lines = _Lines(self._text)
        batch: Rows = []
        number = 0
        ended = False
        while not ended:
            reader = csv.reader(
                lines,
                delimiter=self._delimiter,
                skipinitialspace=self._after_space,
                strict=True,
            )
            try:
                for row in reader:
                    lines.taken.clear()
                    batch.append(row)
                    if len(batch) >= _BATCH_ROWS or lines.fresh > _BATCH_CHARACTERS:
                        self.position = lines.position
                        lines.fresh = 0
                        number += len(batch)
                        yield batch
                        batch = []
                ended = True
            except csv.Error:
                batch.append(self._mend(lines, number + len(batch)))
        self.position = lines.position
        if batch:
            yield batch

    def _mend(self, lines: _Lines, number: int) -> list[str]:
        """Split the first line of a record that is not well formed."""
        first, *others = lines.taken
        lines.taken.clear()
        fields = self._split(first.rstrip("\r\n"))
        if others and self._width is not None:
            lines.budget -= len(others)
            if len(fields) != self._width or lines.budget < 0:
                raise Refused(FileProblem.UNCLOSED_QUOTE, row=number + 1)
        lines.push_back(others)
        self.mended.append(number)
        return fields

    def _split(self, line: str) -> list[str]:
        space = " *" if self._after_space else ""
        mark = re.escape(self._delimiter)
        field = re.compile(
            rf'{space}(?:"((?:[^"]|"")*)"(?={mark}|$)|([^{mark}]*))(?:{mark}|($))'
        )
        fields = []
        for found in field.finditer(line):
            quoted, plain, last = found.groups()
            fields.append(plain if quoted is None else quoted.replace('""', '"'))
            if last is not None:
                break
        return fields


_LINE_END = re.compile(r"\r\n|\r|\n")


class _Lines:
    """Lines with their ends, some of which may be put back."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._pushed_back: deque[str] = deque()
        self.taken: list[str] = []
        self.position = 0
        self.fresh = 0
        self.budget = _LINES_READ_AGAIN

    def __iter__(self) -> Iterator[str]:
        while line := self._next():
            self.position += len(line)
            self.fresh += len(line)
            self.taken.append(line)
            yield line

    def _next(self) -> str:
        if self._pushed_back:
            return self._pushed_back.popleft()
        return self._lines.readline()

    def push_back(self, lines: list[str]) -> None:
        """Have lines read again."""
        self._pushed_back.extendleft(reversed(lines))
        self.position -= sum(map(len, lines))
