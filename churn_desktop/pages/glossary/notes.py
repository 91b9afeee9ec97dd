"""What the measures about notes are called."""

from __future__ import annotations

from churn_desktop.i18n import mark
from churn_desktop.pages.glossary.general import Term

NOTES = {
    "note": Term(mark("What happened"), mark("As it was noted.")),
    "note_when": Term(mark("Date"), mark("The day on which it happened.")),
    "note_periods": Term(
        mark("Periods each side"),
        mark(
            "How many complete periods are compared on either side; the period in "
            "whose middle the day lies belongs to neither."
        ),
    ),
    "note_opening_before": Term(
        mark("At start, before"),
        mark("Customers at the start of the periods before, added up."),
    ),
    "note_lost_before": Term(
        mark("Lost before"), mark("Customers lost in the periods before, added up.")
    ),
    "note_before": Term(
        mark("Churn before"),
        mark("Lost before, divided by at start before: the churn of a period."),
    ),
    "note_opening_after": Term(
        mark("At start, after"),
        mark("Customers at the start of the periods after, added up."),
    ),
    "note_lost_after": Term(
        mark("Lost after"), mark("Customers lost in the periods after, added up.")
    ),
    "note_after": Term(
        mark("Churn after"),
        mark("Lost after, divided by at start after: the churn of a period."),
    ),
    "note_difference": Term(
        mark("After less before"),
        mark("In percentage points, with the 95 % limits of Newcombe."),
    ),
    "note_verdict": Term(
        mark("What can be said"),
        mark("Whether the two differ by more than chance explains."),
    ),
}
"""What happened, and whether churn changed with it."""
