"""What a page lets people change: numbers to type, rows to mark, buttons to press.

A page declares them as values; one view draws them, and every change is a function
from one project to another, so that it can be taken back.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from churn_desktop.core.project import Assumptions, Project
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.model import PageId, Unit

Value: TypeAlias = float | str | date | None
Put: TypeAlias = Callable[[Assumptions, Value], Assumptions]

PERCENT = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """A value to type.

    Attributes
    ----------
    key : str
        Unique on its page.
    title : str
    unit : Unit
        Decides what may be typed: a date, a text, or a number.
    value : float, str, datetime.date or None
        What holds; None: nothing was typed.
    put : callable
        Gives the assumptions with another value.
    low, high : float
        The least and the most a number may be; a rate is a fraction here.
    empty : str
        What holds while nothing is typed; ``""``: there has to be a value.
    note : str
        One sentence that says more.
    """

    key: str
    title: str
    unit: Unit
    value: Value
    put: Put
    low: float = 0.0
    high: float = math.inf
    empty: str = ""
    note: str = ""

    def change(self, project: Project, value: Value) -> Project:
        """Give the project with another value; the same one if it is no other."""
        before = project.assumptions
        after = self.put(before, value)
        return project if after == before else replace(project, assumptions=after)


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Values to type that belong together, on one line where there is room."""

    title: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says about rows that are marked."""

    when: date
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """Something that can be done with rows of a table.

    Attributes
    ----------
    key : str
        Unique in its table.
    text : str
        As it stands in a menu.
    change : callable
        Gives another project, from one, the numbers of rows, and an answer.
    asks : bool
        Whether a date and a few words are asked for first; otherwise the answer is
        today's.
    outcomes : tuple of str
        Words to choose from.
    """

    key: str
    text: str
    change: Callable[[Project, tuple[int, ...], Answer], Project]
    asks: bool = False
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A menu entry that is of use on a page.

    Attributes
    ----------
    action : str
        Name of the entry.
    text : str
    """

    action: str
    text: str


TYPED: dict[PageId, tuple[str, ...]] = {
    PageId.CALCULATOR: ("typed",),
    PageId.WHAT_IF: ("scenarios", "spend"),
    PageId.TARGETS: ("goal",),
    PageId.INCENTIVES: ("commission", "commission_months", "hold_back_days"),
}
"""The assumptions that are typed on a page."""


def forget_typed(project: Project, page: PageId) -> Project:
    """Give the project as if nothing had been typed on a page.

    Returns
    -------
    Project
        The same one if nothing was typed there.
    """
    usual, before = Assumptions(), project.assumptions
    names = TYPED.get(page, ())
    after = replace(before, **{name: getattr(usual, name) for name in names})
    return project if after == before else replace(project, assumptions=after)


def typed_buttons(project: Project, page: PageId) -> tuple[Button, ...]:
    """Offer to do as if nothing had been typed on a page, if anything was."""
    if forget_typed(project, page) is project:
        return ()
    return (Button("forgetTyped", _("Forget what was typed here")),)


def assuming(name: str) -> Put:
    """Give what puts a value into one assumption.

    Examples
    --------
    >>> assuming("margin")(Assumptions(), 0.5).margin
    0.5
    """

    def put(before: Assumptions, value: Value) -> Assumptions:
        return replace(before, **{name: value})  # type: ignore[arg-type]

    return put


def read_number(text: str, unit: Unit) -> float | None:
    """Read a number as somebody types it.

    Parameters
    ----------
    text : str
        With or without signs for thousands, per cent and money.
    unit : Unit
        A rate is typed as per cent.

    Returns
    -------
    float or None
        None for nothing at all.

    Raises
    ------
    ValueError
        If it is no number.

    Examples
    --------
    >>> read_number("1,200", Unit.COUNT), read_number("7.5 %", Unit.RATE)
    (1200.0, 0.075)
    >>> read_number("3万", Unit.MONEY), read_number(" ", Unit.MONEY)
    (30000.0, None)
    """
    plain = text.translate(_FULL_WIDTH).strip()
    for sign in ("%", "¥", "$", "€", "£", ",", " ", "\u00a0", "\u202f", "元"):
        plain = plain.replace(sign, "")
    if not plain:
        return None
    factor = 1.0
    if plain.endswith(("万", "萬")):
        plain, factor = plain[:-1], 10_000.0
    number = float(plain) * factor
    if not math.isfinite(number):
        raise ValueError(text)
    return number / PERCENT if unit is Unit.RATE else number


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％￥－", "0123456789.,%¥-")


def write_number(value: float | None, unit: Unit) -> str:
    """Write a number as somebody would type it.

    Examples
    --------
    >>> write_number(0.075, Unit.RATE), write_number(1200.0, Unit.COUNT)
    ('7.5 %', '1,200')
    >>> write_number(None, Unit.MONEY)
    ''
    """
    if value is None or not math.isfinite(value):
        return ""
    if unit is Unit.RATE:
        return f"{round(value * PERCENT, 6):,.10g} %"
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
