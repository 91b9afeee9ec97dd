"""Choices that do not fit a list, in words: what happened and what to do."""

from __future__ import annotations

from churn_desktop.core.errors import MONTHS, BadChoice, NotASeries, UnclearList
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.terms import role_title, shape_title

_MOST = 8

_CHOICES = {
    "sheet": mark("There is no sheet “{value}”."),
    "column": mark("There is no column “{value}”."),
    "header_row": mark("Row “{value}” cannot be the heading row."),
    "role": mark("No column can mean “{value}”."),
    "as_of": mark("“{value}” cannot be the as-of date."),
    "page": mark("There is no page “{value}”."),
    "pages": mark("There is no page “{value}”."),
    "output": mark("A report cannot be written as “{value}”."),
    "encoding": mark("There is no text encoding “{value}”."),
    "list_date": mark("“{value}” is no list and its day, as in list.xlsx=2024-01-31."),
}

_SERIES = {
    "no_day": mark(
        "Nothing says which day it is about. Put the date into its name, as in "
        "“customers 2024-01.xlsx”, or say it when the lists are opened."
    ),
    "same_day": mark(
        "Another of the lists is of the same day. Each needs a day of its own."
    ),
    "no_customers": mark(
        "No column says which customer a row is about. Lists of several dates need "
        "a customer number or a name."
    ),
    "says_ends": mark(
        "It says itself when customers left. Such a list is read alone: open the "
        "latest one by itself."
    ),
    "other_kind": mark("It is another kind of list. Open it by itself."),
    "strangers": mark(
        "Hardly any customer of the list before is in it, so that nobody can be told "
        "to have left. Open it by itself, or say the day of every list."
    ),
}


def explain_choice(error: BadChoice) -> tuple[str, str]:
    """Say what does not exist, and what does.

    Examples
    --------
    >>> explain_choice(BadChoice("sheet", "May", ("June",)))
    ('There is no sheet “May”.', 'Possible are: June.')
    """
    template = _CHOICES.get(error.option)
    if template is None:
        title = _("“{value}” is not possible for {option}.").format(
            value=error.value, option=error.option
        )
    else:
        title = _(template).format(value=error.value)
    if not error.known:
        return title, _("Choose something else.")
    some = _(", ").join(error.known[:_MOST])
    more = len(error.known) - _MOST
    if more <= 0:
        return title, _("Possible are: {known}.").format(known=some)
    text = ngettext(
        "Possible are: {known} and {count} more.",
        "Possible are: {known} and {count} more.",
        more,
    ).format(known=some, count=more)
    return title, text


def explain_series(error: NotASeries) -> tuple[str, str]:
    """Say why files cannot be read as lists of several dates.

    Examples
    --------
    >>> explain_series(NotASeries("a.csv", "other_kind"))[1]
    'It is another kind of list. Open it by itself.'
    """
    title = _("These are not lists of the same customers on several dates.")
    return title, _(_SERIES[error.problem])


def explain_unclear(error: UnclearList) -> tuple[str, str]:
    """Say which columns are missing.

    Examples
    --------
    >>> from pathlib import Path
    >>> explain_unclear(UnclearList(Path("a.csv"), None, ("start",)))[0]
    'The columns of this list are not clear.'
    """
    known = [role_title(Role(name)) for name in error.missing if name in set(Role)]
    if error.shape is not None:
        if MONTHS in error.missing:
            known.append(_("a column for each month"))
        title = _("The list cannot be read as this kind: {shape}.").format(
            shape=shape_title(error.shape)
        )
        text = _(
            "What is missing for it: {columns}. Say which column holds it, or choose "
            "another kind of list."
        )
        return title, text.format(columns=_(", ").join(known))
    text = _(
        "Nothing says how long each customer stayed. Say which column holds one of "
        "these: {columns}."
    ).format(columns=_(", ").join(known or error.missing))
    return _("The columns of this list are not clear."), text
