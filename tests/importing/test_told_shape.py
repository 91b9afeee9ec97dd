from __future__ import annotations

import pytest

from churn_desktop.core.errors import MONTHS, UnclearList
from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.importer import understand, with_roles, with_shape
from churn_desktop.importing.told_shape import lacking, roles_of
from tests.importing.lists import TODAY, project_of, text_table

DAYS = (
    "customer id|date|amount\nA|2024-01-03|5\nA|2024-02-04|5\nB|2024-01-05|6\n"
    "B|2024-03-05|6"
)
TABLE = text_table(DAYS)
MONTHLY = text_table("name|2024-01|2024-02|2024-03\nA|1|1|\nB|1|1|1\nC||1|1")


@pytest.mark.parametrize(
    ("shape", "roles", "missing"),
    [
        (Shape.SUBSCRIPTIONS, "customer_id", "start"),
        (Shape.SUBSCRIPTIONS, "start", ""),
        (Shape.SNAPSHOT, "customer_id start", "status"),
        (Shape.SNAPSHOT, "status", ""),
        (Shape.PURCHASES, "start", "customer_id purchase_date"),
        (Shape.PURCHASES, "name last_activity", ""),
        (Shape.COUNTS, "period count_new", "count_opening count_lost"),
        (Shape.COUNTS, "period count_closing count_lost", ""),
        (Shape.COUNTS, "", "period count_opening count_new count_lost"),
        (Shape.DATED_LISTS, "customer_id", "list_date"),
        (Shape.DATED_LISTS, "list_date", "customer_id"),
        (Shape.MONTHLY, "customer_id", MONTHS),
    ],
)
def test_what_is_lacking_is_named(shape: Shape, roles: str, missing: str) -> None:
    has = {Role(name): name for name in roles.split()}
    assert lacking(shape, TABLE, has) == tuple(missing.split())


def test_columns_of_months_are_seen_in_the_headings() -> None:
    assert lacking(Shape.MONTHLY, MONTHLY, {}) == ()


def test_days_and_amounts_follow_the_kind() -> None:
    ordered = {Role.PURCHASE_DATE: "date", Role.PURCHASE_AMOUNT: "amount"}
    begun = {Role.START: "date", Role.FEE: "amount"}
    assert roles_of(Shape.SUBSCRIPTIONS, ordered) == begun
    assert roles_of(Shape.PURCHASES, begun) == ordered
    assert roles_of(Shape.DATED_LISTS, ordered) == {
        Role.LIST_DATE: "date",
        Role.FEE: "amount",
    }
    assert roles_of(Shape.COUNTS, ordered)[Role.PERIOD] == "date"
    # What such a list has already stays as it is.
    both = {**ordered, Role.START: "since"}
    assert roles_of(Shape.SUBSCRIPTIONS, both)[Role.START] == "since"
    assert roles_of(Shape.SNAPSHOT, both) == both


def test_a_list_can_be_taken_for_another_kind_and_back() -> None:
    project = project_of(DAYS)
    assert project.shape == Shape.PURCHASES
    forced = with_shape(project, Shape.SUBSCRIPTIONS)
    assert forced.shape == forced.assumptions.shape == Shape.SUBSCRIPTIONS
    found = understand(forced, today=TODAY)
    assert (found.book.shape, len(found.book)) == (Shape.SUBSCRIPTIONS, 2)
    # The choice holds while meanings change.
    assert with_roles(forced, forced.roles).shape == Shape.SUBSCRIPTIONS
    free = with_shape(project, None)
    assert (free.shape, free.assumptions.shape) == (Shape.PURCHASES, None)


def test_a_kind_that_it_cannot_be_says_what_is_missing() -> None:
    forced = with_shape(project_of(DAYS), Shape.SNAPSHOT)
    assert forced.shape is None
    with pytest.raises(UnclearList) as caught:
        understand(forced, today=TODAY)
    assert caught.value.shape == Shape.SNAPSHOT
    assert caught.value.missing == ("status",)
