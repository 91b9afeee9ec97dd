"""Take a refreshed file into a project: meanings, notes and edits stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from churn_desktop.core import edits
from churn_desktop.core.errors import BadChoice, NotASeries
from churn_desktop.core.progress import Progress, silent
from churn_desktop.core.project import Project, Source
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.importing.importer import open_lists, with_roles
from churn_desktop.importing.list_changes import ListChanges, changes_between
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.row_matches import (
    NOWHERE,
    Positions,
    key_heading,
    keys_of,
    match_rows,
    shared_headings,
)


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What accepting a refreshed file would do.

    Attributes
    ----------
    project : Project
        The new rows, with the meanings, assumptions, notes and edits of before.
    imported : Project
        The file as it was read.
    changes : ListChanges
        Between the project as it is and as it would be.
    kept : int
        Edits made here that stay: cells, rows and columns.
    overruled : int
        Edits made here where the file says something new too; the file is taken.
    missing : tuple of Role
        Meanings whose column the file has no more.
    """

    project: Project
    imported: Project
    changes: ListChanges
    kept: int
    overruled: int
    missing: tuple[Role, ...]


def read_update(
    project: Project,
    imported: Project,
    paths: Sequence[Path],
    *,
    today: date,
    progress: Progress = silent,
) -> Update:
    """Read a file, or several files of a list each, and say what would change.

    Parameters
    ----------
    project : Project
        As it is now.
    imported : Project
        As its list was read last.
    paths : sequence of Path
        The refreshed files, or others of the same kind.
    today : datetime.date
    progress : Progress
        May raise `Cancelled`.

    Raises
    ------
    UnreadableFile
        If a file cannot be read without risking wrong values.
    NotASeries
        If several files are no lists of different days any more.
    """
    source = imported.source
    read: list[Project] = []
    options = ReadOptions(assumptions=project.assumptions, days=source.days)
    tried = _ways(source, options) if {*paths} == {*source.paths} else [options]
    wanted = set(imported.roles.values())
    for choice in tried:
        try:
            fresh = open_lists(paths, choice, today=today, progress=progress)
        except BadChoice:
            if choice is tried[-1] and not read:
                raise
            continue
        read.append(fresh)
        if wanted <= set(fresh.table.headings):
            break
    best = max(read, key=lambda one: len(wanted & set(one.table.headings)))
    if source.parts and not best.source.parts:
        raise NotASeries(paths[0].name, "no_day")
    return update(project, imported, best)


def _ways(source: Source, options: ReadOptions) -> list[ReadOptions]:
    """Give the ways to read files again, the way they were read first."""
    if source.parts:
        # Each list has a heading row and an encoding of its own.
        return [options]
    there = replace(
        options,
        sheet=source.sheet,
        encoding=source.encoding,
        delimiter=source.delimiter,
    )
    # A refreshed file may have another title, or its sheet another name.
    return [replace(there, header_row=source.header_row), there, options]


def update(project: Project, imported: Project, fresh: Project) -> Update:
    """Put what was done to a list onto a later reading of it.

    Parameters
    ----------
    project : Project
        As it is now.
    imported : Project
        As its list was read last.
    fresh : Project
        As its list is read now, without edits.
    """
    carried = _Carried(project, imported, fresh)
    roles = {r: h for r, h in project.roles.items() if h in carried.table.kinds}
    base = {r: h for r, h in imported.roles.items() if h in fresh.table.kinds}
    begun = replace(fresh, assumptions=project.assumptions, notes=project.notes)
    after = with_roles(replace(begun, table=carried.table), roles)
    return Update(
        project=after,
        imported=with_roles(begun, base),
        changes=changes_between(project, after),
        kept=carried.kept,
        overruled=carried.overruled,
        missing=tuple(role for role in project.roles if role not in roles),
    )


class _Carried:
    """Brings edits from one reading of a list to the next, one kind after the other."""

    def __init__(self, project: Project, imported: Project, fresh: Project) -> None:
        self.base, self.mine = imported.table, project.table
        self.fresh = self.table = fresh.table
        self.kept = self.overruled = 0
        heading = key_heading(imported, self.base)
        self.key = heading if heading in self.fresh.kinds else None
        compared = shared_headings(self.base, self.fresh)
        found, same = match_rows(self.base, self.fresh, self.key, compared)
        self.found, self.same = found, same
        # Rows keep the number they had in the file, so edits can be told from it.
        self.names = _names(self.base, self.mine)
        self.was = _places(self.mine.rows, self.base.rows)
        self.was[self._others()] = NOWHERE
        self._write_cells()
        self._add_columns()
        self._rename_and_drop_columns()
        self._drop_and_add_rows()

    def _others(self) -> Positions:
        """Find rows that have the number of a row of the file and are another one.

        A row inserted after the last one was deleted is such a row; it says whom it is
        about, and little of what the deleted one said.
        """
        at_mine = np.flatnonzero(self.was != NOWHERE)
        at_base = self.was[at_mine]
        filled, kept = np.zeros(len(at_mine)), np.zeros(len(at_mine))
        about = np.zeros(len(at_mine), dtype=bool)
        for old, new in self.names.items():
            if new is None:
                continue
            base = self.base.column(old).text[at_base]
            equal = self.mine.column(new).text[at_mine] == base
            filled += base != ""
            kept += (base != "") & equal
            if old == self.key:
                about = equal
        others: Positions = at_mine[~about & (2 * kept < filled)]
        return others

    def _write_cells(self) -> None:
        at_mine = np.flatnonzero(self.was != NOWHERE)
        at_base = self.was[at_mine]
        for old, new in self.names.items():
            if new is None or old not in self.fresh.kinds:
                continue
            mine = self.mine.column(new).text[at_mine]
            base = self.base.column(old).text[at_base]
            edited = np.flatnonzero(mine != base)
            there = self.found[at_base[edited]]
            edited, there = edited[there != NOWHERE], there[there != NOWHERE]
            theirs = self.fresh.column(old).text[there]
            free = theirs == base[edited]
            self.kept += int(free.sum())
            self.overruled += int((~free & (theirs != mine[edited])).sum())
            if free.any():
                written = mine[edited][free]
                self.table = edits.set_cells(self.table, old, there[free], written)

    def _add_columns(self) -> None:
        known = {new for new in self.names.values() if new is not None}
        for heading in self.mine.headings:
            if heading in known or heading in self.table.kinds:
                continue
            self.table = edits.insert_column(self.table, heading)
            self.kept += 1
            at_mine = np.flatnonzero((self.was != NOWHERE) & ~self.mine.blank(heading))
            there = self.found[self.was[at_mine]]
            texts = self.mine.column(heading).text[at_mine]
            here = there != NOWHERE
            if here.any():
                self.table = edits.set_cells(
                    self.table, heading, there[here], texts[here]
                )

    def _rename_and_drop_columns(self) -> None:
        for old, new in self.names.items():
            if old not in self.table.kinds or old == new:
                continue
            if new is None:
                self.table = edits.delete_column(self.table, old)
            elif new not in self.table.kinds:
                self.table = edits.rename_column(self.table, old, new)
            else:
                continue
            self.kept += 1

    def _drop_and_add_rows(self) -> None:
        gone = np.ones(len(self.base), dtype=bool)
        gone[self.was[self.was != NOWHERE]] = False
        deleted = np.flatnonzero(gone & (self.found != NOWHERE))
        # A row that was deleted here and changed there is worth another look.
        dropped = self.found[deleted[self.same[deleted]]]
        self.overruled += len(deleted) - len(dropped)
        self.kept += len(dropped)
        added = self._added()
        height = len(self.table)
        if len(added):
            self.table = edits.insert_rows(self.table, height, len(added))
            places = range(height, height + len(added))
            for heading in self.mine.headings:
                if heading in self.table.kinds:
                    texts = self.mine.column(heading).text[added]
                    self.table = edits.set_cells(self.table, heading, places, texts)
            self.kept += len(added)
        if len(dropped):
            self.table = edits.delete_rows(self.table, dropped)

    def _added(self) -> Positions:
        """Find the rows that were added here and are not in the file by now."""
        added: Positions = np.flatnonzero(self.was == NOWHERE)
        name = self.names.get(self.key) if self.key is not None else None
        if not len(added) or name is None:
            return added
        known = set(keys_of(self.fresh, self.key)) - set(keys_of(self.base, self.key))
        keys = keys_of(self.mine, name)
        fresh = np.array([keys[row] not in known for row in added], dtype=bool)
        self.overruled += int((~fresh).sum())
        found: Positions = added[fresh]
        return found


def _places(rows: Positions, among: Positions) -> Positions:
    """Give for each row number its position among others."""
    at = {int(row): place for place, row in enumerate(among)}
    return np.array([at.get(int(row), NOWHERE) for row in rows], dtype=np.int64)


def _names(base: Table, mine: Table) -> dict[str, str | None]:
    """Give for each heading as read what it is called now; None when deleted."""
    now = {letter: heading for heading, letter in mine.letters.items()}
    return {old: now.get(letter) for old, letter in base.letters.items()}
