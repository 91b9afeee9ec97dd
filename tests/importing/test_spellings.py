from __future__ import annotations

import pytest

from churn_desktop.importing.spellings import (
    Spelling,
    folded,
    likely_values,
    same_values,
)


def test_values_that_differ_in_looks_are_the_same() -> None:
    counts = {
        "phone": 2,
        "Phone": 9,
        "ＰＨＯＮＥ": 1,
        "Post": 3,
        "E-Mail": 1,
        "e mail": 1,
    }
    assert same_values(counts) == [
        Spelling("Phone", ("phone", "ＰＨＯＮＥ")),
        Spelling("E-Mail", ("e mail",)),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("A+", "A"), ("1.5", "15"), ("R&D", "RD"), ("", "-"), ("C#", "C"), ("1,000", "1")],
)
def test_signs_that_say_something_count(one: str, other: str) -> None:
    assert same_values({one: 1, other: 1}) == []


def test_signs_alone_are_no_value() -> None:
    assert folded(" - ") == ""
    assert same_values({"-": 3, "--": 2}) == []


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Phone", "Mobile Phone"),
        ("Mobile", "Mobile Phone"),
        ("COD", "Cash on Delivery"),
        ("CC", "Credit Card"),
        ("U.S.", "United States"),
        ("Basic", "Basic plan"),
        ("华东", "华东区"),
        ("北京", "北京市"),
    ],
)
def test_a_short_form_is_a_question(short: str, long: str) -> None:
    assert likely_values({short: 3, long: 1}) == [Spelling(short, (long,))]
    assert likely_values({short: 3, long: 8}) == [Spelling(long, (short,))]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Active", "Not Active"),
        ("Basic", "Basic Plus"),
        ("East", "South East"),
        ("Plan", "Plan 2"),
        ("Laptop", "Laptop & Accessory"),
        ("cod", "Cash on Delivery"),
        ("华东", "华东二区"),
        ("满意", "不满意"),
        ("Mobile", "Mobile Phone Contract"),
        ("No", "Yes"),
    ],
)
def test_what_means_something_else_is_not_asked(short: str, long: str) -> None:
    assert likely_values({short: 3, long: 1}) == []


def test_a_short_form_of_two_values_is_none() -> None:
    assert likely_values({"Phone": 5, "Mobile Phone": 7, "Home Phone": 2}) == []


def test_very_many_values_are_not_compared() -> None:
    counts = {f"Value {n}": 1 for n in range(80)} | {"CC": 1, "Credit Card": 1}
    assert likely_values(counts) == []
