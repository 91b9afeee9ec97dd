"""What the measures are called that say why customers leave."""

from __future__ import annotations

from churn_desktop.i18n import mark
from churn_desktop.pages.glossary.general import Term

COHORTS = {
    "cohort": Term(mark("First period"), mark("When these customers came first.")),
    "cohort_size": Term(mark("Customers"), mark("How many came first in this period.")),
    "cohort_mrr": Term(
        mark("MRR at first"), mark("What these customers paid a month at first.")
    ),
    "age_months": Term(
        mark("Months later"), mark("Whole months since a customer's own first start.")
    ),
    "age_quarters": Term(
        mark("Quarters later"),
        mark("Whole quarters since a customer's own first start."),
    ),
    "age_years": Term(
        mark("Years later"), mark("Whole years since a customer's own first start.")
    ),
    "age_customers": Term(
        mark("Customers seen so long"),
        mark("Customers of all cohorts that are known at this age."),
    ),
    "there": Term(mark("Still there"), mark("How many of them are still customers.")),
    "there_share": Term(
        mark("Share still there"),
        mark("Of the customers seen so long, the share that is still there."),
    ),
    "bought": Term(
        mark("Bought again"), mark("How many of them bought anything in that period.")
    ),
    "bought_share": Term(
        mark("Share that bought"),
        mark("Of the customers seen so long, the share that bought in that period."),
    ),
}
"""Customers by when they came."""

SEGMENTS = {
    "segment_column": Term(mark("Column"), mark("The heading in your list.")),
    "segment_group": Term(mark("Group"), mark("What the column says.")),
    "segment_groups": Term(
        mark("Groups"), mark("Into how many groups the column splits the customers.")
    ),
    "segment_marked": Term(
        mark("Different"),
        mark("How many of the groups differ from all others by more than chance."),
    ),
    "segment_highest": Term(
        mark("Leave most"), mark("The group with the highest churn.")
    ),
    "segment_lowest": Term(
        mark("Leave least"), mark("The group with the lowest churn.")
    ),
    "highest_churn": Term(mark("Highest"), mark("Churn of the one that leaves most.")),
    "lowest_churn": Term(mark("Lowest"), mark("Churn of the one that leaves least.")),
    "log_rank": Term(
        mark("Log-rank p"),
        mark(
            "The chance of curves so different if all groups stayed equally long "
            "(log-rank test)."
        ),
    ),
    "group_customers": Term(
        mark("Customers"), mark("Customers of the group in the whole list.")
    ),
    "exposed_periods": Term(
        mark("At start, added up"),
        mark("The group's customers at the start of each period, added up."),
    ),
    "exposed_rows": Term(mark("Seen"), mark("How many were there to be lost.")),
    "group_lost": Term(mark("Lost"), mark("How many of them were lost.")),
    "churn_month": Term(
        mark("Churn a month"),
        mark("Lost, divided by the customers at the start of each month added up."),
    ),
    "churn_quarter": Term(
        mark("Churn a quarter"),
        mark("Lost, divided by the customers at the start of each quarter added up."),
    ),
    "churn_year": Term(
        mark("Churn a year"),
        mark("Lost, divided by the customers at the start of the year."),
    ),
    "churn_share": Term(
        mark("Share that left"),
        mark("Of all in the group, those who left at any time: no rate per period."),
    ),
    "everybody": Term(mark("All customers"), mark("The same figure for everybody.")),
    "rest": Term(mark("Everybody else"), mark("The same figure for all others.")),
    "survival_12": Term(
        mark("Still there after 12 months"),
        mark("The chance to be a customer for longer than 12 months."),
    ),
    "group_mrr_lost": Term(
        mark("MRR lost"), mark("What those who were lost paid a month.")
    ),
    "adjusted": Term(
        mark("Adjusted p"),
        mark(
            "The chance of such a difference by luck, allowing for the number of "
            "groups compared (Benjamini and Hochberg)."
        ),
    ),
}
"""Groups of customers side by side."""

REASONS = {
    "reason": Term(mark("Reason"), mark("As it stands in your list.")),
    "reason_customers": Term(mark("Customers"), mark("How many left for this reason.")),
    "reason_share": Term(
        mark("Share"), mark("Of all who left, the share with this reason.")
    ),
    "reason_mrr": Term(
        mark("MRR lost"), mark("What they paid a month when they left.")
    ),
    "reason_mrr_share": Term(
        mark("Share of MRR lost"), mark("Of all MRR lost, the share with this reason.")
    ),
    "avoidable": Term(
        mark("Could it be avoided"),
        mark("What you said about this reason; unknown until you say so."),
    ),
    "often_quoted": Term(
        mark("Often quoted"), mark("A figure that many articles repeat.")
    ),
    "own_figure": Term(mark("In your list"), mark("The same figure of your own list.")),
    "claim": Term(mark("Claim"), mark("What the often quoted figure is about.")),
    "source": Term(mark("Source"), mark("What is known about where it comes from.")),
    "owner": Term(mark("Owner"), mark("Who sold to or serves these customers.")),
    "owner_losses": Term(mark("Lost"), mark("How many of the owner's customers left.")),
    "other_reasons": Term(mark("Others"), mark("Lost for any less frequent reason.")),
}
"""What customers said when they left."""

SIGNALS = {
    "nps": Term(
        mark("NPS"),
        mark(
            "Net promoter score: per cent that answered 9 or 10, less per cent that "
            "answered 0 to 6."
        ),
    ),
    "monthly_active": Term(
        mark("Active in the last month"),
        mark("Customers with any activity within a month, of all customers."),
    ),
    "nps_band": Term(mark("Answer"), mark("From 0 to 10; who gave none is apart.")),
    "activity_band": Term(
        mark("Silent for"),
        mark("Days from the last activity to when the customer was last seen."),
    ),
    "activity": Term(
        mark("Activity"), mark("Whether anything is on record within a month.")
    ),
    "activity_customers": Term(mark("Customers"), mark("How many these are.")),
    "activity_share": Term(mark("Share"), mark("Of all customers of today.")),
    "present": Term(
        mark("All customers of today"), mark("Customers on the as-of date.")
    ),
    "lead_customers": Term(
        mark("Customers"), mark("Those who left and had an activity on record.")
    ),
    "lead_lower": Term(
        mark("A quarter less than"), mark("A quarter of them fell silent later.")
    ),
    "lead_median": Term(
        mark("Half less than"),
        mark("The median of the months from the last activity to leaving."),
    ),
    "lead_upper": Term(
        mark("Three quarters less than"), mark("A quarter fell silent even earlier.")
    ),
    "health": Term(
        mark("Health score"),
        mark("From 0 to 100, healthy: the mean of what the signals say."),
    ),
    "score": Term(mark("Last answer"), mark("The last NPS answer, 0 to 10.")),
    "silent_days": Term(
        mark("Days silent"), mark("From the last activity to the as-of date.")
    ),
    "alike_share": Term(
        mark("Churn of their like"),
        mark("The churn of all customers with the same values."),
    ),
    "alike": Term(mark("Customers alike"), mark("How many have the same values.")),
    "traits": Term(mark("What they have in common"), mark("The values compared.")),
}
"""What could be seen before customers left."""

INCENTIVES = {
    "who": Term(mark("Customers of"), mark("Whose customers these are.")),
    "mark_day": Term(mark("Day"), mark("Days since the customer's start.")),
    "mark_survival": Term(
        mark("Still there"), mark("The share still there after that day.")
    ),
    "left_before": Term(
        mark("Left before"), mark("Who left in the 30 days up to that day.")
    ),
    "left_after": Term(mark("Left after"), mark("Who left in the 30 days after it.")),
    "days_before": Term(
        mark("Days lived before"), mark("Days all customers lived in those 30 days.")
    ),
    "days_after": Term(
        mark("Days lived after"), mark("Days all customers lived in those 30 days.")
    ),
    "hazard_before": Term(
        mark("Pace before"),
        mark("Who left in the 30 days before, per 30 days lived in them."),
    ),
    "hazard_after": Term(
        mark("Pace after"),
        mark("Who left in the 30 days after, per 30 days lived in them."),
    ),
    "ratio": Term(
        mark("After ÷ before"),
        mark("How many times as fast customers leave after the day as before it."),
    ),
    "held_days": Term(
        mark("Held back for (days)"),
        mark("The commission is paid when the customer is still there after so long."),
    ),
    "held_left_before": Term(
        mark("Left in time"), mark("Customers who left while it was held back.")
    ),
    "held_left_after": Term(
        mark("Left too late"),
        mark("Customers who left later, but within a year of coming."),
    ),
    "held_share": Term(
        mark("Share that left too late"),
        mark("Of the customers who came at least a year ago."),
    ),
    "held_paid": Term(mark("Paid"), mark("Commissions paid for all customers.")),
    "held_wasted": Term(
        mark("Paid for leavers"),
        mark("Commissions paid for customers who left within a year."),
    ),
    "held_withheld": Term(mark("Not paid"), mark("Commissions that were not due.")),
}
"""Commissions and when customers leave."""

WHY = {**COHORTS, **SEGMENTS, **REASONS, **SIGNALS, **INCENTIVES}
