"""The same doubt, put differently where a fact of it changes what it means."""

from __future__ import annotations

from churn_desktop.core.issues import Issue
from churn_desktop.core.issues import IssueCode as Code
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.issue_words.rows import IssueWords
from churn_desktop.pages.issue_words.untidy import UNTIDY_VARIANTS

VARIANTS = {
    (Code.DATE_MIXED, "form", "serial"): IssueWords(
        mark("Dates kept as numbers"),
        lambda n: ngettext(
            "{count} number such as 45382 was read as the date a spreadsheet shows "
            "for it.",
            "{count} numbers such as 45382 were read as the dates a spreadsheet shows "
            "for them.",
            n,
        ),
        mark("Check a few of them on the customers page."),
    ),
    (Code.DATE_MIXED, "form", "seconds"): IssueWords(
        mark("Dates kept as seconds"),
        lambda n: ngettext(
            "{count} number such as 1709600000 counts seconds since 1970 and was read "
            "as the day it means in universal time.",
            "{count} numbers such as 1709600000 count seconds since 1970 and were read "
            "as the days they mean in universal time.",
            n,
        ),
    ),
    (Code.DATE_MIXED, "form", "month"): IssueWords(
        mark("Months without a day"),
        lambda n: ngettext(
            "{count} date has no day; the first of the month was taken.",
            "{count} dates have no day; the first of the month was taken.",
            n,
        ),
        mark("Write the day if you know it."),
    ),
    (Code.NUMBER_AS_TEXT, "form", "free"): IssueWords(
        mark("Words for free"),
        lambda n: ngettext(
            "{count} amount is a word such as “free” and was read as 0.",
            "{count} amounts are words such as “free” and were read as 0.",
            n,
        ),
    ),
    (Code.NUMBER_AS_TEXT, "form", "scale"): IssueWords(
        mark("Amounts in thousands or more"),
        lambda n: ngettext(
            "{count} amount is written with a word or letter for thousands or more, "
            "and was read in full.",
            "{count} amounts are written with a word or letter for thousands or more, "
            "and were read in full.",
            n,
        ),
    ),
    (Code.NUMBER_AS_TEXT, "form", "heading_scale"): IssueWords(
        mark("Heading gives a unit"),
        lambda _n: _("The heading gives a unit: every amount was taken {scale} times."),
        mark("Change the heading if the amounts are written in full."),
    ),
    (Code.NUMBER_AS_TEXT, "form", "decimals"): IssueWords(
        mark("Point or comma?"),
        lambda _n: _(
            "Amounts such as 1.234 can be read in two ways, with decimals or with a "
            "mark for thousands."
        ),
        mark("Check the amounts on the revenue page."),
    ),
    (Code.NUMBER_AS_TEXT, "form", "nothing"): IssueWords(
        mark("Dashes and words for nothing"),
        lambda n: ngettext(
            "{count} cell holds a dash or a word for nothing and was read as no "
            "payment.",
            "{count} cells hold a dash or a word for nothing and were read as no "
            "payment.",
            n,
        ),
    ),
    (Code.EMPTY_MONTHS, "form", "ahead"): IssueWords(
        mark("Payments for later months"),
        lambda _n: _(
            "{months} lie after the as-of date; what was paid for them does not count "
            "yet."
        ),
        mark("Choose a later as-of date if they should count."),
    ),
    (Code.EMPTY_MONTHS, "form", "between"): IssueWords(
        mark("Months in which nobody paid"),
        lambda _n: _(
            "Nobody paid in {months}: everybody counts as having left and come back."
        ),
        mark("Fill in these months if the payments are missing."),
    ),
    (Code.BLANK_HEADINGS, "kind", "none"): IssueWords(
        mark("No headings"),
        lambda _n: _(
            "The list has no headings; its columns are called by their letters: "
            "{headings}."
        ),
        mark("Add a row of headings, or say what each column means."),
    ),
    (Code.TRIAL_OR_FREE, "included", "yes"): IssueWords(
        mark("Trials, free and one-off"),
        lambda n: ngettext(
            "{count} row is a trial, free or paid only once, and counts as a customer "
            "as you chose.",
            "{count} rows are trials, free or paid only once, and count as customers "
            "as you chose.",
            n,
        ),
    ),
    (Code.UNKNOWN_BILLING_TERM, "months", "1"): IssueWords(
        mark("Is the fee for a month?"),
        lambda _n: _(
            "Nothing says for how long a fee is paid; each was taken as the fee of one "
            "month."
        ),
        mark("Say what a fee is for under “Check columns”."),
    ),
    (Code.UNKNOWN_BILLING_TERM, "form", "whole_contract"): IssueWords(
        mark("Amounts of whole contracts"),
        lambda _n: _(
            "The amounts are for whole contracts; each was divided by the months from "
            "start to end."
        ),
        mark("If they are for a month or a year, say so under “Check columns”."),
    ),
    (Code.UNKNOWN_BILLING_TERM, "form", "no_length"): IssueWords(
        mark("How long is the contract?"),
        lambda n: ngettext(
            "{count} row has an amount for the whole contract but no end; it is left "
            "out of the revenue.",
            "{count} rows have an amount for the whole contract but no end; they are "
            "left out of the revenue.",
            n,
        ),
        mark("Fill in the end, or say what a fee is for under “Check columns”."),
    ),
    (Code.TITLE_ROWS, "kind", "repeated_headings"): IssueWords(
        mark("Headings repeated"),
        lambda n: ngettext(
            "{count} row repeats the headings and is not counted as a customer.",
            "{count} rows repeat the headings and are not counted as customers.",
            n,
        ),
    ),
    (Code.NOTE_ROWS, "kind", "second_list"): IssueWords(
        mark("Second list on the sheet"),
        lambda n: ngettext(
            "{count} row belongs to another list on the same sheet and was not used.",
            "{count} rows belong to another list on the same sheet and were not used.",
            n,
        ),
        mark("Put each list on a sheet of its own."),
    ),
}
"""By kind of issue, name of a fact and its value."""


_ALL = {**VARIANTS, **UNTIDY_VARIANTS}


def variant_key(issue: Issue) -> tuple[Code, str, str] | None:
    """Find the fact that changes what an issue means; None: no fact does."""
    for name, value in issue.facts.items():
        if (issue.code, name, value) in _ALL:
            return issue.code, name, value
    return None


def variant_of(issue: Issue) -> IssueWords | None:
    """Find the words that fit the facts of an issue; None: the usual ones do."""
    key = variant_key(issue)
    return None if key is None else _ALL[key]
