from __future__ import annotations

from dataclasses import replace

from churn_desktop.pages.sentences import (
    few,
    join,
    listing,
    no_complete_period,
    nobody,
    points,
    with_interval,
)
from tests.engine.books import Row, book_of


def test_lists_end_with_and() -> None:
    assert listing([]) == ""
    assert listing(["Ann"]) == "Ann"
    assert listing(["Ann", "Bob"]) == "Ann and Bob"
    assert listing(["A", "B", "C", "D", "E", "F"]) == "A, B, C, D, E and 1 more"


def test_few_is_less_than_fifty_but_somebody() -> None:
    assert few(0) is None
    assert few(50) is None
    warning = few(49)
    assert warning is not None
    assert warning.warning
    assert "49" in warning.text


def test_a_rate_without_limits_stands_alone() -> None:
    assert with_interval(0.5, float("nan"), float("nan")) == "50.0 %"
    assert "5.5-17.4 %" in with_interval(0.1, 0.0552, 0.1744)


def test_points_have_no_sign() -> None:
    assert points(0.105) == points(-0.105) == "10.5 percentage points"


def test_warnings_ask_for_care() -> None:
    assert nobody().warning
    assert "2024-03-10" in no_complete_period("2024-03-10").text


def test_sentences_are_joined_where_there_are_some() -> None:
    assert join() == join("", "") == ""
    assert join("", "One.") == "One."
    assert join("One.", "Two.", "Three.") == "One. Two. Three."


def test_a_list_that_is_too_short_says_so() -> None:
    book = replace(book_of([Row("a", "2024-01-31")], "2024-02-10"), seen_from=19_754)
    assert "too short" in nobody(book).text
    assert "No row" in nobody(replace(book, seen_from=None)).text
