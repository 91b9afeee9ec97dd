"""What whole numbers count, by the keys of the glossary."""

from __future__ import annotations

from churn_desktop.pages.model import Tally

TIMES = frozenset(
    {
        # A customer can leave more than once, stay more than once, and be at risk in
        # every period anew.
        "leave_events",
        "renewals_due",
        "not_renewed",
        "stage_customers",
        "losses",
        "at_risk",
        "events",
        "censored",
        "exposed_periods",
        "exposed_rows",
        "group_lost",
        "note_opening_before",
        "note_lost_before",
        "note_opening_after",
        "note_lost_after",
        "plan_stays",
        "plan_ended",
        "left_before",
        "left_after",
        "renewal_contracts",
    }
)

THINGS = frozenset(
    {
        "control",
        "stand_still",
        "customer_days",
        "period_days",
        "customer_months",
        "difference",
        "age_months",
        "age_quarters",
        "age_years",
        "segment_groups",
        "segment_marked",
        "health",
        "note_periods",
        "cost_months",
        "projection_time",
        "tenure_months",
        "days_before",
        "days_after",
        "claim_n",
        "target_to_keep",
        "renewal_nps",
        "rows",
        "first_row",
    }
)


def tally_of(term: str) -> Tally:
    """Say what a count of this name counts; customers unless it is known otherwise.

    Examples
    --------
    >>> str(tally_of("lost")), str(tally_of("leave_events")), str(tally_of("rows"))
    ('customers', 'times', 'things')
    """
    if term in TIMES:
        return Tally.TIMES
    return Tally.THINGS if term in THINGS else Tally.CUSTOMERS
