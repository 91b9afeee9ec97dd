"""Turns of phrase that several pages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import bare_percent, write_interval, write_value
from churn_desktop.pages.model import Text, Unit

if TYPE_CHECKING:
    from churn_desktop.core.book import Book


def percent(share: float) -> str:
    """Write a share as a per cent.

    Examples
    --------
    >>> percent(0.1)
    '10.0 %'
    """
    return write_value(share, Unit.RATE)


def count(number: float) -> str:
    """Write a whole number.

    Examples
    --------
    >>> count(7043)
    '7,043'
    """
    return write_value(number, Unit.COUNT)


def join(*sentences: str) -> str:
    """Put sentences after each other; empty ones are left out.

    Examples
    --------
    >>> join("Three left.", "", "Two came.")
    'Three left. Two came.'
    """
    said = [sentence for sentence in sentences if sentence]
    text = "".join(said[:1])
    for sentence in said[1:]:
        # A template, because Chinese has no space between sentences.
        text = _("{first} {second}").format(first=text, second=sentence)
    return text


def with_interval(share: float, low: float, high: float) -> str:
    """Write a share and how sure it is.

    Examples
    --------
    >>> with_interval(0.1, 0.0552, 0.1744)
    '10.0 % (95 % interval 5.5-17.4 %)'
    """
    interval = write_interval(low, high, Unit.RATE)
    if not interval:
        return percent(share)
    return _("{rate} (95 % interval {interval})").format(
        rate=percent(share), interval=interval
    )


def listing(names: Sequence[str], most: int = 5) -> str:
    """Join names to a list; beyond some, say how many more there are.

    Examples
    --------
    >>> listing(["Ann"]), listing(["Ann", "Bob", "Cem"]), listing(list("ABCDE"), 3)
    ('Ann', 'Ann, Bob and Cem', 'A, B, C and 2 more')
    """
    if len(names) > most:
        more = len(names) - most
        return _("{names} and {count} more").format(
            names=_(", ").join(names[:most]), count=count(more)
        )
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(
        names=_(", ").join(names[:-1]), last=names[-1]
    )


def group_name(label: str | None) -> str:
    """Name a group of a column; None stands for the small ones together.

    Examples
    --------
    >>> group_name("Pro"), group_name(None), group_name("")
    ('Pro', 'Other (small groups)', '(not given)')
    """
    if label is None:
        return _("Other (small groups)")
    return label or _("(not given)")


def few(number: int) -> Text | None:
    """Warn when a share is of so few that luck decides; else None.

    Examples
    --------
    >>> few(20).text
    'Few customers (20): read the interval, not only the rate.'
    """
    from churn_desktop.engine.intervals import FEW

    if not 0 < number < FEW:
        return None
    return Text(
        _("Few customers ({count}): read the interval, not only the rate.").format(
            count=count(number)
        ),
        warning=True,
    )


def nobody(book: Book | None = None) -> Text:
    """Say that there is nothing to compute, and why."""
    if book is not None and book.seen_from is not None and len(book):
        return Text(
            _(
                "The list is too short for periods of this length: who is in it from "
                "the beginning may have come long before. Choose shorter periods, or "
                "add later lists."
            ),
            warning=True,
        )
    return Text(
        _(
            "No row of the list can be used, so there are no figures. The data check "
            "says why."
        ),
        warning=True,
    )


def no_complete_period(as_of: str) -> Text:
    """Warn that every figure may still change."""
    return Text(
        _("No period is over yet on {date}, so no figure is final.").format(date=as_of),
        warning=True,
    )


def points(difference: float) -> str:
    """Write the difference of two shares without a sign.

    Examples
    --------
    >>> points(-0.02)
    '2.0 percentage points'
    """
    written = bare_percent(abs(difference))
    return _("{number} percentage points").format(number=written)
