"""What is doubtful about lists of purchases, months and counts, in words."""

from __future__ import annotations

from churn_desktop.core.issues import IssueCode as Code
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.issue_words import IssueWords

KIND_WORDS = {
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
    Code.COUNTS_DO_NOT_ADD_UP: IssueWords(
        mark("Numbers that do not add up"),
        lambda n: ngettext(
            "In {count} row, customers at start, new and lost do not give those at end.",
            "In {count} rows, customers at start, new and lost do not give those at "
            "end.",
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
    Code.STARTS_UNKNOWN: IssueWords(
        mark("Customers from before the list"),
        lambda _n: _(
            "Who paid in the first month may have been a customer long before: their "
            "lifetimes are longer than shown, and they are no new customers."
        ),
        mark("Add a column with start dates, if you have them."),
    ),
}
"""The words of every issue about these kinds of lists."""
