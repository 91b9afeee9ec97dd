"""Workbooks that exist only in a test, so that none has to be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.errors import BadChoice
from churn_desktop.core.grid import Grid
from churn_desktop.core.issues import Issue
from churn_desktop.importing import open_sheet, readers
from tests.importing.lists import text_grid

Sheets = dict[str, "str | Grid"]


class Files:
    """Stands in for `read_sheet`: sheets written as in `lists.text_grid`, by file."""

    def __init__(self, files: dict[str, Sheets]) -> None:
        self.files = {
            name: {sheet: _grid(cells) for sheet, cells in sheets.items()}
            for name, sheets in files.items()
        }
        self.hidden: tuple[str, ...] = ()
        self.issues: tuple[Issue, ...] = ()
        self.asked: list[tuple[str, str | None]] = []

    def read_sheet(
        self, path: Path, sheet: str | None = None, **_options: object
    ) -> readers.RawFile:
        self.asked.append((path.name, sheet))
        sheets = self.files[path.name]
        name = sheet or next(name for name in sheets if name not in self.hidden)
        if name not in sheets:
            raise BadChoice("sheet", name, tuple(sheets))
        grid = sheets[name]
        named = path.suffix == ".xlsx"
        return readers.RawFile(
            grid=Grid(name if named else None, grid.columns, grid.kinds),
            sheets=tuple(
                readers.SheetInfo(s, s in self.hidden, g.height, g.width)
                for s, g in sheets.items()
                if named
            ),
            encoding=None if named else "utf-8",
            delimiter=None if named else ",",
            issues=self.issues,
        )


def _grid(cells: str | Grid) -> Grid:
    return text_grid(cells) if isinstance(cells, str) else cells


def pretend(monkeypatch: pytest.MonkeyPatch, files: dict[str, Sheets]) -> Files:
    """Let these be the files there are."""
    made = Files(files)
    monkeypatch.setattr(open_sheet.readers, "read_sheet", made.read_sheet)
    return made
