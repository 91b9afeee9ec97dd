from __future__ import annotations

import pytest

from churn_desktop.pages.model import Text
from churn_desktop.pages.overview import lay_out
from churn_desktop.pages.running_period import so_far
from tests.engine.books import Row
from tests.pages.lists import dated, golden, snapshot

STAYS = Row("A", "2024-01-05", None, 5)


@pytest.mark.parametrize(
    ("leaver", "said"),
    [
        (
            Row("B", "2024-01-20", "2024-03-02", 5),
            "Mar 2024 is not over: 1 of 2 customers left by 2024-03-10.",
        ),
        (
            Row("B", "2024-03-01", "2024-03-05", 5),
            "Of those who joined in Mar 2024, 1 has left already.",
        ),
        (Row("B", "2024-01-20", "2024-02-02", 5), ""),
        (Row("B", "2024-01-20", None, 5), ""),
    ],
)
def test_losses_of_the_running_month_are_told(leaver: Row, said: str) -> None:
    assert so_far(dated([STAYS, leaver], "2024-03-10")) == said


def test_a_period_that_is_over_says_nothing_more() -> None:
    assert so_far(golden()) == ""
    assert so_far(snapshot([3, 5], [True, False])) == ""


def test_the_overview_tells_losses_that_do_not_count_yet() -> None:
    leaver = Row("B", "2024-01-20", "2024-03-02", 5)
    page = lay_out(dated([STAYS, leaver], "2024-03-10"))
    said = [block.text for block in page.blocks if isinstance(block, Text)]
    assert said[0] == (
        "In Feb 2024, nobody left: all 2 customers stayed. "
        "Mar 2024 is not over: 1 of 2 customers left by 2024-03-10."
    )


def test_a_list_of_one_unfinished_month_says_what_is_known() -> None:
    rows = [Row("A", "2024-03-01", None, 5), Row("B", "2024-03-02", "2024-03-20", 5)]
    page = lay_out(dated(rows, "2024-03-20"))
    said = [block.text for block in page.blocks if isinstance(block, Text)]
    assert said == [
        "No period is over yet on 2024-03-20, so no figure is final.",
        "Of those who joined in Mar 2024, 1 has left already.",
    ]
    assert page.charts == ()
