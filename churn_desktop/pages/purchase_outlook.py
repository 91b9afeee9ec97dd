"""Who without a contract is probably still a customer, and what they will buy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from churn_desktop.core.book import Codes, Mask
from churn_desktop.engine.buyers import FEWEST_REPEATS, Outlook
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Block, Measure, Table, Text, Unit
from churn_desktop.pages.sentences import count
from churn_desktop.pages.terms import measure


def outlook_blocks(
    material: Material, states: Sequence[tuple[str, Mask]]
) -> tuple[Block, ...]:
    """Say what the model expects of the customers in each state, for experts.

    Parameters
    ----------
    material : Material
    states : sequence of (str, ndarray of bool)
        Name and members of each state.
    """
    found = material.answers.outlook
    if found is None:
        told = _(
            "There is no model of coming purchases: that needs {count} customers who "
            "bought again, and some who seem to have given up."
        ).format(count=count(FEWEST_REPEATS))
        return (Text(told, expert=True),)
    return (Text(_about(found), expert=True), _table(material, found, states))


def outlook_columns(
    material: Material, customers: Codes
) -> tuple[dict[str, object], tuple[Measure, ...]]:
    """Give the model's columns of a list of customers; none without a model."""
    found = material.answers.outlook
    if found is None:
        return {}, ()
    columns: dict[str, object] = {
        "alive": found.alive[customers],
        "expected_purchases": found.expected[customers],
    }
    return columns, (
        measure("alive", Unit.RATE, expert=True),
        measure("expected_purchases", Unit.RATIO, expert=True),
    )


def _about(found: Outlook) -> str:
    model = found.model
    return _(
        "Chances and coming purchases are those of the BG/NBD model (Fader, Hardie and "
        "Lee, 2005), fitted to the histories of {count} customers: r {r}, α {alpha} "
        "weeks, a {a}, b {b}. It says nothing about the chance of those who bought "
        "only once."
    ).format(
        count=count(model.fitted_on),
        **{name: f"{getattr(model, name):.3f}" for name in ("r", "alpha", "a", "b")},
    )


def _table(
    material: Material, found: Outlook, states: Sequence[tuple[str, Mask]]
) -> Table:
    import pandas as pd

    known = np.isfinite(found.alive)
    frame = pd.DataFrame(
        {
            "state": [name for name, _mask in states],
            "state_customers": [int(mask.sum()) for _name, mask in states],
            "alive_share": [
                found.alive[mask & known].mean() if (mask & known).any() else np.nan
                for _name, mask in states
            ],
            "expected_purchases": [
                float(np.nansum(found.expected[mask])) for _name, mask in states
            ],
        }
    )

    def find(row: int, _key: str) -> Codes | None:
        return np.flatnonzero(states[row][1]).astype(np.int32)

    return Table(
        "outlook",
        _("What is still to be expected of them"),
        (
            measure("state", Unit.TEXT),
            measure("state_customers", Unit.COUNT),
            measure("alive_share", Unit.RATE),
            measure("expected_purchases", Unit.RATIO),
        ),
        frame,
        members=material.members(find),
        expert=True,
    )
