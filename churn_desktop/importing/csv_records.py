"""The records of delimited text, in which a stray quote spoils one row at most.

The `csv` module reads what is well formed. It is told to be strict, because a quote that
is never closed would otherwise swallow every row below it without a word. A record it
refuses is split again by its first line alone, taking a stray quote for a letter; if that
gives a row as wide as the others it is kept and listed in `Records.mended`.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import deque
from collections.abc import Iterator

from churn_desktop.core.errors import FileProblem
from churn_desktop.importing.cells import Refused

_LINES_READ_AGAIN = 2_000_000
"""A quote left open costs a second look at every line it swallowed."""


class Records:
    """Iterates over the records of a text; blank lines are empty records.

    Parameters
    ----------
    text : str
    delimiter : str
        A space stands for any number of spaces.
    width : int or None
        How many fields a row should have; None when that is yet to be found, and
        then nothing is refused.

    Attributes
    ----------
    mended : list of int
        Numbers (from 0) of records with a stray quote.
    position : int
        How many characters have been read.
    """

    def __init__(self, text: str, delimiter: str, width: int | None = None) -> None:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        self._text = text
        self._delimiter = delimiter
        self._width = width
        self._lines: Iterator[str] = iter(io.StringIO(text, newline=""))
        self._taken: list[str] = []
        self._pushed_back: deque[str] = deque()
        self._budget = _LINES_READ_AGAIN
        self.after_space = False
        self.mended: list[int] = []
        self.position = 0

    def __iter__(self) -> Iterator[list[str]]:
        """Give the fields of each record."""
        if self._delimiter == " ":
            return (line.split() for line in self._source())
        if '"' not in self._text:
            return self._unquoted()
        return self._quoted()

    def _source(self) -> Iterator[str]:
        while True:
            line = self._pushed_back.popleft() if self._pushed_back else ""
            line = line or next(self._lines, "")
            if not line:
                return
            self.position += len(line)
            self._taken.append(line)
            yield line

    def _unquoted(self) -> Iterator[list[str]]:
        delimiter = self._delimiter
        for line in self._lines:
            self.position += len(line)
            content = line.rstrip("\r\n")
            fields = content.split(delimiter) if content else []
            yield [f.lstrip(" ") for f in fields] if self.after_space else fields

    def _quoted(self) -> Iterator[list[str]]:
        number = 0
        while True:
            reader = csv.reader(
                self._source(),
                delimiter=self._delimiter,
                skipinitialspace=self.after_space,
                strict=True,
            )
            try:
                for row in reader:
                    self._taken.clear()
                    yield row
                    number += 1
                return
            except csv.Error:
                yield self._mend(number)
                number += 1

    def _mend(self, number: int) -> list[str]:
        """Split the first line of a record that is not well formed."""
        first, *others = self._taken
        self._taken = []
        fields = self._split(first.rstrip("\r\n"))
        if others and self._width is not None:
            self._budget -= len(others)
            if len(fields) != self._width or self._budget < 0:
                raise Refused(FileProblem.UNCLOSED_QUOTE, row=number + 1)
        self.position -= sum(map(len, others))
        self._pushed_back.extendleft(reversed(others))
        self.mended.append(number)
        return fields

    def _split(self, line: str) -> list[str]:
        space = " *" if self.after_space else ""
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

