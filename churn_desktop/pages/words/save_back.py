"""What a copy of the user's own file will not hold, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.sentences import join

_PARTS = {
    "charts": mark("charts (they may look different)"),
    "pictures": mark("pictures"),
    "shapes": mark("shapes and text boxes"),
    "pivot_tables": mark("pivot tables"),
    "slicers": mark("slicers and timelines"),
    "form_controls": mark("buttons and form controls"),
    "comment_threads": mark("comment threads (only plain comments stay)"),
    "embedded_files": mark("embedded files"),
    "connections": mark("connections to other data"),
    "signature": mark("the digital signature"),
    "newer_formatting": mark("sparklines and newer kinds of conditional formatting"),
    "formula_results": mark(
        "stored results of formulas (the formulas stay; Excel works them out again "
        "when it opens the copy)"
    ),
}


def part_title(part: str) -> str:
    """Name a part of a workbook."""
    return _(_PARTS[part])


def risks(parts: Iterable[str]) -> str:
    """Say what the copy may lose; ``""`` when nothing.

    Examples
    --------
    >>> risks(["pictures"])
    'These may be lost or changed in the copy: pictures.'
    >>> risks([])
    ''
    """
    named = _("; ").join(part_title(part) for part in parts)
    if not named:
        return ""
    return _("These may be lost or changed in the copy: {parts}.").format(parts=named)


def edits_told(
    cells: int,
    added_rows: int,
    deleted_rows: int,
    deleted_columns: Sequence[str],
) -> str:
    """Say what will be written and how.

    Examples
    --------
    >>> edits_told(1, 0, 0, ())
    '1 cell will be written.'
    """
    said = []
    if cells:
        said.append(
            ngettext(
                "{count} cell will be written.", "{count} cells will be written.", cells
            ).format(count=f"{cells:,}")
        )
    if added_rows:
        said.append(
            ngettext(
                "{count} added row comes after the last row of the sheet.",
                "{count} added rows come after the last row of the sheet.",
                added_rows,
            ).format(count=f"{added_rows:,}")
        )
    if deleted_rows:
        said.append(
            ngettext(
                "{count} deleted row becomes a blank row.",
                "{count} deleted rows become blank rows.",
                deleted_rows,
            ).format(count=f"{deleted_rows:,}")
        )
    if deleted_columns:
        said.append(
            _("Columns deleted here stay in the file: {columns}.").format(
                columns=_(", ").join(deleted_columns)
            )
        )
    return join(*said)
