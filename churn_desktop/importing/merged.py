"""Cells that a merged area covers: blank in the file, though not on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from churn_desktop.core.issues import IssueCode
from churn_desktop.importing.marks import Marks

_AREA = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")


def mark_merged(areas: Iterable[str], marks: Marks) -> None:
    """Mark the rows of merged areas.

    Parameters
    ----------
    areas : iterable of str
        Such as ``"A3:A5"``.
    marks : Marks
    """
    names = []
    rows: set[int] = set()
    for area in areas:
        found = _AREA.fullmatch(area)
        if found is None:
            continue
        names.append(area)
        first, last = int(found[2]) - 1, int(found[4]) - 1
        if last - first < 10_000:
            rows.update(range(first, last + 1))
    if names:
        marks.rows(IssueCode.MERGED_CELLS, rows)
        more = ", …" if len(names) > 20 else ""
        marks.file(IssueCode.MERGED_CELLS, ranges=", ".join(names[:20]) + more)
