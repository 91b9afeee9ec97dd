"""Follow-ups as a sheet to work through: ticked, printed, handed to somebody."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.calendar import to_date
from churn_desktop.core.schema import Role
from churn_desktop.files import write_safely
from churn_desktop.i18n import gettext as _
from churn_desktop.output.sheets import cells, styles
from churn_desktop.output.sheets.sheet_setup import (
    add_sheet,
    new_workbook,
    set_paper,
    write_cell,
)
from churn_desktop.output.sheets.styles import Styles
from churn_desktop.pages.followups import because, contacts_of, kind_title
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import PageId, Unit
from churn_desktop.pages.terms import page_title, title

if TYPE_CHECKING:
    import pandas as pd

_TOP = 2
_OWNERS = (Role.SERVICE_OWNER, Role.SALES_OWNER)


def write_followups(material: Material, path: Path) -> int:
    """Write the follow-ups that are not done, with room for ticks and outcomes.

    Returns
    -------
    int
        How many there are.

    Raises
    ------
    UnwritableFile
        As `files.write_safely`; nothing is half-written.
    """
    found = material.ahead.followups
    count = 0 if found is None else len(found.open)
    made = build_followups(material)
    write_safely(path, lambda draft: draft.write_bytes(made))
    return count


def build_followups(material: Material) -> bytes:
    """Make the workbook in memory; see `write_followups`."""
    target, name = BytesIO(), page_title(PageId.FOLLOWUPS)
    workbook = new_workbook(target, name)
    looks = Styles(workbook)
    sheet = add_sheet(workbook, cells.sheet_name(name))
    columns = _columns(material)
    rows = len(columns[0][2])
    as_of = _("As of {date}").format(date=material.as_of)
    sheet.write(0, 0, f"{name} · {as_of}", looks(styles.TITLE))
    sheet.set_row(_TOP, 32)
    for at, (heading, unit, values, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write(_TOP, at, heading, looks(styles.HEADER))
        form = cells.number_format(unit, material.currency, values)
        look = styles.NUMBER if unit is Unit.MONEY else styles.LONG_NAME
        # A number keeps away from the words behind it.
        style = looks(look, {"indent": int(unit is Unit.MONEY)}, num_format=form)
        for row, value in enumerate(values, _TOP + 1):
            write_cell(sheet, row, at, value, unit, style)
    sheet.freeze_panes(_TOP + 1, 2)
    if rows:
        sheet.autofilter(_TOP, 0, _TOP + rows, len(columns) - 1)
    sheet.repeat_rows(_TOP)
    set_paper(sheet)
    workbook.close()
    return target.getvalue()


_Column = tuple[str, Unit, list[object], int]


def _columns(material: Material) -> list[_Column]:
    found, book = material.ahead.followups, material.book
    if found is None:
        return [(title("name"), Unit.TEXT, [], 26)]
    frame = found.open
    who = frame["customer"].to_numpy(dtype=np.int32)
    nothing: list[object] = [None] * len(frame)
    columns: list[_Column] = [
        (title("followup_done"), Unit.TEXT, nothing, 8),
        (title("name"), Unit.TEXT, book.names[who].tolist(), 26),
        (title("customer_id"), Unit.TEXT, book.ids[who].tolist(), 14),
        (title("followup_due"), Unit.DATE, [*map(to_date, frame["due"])], 12),
        (title("followup_kind"), Unit.TEXT, [*map(kind_title, frame["kind"])], 20),
        (title("followup_because"), Unit.TEXT, _why(frame), 42),
    ]
    if material.money.knows_amounts:
        amounts = frame["at_risk"].tolist()
        columns.append((title("followup_at_risk"), Unit.MONEY, amounts, 14))
    owner = next((role for role in _OWNERS if role in book.attributes.texts), None)
    if owner is not None:
        owners = book.attributes.texts[owner][who].tolist()
        columns.append((material.project.roles[owner], Unit.TEXT, owners, 16))
    contacts = contacts_of(material, who).tolist()
    if any(contacts):
        columns.append((title("followup_contact"), Unit.TEXT, contacts, 30))
    columns.append((title("followup_outcome"), Unit.TEXT, nothing, 34))
    return columns


def _why(frame: pd.DataFrame) -> list[object]:
    columns = (frame[name].tolist() for name in ("kind", "due", "since", "number"))
    return [because(*each) for each in zip(*columns, strict=True)]
