from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role, Shape
from tests.importing.lists import project_of, understood

PANEL = """
account_id | month      | mrr
A          | {0}        | 50
B          | {0}        | 50
A          | {1}        | 50
A          | {2}        | 60
C          | {2}        | 50
"""
FIRSTS = ("2024-01-01", "2024-02-01", "2024-03-01")


@pytest.mark.parametrize(
    "months",
    [
        FIRSTS,
        ("2024-01-31", "2024-02-29", "2024-03-31"),
        ("2024-01", "2024-02", "2024-03"),
        ("202401", "202402", "202403"),
        ("Jan-24", "Feb-24", "Mar-24"),
    ],
)
def test_a_row_for_each_customer_and_month_makes_lists(months: tuple[str, ...]) -> None:
    project = project_of(PANEL.format(*months))
    assert project.shape == Shape.DATED_LISTS
    assert (project.heading(Role.LIST_DATE), project.heading(Role.FEE)) == (
        "month",
        "mrr",
    )
    book = understood(PANEL.format(*months)).book
    gone = len(book) - len({*book.stays.customer[book.stays.end > book.as_of].tolist()})
    assert (len(book), gone) == (3, 1)


def test_days_within_months_are_no_lists() -> None:
    project = project_of(PANEL.format("2024-01-01", "2024-02-05", "2024-03-17"))
    assert project.shape != Shape.DATED_LISTS


def test_two_rows_in_a_month_are_no_list() -> None:
    text = PANEL.format(*FIRSTS) + "A | 2024-03-01 | 9\nB | 2024-01-01 | 9\n"
    assert project_of(text).shape != Shape.DATED_LISTS


def test_what_was_chosen_stays() -> None:
    project = project_of(PANEL.format(*FIRSTS), {Role.PURCHASE_DATE: "month"})
    assert project.shape == Shape.PURCHASES


def test_a_list_with_starts_is_none() -> None:
    text = "id|month|start date\n1|2024-01-01|2023-01-01\n1|2024-02-01|2023-01-01"
    text += "\n2|2024-03-01|2023-02-01"
    assert project_of(text).shape == Shape.SUBSCRIPTIONS
