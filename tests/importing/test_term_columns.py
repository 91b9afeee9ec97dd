from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.importing.term_columns import read_term_columns
from tests.importing.lists import text_table


@pytest.mark.parametrize(
    ("text", "heading", "months"),
    [
        ("Interval|Interval Unit\n1|months\n1|years\n3|months", "Interval", [1, 12, 3]),
        ("billing_period|billing_interval\nmonth|3\nyear|1", "billing_period", [3, 12]),
        ("Billing Period|Period Unit\n1|year\n2|year", "Billing Period", [12, 24]),
        ("Interval|Amount\nmonth|9\nyear|90", "Interval", [1, 12]),
        ("Term|Billing frequency\n12|Monthly\n24|Monthly", "Term", [12, 24]),
        ("Interval|Interval Unit\n1|often\n2|often", "Interval", [1, 2]),
    ],
)  # fmt: skip
def test_terms_of_two_columns(text: str, heading: str, months: list[float]) -> None:
    found, outside = read_term_columns(text_table(text), heading)
    assert found.tolist() == months
    assert not outside.any()


def test_a_term_that_is_not_known_stays_unknown() -> None:
    text = "Interval|Interval Unit\n1|month\n|month"
    found, _ = read_term_columns(text_table(text), "Interval")
    assert np.isnan(found).tolist() == [False, True]
