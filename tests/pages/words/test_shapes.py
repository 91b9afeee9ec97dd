from __future__ import annotations

from churn_desktop.core.schema import Role, Shape
from churn_desktop.pages.words.shapes import shape_sentence


def test_every_kind_of_list_says_what_a_row_is() -> None:
    said = {shape_sentence(shape) for shape in Shape}
    assert len(said) == len(Shape)
    assert all(text.startswith("Each row is") for text in said)


def test_a_shop_may_have_a_row_for_each_customer() -> None:
    visits = shape_sentence(Shape.PURCHASES, {Role.HISTORY, Role.NAME})
    assert "the days they came" in visits
    orders = {Role.PURCHASE_DATE, Role.HISTORY}
    assert shape_sentence(Shape.PURCHASES, orders) == shape_sentence(Shape.PURCHASES)


def test_a_snapshot_may_only_say_who_left() -> None:
    assert "nothing says when" in shape_sentence(Shape.SNAPSHOT, {Role.STATUS})
    known = {Role.STATUS, Role.TENURE}
    assert shape_sentence(Shape.SNAPSHOT, known) == shape_sentence(Shape.SNAPSHOT)
