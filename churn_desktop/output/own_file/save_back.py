"""Save edits back: a copy of the user's own file with the changed cells written in."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from churn_desktop.core.errors import ChangedOnDisk, NotWrittenBack
from churn_desktop.core.grid import Grid
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project
from churn_desktop.core.table import Table
from churn_desktop.files import write_safely
from churn_desktop.importing.readers import RawFile, read_sheet
from churn_desktop.output.own_file.edits import SheetEdits, sheet_edits
from churn_desktop.output.own_file.parts import Part, is_workbook, parts_at_risk
from churn_desktop.output.own_file.workbook import write_own_workbook

STEPS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a copy of the file will and will not hold.

    Attributes
    ----------
    source : Path
    raw : RawFile
        The sheet as it is in the file.
    edits : SheetEdits
    at_risk : tuple of Part
        What the copy may lose or change besides.
    """

    source: Path
    raw: RawFile
    edits: SheetEdits
    at_risk: tuple[Part, ...]

    @property
    def suffix(self) -> str:
        """How the name of the copy ends."""
        if self.raw.grid.sheet is None:
            return ".csv"
        return ".xlsm" if self.source.suffix.lower() == ".xlsm" else ".xlsx"


def plan(project: Project, imported: Project, progress: Progress = silent) -> Plan:
    """See what a copy of the file will hold; nothing is written.

    Raises
    ------
    UnreadableFile
        If the file is gone or cannot be read.
    NotWrittenBack
        If it is of a kind that cannot be written.
    ChangedOnDisk
        If the list in the file is not the one that was read.
    """
    source = imported.source
    if source.parts:
        # Its rows are in several files or sheets.
        raise NotWrittenBack(source.path)
    raw = read_sheet(
        source.path,
        source.sheet,
        encoding=source.encoding,
        delimiter=source.delimiter,
        progress=progress,
    )
    if raw.delimiter is None and not is_workbook(source.path):
        raise NotWrittenBack(source.path)
    if not _holds(raw.grid, imported.table):
        raise ChangedOnDisk(source.path)
    edits = sheet_edits(project, imported, raw.grid.width)
    at_risk = () if raw.delimiter is not None else parts_at_risk(source.path)
    return Plan(source.path, raw, edits, at_risk)


def write_back(
    planned: Plan, path: Path, progress: Progress = silent
) -> tuple[str, ...]:
    """Write the copy.

    Parameters
    ----------
    planned : Plan
    path : Path
        Another file than the one that was read.
    progress : Progress
        May raise `Cancelled`; then nothing was written.

    Returns
    -------
    tuple of str
        Names of cells that could not be written.

    Raises
    ------
    UnwritableFile
        Whatever was there is unchanged.
    """
    refused: list[str] = []
    sheet = planned.raw.grid.sheet

    def write(draft: Path) -> None:
        progress(1, STEPS, "writing")
        if sheet is None:
            _write_text(planned, draft)
        else:
            refused.extend(
                write_own_workbook(planned.source, sheet, planned.edits, draft)
            )
        progress(2, STEPS, "writing")

    def verify(draft: Path) -> None:
        progress(3, STEPS, "checking")
        again = read_sheet(draft, sheet)
        if not _kept(planned, again.grid):
            raise OSError("cells differ")
        progress(STEPS, STEPS, "checking")

    write_safely(path, write, verify=verify)
    return tuple(refused)


def _write_text(planned: Plan, draft: Path) -> None:
    """Write a text file with the edits in it, so that Excel knows its letters."""
    grid, edits = planned.raw.grid, planned.edits.cells
    height = max([grid.height, *(row for row, _column in edits)])
    width = max([grid.width, *(column for _row, column in edits)])
    rows = [[""] * width for _ in range(height)]
    for at, column in enumerate(grid.columns):
        for row, text in enumerate(column):
            rows[row][at] = text
    for (row, at), edit in edits.items():
        rows[_text_row(planned, row) - 1][at - 1] = edit.text
    delimiter = planned.raw.delimiter or ","
    with draft.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter[0]).writerows(rows)


def _text_row(planned: Plan, row: int) -> int:
    """Give the row of an added one: below everything, unless the list ends the file."""
    last = planned.edits.last_row
    return row if row <= last else planned.raw.grid.height + row - last


def _holds(grid: Grid, table: Table) -> bool:
    """Tell whether a sheet has the cells of a list where the list had them."""
    rows = table.rows - 1
    if len(rows) and int(rows.max()) >= grid.height:
        return False
    for heading, letter in table.letters.items():
        if heading not in table.kinds:
            continue
        if letter > grid.width:
            return False
        cells = np.array(grid.columns[letter - 1], dtype=object)[rows]
        kinds = np.frombuffer(grid.kinds[letter - 1], dtype=np.uint8)[rows]
        text, known = table.column(heading)
        if not (np.array_equal(kinds, known) and np.array_equal(cells, text)):
            return False
    return True


def _kept(planned: Plan, grid: Grid) -> bool:
    """Tell whether all cells but the edited ones are as they were.

    The result of a formula is not in the copy until a spreadsheet works it out.
    """
    old = planned.raw.grid
    formulas = Part.FORMULA_RESULTS in planned.at_risk
    for at, column in enumerate(old.columns):
        edited = {row for row, letter in planned.edits.cells if letter == at + 1}
        now = grid.columns[at] if at < grid.width else []
        for row, text in enumerate(column, start=1):
            found = now[row - 1] if row <= len(now) else ""
            if found != text and row not in edited and not (formulas and not found):
                return False
    return True
