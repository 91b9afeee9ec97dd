from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role, Shape
from churn_desktop.importing.shapes import (
    BUILDERS,
    decide_shape,
    fitting,
    missing_roles,
)
from tests.importing.lists import text_table

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
        (("start", "status"), None),
        (("tenure",), None),
        (("status",), None),
        (("end",), None),
        ((), None),
    ],
)
def test_what_kind_of_list_it_is(names: tuple[str, ...], shape: Shape | None) -> None:
    assert decide_shape(TABLE, roles(*names)) == shape


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
        ((), ("start", "tenure")),
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
    assert {Shape.SUBSCRIPTIONS, Shape.SNAPSHOT} <= set(BUILDERS)
