"""The report as a workbook: pages as sheets, numbers as formulas, charts to edit."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project
from churn_desktop.engine.analysis import Analysis
from churn_desktop.files import write_safely
from churn_desktop.output.sheets.assembly import Assembly, assemble
from churn_desktop.output.sheets.report_sheets import write_sheets
from churn_desktop.output.sheets.sheet_setup import new_workbook
from churn_desktop.pages.model import Report

if TYPE_CHECKING:
    from churn_desktop.importing.importer import Understanding


def write_workbook(
    report: Report,
    project: Project,
    understanding: Understanding,
    analysis: Analysis,
    path: Path,
    progress: Progress = silent,
    today: date | None = None,
) -> None:
    """Write the report as an Excel workbook.

    Parameters
    ----------
    report : Report
    project : Project
    understanding : Understanding
    analysis : Analysis
        All four of the same list.
    path : Path
    progress : Progress
        Counts cells, phase ``writing``, then once ``packing``.
    today : datetime.date, optional
        Stands in the file's properties; the current day when not given.

    Raises
    ------
    UnwritableFile
        As `files.write_safely`; nothing is half-written.
    Cancelled
        Only from ``progress``.
    """
    assembly = assemble(report, project, understanding, analysis)
    made = build(assembly, path.name, progress, today)
    write_safely(path, lambda draft: _save(draft, made), verify=_verify)


def build(
    assembly: Assembly,
    name: str,
    progress: Progress = silent,
    today: date | None = None,
) -> bytes:
    """Make the workbook in memory; see `write_workbook`.

    Parameters
    ----------
    assembly : Assembly
    name : str
        File name, for the footers.
    progress, today
        As there.
    """
    target = BytesIO()
    workbook = new_workbook(target, assembly.report.title, today)
    try:
        write_sheets(workbook, assembly, name, progress)
        progress(1, 1, "packing")
        workbook.close()
    finally:
        # Its destructor would go on writing what was cancelled.
        workbook.fileclosed = True
    return target.getvalue()


def _save(draft: Path, made: bytes) -> None:
    draft.write_bytes(made)


def _verify(draft: Path) -> None:
    """Read the file back; every part of it carries a checksum."""
    try:
        with zipfile.ZipFile(draft) as archive:
            broken = archive.testzip()
    except zipfile.BadZipFile as error:
        raise OSError("the file does not read back as it was written") from error
    if broken is not None:
        raise OSError("the file does not read back as it was written")
