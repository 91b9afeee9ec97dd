from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.ui.models.sheet_filter import Condition, Filter, Worth
from churn_desktop.ui.sheet.arranger import SortKey
from churn_desktop.ui.sheet.layout import SheetLayout, layout_of

FULL = SheetLayout(
    columns=("Fee", "客户"),
    hidden=("Plan",),
    widths={"Fee": 120},
    frozen="客户",
    sorting=(SortKey("Fee", descending=True), SortKey("客户")),
    filters={
        "Plan": Filter(only=frozenset({"Pro", ""})),
        "Fee": Filter(
            without=frozenset({"1"}),
            test=Condition.BETWEEN,
            low="5",
            high="9",
            worth=Worth.NUMBER,
        ),
    },
)


def test_it_comes_back_from_a_file() -> None:
    assert layout_of(json.loads(json.dumps(FULL.plain()))) == FULL
    assert SheetLayout().plain() == {}
    assert layout_of({}) == layout_of(None) == SheetLayout()


def test_what_json_gives_back_is_no_other_layout() -> None:
    assert json.loads(json.dumps(FULL.plain())) == FULL.plain()


def test_a_filter_for_nothing_at_all_stays_one() -> None:
    layout = SheetLayout(filters={"Plan": Filter(only=frozenset())})
    assert layout_of(layout.plain()) == layout


@pytest.mark.parametrize(
    ("headings", "shown"),
    [
        (("客户", "Fee", "Plan"), ("Fee", "客户")),
        (("客户", "Plan", "New"), ("客户", "New")),
        (("Plan", "Other"), ("Plan", "Other")),
    ],
)
def test_columns_of_another_list(
    headings: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    assert FULL.shown(headings) == shown
    assert SheetLayout().shown(headings) == headings


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda one: (
            st.lists(one, max_size=3)
            | st.dictionaries(
                st.sampled_from([*FULL.plain(), "worth", "only", "test"]),
                one,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_a_file_holds_is_some_layout(plain: object) -> None:
    layout = layout_of(plain)
    assert layout_of(layout.plain()) == layout
