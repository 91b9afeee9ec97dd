from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Role
from churn_desktop.importing.attributes import MOST_GROUPS, grouping
from tests.importing.lists import Value, iso, table_of, understood

ROWS = """
id|start date|end date|plan|reason|nps|cac|last login|region|paid by|notes
A|2023-01-01|2023-06-01|basic|price|9|100|2023-05-01|North |card|x1
A|2024-01-01||pro|||120|2024-05-01|South|cash|x2
B|2024-02-01|2024-03-01|basic|moved|x||never||card|x3
A|2023-08-01|2023-09-01|basic|slow|3||2023-08-05|North|card|x4
"""


def test_the_row_that_started_last_counts() -> None:
    said = understood(ROWS).book.attributes
    assert said.texts[Role.PLAN].tolist() == ["pro", "basic"]
    assert said.numbers[Role.ACQUISITION_COST][0] == 120
    assert np.isnan(said.numbers[Role.NPS]).all()
    assert np.isnan(said.numbers[Role.ACQUISITION_COST][1])
    assert iso(said.days[Role.LAST_ACTIVITY][0]) == "2024-05-01"
    assert said.days[Role.LAST_ACTIVITY][1] == NO_DAY


def test_the_reason_is_the_last_one_given() -> None:
    assert understood(ROWS).book.attributes.texts[Role.REASON].tolist() == [
        "slow",
        "moved",
    ]


@pytest.mark.parametrize("nothing", ["无", "Unknown", " N/A ", "-", "不详"])
def test_a_reason_that_says_nothing_is_none(nothing: str) -> None:
    list_ = ROWS.replace("moved", nothing).replace("slow", nothing)
    reasons = understood(list_).book.attributes.texts[Role.REASON]
    assert reasons.tolist() == ["price", ""]


def test_columns_that_can_split_customers() -> None:
    groups = understood(ROWS).book.attributes.groups
    assert {name: values.tolist() for name, values in groups.items()} == {
        "plan": ["pro", "basic"],
        "region": ["South", ""],
        "paid by": ["cash", "card"],
    }


def rows(count: int, **columns: object) -> list[list[Value]]:
    heads = ["customer id", *columns]
    values = [[f"C{n}", *(make(n) for make in columns.values())] for n in range(count)]
    return [heads, *values]


def test_what_splits_nobody() -> None:
    table = table_of(
        rows(
            400,
            kind=lambda n: "ab"[n % 2],
            city=lambda n: f"city {n % MOST_GROUPS}",
            street=lambda n: f"street {n % (MOST_GROUPS + 1)}",
            score=lambda n: n % 5,
            amount=lambda n: n % 30,
            born=lambda n: f"19{50 + n % 9}-01-01",
            same=lambda n: "x",
            empty=lambda n: "",
            no=lambda n: n % 3,
            **{"2024-01": lambda n: n % 3},
        )
    )
    assert [*grouping(table, {})] == ["kind", "city", "score"]


@pytest.mark.parametrize(
    ("role", "splits"),
    [
        (Role.PLAN, True),
        (Role.TRIAL, True),
        (Role.CONTACT, False),
        (Role.STATUS, False),
        (Role.FEE, False),
        (Role.NPS, False),
        (Role.START, False),
        (Role.HISTORY, False),
    ],
)
def test_what_a_column_means_decides(role: Role, splits: bool) -> None:
    table = table_of(rows(40, kind=lambda n: "ab"[n % 2]))
    assert [*grouping(table, {"kind": role})] == ["kind"] * splits


def test_a_short_list_has_few_groups() -> None:
    table = table_of(rows(8, kind=lambda n: "abc"[n % 3], pair=lambda n: "ab"[n % 2]))
    assert [*grouping(table, {})] == ["pair"]


def test_lists_of_other_kinds() -> None:
    bought = understood("customer id|order date|shop\nA|2024-01-02|x\nA|2024-01-01|y")
    assert bought.book.attributes.groups["shop"].tolist() == ["x"]
    snapshot = understood("id|tenure|churn|plan\nA|1|0|x\nA|2|0|y")
    assert snapshot.book.attributes.groups["plan"].tolist() == ["x", "y"]
    ledger = understood("month|opening|new|lost|note\n2024-01|1|1|1|a\n2024-02|1|1|1|b")
    assert ledger.book.attributes.groups["note"].tolist() == []
