from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.shapes import (
    BUILDERS,
    decide_shape,
    fitting,
    missing_roles,
    settle_roles,
    still_monthly,
)
from tests.importing.lists import project_of, text_table

TABLE = text_table(
    "id|start|end|tenure|churn|active\n1|2024-01-01|2024-02-01|5|1|1\n2|2024-01-02||6|0|1"
)


def roles(*names: str) -> dict[Role, str]:
    headings = {"status": "churn"}
    return {Role(name): headings.get(name, name) for name in names}


@pytest.mark.parametrize(
    ("names", "shape"),
    [
        (("start",), Shape.SUBSCRIPTIONS),
        (("start", "end"), Shape.SUBSCRIPTIONS),
        (("start", "end", "status"), Shape.SUBSCRIPTIONS),
        (("start", "end", "tenure", "status"), Shape.SUBSCRIPTIONS),
        (("start", "tenure"), Shape.SUBSCRIPTIONS),
        (("tenure", "status"), Shape.SNAPSHOT),
        (("start", "tenure", "status"), Shape.SNAPSHOT),
        (("start", "status"), Shape.SNAPSHOT),
        (("customer_id", "last_activity", "status"), Shape.SNAPSHOT),
        (("customer_id", "last_activity"), Shape.PURCHASES),
        (("tenure",), None),
        (("status",), Shape.SNAPSHOT),
        (("end",), None),
        ((), None),
    ],
)
def test_what_kind_of_list_it_is(names: tuple[str, ...], shape: Shape | None) -> None:
    assert decide_shape(TABLE, roles(*names)) == shape


def test_a_doubtful_status_alone_makes_no_list() -> None:
    table = text_table("state|id\nactive|1\nclosed|2")
    assert decide_shape(table, {Role.STATUS: "state"}) is None
    with_id = {Role.STATUS: "state", Role.CUSTOMER_ID: "id"}
    assert decide_shape(table, with_id) == Shape.SNAPSHOT


def test_a_list_in_which_nobody_left_needs_no_ends() -> None:
    found = {Role.START: "start", Role.STATUS: "active"}
    assert decide_shape(TABLE, found) == Shape.SUBSCRIPTIONS


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (("start", "status"), ("end",)),
        (("end",), ("start",)),
        (("tenure",), ("status",)),
        (("status",), ("tenure", "start")),
        ((), ("start", "purchase_date", "last_activity", "status")),
    ],
)
def test_what_an_unclear_list_lacks(
    names: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    assert missing_roles(roles(*names)) == missing


def test_found_roles_give_way_to_chosen_ones() -> None:
    everything = roles("start", "end", "tenure", "status")
    chosen = roles("tenure", "status")
    assert fitting(everything, chosen) == chosen
    assert fitting(everything, roles("start")) == roles("start", "end", "status")
    assert fitting(everything, {}) == everything
    assert fitting(everything, roles("tenure", "end")) == roles(
        "end", "tenure", "status"
    )
    assert fitting(everything, roles("tenure", "start")) == everything


def test_every_shape_has_a_builder() -> None:
    assert set(BUILDERS) == set(Shape)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("id|2024-01|2024-02|2024-03\nA|1|1|1", Shape.MONTHLY),
        ("month|opening|new|lost\n2024-01|1|1|1", Shape.COUNTS),
        ("month|opening|closing\n2024-01|1|1", None),
        ("customer id|order date\nA|2024-01-01", Shape.PURCHASES),
        ("order date|fee\n2024-01-01|5", None),
        ("list date|customer id\n2024-01-01|A\n2024-02-01|A", Shape.DATED_LISTS),
        ("list date|customer id\n2024-01-01|A\n2024-01-01|B", None),
        ("list date|customer id|end date\n2024-01-01|A|\n2024-02-01|A|", None),
    ],
)
def test_lists_without_ends(text: str, shape: Shape | None) -> None:
    assert project_of(text).shape == shape


def test_roles_as_a_kind_of_list_has_them() -> None:
    roles = {Role.START: "day", Role.FEE: "paid", Role.PERIOD: "m"}
    bought = settle_roles(roles, Shape.PURCHASES)
    assert bought == {Role.START: "day", Role.PURCHASE_AMOUNT: "paid"}
    both = {Role.FEE: "a", Role.PURCHASE_AMOUNT: "b"}
    assert settle_roles(both, Shape.PURCHASES) == both
    assert settle_roles(roles, Shape.COUNTS) == {Role.FEE: "paid", Role.PERIOD: "m"}
    day = {Role.PURCHASE_DATE: "day", Role.COUNT_NEW: "new"}
    counted = settle_roles(day, Shape.COUNTS)
    assert counted == {Role.PERIOD: "day", Role.COUNT_NEW: "new"}
    assert settle_roles(day, None) == {Role.PURCHASE_DATE: "day"}


def test_months_that_are_still_there() -> None:
    assert still_monthly(text_table("id|1月|2月|3月\nA|1|1|1"))
    assert not still_monthly(text_table("id|1月|2月|x\nA|1|1|1"))
