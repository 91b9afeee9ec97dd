"""What the measures of customers and periods are called, and columns of any table.

The text is marked for the catalogue here and translated where it is shown
(`pages.terms`).
"""

from __future__ import annotations

from typing import NamedTuple

from churn_desktop.i18n import mark


class Term(NamedTuple):
    """A measure in words: short enough for a heading, and one sentence."""

    title: str
    note: str


MOVEMENTS = {
    "period": Term(mark("Period"), mark("The month, quarter or year.")),
    "start": Term(mark("From"), mark("The first day of the period.")),
    "end": Term(mark("Until before"), mark("The first day after the period.")),
    "opening": Term(
        mark("At start"),
        mark("Customers when the period began, before anyone joined or left."),
    ),
    "new": Term(
        mark("New"), mark("Customers whose first start ever lies in the period.")
    ),
    "returned": Term(
        mark("Returned"),
        mark("Former customers who came back in the period and stayed to its end."),
    ),
    "lost": Term(
        mark("Lost"),
        mark("Customers at the start of the period who are gone at its end."),
    ),
    "joined_and_left": Term(
        mark("Joined and left"),
        mark("New customers of the period who are already gone at its end."),
    ),
    "leave_events": Term(
        mark("Leave events"),
        mark(
            "Every time anyone left in the period; one customer can leave "
            "more than once."
        ),
    ),
    "closing": Term(
        mark("At end"),
        mark("Customers when the period ended: the start of the next period."),
    ),
    "control": Term(
        mark("Control"),
        mark(
            "At start + new + returned − lost − joined and left − at end; it must be 0."
        ),
    ),
    "customer_days": Term(
        mark("Customer days"),
        mark("Days lived as a customer in the period, all customers together."),
    ),
    "period_days": Term(mark("Days"), mark("The number of days in the period.")),
    "daily_churn": Term(
        mark("Sum of daily churn"),
        mark("For each day those who left, divided by those who were there; added up."),
    ),
    "renewals_due": Term(
        mark("Due for renewal"), mark("Contracts whose term ends in the period.")
    ),
    "not_renewed": Term(
        mark("Not renewed"),
        mark("Contracts that were due in the period and were not renewed."),
    ),
    "stand_still": Term(
        mark("New to stand still"),
        mark(
            "New customers the period needed just to end where it began: lost "
            "+ joined and left − returned."
        ),
    ),
    "annualised": Term(
        mark("Lost within a year"),
        mark(
            "The share of customers lost within a year if every period were "
            "like this one."
        ),
    ),
}
"""Counts of customers in a period."""

RATES = {
    "opening_base": Term(
        mark("Churn rate"),
        mark("Of the customers at the start of the period, the share that was lost."),
    ),
    "acquired_base": Term(
        mark("Losses per new customer"),
        mark(
            "Everyone who left, divided by the customers gained; it can exceed 100 %."
        ),
    ),
    "events_base": Term(
        mark("Leave events per customer seen"),
        mark(
            "Every leaving, divided by the customers at the start and all "
            "who joined or returned."
        ),
    ),
    "average_base": Term(
        mark("Losses per average customer"),
        mark("Everyone who left, divided by the mean of at start and at end."),
    ),
    "all_lost_base": Term(
        mark("Churn with joined and left"),
        mark("Everyone who left, new customers too, divided by at start."),
    ),
    "events_opening_base": Term(
        mark("Leave events per customer at start"),
        mark("Every leaving, divided by at start; one customer can count twice."),
    ),
    "daily_base": Term(
        mark("Churn day by day"),
        mark("The churn of every single day, added up over the period."),
    ),
    "person_time": Term(
        mark("Churn by time lived"),
        mark(
            "Every leaving, divided by the mean number of customers over the "
            "days of the period."
        ),
    ),
    "net_shrinkage": Term(
        mark("Net shrinkage (not churn)"),
        mark(
            "How much smaller the list became; new customers hide the lost "
            "ones, so this is not churn."
        ),
    ),
    "retention_article": Term(
        mark("Retention as often printed"),
        mark(
            "At end less new, divided by at start; who joined and left within "
            "the period counts as an old customer lost."
        ),
    ),
    "retention": Term(
        mark("Retention rate"),
        mark("Of the customers at the start of the period, the share still there."),
    ),
    "renewal_base": Term(
        mark("Churn among those due"),
        mark("Of the contracts due for renewal, the share that was not renewed."),
    ),
}
"""The published definitions of churn and retention."""

REVENUE = {
    "mrr_opening": Term(
        mark("MRR at start"), mark("What all customers paid a month at the start.")
    ),
    "mrr_new": Term(mark("New MRR"), mark("Paid a month by first-time customers.")),
    "reactivation": Term(
        mark("Reactivation"),
        mark("Paid a month by former customers who pay again."),
    ),
    "expansion": Term(
        mark("Expansion"), mark("What customers who stayed pay more a month.")
    ),
    "contraction": Term(
        mark("Contraction"), mark("What customers who stayed pay less a month.")
    ),
    "churned": Term(
        mark("Churned MRR"),
        mark("What customers paid a month who pay nothing any more."),
    ),
    "mrr_closing": Term(
        mark("MRR at end"), mark("What all customers paid a month at the end.")
    ),
    "mrr_control": Term(
        mark("Control"),
        mark(
            "MRR at start + new + reactivation + expansion − contraction − "
            "churned − MRR at end; it must be 0."
        ),
    ),
    "paying_customers": Term(
        mark("Paying customers"), mark("Customers who pay more than 0 at the end.")
    ),
    "gross_revenue_churn": Term(
        mark("Gross revenue churn"),
        mark("Churned and contraction together, as a share of MRR at start."),
    ),
    "net_revenue_churn": Term(
        mark("Net revenue churn"),
        mark(
            "Churned and contraction less expansion and reactivation, as a "
            "share of MRR at start; below 0 the list grows by itself."
        ),
    ),
    "grr": Term(
        mark("Gross revenue retention"),
        mark("The share of MRR at start that is still paid, without increases."),
    ),
    "nrr": Term(
        mark("Net revenue retention"),
        mark(
            "What the customers of the start pay at the end, with increases, "
            "as a share of what they paid."
        ),
    ),
    "quick_ratio": Term(
        mark("Quick ratio"),
        mark("MRR gained for each unit of MRR lost; below 1 revenue shrinks."),
    ),
    "arpa": Term(
        mark("Revenue per customer"),
        mark("MRR at end divided by the paying customers (ARPA)."),
    ),
    "lost_a_year": Term(
        mark("Lost in a year at this pace"),
        mark("Churned and contraction of the period, repeated until a year is over."),
    ),
    "amount_before": Term(
        mark("Paid before"), mark("Paid a month when the period began.")
    ),
    "amount_after": Term(
        mark("Pays after"), mark("Paid a month when the period ended.")
    ),
    "change": Term(mark("Change"), mark("Paid after less paid before.")),
    "change_kind": Term(mark("Kind"), mark("What kind of change it is.")),
}
"""Money a month (MRR) and its movements."""

SURVIVAL = {
    "time": Term(mark("Time"), mark("How long after the start.")),
    "time_days": Term(mark("Days"), mark("Days since a customer's start.")),
    "time_weeks": Term(mark("Weeks"), mark("Weeks since a customer's start.")),
    "time_months": Term(mark("Months"), mark("Months since a customer's start.")),
    "time_years": Term(mark("Years"), mark("Years since a customer's start.")),
    "at_risk": Term(
        mark("Observed"),
        mark("How many were still customers and still observed just before."),
    ),
    "events": Term(mark("Left"), mark("How many left at that time.")),
    "censored": Term(
        mark("Still customers"),
        mark("How many were last seen at that time, still customers."),
    ),
    "survival": Term(
        mark("Share still customers"),
        mark(
            "The chance to be a customer for longer than this; those who are "
            "still customers count for as long as they were seen."
        ),
    ),
    "median": Term(mark("Median stay"), mark("The time after which half have left.")),
    "restricted_mean": Term(
        mark("Mean stay within the time seen"),
        mark("The mean time as a customer, up to the longest time observed."),
    ),
}
"""How long customers stay."""

STAGES = {
    "stage": Term(mark("Stage"), mark("How long someone had been a customer.")),
    "from_month": Term(mark("After month"), mark("Where the stage begins.")),
    "to_month": Term(mark("To month"), mark("Where the stage ends, included.")),
    "stage_customers": Term(
        mark("Rows"), mark("Stays that ended in this stage or stand in it now.")
    ),
    "losses": Term(mark("Left"), mark("How many left in this stage.")),
    "risk": Term(
        mark("Risk"),
        mark("The chance to leave within the stage for who enters it."),
    ),
    "share_of_losses": Term(
        mark("Share of all losses"), mark("Of everyone who left, the share here.")
    ),
    "customer_months": Term(
        mark("Months lived"), mark("Months that customers spent in this stage.")
    ),
    "hazard_per_month": Term(
        mark("Leave each month"),
        mark("Who left in the stage, divided by the months lived in it."),
    ),
    "naive_share": Term(
        mark("Share of rows (misleads)"),
        mark(
            "The share of rows of this length that left; it misleads, because "
            "who stays moves on to a longer row."
        ),
    ),
}
"""When in a customer's life they leave."""

GENERAL = {
    "low": Term(mark("From (95 %)"), mark("Lower end of the 95 % interval.")),
    "high": Term(mark("To (95 %)"), mark("Upper end of the 95 % interval.")),
    "retention_low": Term(
        mark("Retention from (95 %)"), mark("Lower end of the 95 % interval.")
    ),
    "retention_high": Term(
        mark("Retention to (95 %)"), mark("Upper end of the 95 % interval.")
    ),
    "interval": Term(
        mark("95 % interval"),
        mark(
            "Where the figure lies with 95 % certainty; blank where losses are "
            "not a part of what they are divided by."
        ),
    ),
    "mean": Term(mark("Usual"), mark("The mean over all complete periods.")),
    "lower_limit": Term(
        mark("Usual, lower limit"),
        mark("Below this a period is lower than usual variation explains."),
    ),
    "upper_limit": Term(
        mark("Usual, upper limit"),
        mark("Above this a period is higher than usual variation explains."),
    ),
    "complete_rate": Term(
        mark("Complete periods"), mark("The churn rate of complete periods.")
    ),
    "incomplete_rate": Term(
        mark("Incomplete period"),
        mark("The churn rate so far of the period that is not over."),
    ),
    "share_of_rows_left": Term(
        mark("Share of rows that left"),
        mark("Of all rows, those that left: not a rate for any period."),
    ),
    "definition": Term(mark("Definition"), mark("What is counted.")),
    "value": Term(mark("Value"), mark("The figure by this definition.")),
    "formula": Term(mark("Formula"), mark("How the figure comes about.")),
    "used_by": Term(mark("Used by"), mark("Who publishes or uses this definition.")),
    "compared_with": Term(mark("Compared with"), mark("The other definition.")),
    "part": Term(
        mark("Where"), mark("Above the line (counted) or below it (divided by).")
    ),
    "group": Term(mark("Who"), mark("The customers that make the difference.")),
    "difference": Term(
        mark("Difference"), mark("How many more or fewer the definition counts.")
    ),
    "customers": Term(mark("Customers"), mark("Their names.")),
    "customer_id": Term(mark("Customer number"), mark("As in your list.")),
    "name": Term(mark("Name"), mark("As in your list.")),
    "kind": Term(mark("What"), mark("What was noticed.")),
    "sentence": Term(mark("Explanation"), mark("What it means.")),
    "remedy": Term(mark("What to do"), mark("How to put it right.")),
    "column": Term(mark("Column"), mark("The heading in your list.")),
    "rows": Term(mark("Rows"), mark("How many rows are concerned.")),
    "first_row": Term(mark("First row"), mark("The first row in the file.")),
    "severity": Term(mark("Weight"), mark("How much it matters.")),
    "meaning": Term(mark("Read as"), mark("What the column was taken for.")),
}
"""Everything else that heads a column."""

TERMS = {
    **MOVEMENTS,
    **RATES,
    **REVENUE,
    **SURVIVAL,
    **STAGES,
    **GENERAL,
}
