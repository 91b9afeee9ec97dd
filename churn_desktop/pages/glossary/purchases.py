"""What the measures of those who buy without a contract are called."""

from __future__ import annotations

from churn_desktop.i18n import mark
from churn_desktop.pages.glossary.general import Term

PURCHASES = {
    "state": Term(mark("State"), mark("How long the customer has been silent.")),
    "state_customers": Term(mark("Customers"), mark("How many are in this state.")),
    "one_time": Term(
        mark("Bought once"), mark("Of these, the customers with a single purchase.")
    ),
    "last_purchase": Term(mark("Last purchase"), mark("The day of it.")),
    "idle_days": Term(
        mark("Days silent"), mark("From the last purchase to the as-of date.")
    ),
    "days_left": Term(
        mark("Days left"),
        mark("Until the customer counts as lost, without a purchase."),
    ),
    "own_cycle": Term(
        mark("Usual gap (days)"),
        mark(
            "The customer's own median gap between purchases; that of all customers "
            "where there are fewer than three gaps."
        ),
    ),
    "alive_share": Term(
        mark("Chance still a customer"),
        mark(
            "By the purchases so far, the chance of not having given up (BG/NBD); the "
            "mean of those who bought more than once."
        ),
    ),
    "alive": Term(
        mark("Chance still a customer"),
        mark("By the purchases so far, the chance of not having given up (BG/NBD)."),
    ),
    "expected_purchases": Term(
        mark("Expected in a year"),
        mark("Purchases to be expected in the coming year (BG/NBD)."),
    ),
}
