"""Analysed lists for tests, made from books written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from churn_desktop.core.book import Attributes, Book
from churn_desktop.core.issues import Issue
from churn_desktop.core.project import Assumptions, Note, Project, Source
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.importer import Understanding
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Page, Text
from tests.engine.books import Row, book_of, golden_rows, snapshot_of
from tests.engine.told import told_book, told_rows

DATED = {
    Role.CUSTOMER_ID: "customer",
    Role.START: "since",
    Role.END: "until",
    Role.FEE: "fee",
}
UNDATED = {Role.CUSTOMER_ID: "customer", Role.TENURE: "months", Role.STATUS: "left"}


def table_of(columns: dict[str, Sequence[object]]) -> Table:
    texts = {
        heading: np.array(["" if v is None else str(v) for v in values], dtype=object)
        for heading, values in columns.items()
    }
    count = len(next(iter(texts.values())))
    frame = pd.DataFrame(texts, index=range(2, count + 2), dtype=object)
    kinds = {h: np.array([bool(v) for v in t], np.uint8) for h, t in texts.items()}
    return Table(frame, kinds, {heading: at for at, heading in enumerate(texts, 1)})


def material_of(
    book: Book,
    table: Table,
    *,
    roles: dict[Role, str] | None = None,
    issues: tuple[Issue, ...] = (),
    set_aside: Sequence[int] = (),
    sheet: str | None = None,
    **assumptions: object,
) -> Material:
    aside = np.zeros(len(table), dtype=bool)
    aside[list(set_aside)] = True
    chosen = Assumptions(**assumptions)
    source = Source(Path("/lists/golden.xlsx"), sheet, (), 1)
    known = DATED if book.dated else UNDATED
    roles = known if roles is None else roles
    project = Project(table, source, book.shape, roles, chosen)
    understanding = Understanding(book, issues, ~aside, aside, {})
    return Material(project, understanding, analyse(book, chosen))


def dated(rows: Sequence[Row], as_of: str, **more: object) -> Material:
    columns: dict[str, Sequence[object]] = {
        "customer": [row.customer for row in rows],
        "since": [row.start for row in rows],
        "until": [row.end for row in rows],
        "fee": [row.amount for row in rows],
    }
    return material_of(book_of(rows, as_of), table_of(columns), **more)


def golden(**more: object) -> Material:
    """Give the list whose March 2024 holds every kind of movement."""
    return dated(golden_rows(), "2024-03-31", **more)


def snapshot(months: Sequence[float], left: Sequence[bool], **more: object) -> Material:
    entry = more.pop("entry", None)
    book = snapshot_of(months, left, entry=entry)
    columns: dict[str, Sequence[object]] = {
        "customer": list(book.ids), "months": months, "left": left
    }  # fmt: skip
    return material_of(book, table_of(columns), **more)


def told(**more: object) -> Material:
    """Give a list that says why, by whom and how well liked."""
    rows, book = told_rows(), told_book()
    columns: dict[str, Sequence[object]] = {
        "customer": [row.customer for row in rows],
        "since": [row.start for row in rows],
        "until": [row.end for row in rows],
        "fee": [row.amount for row in rows],
    }
    return material_of(book, table_of(columns), **more)


def without_fee() -> Material:
    rows = [row._replace(amount=None) for row in golden_rows()]
    return dated(rows, "2024-03-31")


def empty() -> Material:
    return dated([], "2024-03-31")


def single(**row: object) -> Material:
    first = Row("Ann", "2024-01-10", **row)
    return dated([first], "2024-03-31")


EVERY_KIND = {
    "golden": golden,
    "told": told,
    "snapshot": lambda: snapshot([1, 2, 5, 14, 30] * 20, [True, False] * 50),
    "without fee": without_fee,
    "empty": empty,
    "empty snapshot": lambda: snapshot([], []),
    "single customer": single,
    "single row": lambda: snapshot([4], [True]),
    "incomplete": lambda: dated([Row("Ann", "2024-03-02", None, 5)], "2024-03-10"),
}
"""Lists that every page must be able to show."""


def with_attributes(**parts: object) -> Material:
    """A list about whose customers nothing else is said."""
    book = told_book()
    book = replace(book, attributes=Attributes(**parts))
    return material_of(book, table_of({"customer": list(book.ids)}))


def noted(material: Material, *notes: Note) -> Material:
    """The same list with notes."""
    project = replace(material.project, notes=notes)
    return Material(project, material.understanding, material.analysis)


def texts(page: Page) -> str:
    """All sentences of a page after each other."""
    return " ".join(block.text for block in page.blocks if isinstance(block, Text))
