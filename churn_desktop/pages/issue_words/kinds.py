"""What is doubtful about the kind of a list and about lists without end dates."""

from __future__ import annotations

from churn_desktop.core.issues import IssueCode as Code
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.issue_words.rows import IssueWords

_SHEETS = {
    Code.NO_LIST: IssueWords(
        mark("No list on this sheet"),
        lambda _n: _(
            "The sheet has no headings, and its columns mix words and numbers: it "
            "looks like a form or a report."
        ),
        mark("Choose another sheet, or the row with the headings."),
    ),
    Code.OTHER_SHEETS: IssueWords(
        mark("Sheets that were not read"),
        lambda n: ngettext(
            "{count} other sheet may be a list as well and was not read: {sheets}.",
            "{count} other sheets may be lists as well and were not read: {sheets}.",
            n,
        ),
        mark("Choose another sheet, or put all rows on one sheet."),
    ),
}

_PURCHASES = {
    Code.MISSING_DATE: IssueWords(
        mark("Purchases without a day"),
        lambda n: ngettext(
            "{count} row has no day of purchase and is set aside.",
            "{count} rows have no day of purchase and are set aside.",
            n,
        ),
        mark("Fill in the day of the purchase."),
    ),
    Code.NOT_A_PURCHASE: IssueWords(
        mark("Returns and cancelled orders"),
        lambda n: ngettext(
            "{count} row is a return, cancelled or without an amount above zero; it is "
            "no purchase.",
            "{count} rows are returns, cancelled or without an amount above zero; they "
            "are no purchases.",
            n,
        ),
    ),
}

_PERIODS = {
    Code.COUNTS_DO_NOT_ADD_UP: IssueWords(
        mark("Numbers that do not add up"),
        lambda n: ngettext(
            "In {count} row, customers at start, new and lost do not give those at "
            "end, or not those at the start of the next.",
            "In {count} rows, customers at start, new and lost do not give those at "
            "end, or not those at the start of the next.",
            n,
        ),
        mark("Check the numbers of these periods."),
    ),
    Code.GAP_IN_PERIODS: IssueWords(
        mark("Missing periods"),
        lambda n: ngettext(
            "Periods are missing after {count} row; it is set aside.",
            "Periods are missing after {count} rows; they are set aside.",
            n,
        ),
        mark("Add the missing periods."),
    ),
    Code.COUNT_DERIVED: IssueWords(
        mark("Worked out from the others"),
        lambda _n: _("The list does not say all numbers; {role} was worked out."),
    ),
    Code.COUNTS_INCOMPLETE: IssueWords(
        mark("Too few numbers"),
        lambda n: ngettext(
            "{count} row has too few numbers to work out the others and is set aside.",
            "{count} rows have too few numbers to work out the others and are set "
            "aside.",
            n,
        ),
        mark("Fill in customers at start, new and lost."),
    ),
    Code.REPEATED_PERIODS: IssueWords(
        mark("Periods that stand twice"),
        lambda n: ngettext(
            "{count} row is about a period that another row is about too; it is set "
            "aside.",
            "{count} rows are about periods that other rows are about too; they are "
            "set aside.",
            n,
        ),
        mark("Keep one row for each period."),
    ),
    Code.YEAR_ASSUMED: IssueWords(
        mark("Which year?"),
        lambda _n: _("Nothing says in which year {last} lies; {year} was taken."),
        mark("Write the year into the headings, such as 2024-01."),
    ),
    Code.EMPTY_MONTHS: IssueWords(
        mark("Months without any payment"),
        lambda _n: _(
            "Nobody paid in {months}: the list is read without them, not as if "
            "everybody had left."
        ),
    ),
    Code.STARTS_UNKNOWN: IssueWords(
        mark("Customers from before the list"),
        lambda n: ngettext(
            "{count} customer was there from the beginning of the list and may have "
            "come long before: how long they stayed is not known, they count as new in "
            "no period, and the periods start after that.",
            "{count} customers were there from the beginning of the list and may have "
            "come long before: how long they stayed is not known, they count as new in "
            "no period, and the periods start after that.",
            n,
        ),
        mark("Add a column with start dates, if you have them."),
    ),
}

_LISTS = {
    Code.LIST_DATES: IssueWords(
        mark("Dates between two lists"),
        lambda _n: _(
            "{lists} lists from {first} to {last}: who comes or goes between two of "
            "them is counted on the day of the later one, up to {longest} days late."
        ),
        mark("Add lists in between if you need the dates more exactly."),
    ),
    Code.RENAME_LIKELY: IssueWords(
        mark("The same customer under another number?"),
        lambda n: ngettext(
            "{count} row looks like a customer of another list under another name or "
            "number ({examples}); it counts as a customer of its own.",
            "{count} rows look like customers of other lists under other names or "
            "numbers ({examples}); they count as customers of their own.",
            n,
        ),
        mark("Give the customer the same number in all lists if it is the same."),
    ),
}

_SNAPSHOTS = {
    Code.NO_TENURE: IssueWords(
        mark("Nothing says how long customers stayed"),
        lambda _n: _(
            "The list says who has left but not when, nor after how long: the share "
            "that left is known, a rate per month is not."
        ),
        mark("Choose or add columns with start and end dates, or the time stayed."),
    ),
    Code.START_WORKED_OUT: IssueWords(
        mark("Start dates worked out"),
        lambda _n: _(
            "When everybody started was counted back from the end date, or from "
            "{as_of}: it is as exact as the time as a customer is."
        ),
        mark("Add a column with start dates, if you have them."),
    ),
}

_SUBSCRIPTIONS = {
    Code.NO_ENDS: IssueWords(
        mark("Nothing says who has left"),
        lambda _n: _(
            "No column is known to say when customers left, so everybody in the list "
            "counts as a customer and no churn can be seen."
        ),
        mark("Choose the column with end dates, or add one."),
    ),
    Code.EVERYBODY_LEFT: IssueWords(
        mark("Everybody has left"),
        lambda _n: _(
            "By {as_of}, the as-of date, every customer in the list has left; the last "
            "one came on {latest}. A list made earlier knows ends that lay ahead of it."
        ),
        mark("Set the as-of date to the day on which the list was made."),
    ),
    Code.ENDS_ARE_LAST_DAYS: IssueWords(
        mark("Ends that look like last days"),
        lambda n: ngettext(
            "{count} contract of the same customer starts on the day after the one "
            "before has ended, so that the customer counts as gone and back.",
            "{count} contracts of the same customers start on the day after the ones "
            "before have ended, so that these customers count as gone and back.",
            n,
        ),
        mark("If ends are the last day of service, say so under “Check columns”."),
    ),
}

KIND_WORDS = {
    **_SHEETS,
    **_PURCHASES,
    **_PERIODS,
    **_LISTS,
    **_SNAPSHOTS,
    **_SUBSCRIPTIONS,
}
"""The words of every issue about these kinds of lists."""
