from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.pages.customer_list import one_by_one, who_columns, who_measures
from tests.pages.lists import golden, material_of, table_of


def keys(material: object) -> list[str]:
    return [each.key for each in who_measures(material)]


def test_a_list_without_names_does_not_say_its_numbers_twice() -> None:
    plain = golden()
    assert keys(plain) == ["customer_id"]
    names = np.array([f"Ms {name}" for name in plain.book.ids], dtype=object)
    named = replace(plain.book, names=names)
    table = table_of({"customer": list(named.ids)})
    assert keys(material_of(named, table)) == ["name", "customer_id"]


def test_every_cell_of_a_row_is_about_its_customer() -> None:
    material = golden()
    who = np.array([3, 1], dtype=np.int32)
    numbers = who_columns(material, who)["customer_id"].tolist()
    assert numbers == material.book.ids[[3, 1]].tolist()
    members = one_by_one(material, who)
    for row, customer in enumerate(who):
        behind = members(row, "name")
        assert behind is not None
        assert behind.tolist() == material.book.rows_of(np.array([customer])).tolist()
