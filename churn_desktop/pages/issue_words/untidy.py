"""What could be written more tidily, in words, and what a mend would do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from churn_desktop.core.issues import IssueCode as Code
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.issue_words.rows import IssueWords

UNTIDY_WORDS = {
    Code.UNTIDY_TEXT: IssueWords(
        mark("Odd spaces or wide letters"),
        lambda n: ngettext(
            "{count} cell has spaces around it, invisible characters or full-width "
            "letters.",
            "{count} cells have spaces around them, invisible characters or full-width "
            "letters.",
            n,
        ),
        mark("Write the same value in one way."),
    ),
    Code.SPELLING_VARIANTS: IssueWords(
        mark("One value, several spellings"),
        lambda n: ngettext(
            "{count} cell may hold the same value as others in another spelling.",
            "{count} cells may hold the same value as others in another spelling.",
            n,
        ),
        mark("Use one spelling, or they count as two groups."),
    ),
    Code.SHORT_YEAR: IssueWords(
        mark("Years of two digits"),
        lambda n: ngettext(
            "{count} date has a year of two digits: 24 was read as 2024, 98 as 1998.",
            "{count} dates have a year of two digits: 24 was read as 2024, 98 as 1998.",
            n,
        ),
        mark("Write the years in full."),
    ),
}
"""The words of every issue about tidiness."""

UNTIDY_VARIANTS = {
    (Code.SPELLING_VARIANTS, "form", "same"): IssueWords(
        mark("One value, several spellings"),
        lambda n: ngettext(
            "{count} cell differs from others only in capitals, spaces or signs: "
            "{values}.",
            "{count} cells differ from others only in capitals, spaces or signs: "
            "{values}.",
            n,
        ),
        mark("Use one spelling, or they count as two groups."),
    ),
    (Code.SPELLING_VARIANTS, "form", "likely"): IssueWords(
        mark("Is this the same value?"),
        lambda n: ngettext(
            "“{other}” in {count} cell may be another way to write “{kept}”.",
            "“{other}” in {count} cells may be another way to write “{kept}”.",
            n,
        ),
        mark("Use one spelling if they are the same."),
    ),
}
"""By kind of issue, name of a fact and its value."""


class MendWords(NamedTuple):
    """A mend in words.

    Attributes
    ----------
    title : str
        What it does, for a title.
    done : callable
        From how many rows to what it is called where it can be taken back; with
        ``{count}``.
    """

    title: str
    done: Callable[[int], str]


_MENDS = {
    Code.END_BEFORE_START: MendWords(
        mark("Swap start and end"),
        lambda n: ngettext(
            "Swap the dates of {count} row", "Swap the dates of {count} rows", n
        ),
    ),
    Code.UNTIDY_TEXT: MendWords(
        mark("Tidy the cells"),
        lambda n: ngettext("Tidy {count} cell", "Tidy {count} cells", n),
    ),
    Code.SPELLING_VARIANTS: MendWords(
        mark("Use one spelling"),
        lambda n: ngettext(
            "Use one spelling in {count} cell", "Use one spelling in {count} cells", n
        ),
    ),
    Code.SHORT_YEAR: MendWords(
        mark("Write years in full"),
        lambda n: ngettext(
            "Write the year of {count} date in full",
            "Write the years of {count} dates in full",
            n,
        ),
    ),
    Code.DUPLICATE_ROWS: MendWords(
        mark("Delete repeated rows"),
        lambda n: ngettext(
            "Delete {count} repeated row", "Delete {count} repeated rows", n
        ),
    ),
    Code.RENAME_LIKELY: MendWords(
        mark("Take them for the same customers"),
        lambda n: ngettext(
            "Give {count} row the number of the list before",
            "Give {count} rows the number of the list before",
            n,
        ),
    ),
}


def mend_title(code: Code) -> str:
    """Say what the mend of a kind of doubt does; `KeyError` where it has none.

    Examples
    --------
    >>> mend_title(Code.END_BEFORE_START)
    'Swap start and end'
    """
    return _(_MENDS[code].title)


def mend_done(code: Code, rows: int) -> str:
    """Name an applied mend.

    Examples
    --------
    >>> mend_done(Code.DUPLICATE_ROWS, 1)
    'Delete 1 repeated row'
    """
    return _MENDS[code].done(rows).format(count=f"{rows:,}")
