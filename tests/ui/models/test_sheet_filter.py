from __future__ import annotations

import pytest

from churn_desktop.core.grid import Kind
from churn_desktop.ui.models.cell_groups import GroupsKept
from churn_desktop.ui.models.sheet_filter import Condition, Filter, Worth, kept_rows
from tests.ui.made import a_table

DAYS = ["2024-01-01", "2024-02-01", "2024-03-01", "", "soon"]
TABLE = a_table(
    {
        "n": ["10", "2", "33", "", "x"],
        "t": ["Apple", "pear", "APPLE pie", "", "fig"],
        "d": DAYS,
    },
    {"d": [Kind.DATE] * 3 + [Kind.BLANK, Kind.TEXT]},
)
NUMBER, DATE = Worth.NUMBER, Worth.DATE


def kept(heading: str, wanted: Filter) -> list[int]:
    mask = kept_rows(TABLE, {heading: wanted}, {}, GroupsKept())
    assert mask is not None
    return mask.nonzero()[0].tolist()


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (Filter(test=Condition.CONTAINS, low="apple"), [0, 2]),
        (Filter(test=Condition.LACKS, low="apple"), [1, 3, 4]),
        (Filter(test=Condition.EQUALS, low="apple"), [0]),
        (Filter(test=Condition.DIFFERS, low="apple"), [1, 2, 3, 4]),
        (Filter(test=Condition.BEGINS, low="p"), [1]),
        (Filter(test=Condition.ENDS, low="e"), [0, 2]),
        (Filter(test=Condition.BLANK), [3]),
        (Filter(test=Condition.FILLED), [0, 1, 2, 4]),
        (Filter(only=frozenset({"fig", ""})), [3, 4]),
        (Filter(without=frozenset({"fig"}), test=Condition.FILLED), [0, 1, 2]),
    ],
)
def test_texts(wanted: Filter, rows: list[int]) -> None:
    assert kept("t", wanted) == rows


@pytest.mark.parametrize(
    ("test", "low", "high", "rows"),
    [
        (Condition.EQUALS, "10.0", "", [0]),
        (Condition.DIFFERS, "10", "", [1, 2, 3, 4]),
        (Condition.ABOVE, "2", "", [0, 2]),
        (Condition.AT_LEAST, "10", "", [0, 2]),
        (Condition.BELOW, "10", "", [1]),
        (Condition.AT_MOST, "10", "", [0, 1]),
        (Condition.BETWEEN, "2", "10", [0, 1]),
        (Condition.TOP, "2", "", [0, 2]),
        (Condition.BOTTOM, "1", "", [1]),
        (Condition.TOP, "many", "", []),
    ],
)
def test_numbers(test: Condition, low: str, high: str, rows: list[int]) -> None:
    assert kept("n", Filter(None, frozenset(), test, low, high, NUMBER)) == rows


def test_dates() -> None:
    after = Filter(test=Condition.ABOVE, low="2024-01-31", worth=DATE)
    assert kept("d", after) == [1, 2]
    between = Filter(None, frozenset(), Condition.BETWEEN, DAYS[0], DAYS[1], DATE)
    assert kept("d", between) == [0, 1]


def test_every_filter_must_let_a_row_pass() -> None:
    filters = {
        "t": Filter(test=Condition.CONTAINS, low="apple"),
        "n": Filter(test=Condition.ABOVE, low="10", worth=NUMBER),
        "gone": Filter(test=Condition.BLANK),
    }
    mask = kept_rows(TABLE, filters, {}, GroupsKept())
    assert mask is not None
    assert mask.tolist() == [False, False, True, False, False]
    assert kept_rows(TABLE, {}, {}, GroupsKept()) is None
