from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.schema import Role
from churn_desktop.importing.row_matches import (
    key_heading,
    keys_of,
    match_rows,
    shared_headings,
)
from tests.ui.made import a_list, a_table

COLUMNS = ["Customer", "Fee"]


def test_rows_are_found_wherever_they_went() -> None:
    one = a_table({"Customer": ["A", "B", "C"], "Fee": ["1", "2", "3"]})
    other = a_table({"Customer": ["C", "D", "B"], "Fee": ["3", "9", "5"]})
    found, same = match_rows(one, other, "Customer", COLUMNS)
    assert found.tolist() == [-1, 2, 0]
    assert same.tolist() == [False, False, True]


def test_an_unchanged_row_of_a_customer_goes_first() -> None:
    one = a_table({"Customer": ["A", "A"], "Fee": ["1", "2"]})
    other = a_table({"Customer": ["A", "A", "A"], "Fee": ["2", "7", "8"]})
    found, same = match_rows(one, other, "Customer", COLUMNS)
    assert found.tolist() == [1, 0]
    assert same.tolist() == [False, True]


def test_a_list_without_columns_has_nothing_to_tell() -> None:
    empty = a_table({})
    assert match_rows(empty, empty, None, [])[0].tolist() == []
    assert keys_of(empty, None).tolist() == []


def test_the_customer_number_says_whom_a_row_is_about() -> None:
    project = a_list()
    assert key_heading(project, project.table) == "Customer"
    named = replace(project, roles={Role.NAME: "Name"})
    assert key_heading(named, project.table) == "Name"
    assert key_heading(replace(project, roles={}), project.table) == "Customer"
    assert key_heading(project, a_table({})) is None


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("12")), max_size=8))
def test_a_list_matches_itself_in_any_order(rows: list[tuple[str, str]]) -> None:
    def listed(some: list[tuple[str, str]]) -> object:
        return a_table({"Customer": [a for a, _ in some], "Fee": [b for _, b in some]})

    one, other = listed(rows), listed(rows[::-1])
    found, same = match_rows(one, other, "Customer", COLUMNS)
    assert same.all()
    assert sorted(found.tolist()) == list(range(len(rows)))
    assert [rows[::-1][at] for at in found] == rows
    assert found.dtype == np.int64


def test_rows_of_several_lists_are_found_in_the_list_of_their_day() -> None:
    one = a_table(
        {
            "(list)": ["2024-01-31", "2024-02-29"],
            "Customer": ["A", "A"],
            "Fee": ["1", "2"],
        }
    )
    other = a_table({"(list)": ["2024-02-29"], "Customer": ["A"], "Fee": ["9"]})
    found, same = match_rows(one, other, "Customer", ["(list)", *COLUMNS])
    assert found.tolist() == [-1, 0]
    assert not same.any()


def test_the_row_in_its_own_file_is_nothing_a_row_says() -> None:
    table = a_table({"(list)": [], "(row)": [], "Customer": []})
    assert shared_headings(table, table) == ["(list)", "Customer"]
    assert shared_headings(table, a_table({"Fee": []})) == []
