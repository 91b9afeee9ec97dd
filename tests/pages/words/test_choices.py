from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.core.errors import BadChoice, NotASeries, UnclearList
from churn_desktop.core.schema import Shape
from churn_desktop.pages.words.choices import (
    explain_choice,
    explain_series,
    explain_unclear,
)


def test_a_long_list_of_choices_is_cut() -> None:
    known = tuple(f"Sheet{number}" for number in range(1, 11))
    title, text = explain_choice(BadChoice("sheet", "May", known))
    assert title == "There is no sheet “May”."
    assert text.endswith("Sheet8 and 2 more.")


def test_a_choice_nobody_has_words_for_is_still_named() -> None:
    title, text = explain_choice(BadChoice("weather", "fine"))
    assert ("fine" in title, "weather" in title) == (True, True)
    assert text == "Choose something else."


@pytest.mark.parametrize(
    ("problem", "word"),
    [
        ("no_day", "date into its name"),
        ("same_day", "day of its own"),
        ("no_customers", "customer number"),
        ("says_ends", "when customers left"),
        ("other_kind", "another kind"),
        ("strangers", "Hardly any"),
    ],
)
def test_every_reason_against_a_series_says_what_to_do(problem: str, word: str) -> None:
    assert word in explain_series(NotASeries("a.csv", problem))[1]


def test_the_columns_that_are_missing_are_named() -> None:
    error = UnclearList(Path("a.csv"), None, ("start", "tenure"))
    assert explain_unclear(error)[1].endswith("start date, time as a customer.")


def test_a_kind_that_a_list_cannot_be_says_what_it_needs() -> None:
    error = UnclearList(Path("a.csv"), None, ("months",), Shape.MONTHLY)
    title, text = explain_unclear(error)
    assert "monthly payments" in title
    assert "a column for each month" in text
    error = UnclearList(Path("a.csv"), None, ("tenure", "status"), Shape.SNAPSHOT)
    assert "time as a customer, " in explain_unclear(error)[1]
