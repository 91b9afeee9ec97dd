"""Lists as exports, registers and public sets have them; see `unseen_lists.txt`.

What each list is, what its columns mean and whom it counts as gone follow from the
definitions, not from the program.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.schema import Role
from tests.importing.lists import project_of, understood

LISTS = {
    text.partition("\n")[0]: text.split("\n", 2)[1:]
    for text in Path(__file__)
    .with_name("unseen_lists.txt")
    .read_text(encoding="utf-8")
    .split("== ")[1:]
}


def _roles(text: str) -> dict[Role, str]:
    pairs = (pair.partition("=") for pair in text.split(", "))
    return {Role(role): heading for role, _, heading in pairs}


def _gone(book: Book) -> int:
    if not book.dated:
        return int(book.durations.ended.sum())
    there = np.unique(book.stays.customer[book.stays.end > book.as_of])
    return len(book) - len(there)


def _paid(book: Book) -> float:
    if book.purchases is not None:
        return float(np.nansum(book.purchases.amount))
    if book.amounts is not None:
        return float(np.nansum(book.amounts))
    there = book.contracts.end > book.as_of
    return float(np.nansum(book.contracts.monthly_amount[there]))


@pytest.mark.parametrize("name", list(LISTS))
def test_a_list_not_seen_before(name: str) -> None:
    said, text = LISTS[name]
    shape, roles, customers, gone, paid = said.split(" ; ")
    project = project_of(text)
    assert project.shape == shape
    wanted = _roles(roles)
    assert {role: project.roles.get(role) for role in wanted} == wanted
    book = understood(text).book
    assert len(book) == int(customers)
    if gone != "-":
        assert _gone(book) == int(gone)
    if paid != "-":
        assert _paid(book) == pytest.approx(float(paid))
