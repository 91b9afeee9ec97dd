"""Reading a file: the only door from a path to the cells of a sheet."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from churn_desktop.core.errors import BadChoice, FileProblem, UnreadableFile
from churn_desktop.core.grid import Grid
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.progress import Progress, silent
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.regular_text import read_regular
from churn_desktop.importing.worker import Columns, ask


class SheetInfo(NamedTuple):
    """A sheet one could choose.

    Attributes
    ----------
    name : str
    hidden : bool
        Hidden sheets are never read unasked.
    rows, columns : int
        Exact for the sheet that was read, else what the file says; 0 when unknown.
    """

    name: str
    hidden: bool
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, eq=False)
class RawFile:
    """A file's cells before anyone knows what they mean.

    Attributes
    ----------
    grid : Grid
        Of the sheet that was chosen.
    sheets : tuple of SheetInfo
        All sheets that hold cells, in the file's order; empty for text files.
    encoding, delimiter : str or None
        Of a text file.
    issues : tuple of Issue
        What is doubtful about the file and its cells. Rows are file rows; cells are
        named in ``facts["cells"]``, at most 20, and counted in ``facts["count"]``.
    hidden_rows : tuple of int
        File rows that the file hides.
    cells : tuple of Distinct
        The different cells of each column of the grid, where reading has found them.
    """

    grid: Grid
    sheets: tuple[SheetInfo, ...]
    encoding: str | None
    delimiter: str | None
    issues: tuple[Issue, ...]
    hidden_rows: tuple[int, ...] = ()
    cells: tuple[Distinct, ...] = ()


def read_sheet(
    path: Path,
    sheet: str | None = None,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress = silent,
) -> RawFile:
    """Read one sheet of a workbook, or a text file, in a process of its own.

    Only large text files of plain, regular rows are split in this one.

    What a file is called does not matter, only what is in it.

    Parameters
    ----------
    path : Path
    sheet : str or None
        None: the first visible sheet among those that look most like a list.
    encoding, delimiter : str or None
        Of a text file; None: found by its content. A space stands for any number of
        spaces.
    progress : Progress
        Called every few hundredths of a second with the phase ``"reading"``; when it
        raises, the process is killed at once.

    Raises
    ------
    UnreadableFile
        When the file cannot be read, or not without risking wrong values.
    BadChoice
        When there is no such sheet, encoding or delimiter.
    """
    _check_choices(encoding, delimiter)
    _check_access(path)
    regular = None
    if sheet is None:
        regular = read_regular(path, encoding, delimiter, progress)
    if regular is not None:
        return RawFile(
            regular.grid,
            (),
            regular.encoding,
            regular.delimiter,
            regular.issues,
            cells=regular.cells,
        )
    request = {
        "path": str(path.resolve()),
        "sheet": sheet,
        "encoding": encoding,
        "delimiter": delimiter,
    }
    reading = _Reading(path)
    replies = ask(path, request, progress)
    try:
        for reply in replies:
            reading.take(reply)
    finally:
        replies.close()
    return reading.finish()


def _check_choices(encoding: str | None, delimiter: str | None) -> None:
    if encoding is not None:
        try:
            "".encode(encoding)
        except LookupError:
            raise BadChoice("encoding", encoding) from None
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise BadChoice("delimiter", delimiter)


def _check_access(path: Path) -> None:
    """Tell apart here what the child could only call unreadable."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A folder, or a pipe from which reading would never end.
            raise UnreadableFile(path, FileProblem.NOT_SPREADSHEET, detail="no file")
        with path.open("rb") as file:
            empty = not file.read(1)
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFile(path, FileProblem.MISSING) from None
    except OSError as error:
        detail = type(error).__name__
        raise UnreadableFile(path, FileProblem.NOT_PERMITTED, detail=detail) from None
    except ValueError:  # a NUL in the name
        raise UnreadableFile(path, FileProblem.MISSING) from None
    if empty:
        raise UnreadableFile(path, FileProblem.EMPTY, detail="0 bytes")


class _Reading:
    """Gathers the child's replies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._columns = Columns()
        self._sheets: list[SheetInfo] = []
        self._chosen = 0
        self._text: tuple[str | None, str | None] = None, None
        self._issues: list[list[Any]] = []
        self._hidden: tuple[int, ...] = ()
        self._size = 0, 0

    def take(self, reply: list[Any]) -> None:
        kind, *rest = reply
        if kind == "block":
            self._columns.add(rest[0], rest[2])
        elif kind == "file":
            self._text = rest[0], rest[1]
        elif kind == "sheets":
            self._sheets = [SheetInfo(*sheet) for sheet in rest[0]]
            self._chosen = rest[1]
        elif kind == "issue":
            self._issues.append(rest)
        elif kind == "hidden":
            self._hidden = tuple(rest[0])
        elif kind == "done":
            self._size = rest[0], rest[1]
        elif kind == "error":
            raise self._error(*rest)

    def _error(
        self, problem: str, detail: str, row: int | None, sheet: str | None
    ) -> Exception:
        found = FileProblem(problem)
        if found is FileProblem.NO_SUCH_SHEET:
            known = tuple(one.name for one in self._sheets)
            return BadChoice("sheet", sheet or "", known)
        if sheet is None and self._sheets and self._chosen >= 0:
            sheet = self._sheets[self._chosen].name or None
        return UnreadableFile(self._path, found, sheet=sheet, row=row, detail=detail)

    def finish(self) -> RawFile:
        height, width = self._size
        whole = [self._columns.whole(number, height) for number in range(width)]
        is_text = self._text[0] is not None
        # A web page has one table and no names.
        name = None if is_text else self._sheets[self._chosen].name or None
        sheets = [] if name is None else self._sheets
        if sheets:
            hidden = sheets[self._chosen].hidden
            sheets[self._chosen] = SheetInfo(
                sheets[self._chosen].name, hidden, *self._size
            )
        texts: tuple[Any, ...] = tuple(texts for texts, _ in whole)
        grid = Grid(name, texts, tuple(kinds for _, kinds in whole))
        issues = [
            Issue(IssueCode(code), Severity(severity), None, tuple(rows), name, facts)
            for code, severity, rows, facts in self._issues
        ]
        issues += self._about_sheets(name)
        hidden_rows = tuple(row for row in self._hidden if row <= height)
        if hidden_rows:
            found = IssueCode.HIDDEN_ROWS
            issues.append(Issue(found, Severity.NOTE, None, hidden_rows, name))
        return RawFile(grid, tuple(sheets), *self._text, tuple(issues), hidden_rows)

    def _about_sheets(self, name: str | None) -> list[Issue]:
        hidden = [sheet.name for sheet in self._sheets if sheet.hidden]
        if not hidden:
            return []
        facts = {"sheets": ", ".join(hidden), "count": str(len(hidden))}
        return [Issue(IssueCode.HIDDEN_SHEETS, Severity.NOTE, None, (), name, facts)]
