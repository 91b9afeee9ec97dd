"""What a column of a table is: its name, its unit, its formula, what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from churn_desktop.core.formula import Formula


class Unit(StrEnum):
    """What a value is, which decides how it is written and aligned."""

    TEXT = "text"
    COUNT = "count"
    RATE = "rate"
    MONEY = "money"
    RATIO = "ratio"
    DAYS = "days"
    MONTHS = "months"
    DATE = "date"
    PERIOD = "period"


class Tally(StrEnum):
    """What a whole number counts, and so who is behind it.

    ``CUSTOMERS``: each once, and all of them are behind the cell. ``TIMES``: one
    customer may count more than once. ``THINGS``: something else than customers.
    """

    CUSTOMERS = "customers"
    TIMES = "times"
    THINGS = "things"


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of a table.

    Attributes
    ----------
    key : str
        As in the definitions (``"opening_base"``).
    title : str
        In the user's language.
    unit : Unit
    note : str
        One sentence that defines the term.
    formula : Formula or None
        How it follows from other measures of the same table.
    interval : tuple of str or None
        Keys of the measures of the same table that hold its 95 % limits.
    expert : bool
        Shown only in the expert view.
    tally : Tally
        Of a `Unit.COUNT`.
    base : str or None
        Key of the measure of the same table that says of how many it is, where no
        formula says so.
    by_zero : str
        Written instead of "not defined" where its formula divides by 0.
    """

    key: str
    title: str
    unit: Unit
    note: str = ""
    formula: Formula | None = None
    interval: tuple[str, str] | None = None
    expert: bool = False
    tally: Tally = Tally.CUSTOMERS
    base: str | None = None
    by_zero: str = ""
