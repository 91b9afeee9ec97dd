"""What is doubtful about values and rows of a list, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from churn_desktop.core.issues import IssueCode as Code
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext


class IssueWords(NamedTuple):
    """An issue in words.

    Attributes
    ----------
    title : str
    sentence : callable
        From how many rows or cells it concerns to one sentence with named
        placeholders: ``{count}`` and the facts of the issue.
    remedy : str
        ``""`` when nothing needs to be done.
    """

    title: str
    sentence: Callable[[int], str]
    remedy: str = ""


_VALUES = {
    Code.DATE_AMBIGUOUS: IssueWords(
        mark("Day first or month first?"),
        lambda n: ngettext(
            "{count} date could be read in two ways, such as 03/04; it was read as "
            "{order}.",
            "{count} dates could be read in two ways, such as 03/04; they were read as "
            "{order}.",
            n,
        ),
        mark("Choose the order of day and month if this is wrong."),
    ),
    Code.DATE_MIXED: IssueWords(
        mark("Dates in several forms"),
        lambda _n: _(
            "Some dates of this column have the day first, others the month first."
        ),
        mark("Check the dates of this column; write them like 2024-03-31."),
    ),
    Code.DATE_UNREADABLE: IssueWords(
        mark("Not a date"),
        lambda n: ngettext(
            "{count} cell should hold a date but cannot be read as one.",
            "{count} cells should hold dates but cannot be read as such.",
            n,
        ),
        mark("Correct the cells, for example to 2024-03-31."),
    ),
    Code.NUMBER_UNREADABLE: IssueWords(
        mark("Not a number"),
        lambda n: ngettext(
            "{count} cell should hold a number but cannot be read as one.",
            "{count} cells should hold numbers but cannot be read as such.",
            n,
        ),
        mark("Correct the cells: a number, with a currency sign if you like."),
    ),
    Code.NUMBER_AS_TEXT: IssueWords(
        mark("Numbers stored as text"),
        lambda n: ngettext(
            "{count} number is stored as text and was read as a number.",
            "{count} numbers are stored as text and were read as numbers.",
            n,
        ),
    ),
    Code.FLAG_UNREADABLE: IssueWords(
        mark("Neither yes nor no"),
        lambda n: ngettext(
            "{count} cell says neither yes nor no in words that are known.",
            "{count} cells say neither yes nor no in words that are known.",
            n,
        ),
        mark("Write one word for customers who left, another for all others."),
    ),
    Code.FLAG_CODED: IssueWords(
        mark("Codes for left and stayed"),
        lambda _n: _(
            "The column uses codes: {left} was read as left, {stayed} as still a "
            "customer."
        ),
        mark("Write words instead of codes if it is the other way round."),
    ),
    Code.MIXED_CURRENCIES: IssueWords(
        mark("Several currencies"),
        lambda n: ngettext(
            "{count} amount is in another currency ({others}); currencies cannot be "
            "added, so it is left out.",
            "{count} amounts are in other currencies ({others}); currencies cannot be "
            "added, so they are left out.",
            n,
        ),
        mark("Convert the amounts to one currency, or choose which one counts."),
    ),
}

_ROWS = {
    Code.MISSING_ID: IssueWords(
        mark("No customer number"),
        lambda n: ngettext(
            "{count} row does not say whose it is and is set aside.",
            "{count} rows do not say whose they are and are set aside.",
            n,
        ),
        mark("Fill in the customer numbers."),
    ),
    Code.MISSING_START: IssueWords(
        mark("No start date"),
        lambda n: ngettext(
            "{count} row has no start date and is set aside.",
            "{count} rows have no start date and are set aside.",
            n,
        ),
        mark("Fill in when the customer started."),
    ),
    Code.MISSING_TENURE: IssueWords(
        mark("Time as a customer missing"),
        lambda n: ngettext(
            "{count} row does not say how long the customer stayed; it only counts in "
            "the share of rows that left.",
            "{count} rows do not say how long the customer stayed; they only count in "
            "the share of rows that left.",
            n,
        ),
        mark("Fill in how long the customer has been with you."),
    ),
    Code.MISSING_FLAG: IssueWords(
        mark("Left or not: missing"),
        lambda n: ngettext(
            "{count} row does not say whether the customer left and is set aside.",
            "{count} rows do not say whether the customer left and are set aside.",
            n,
        ),
        mark("Fill in whether the customer left."),
    ),
    Code.END_BEFORE_START: IssueWords(
        mark("End before start"),
        lambda n: ngettext(
            "{count} row ends before it starts and is set aside.",
            "{count} rows end before they start and are set aside.",
            n,
        ),
        mark("Correct the dates; they may have been swapped."),
    ),
    Code.START_IN_FUTURE: IssueWords(
        mark("Starts after the as-of date"),
        lambda n: ngettext(
            "{count} row starts after the as-of date and is set aside.",
            "{count} rows start after the as-of date and are set aside.",
            n,
        ),
        mark("Correct the date, or choose a later as-of date."),
    ),
    Code.END_IN_FUTURE: IssueWords(
        mark("Notice given"),
        lambda n: ngettext(
            "{count} row ends after the as-of date: still a customer until then.",
            "{count} rows end after the as-of date: still customers until then.",
            n,
        ),
    ),
    Code.OPEN_END_MARK: IssueWords(
        mark("Words for no end"),
        lambda n: ngettext(
            "{count} end date is a word or a far day that means no end: still a "
            "customer.",
            "{count} end dates are words or far days that mean no end: still "
            "customers.",
            n,
        ),
    ),
    Code.FLAG_CONTRADICTS_DATES: IssueWords(
        mark("Status and dates disagree"),
        lambda n: ngettext(
            "{count} row says one thing in the status and another in the end date; "
            "the dates count.",
            "{count} rows say one thing in the status and another in the end date; "
            "the dates count.",
            n,
        ),
        mark("Correct the status or the end date."),
    ),
    Code.TRIAL_OR_FREE: IssueWords(
        mark("Trials, free and one-off"),
        lambda n: ngettext(
            "{count} row is a trial, free or paid only once, and does not count as a "
            "customer.",
            "{count} rows are trials, free or paid only once, and do not count as "
            "customers.",
            n,
        ),
        mark("Include them in the assumptions if they should count."),
    ),
    Code.NEGATIVE_AMOUNT: IssueWords(
        mark("Negative amounts"),
        lambda n: ngettext(
            "{count} row has an amount below 0, which is left out of the revenue.",
            "{count} rows have amounts below 0, which are left out of the revenue.",
            n,
        ),
        mark("Check whether it is a refund, and correct the fee."),
    ),
    Code.MISSING_AMOUNT: IssueWords(
        mark("No amount"),
        lambda n: ngettext(
            "{count} row has no readable amount: a customer, but not part of the "
            "revenue.",
            "{count} rows have no readable amount: customers, but not part of the "
            "revenue.",
            n,
        ),
        mark("Fill in what the customer pays."),
    ),
    Code.UNKNOWN_BILLING_TERM: IssueWords(
        mark("Unknown billing term"),
        lambda n: ngettext(
            "{count} row does not say for how long its fee is paid; it is left out of "
            "the revenue.",
            "{count} rows do not say for how long their fees are paid; they are left "
            "out of the revenue.",
            n,
        ),
        mark("Write month, quarter or year."),
    ),
    Code.DUPLICATE_ROWS: IssueWords(
        mark("Rows entered twice"),
        lambda n: ngettext(
            "{count} row repeats another row in every cell.",
            "{count} rows repeat another row in every cell.",
            n,
        ),
        mark("Delete the copies if they were entered by mistake."),
    ),
    Code.DUPLICATE_IDS: IssueWords(
        mark("Customer numbers used twice"),
        lambda n: ngettext(
            "{count} row shares its customer number with another row; each row counts "
            "as a customer of its own.",
            "{count} rows share their customer number with other rows; each row counts "
            "as a customer of its own.",
            n,
        ),
        mark("Keep one row for each customer."),
    ),
    Code.MERGED_STAYS: IssueWords(
        mark("Contracts joined"),
        lambda n: ngettext(
            "{count} row overlaps or follows another of the same customer; "
            "together they are one stay.",
            "{count} rows overlap or follow others of the same customer; together "
            "they are one stay.",
            n,
        ),
    ),
    Code.ENTRY_LEFT_TRUNCATED: IssueWords(
        mark("Early leavers are not in the list"),
        lambda _n: _(
            "Nobody in the list stayed for less than {shortest}: who left earlier is "
            "missing, so early churn cannot be known."
        ),
        mark("Add the customers who left early, if you have them."),
    ),
    Code.ZERO_DURATION: IssueWords(
        mark("Left on the first day"),
        lambda n: ngettext(
            "{count} row lasted no time at all; it counts as half a unit of time.",
            "{count} rows lasted no time at all; they count as half a unit of time.",
            n,
        ),
    ),
    Code.CANDIDATE_COLUMNS: IssueWords(
        mark("Which column is it?"),
        lambda _n: _(
            "It is not certain which column holds the {role}; possible: {columns}."
        ),
        mark("Check the columns and choose another one if needed."),
    ),
}

ROW_WORDS = {**_VALUES, **_ROWS}
"""The words of every issue about values and rows."""
