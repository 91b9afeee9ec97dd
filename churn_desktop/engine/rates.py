"""Churn and retention by every published definition, each written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula, Formulas
from churn_desktop.engine.chance import wilson
from churn_desktop.engine.movements import Movements

if TYPE_CHECKING:
    import pandas as pd

DEFAULT = "opening_base"

RATES: Formulas = {
    key: Formula(text)
    for key, text in {
        # ChartMogul; Gold (2020), Fighting Churn with Data.
        "opening_base": "lost / opening",
        # An older text of HubSpot; may exceed 1.
        "acquired_base": "(lost + joined_and_left) / new",
        # Stripe; may exceed 1.
        "events_base": "leave_events / (opening + new + returned)",
        # Common in telecoms.
        "average_base": "(lost + joined_and_left) / ((opening + closing) / 2)",
        # Baremetrics.
        "all_lost_base": "(lost + joined_and_left) / opening",
        "events_opening_base": "leave_events / opening",
        # Shopify (Noble, 2011); ChartMogul for shops.
        "daily_base": "daily_churn",
        # Epidemiology: events by time at risk.
        "person_time": "leave_events / (customer_days / period_days)",
        # Not churn, and negative while the number of customers grows.
        "net_shrinkage": "(opening - closing) / opening",
        # As often printed; exceeds 1 when many return.
        "retention_article": "(closing - new) / opening",
        "retention": "(closing - (new - joined_and_left) - returned) / opening",
        # Displayr.
        "renewal_base": "not_renewed / renewals_due",
    }.items()
}
"""Every definition over the columns of `movements.Movements`, in reading order."""

PROPORTIONS = {
    "opening_base": (Formula("lost"), Formula("opening")),
    "retention": (Formula("opening - lost"), Formula("opening")),
    "renewal_base": (Formula("not_renewed"), Formula("renewals_due")),
}
"""Count and total of the rates whose count is taken out of their total.

Only these are proportions and have an interval: elsewhere one customer can be counted
twice, or counted without being part of the base.
"""

STAND_STILL = Formula("lost + joined_and_left - returned")
"""New customers a period needs for as many customers at its end as at its start."""


def rate_table(movements: Movements) -> pd.DataFrame:
    """Compute every rate for every period.

    Returns
    -------
    pandas.DataFrame
        A row for each period and a column for each key of `RATES`, fractions; NaN
        where a rate is not defined.
    """
    import pandas as pd

    frame = movements.frame
    return pd.DataFrame({key: rate.evaluate(frame) for key, rate in RATES.items()})


def intervals(movements: Movements) -> pd.DataFrame:
    """Compute the Wilson 95 % interval of every rate that is a proportion.

    Returns
    -------
    pandas.DataFrame
        A row for each period and, for each key of `PROPORTIONS`, the columns
        ``<key>_low`` and ``<key>_high``; NaN where the base is empty.
    """
    import pandas as pd

    columns = {}
    for key, (count, total) in PROPORTIONS.items():
        columns[f"{key}_low"], columns[f"{key}_high"] = wilson(
            count.evaluate(movements.frame).to_numpy(),
            total.evaluate(movements.frame).to_numpy(),
        )
    return pd.DataFrame(columns)


def stand_still(movements: Movements) -> pd.Series:
    """Count the new customers each period needed to stand still; may be negative."""
    return STAND_STILL.evaluate(movements.frame).astype(np.int64)
