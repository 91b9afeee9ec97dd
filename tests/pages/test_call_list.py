from __future__ import annotations

from churn_desktop.pages.call_list import where_to_look
from churn_desktop.pages.material import Material
from tests.engine.books import Row
from tests.pages.lists import dated, golden, told, without_fee


def said(material: Material) -> str:
    row = material.headline
    assert row is not None
    return " ".join(where_to_look(material, row))


def test_whom_to_call_comes_first_with_what_is_at_stake() -> None:
    material = told()
    text = said(material)
    assert text.startswith("Call first: ")
    found = material.ahead.followups
    assert found is not None
    first = material.book.names[found.at_risk[0]]
    assert text.startswith(f"Call first: {first} (")
    assert "at stake" in text


def test_nobody_is_named_twice() -> None:
    material = told()
    found = material.ahead.followups
    assert found is not None
    named = said(material).partition(".")[0]
    for customer in found.at_risk[:3]:
        assert named.count(f"{material.book.names[customer]} (") == 1


def test_largest_losses_follow() -> None:
    assert "paid the same (80 a month)" in said(golden())


def test_without_anybody_to_name_the_stage_is_told() -> None:
    assert said(without_fee()).startswith("Customers leave most often in this stage")


def test_where_nobody_left_nothing_is_said() -> None:
    material = dated([Row("Ann", "2023-01-05")], "2024-03-31")
    assert said(material) == ""


def test_of_many_only_some_are_asked() -> None:
    rows = [Row(f"C{n}", "2023-01-05", "2023-03-10", 10) for n in range(30)]
    rows += [Row(f"S{n}", "2023-01-05", None, 10) for n in range(30)]
    assert "paid the same (10 a month); ask some of them why." in said(
        dated(rows, "2023-03-31")
    )
