"""The table of what the figures about money take for granted."""

from __future__ import annotations

import math
from collections.abc import Mapping

from churn_desktop.core.project import Assumptions
from churn_desktop.engine.cost import SCENARIOS
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.editing import Input, Inputs, assuming, write_number
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Table, Text, Unit
from churn_desktop.pages.sentences import listing
from churn_desktop.pages.terms import in_text, measure, note, title

KEY = "inputs"
"""Of the table, on every page that has one."""

_MULTIPLIERS = tuple(f"{scenario}_multiplier" for scenario in SCENARIOS)
COST_INPUTS = (
    "margin", "lifetime_cap", "cac", "replacement_factor", "refund_per_loss",
    "fee_per_loss", "hours_per_loss", "hourly_cost", "review_cost", *_MULTIPLIERS,
)  # fmt: skip
"""Rows of the table on the page of cost, in their order."""
VALUE_INPUTS = (
    "margin", "lifetime_cap", "cac", "upsell_monthly", "cross_sell_monthly",
    "referred_customers", "word_of_mouth_customers", "discount_annual",
)  # fmt: skip
"""Rows of the table on the page of value, in their order."""

_SHARE, _MONEY, _NUMBER = mark("share of 1"), mark("money"), mark("number")
_WRITTEN = {_MONEY: Unit.MONEY, _NUMBER: Unit.RATIO}
_LEAST = {"margin": -1.0, "lifetime_cap": 1.0}
_UNITS = {
    "margin": _SHARE,
    "discount_annual": _SHARE,
    "lifetime_cap": mark("months"),
    "hours_per_loss": mark("hours"),
    "replacement_factor": mark("customers"),
    "referred_customers": mark("customers"),
    "word_of_mouth_customers": mark("customers"),
} | dict.fromkeys(_MULTIPLIERS, _NUMBER)


def inputs_table(
    material: Material, keys: tuple[str, ...], values: Mapping[str, float]
) -> Table:
    """List assumptions with their values and where these come from.

    Parameters
    ----------
    material : Material
    keys : tuple of str
        `COST_INPUTS` or `VALUE_INPUTS`.
    values : mapping of str to float
        What the figures really take for some of the keys, where that is not simply the
        assumption.
    """
    import pandas as pd

    chosen = material.assumptions
    used = [values[key] if key in values else getattr(chosen, key, 1.0) for key in keys]
    frame = pd.DataFrame(
        {
            "input": [title(key) for key in keys],
            "input_value": pd.Series(used, dtype=float),
            "input_unit": [_(_UNITS.get(key, _MONEY)) for key in keys],
            "input_from": [_origin(material, key) for key in keys],
        }
    )
    measures = (
        measure("input", Unit.TEXT),
        measure("input_value", Unit.RATIO),
        measure("input_unit", Unit.TEXT),
        measure("input_from", Unit.TEXT),
    )
    name = _("What these figures take for granted")
    # On screen they are typed above; folded, the table tells where each is from.
    return Table(KEY, name, measures, frame, folded=True)


def money_form(material: Material, keys: tuple[str, ...]) -> Inputs:
    """Ask for assumptions about money.

    Parameters
    ----------
    material : Material
    keys : tuple of str
        `COST_INPUTS` or `VALUE_INPUTS`.
    """

    def entry(key: str) -> Input:
        share = _UNITS.get(key) == _SHARE
        unit = Unit.RATE if share else _WRITTEN.get(_UNITS.get(key, _MONEY), Unit.RATIO)
        empty = ""
        if key == "cac":
            empty = _("not known")
            listed = material.money.listed_cac
            if is_defined(listed):
                empty = _("list: {value}").format(
                    value=write_number(round(listed, 2), unit)
                )
        return Input(
            key,
            title(key),
            unit,
            getattr(material.assumptions, key),
            assuming(key),
            low=_LEAST.get(key, 0.0),
            high=1.0 if share else math.inf,
            empty=empty,
            note=note(key),
        )

    own = (key for key in keys if key != "middle_multiplier")
    return Inputs(_("What these figures take for granted"), tuple(map(entry, own)))


def left_at_nothing(material: Material, keys: tuple[str, ...]) -> Text | None:
    """Name the assumptions about which nothing is known; None when there are none."""
    names = [
        in_text(title(key))
        for key in keys
        if key != "review_cost" and _unknown(material, key)
    ]
    if not names:
        return None
    return Text(
        _(
            "Nothing is known yet about: {names}. They count as nothing until they are "
            "typed."
        ).format(names=listing(names, most=len(names)))
    )


def _unknown(material: Material, key: str) -> bool:
    if key == "cac":
        return math.isnan(material.money.cac)
    return key in _UNKNOWN_AT_0 and not getattr(material.assumptions, key)


_UNKNOWN_AT_0 = frozenset(
    key
    for key in {*COST_INPUTS, *VALUE_INPUTS} - {*_MULTIPLIERS, "cac"}
    if getattr(Assumptions(), key) == 0
)


def _origin(material: Material, key: str) -> str:
    if key == "cac" and material.assumptions.cac is None:
        if is_defined(material.money.listed_cac):
            return _("your list, the mean")
        return _("not known")
    if _unknown(material, key):
        return _("nothing known")
    default = getattr(Assumptions(), key, None)
    if getattr(material.assumptions, key, None) == default:
        return _("default: all revenue counts") if key == "margin" else _("default")
    return _("your choice")
