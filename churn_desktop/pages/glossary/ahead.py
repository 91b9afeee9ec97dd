"""What the measures about what comes next are called."""

from __future__ import annotations

from churn_desktop.i18n import mark
from churn_desktop.pages.glossary.general import Term

FOLLOWUPS = {
    "followup_due": Term(
        mark("Due"), mark("By when to get in touch; it may be over already.")
    ),
    "followup_kind": Term(mark("What to do"), mark("Why to get in touch.")),
    "followup_because": Term(mark("Because"), mark("What the list says.")),
    "followup_at_risk": Term(
        mark("At risk a year"),
        mark(
            "What the customer brings in a year; for a renewal only the contract that "
            "is due, for a lost customer what they would have brought."
        ),
    ),
    "followup_entries": Term(mark("Customers"), mark("How many are on the list.")),
    "followup_done": Term(
        mark("Done"),
        mark("Whether and when it was done; a double click or Space ticks it off."),
    ),
    "followup_contact": Term(mark("Contact"), mark("How to reach the customer.")),
    "followup_outcome": Term(
        mark("What came of it"), mark("What was written down when it was done.")
    ),
    "followup_overdue": Term(
        mark("Already due"), mark("How many should have been contacted before.")
    ),
}
"""Whom to get in touch with."""

RENEWALS = {
    "renewal_month": Term(mark("Month"), mark("The month in which terms are over.")),
    "renewal_contracts": Term(
        mark("Contracts"), mark("How many contracts come up for renewal.")
    ),
    "renewal_mrr": Term(
        mark("Paid a month"), mark("What these contracts bring a month.")
    ),
    "renewal_amount": Term(
        mark("Next term brings"), mark("Paid a month × the months of the term.")
    ),
    "renewal_due": Term(mark("Due"), mark("The day on which the term is over.")),
    "renewal_fixed": Term(
        mark("Then"), mark("Whether the contract ends then or goes on by itself.")
    ),
    "renewal_months": Term(
        mark("Term (months)"), mark("How long the contract binds each time.")
    ),
    "renewal_nps": Term(
        mark("Score"), mark("Recommendation score (NPS) of the customer, 0 to 10.")
    ),
    "renewal_activity": Term(
        mark("Last activity"), mark("When the customer was last active.")
    ),
    "hidden_because": Term(
        mark("Because"), mark("Why this customer may leave once the contract is over.")
    ),
    "plan_name": Term(mark("Plan"), mark("The billing term a customer came with.")),
    "plan_stays": Term(mark("Stays"), mark("Stays that began with this plan.")),
    "plan_ended": Term(mark("Ended"), mark("How many of them are over.")),
    "plan_median": Term(
        mark("Median stay"), mark("Months after which half have left, where known.")
    ),
    "plan_month": Term(mark("Months"), mark("Months since a customer's start.")),
}
"""Contracts that run out."""

CLAIMS = {
    "claim_said": Term(mark("Often said"), mark("A figure that is often quoted.")),
    "claimed": Term(mark("Claimed"), mark("What is said, for everybody.")),
    "claim_own": Term(mark("Your list"), mark("The same figure of your own list.")),
    "claim_n": Term(
        mark("Counted"),
        mark("Customers, or months at risk, that your own figure is taken from."),
    ),
    "claim_remark": Term(
        mark("Your figure is"), mark("What it is, or what the list lacks for it.")
    ),
    "claim_source": Term(
        mark("The source"), mark("What came of looking for where the figure is from.")
    ),
}
"""Figures that are often quoted."""

TARGETS = {
    "target_now": Term(
        mark("Churn of now"),
        mark("Lost of those there at the start, over the last twelve months."),
    ),
    "target_rate": Term(mark("Target"), mark("Churn of a period to reach.")),
    "target_expected": Term(
        mark("Losses expected"), mark("Customers at start × churn of now.")
    ),
    "target_allowed": Term(
        mark("Losses at the target"), mark("Customers at start × target.")
    ),
    "target_fewer": Term(
        mark("Fewer"), mark("Losses expected less losses at the target.")
    ),
    "target_to_keep": Term(
        mark("Customers to keep"), mark("Fewer, rounded up to whole customers.")
    ),
    "target_saved": Term(
        mark("Worth"), mark("Customers to keep × what each loss costs.")
    ),
    "goal_rate": Term(
        mark("Churn to reach"), mark("Churn of a period that you want to reach.")
    ),
    "goal_keep": Term(
        mark("or customers to keep"),
        mark("How many fewer are to be lost in the coming period."),
    ),
    "goal_since": Term(
        mark("Counted from"), mark("Periods that began earlier do not count.")
    ),
    "goal_until": Term(mark("To be reached by"), mark("Later periods do not count.")),
    "goal_ahead": Term(
        mark("Ahead"), mark("Losses at the target less lost; below 0 it is behind.")
    ),
    "goal_sum": Term(mark("Ahead so far"), mark("Added up over the periods.")),
    "yardstick": Term(mark("Your own"), mark("Where a target could come from.")),
    "yardstick_rate": Term(mark("Churn of a period"), mark("Lost of those at start.")),
}
"""A rate to reach."""

WHAT_IF = {
    "what_if_scenario": Term(mark("What if"), mark("A way things may go on.")),
    "what_if_added": Term(
        mark("Added a month"),
        mark("Customers who come and are still there at the end of the period."),
    ),
    "what_if_start": Term(mark("Customers now"), mark("Where every scenario starts.")),
    "what_if_customers": Term(
        mark("In a year"), mark("Customers after twelve months.")
    ),
    "what_if_ceiling": Term(
        mark("In the end"),
        mark("Customers when as many leave as come: added ÷ churn a month."),
    ),
    "what_if_revenue": Term(
        mark("Paid a month in a year"),
        mark("Customers × what a customer pays a month."),
    ),
    "what_if_gain": Term(
        mark("More margin in the year"),
        mark("What the scenario brings more than now in twelve months, in margin."),
    ),
    "spend_once": Term(mark("Spent once"), mark("Money at the start.")),
    "spend_monthly": Term(mark("Spent every month"), mark("Money a month.")),
    "spend_gained": Term(
        mark("Gained so far"), mark("More margin than in the first scenario, added up.")
    ),
    "spend_spent": Term(mark("Spent so far"), mark("Once and every month, added up.")),
    "spend_left": Term(
        mark("Left over"), mark("Gained − spent; below 0 it has not come back yet.")
    ),
    "what_if_month": Term(mark("Month"), mark("Months from now.")),
    "what_if_closing": Term(
        mark("Customers"), mark("At start − lost + added, at the end of the month.")
    ),
}
"""A year ahead."""

CALCULATOR = {
    "step_typed": Term(mark("Numbers"), mark("Where the numbers are from.")),
    "typed_months": Term(mark("Months"), mark("Length of the period.")),
    "step_way": Term(mark("Divided by"), mark("Of whom the rate is taken.")),
    "step_months": Term(mark("1 Months"), mark("Fix the period.")),
    "step_base": Term(mark("2 Customers"), mark("Count of whom the rate is taken.")),
    "step_lost": Term(mark("3 Lost"), mark("Count who was lost.")),
    "step_share": Term(mark("4 Share"), mark("Lost ÷ customers.")),
    "step_percent": Term(mark("5 Per cent"), mark("Share × 100.")),
}
"""From numbers to a rate."""

INCENTIVES = {
    "commission": Term(
        mark("Commission (money)"),
        mark("What is paid for winning a customer, the same for each."),
    ),
    "commission_months": Term(
        mark("Commission (monthly fees)"),
        mark("What is paid for winning a customer, in monthly fees of that customer."),
    ),
}
"""What is paid for winning customers."""

NEXT = {
    **FOLLOWUPS,
    **RENEWALS,
    **CLAIMS,
    **TARGETS,
    **WHAT_IF,
    **CALCULATOR,
    **INCENTIVES,
}
