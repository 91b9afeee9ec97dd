"""Ways things may go on as somebody thinks of them, starting from the list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from churn_desktop.core.choices import ScenarioChoice, TypedNumbers
from churn_desktop.engine.annual_rates import annualise, of_period
from churn_desktop.engine.calculator import calculate
from churn_desktop.engine.rates import DEFAULT
from churn_desktop.engine.scenario import Scenario

MOST = 5
"""So many scenarios can be told apart on one chart."""


def own_key(number: int) -> str:
    """Give the key of the scenario at a place, counted from 0.

    Examples
    --------
    >>> own_key(1)
    'own_1'
    """
    return f"own_{number}"


def typed_start(numbers: TypedNumbers, key: str) -> Scenario:
    """Take numbers that were typed as a scenario.

    Parameters
    ----------
    numbers : TypedNumbers
        Of one period; NaN comes of what was not typed.
    key : str

    Examples
    --------
    >>> start = typed_start(TypedNumbers(500, 60, 50), "now")
    >>> start.start, round(start.monthly_churn, 3), start.added
    (510.0, 0.1, 60.0)
    """
    found, months = calculate(numbers), numbers.months
    counts = found.counts.iloc[0]
    churn = float(of_period(annualise(found.rates[DEFAULT], months), 1))
    added = (counts["new"] + counts["returned"] - counts["joined_and_left"]) / months
    arpa = found.revenue_rates.get("arpa", math.nan)
    return Scenario(key, float(counts["closing"]), churn, float(added), arpa)


def scenarios_of(
    choices: Sequence[ScenarioChoice], start: Scenario | None
) -> tuple[Scenario, ...]:
    """Complete scenarios by what is known.

    Parameters
    ----------
    choices : sequence of ScenarioChoice
    start : Scenario or None
        What holds where a choice says nothing.

    Returns
    -------
    tuple of Scenario
        With the key of their place; without those of which too little is known to go
        on. What a customer pays may remain unknown.
    """
    usual = start or Scenario("", math.nan, math.nan, math.nan)
    found = []
    for number, choice in enumerate(choices[:MOST]):
        told = {
            name: getattr(choice, name)
            for name in ("start", "monthly_churn", "added", "arpa")
            if getattr(choice, name) is not None
        }
        each = replace(usual, key=own_key(number), **told)
        if all(map(math.isfinite, (each.start, each.monthly_churn, each.added))):
            found.append(each)
    return tuple(found)
