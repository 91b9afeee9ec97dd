from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.pages.words.template import (
    count_columns,
    customer_columns,
    how_to_fill,
)


def test_headings_differ_and_the_needed_ones_come_first() -> None:
    columns = customer_columns()
    assert len({heading for heading, _unit in columns.values()}) == len(columns)
    assert next(iter(columns)) is Role.CUSTOMER_ID
    assert next(iter(count_columns())) is Role.PERIOD
    assert all(text.endswith(".") for text in how_to_fill())
