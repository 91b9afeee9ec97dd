"""Large text files in which every row has the same number of fields.

Most exports are such files, and for them splitting is arithmetic on the bytes: no cell
becomes an object before it is known to be another one. Whatever else a text file may
hold - quotes within a field, rows of other lengths, other encodings, control
characters - is left to the child process, which reads all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from churn_desktop.core.grid import Grid
from churn_desktop.core.issues import Issue
from churn_desktop.core.progress import Progress
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.field_cells import FieldCells
from churn_desktop.importing.parsing.text_files import find_dialect
from churn_desktop.importing.text_bytes import TextBytes, text_bytes
from churn_desktop.importing.text_fields import Fields, find_fields

_MOST_COLUMNS = 100
_SAMPLE = 800_000
_HINT = "sep="
_DELIMITERS = (",", ";", "\t", "|")


class RegularText:
    """The cells of such a file.

    Attributes
    ----------
    grid : Grid
    cells : tuple of Distinct
        For each column its different cells.
    encoding, delimiter : str
    issues : tuple of Issue
    """

    def __init__(
        self,
        cells: tuple[Distinct, ...],
        encoding: str,
        delimiter: str,
        issues: tuple[Issue, ...],
    ) -> None:
        self.cells, self.issues = cells, issues
        self.encoding, self.delimiter = encoding, delimiter
        self.grid = Grid(
            None,
            tuple(map(_texts, cells)),
            tuple(one.kinds[one.codes].tobytes() for one in cells),
        )


def read_regular(
    path: Path, encoding: str | None, delimiter: str | None, progress: Progress
) -> RegularText | None:
    """Read a text file if it is a large and regular one in UTF-8 or GB 18030.

    Parameters
    ----------
    path : Path
    encoding, delimiter : str or None
        What the user chose.
    progress : Progress
        May raise `Cancelled`.

    Returns
    -------
    RegularText or None
        None for every other file, whatever is the matter with it.
    """
    text = text_bytes(path, encoding, progress)
    if text is None:
        return None
    sample = text.start(_SAMPLE)
    if sample[: len(_HINT)].lower() == _HINT:
        return None
    dialect = find_dialect(sample, delimiter)
    plain = dialect.delimiter in _DELIMITERS and not dialect.after_space
    if not plain or not 1 < dialect.width <= _MOST_COLUMNS:
        return None
    fields = find_fields(text, dialect.delimiter, dialect.width, progress)
    if fields is None:
        return None
    try:
        cells = tuple(_columns(text, fields, progress))
    except UnicodeDecodeError:
        return None
    if len(cells) < fields.width:
        return None
    return RegularText(cells, text.encoding, dialect.delimiter, text.issues)


def _columns(text: TextBytes, fields: Fields, progress: Progress) -> Iterator[Distinct]:
    """Give the cells of each column, and stop before what only the child can read.

    That is a column without any cell or with a very long one, a blank row, and a quote
    that is not one of two around a field.
    """
    cells = FieldCells(text)
    filled = np.zeros(fields.rows, dtype=bool)
    quotes = fields.quotes
    for number in range(fields.width):
        progress(number + 1, fields.width, phase="reading")
        column = fields.column(number)
        filled |= column.length > 0
        quotes -= 2 * column.quoted
        found = cells.of(column, progress)
        last = number == fields.width - 1
        if found is None or (last and (quotes or not filled.all())):
            return
        yield found


def _texts(cells: Distinct) -> Any:
    """Give the text of each cell of a column, without a copy where all differ."""
    return cells.texts if len(cells) == len(cells.codes) else cells.texts[cells.codes]
