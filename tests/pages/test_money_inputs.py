from __future__ import annotations

import pytest

from churn_desktop.pages.money_inputs import (
    COST_INPUTS,
    VALUE_INPUTS,
    inputs_table,
    left_at_nothing,
)
from tests.pages.lists import golden


@pytest.mark.parametrize("keys", [COST_INPUTS, VALUE_INPUTS])
def test_every_assumption_has_a_row_with_its_origin(keys: tuple[str, ...]) -> None:
    table = inputs_table(golden(margin=0.8), keys, {"cac": 0.0})
    assert len(table.frame) == len(keys)
    margin = table.frame.iloc[keys.index("margin")]
    assert (margin["input_value"], margin["input_from"]) == (0.8, "your choice")
    assert table.frame["input_from"][keys.index("cac")] == "not known"
    assert table.frame["input_from"][keys.index("lifetime_cap")] == "default"


def test_what_was_set_is_no_longer_named() -> None:
    some = left_at_nothing(golden(refund_per_loss=5.0), COST_INPUTS)
    assert some is not None
    assert "refund" not in some.text
    assert "cost to win a customer" in some.text
    known = golden(
        cac=1.0, refund_per_loss=1.0, fee_per_loss=1.0, hours_per_loss=1.0,
        hourly_cost=1.0,
    )  # fmt: skip
    assert left_at_nothing(known, COST_INPUTS) is None
