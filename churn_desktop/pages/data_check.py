"""How the list was read, and what is doubtful about it."""

from __future__ import annotations

from churn_desktop.core.schema import Role, Shape
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.change_log import change_log
from churn_desktop.pages.issue_table import issue_table
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Block, Page, PageId, Table, Text, Unit
from churn_desktop.pages.sentences import count, join, listing
from churn_desktop.pages.terms import (
    heading_title,
    measure,
    page_title,
    role_title,
    shape_title,
)

LISTS_NAMED = 6
"""Of several lists read together, so many are named."""


def lay_out(material: Material) -> Page:
    """Say how the list was read and what was noticed, the gravest first."""
    log = change_log(material.project)
    blocks: tuple[Block, ...] = (
        Text(_how_read(material)),
        *(Text(text) for text in _rows_used(material)),
        issue_table(material),
        *((log,) if log is not None else ()),
        _columns(material),
    )
    return Page(PageId.DATA_CHECK, page_title(PageId.DATA_CHECK), blocks)


def _how_read(material: Material) -> str:
    source, shape = material.project.source, material.project.shape
    roles = material.project.roles
    kind = _("an unclear list") if shape is None else shape_title(shape, roles)
    if source.parts:
        return ngettext(
            "{count} list was read as {shape}: {names}.",
            "{count} lists were read together as {shape}: {names}.",
            len(source.parts),
        ).format(
            count=len(source.parts),
            shape=kind,
            names=listing([part.name for part in source.parts], LISTS_NAMED),
        )
    if source.sheet is None:
        text = _("{file} was read as {shape}.")
    else:
        text = _("Sheet “{sheet}” of {file} was read as {shape}.")
    said = text.format(file=source.path.name, sheet=source.sheet, shape=kind)
    if source.header_row < 1:
        return join(said, _("It has no headings."))
    row = _("The headings are in row {row}.").format(row=source.header_row)
    return join(said, row)


def _rows_used(material: Material) -> list[str]:
    understanding, book = material.understanding, material.book
    total, used = len(material.project.table), int(understanding.used.sum())
    aside = int(understanding.set_aside.sum())
    rows = ngettext(
        "{used} of {count} row is used.", "{used} of {count} rows are used.", total
    ).format(used=count(used), count=count(total))
    left_out = ngettext(
        "{count} row is set aside: the table below says why.",
        "{count} rows are set aside: the table below says why.",
        aside,
    ).format(count=count(aside))
    texts = [join(rows, left_out if aside else "")]
    if material.as_of:
        said = _("The list is read as of the end of {date}.").format(
            date=material.as_of
        )
        texts.append(join(said, _leaving(material)))
    if book.currency is not None:
        texts.append(_("Amounts are in {currency}.").format(currency=book.currency))
    return texts


def _leaving(material: Material) -> str:
    """Say which day counts as the one a customer left on."""
    cycle = material.analysis.cycle
    if Role.END in material.project.roles:
        if material.assumptions.last_day_of_service:
            return _("An end date is the last day of service.")
        return _("An end date is the first day the customer is gone.")
    match material.project.shape:
        case Shape.PURCHASES if cycle is not None and cycle.threshold_days is not None:
            days = round(cycle.threshold_days)
            return ngettext(
                "A customer who buys nothing for more than {count} day is lost.",
                "A customer who buys nothing for more than {count} days is lost.",
                days,
            ).format(count=count(days))
        case Shape.MONTHLY:
            return _(
                "A customer is gone on the first day of a month without a payment."
            )
        case Shape.DATED_LISTS:
            return _(
                "A customer is gone on the day of the first list they are missing in."
            )
    return ""


def _columns(material: Material) -> Table:
    import pandas as pd

    project = material.project
    meanings = {heading: role for role, heading in project.roles.items()}
    frame = pd.DataFrame(
        {
            "column": [*map(heading_title, project.table.headings)],
            "meaning": [
                role_title(meanings[heading]) if heading in meanings else _("not used")
                for heading in project.table.headings
            ],
        },
        dtype=object,
    )
    measures = (measure("column", Unit.TEXT), measure("meaning", Unit.TEXT))
    return Table("columns", _("What the columns mean"), measures, frame)
