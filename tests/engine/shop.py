"""Books of purchases, and books whose lists say more about each customer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from churn_desktop.core.book import Attributes, Book, Ledger, Purchases
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Content, Role, Shape
from churn_desktop.engine.lapses import with_lapses
from churn_desktop.engine.purchases import PurchaseCycle
from tests.engine.books import Row, book_of, day

Order = tuple[str, str, float | None]
"""Customer, day, amount."""


def shop_of(
    orders: Iterable[Order], as_of: str, lapse_days: int | None
) -> tuple[Book, PurchaseCycle]:
    """Build the book of a list of orders, with the stays of the lapse rule."""
    ordered = sorted(orders, key=lambda order: (order[0], order[1]))
    ids = sorted({order[0] for order in ordered})
    empty = book_of([Row(name, ordered[0][1]) for name in ids], as_of)
    nothing = empty.contracts.customer[:0]
    book = replace(
        empty,
        shape=Shape.PURCHASES,
        contracts=replace(
            empty.contracts,
            customer=nothing,
            start=nothing,
            end=nothing,
            monthly_amount=np.empty(0),
            term_months=np.empty(0),
            position=nothing,
        ),
        stays=replace(
            empty.stays, customer=nothing, start=nothing, end=nothing, number=nothing
        ),
        durations=replace(
            empty.durations,
            customer=nothing,
            length=np.empty(0),
            ended=np.empty(0, dtype=bool),
            entry=np.empty(0),
        ),
        purchases=Purchases(
            np.array([ids.index(order[0]) for order in ordered], dtype=np.int32),
            np.array([day(order[1]) for order in ordered], dtype=np.int32),
            np.array(
                [np.nan if order[2] is None else order[2] for order in ordered],
                dtype=float,
            ),
            np.arange(len(ordered), dtype=np.int32),
        ),
    )
    book, cycle = with_lapses(book, Assumptions(lapse_days=lapse_days))
    assert cycle is not None
    return book, cycle


def counts_of(rows: Iterable[tuple[str, float, float, float]], end: str) -> Book:
    """Build the book of a list of counts: first day, opening, new, lost."""
    begun, opening, new, lost = zip(*rows, strict=True)
    nobody = book_of([], as_of=end)
    start = np.array([day(each) for each in begun], dtype=np.int32)
    came, there, gone = (np.array(each, float) for each in (new, opening, lost))
    ledger = Ledger(
        start,
        day(end),
        there,
        came,
        gone,
        there + came - gone,
        np.arange(len(start), dtype=np.int32),
    )
    return replace(nobody, shape=Shape.COUNTS, ledger=ledger)


def saying(book: Book, **facts: Mapping[str, Any]) -> Book:
    """Let a list say more: role names with what they say, by customer id."""
    texts, numbers, days = {}, {}, {}
    for name, said in facts.items():
        role = Role(name)
        if role.content is Content.DATE:
            days[role] = np.array(
                [day(said[c]) if c in said else NO_DAY for c in book.ids],
                dtype=np.int32,
            )
        elif role.content in (Content.NUMBER, Content.AMOUNT):
            numbers[role] = np.array([said.get(c, np.nan) for c in book.ids], float)
        else:
            texts[role] = np.array([said.get(c, "") for c in book.ids], dtype=object)
    return replace(book, attributes=Attributes(texts, numbers, days))


def code(book: Book, customer: str) -> int:
    return int(np.flatnonzero(book.ids == customer)[0])


def text(when: int) -> str:
    """Write a day as a person would."""
    return date.fromordinal(when + date(1970, 1, 1).toordinal()).isoformat()


Published = Callable[[str], tuple[dict[str, Any], dict[str, Any]]]


def published(reference_data: Callable[[str], Path]) -> Published:
    """Look up inputs and answers of a published example."""
    found = reference_data("reference/worked_examples.json").read_text("utf-8")
    examples = {each["id"]: each for each in json.loads(found)["examples"]}
    return lambda name: (examples[name]["inputs"], examples[name]["expected"])
