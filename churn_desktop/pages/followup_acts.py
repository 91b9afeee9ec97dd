"""Ticking off follow-ups, with the day and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.core.calendar import NO_DAY, to_date
from churn_desktop.core.choices import Contacted
from churn_desktop.core.project import Project
from churn_desktop.engine.contacts import Entry, entries_of, tick
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.editing import Act, Answer

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Book

DONE = "done"
"""Key of the column with the ticks."""

_OUTCOMES = (
    mark("stays"),
    mark("wants to leave"),
    mark("not reached, try again"),
    mark("something to mend, see to it"),
)


def done_text(day: int) -> str:
    """Write a tick, with its day, or an empty box.

    Examples
    --------
    >>> done_text(NO_DAY), done_text(19_783)
    ('☐', '☑ 2024-03-01')
    """
    return "☐" if day == NO_DAY else f"☑ {to_date(day).isoformat()}"


def followup_acts(book: Book, frame: pd.DataFrame) -> tuple[Act, ...]:
    """Give what can be done with the rows of a table of follow-ups.

    Parameters
    ----------
    book : Book
    frame : pandas.DataFrame
        Rows of `FollowUps.frame`, as they stand in the table.
    """
    entries = entries_of(book, frame)
    open_rows = (frame["done"] == NO_DAY).tolist()

    def chosen(rows: tuple[int, ...]) -> tuple[Entry, ...]:
        return tuple(entries[row] for row in rows)

    def toggle(project: Project, rows: tuple[int, ...], answer: Answer) -> Project:
        waiting = tuple(row for row in rows if open_rows[row])
        if not waiting:
            return tick(project, chosen(rows), None)
        return done(project, waiting, answer)

    def done(project: Project, rows: tuple[int, ...], answer: Answer) -> Project:
        said = Contacted("", "", answer.when, answer.when, answer.text)
        return tick(project, chosen(rows), said)

    def undone(project: Project, rows: tuple[int, ...], _answer: Answer) -> Project:
        return tick(project, chosen(rows), None)

    outcomes = tuple(_(words) for words in _OUTCOMES)
    return (
        Act("toggle", _("Done, or not after all"), toggle),
        Act("done", _("Done, with what came of it…"), done, True, outcomes),
        Act("undone", _("Not done after all"), undone),
    )
