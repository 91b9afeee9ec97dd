"""How often customers buy, beside a groupby of pandas."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.timing import Row, in_turns
from churn_desktop.core.book import Purchases
from churn_desktop.core.ordering import order_by
from churn_desktop.engine.purchases import PurchaseCycle, purchase_cycle

EACH = 25
"""Purchases of a customer on average."""
FIRST, LAST = 15_000, 19_000
ROUNDS = 3


def rows(size: int) -> Iterator[Row]:
    """Measure recency, number and cycle of five purchases for each of so many."""
    random = np.random.default_rng(size)
    count, size = size * 5, size * 5 // EACH
    customer = random.integers(0, size, count).astype(np.int32)
    day = random.integers(FIRST, LAST, count).astype(np.int32)
    dates = pd.to_datetime(day.astype("datetime64[D]"))
    frame = pd.DataFrame({"customer": customer, "day": dates})
    found: list[PurchaseCycle] = []
    other: list[pd.DataFrame] = []

    def ours() -> None:
        order = order_by(customer, day)
        bought = Purchases(
            customer[order], day[order], np.ones(count), order.astype(np.int32)
        )
        found[:] = [purchase_cycle(bought, size, LAST)]

    def theirs() -> None:
        once = frame.drop_duplicates().sort_values(["customer", "day"])
        same = once.customer == once.customer.shift()
        once["gap"] = once.day.diff().dt.days.where(same)
        groups = once.groupby("customer")
        other[:] = [groups.agg({"gap": "median", "day": ["max", "size"]})]

    taken = in_turns({"ours": ours, "peer": theirs}, ROUNDS, min)
    frequent = other[0][("day", "size")].to_numpy() > 3
    own = found[0].own_cycle_days[other[0].index][frequent]
    agrees = bool((own == other[0][("gap", "median")].to_numpy()[frequent]).all())
    yield Row(
        f"purchases, {EACH} each", size, taken["ours"], "pandas groupby",
        taken["peer"], "3x", agrees,
    )  # fmt: skip
