from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.pages.naming import who_measures
from tests.pages.lists import golden, material_of, table_of


def keys(material: object) -> list[str]:
    return [each.key for each in who_measures(material)]  # type: ignore[arg-type]


def test_a_list_without_names_does_not_say_its_numbers_twice() -> None:
    plain = golden()
    assert keys(plain) == ["customer_id"]
    names = np.array([f"Ms {name}" for name in plain.book.ids], dtype=object)
    named = replace(plain.book, names=names)
    table = table_of({"customer": list(named.ids)})
    assert keys(material_of(named, table)) == ["name", "customer_id"]
