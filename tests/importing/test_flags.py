from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.importing.flags import (
    LEFT_WORDS,
    NO,
    NO_WORDS,
    STAYED_WORDS,
    UNKNOWN,
    YES,
    YES_WORDS,
    is_no_day,
    is_open_mark,
    read_status,
    read_undone,
    read_yes_no,
    wording,
)
from tests.importing.lists import Value, cells_of


def status(value: Value, means: bool | None = True) -> int:
    return int(read_status(cells_of(value), means).values[0])


@pytest.mark.parametrize(
    "value",
    ["Yes", "true", True, "1", 1, "1.0", "是", "流失", "已流失", "Churned", "CANCELLED",
     "canceled", "lost", "left", "inactive", "Attrited Customer", "已取消", "退訂",
     "Not_Active"],
)  # fmt: skip
def test_left(value: Value) -> None:
    assert status(value) == YES


@pytest.mark.parametrize(
    "value",
    ["No", "FALSE", False, "0", 0, "否", "在用", "正常", "Retained", "active", "Stayed",
     "Joined", "Existing Customer", "未流失", "有效", "not churned", "無"],
)  # fmt: skip
def test_stayed(value: Value) -> None:
    assert status(value) == NO


@pytest.mark.parametrize(
    "value", ["maybe", "paused", "2", "暂停", None, "#N/A", "yes?"]
)
def test_neither(value: Value) -> None:
    assert status(value) == UNKNOWN


def test_a_heading_turns_yes_round_but_not_words() -> None:
    assert status("yes", means=False) == NO
    assert status("0", means=False) == YES
    assert status("churned", means=False) == YES
    assert status("active", means=False) == NO


def test_codes_under_a_heading_that_does_not_say_are_named() -> None:
    assert read_status(cells_of("1", "0"), None).coded == ("1", "0")
    assert read_status(cells_of("1"), None).coded == ("1", "")
    assert read_status(cells_of("1", "0"), True).coded is None
    assert read_status(cells_of("lost", "active"), None).coded is None


def test_one_and_two_are_stayed_and_left_in_lists_for_survival() -> None:
    read = read_status(cells_of("1", "2", None), None, one_two=True)
    assert read.values.tolist() == [NO, YES, UNKNOWN]
    assert read.coded == ("2", "1")
    read = read_status(cells_of("1", "2", "0"), None, one_two=True)
    assert read.values.tolist() == [YES, UNKNOWN, NO]
    read = read_status(cells_of("2"), None, one_two=True)
    assert read.values.tolist() == [UNKNOWN]
    read = read_status(cells_of(1.0, 2.0), None, one_two=True)
    assert read.values.tolist() == [NO, YES]


def test_yes_and_no() -> None:
    read = read_yes_no(cells_of("Y", "否", "√", "churned"))
    assert read.values.tolist() == [YES, NO, YES, UNKNOWN]
    assert read.coded is None


def test_no_word_means_two_things() -> None:
    assert not LEFT_WORDS & STAYED_WORDS
    assert not YES_WORDS & NO_WORDS
    assert not (LEFT_WORDS | STAYED_WORDS) & (YES_WORDS | NO_WORDS)


def test_word_lists_are_written_as_cells_are() -> None:
    for word in LEFT_WORDS | STAYED_WORDS | YES_WORDS | NO_WORDS:
        assert wording(word) == word


@pytest.mark.parametrize(
    "text", ["至今", " 至 今 ", "PRESENT", "-", "－", "——"[:1], "N/A"]
)
def test_open_marks(text: str) -> None:
    assert is_open_mark(text)


@pytest.mark.parametrize("text", ["2024-03-05", "0", "soon", "待定", ""])
def test_no_open_marks(text: str) -> None:
    assert not is_open_mark(text)


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    read_status(cells_of(text), None, one_two=True)
    read_yes_no(cells_of(text))


@pytest.mark.parametrize(
    ("text", "undone"),
    [
        ("已发货，待签收", NO), ("未发货，退款成功", YES), ("(删除)等待出库", YES),
        ("部分退款", NO), ("没有退款", NO), ("Shipped - Returned to Seller", YES),
        ("wc-refunded", YES), ("wc-completed", NO), ("Partially refunded", NO),
        ("Closed Lost", YES), ("no_show", YES), ("退款中", UNKNOWN),
        ("x" * 99, UNKNOWN),
    ],
)  # fmt: skip
def test_states_of_orders_in_parts(text: str, undone: int) -> None:
    assert read_undone(cells_of(text)).values[0] == undone


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("wc-cancelled", YES), ("wc-on-hold", UNKNOWN), ("Active (monthly)", NO),
        ("Cancelled - non payment", YES), ("non-renewing", NO), ("已销卡", YES),
        ("欠费停机", NO), ("暂停", UNKNOWN),
    ],
)  # fmt: skip
def test_states_with_an_explanation(text: str, left: int) -> None:
    assert status(text) == left


def test_what_databases_write_for_no_day() -> None:
    assert is_no_day("0000-00-00")
    assert is_no_day(" 0 ")
    assert not is_no_day("2000-01-01")
