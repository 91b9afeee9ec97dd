from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from churn_desktop.cli_options import make_parser, page_ids, read_options
from churn_desktop.core.errors import BadChoice
from churn_desktop.core.schema import Role
from churn_desktop.importing.options import ReadOptions
from churn_desktop.pages.model import PageId


def chosen(*words: str) -> ReadOptions:
    return read_options(make_parser().parse_args(["check", *words]))


def test_several_files_may_be_named() -> None:
    options = make_parser().parse_args(["check", "a.csv", "b.csv", "--json"])
    assert options.files == [Path("a.csv"), Path("b.csv")]


def test_columns_and_days_are_read() -> None:
    options = chosen(
        "a.csv", "--column", "fee=月费", "--list-date", "a=b.csv=2024-01-31"
    )
    assert options.columns == {Role.FEE: "月费"}
    assert options.days == {"a=b.csv": date(2024, 1, 31)}


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("--column", "weather=x"), "column"),
        (("--column", "fee"), "column"),
        (("--list-date", "a.csv"), "list_date"),
        (("--list-date", "a.csv=yesterday"), "list_date"),
    ],
)
def test_what_makes_no_sense_is_refused(words: tuple[str, str], option: str) -> None:
    with pytest.raises(BadChoice) as caught:
        chosen("a.csv", *words)
    assert caught.value.option == option


def test_pages_are_known() -> None:
    assert page_ids(None) is None
    assert page_ids("overview, value") == (PageId.OVERVIEW, PageId.VALUE)
    with pytest.raises(BadChoice):
        page_ids("overview,weather")
