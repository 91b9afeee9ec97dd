"""What the measures about money are called."""

from __future__ import annotations

from churn_desktop.i18n import mark
from churn_desktop.pages.glossary.general import Term

INPUTS = {
    "input": Term(mark("Assumption"), mark("What the figures take for granted.")),
    "input_value": Term(
        mark("Value"),
        mark("Change it under Assumptions, Money; a share of 1 is 100 %."),
    ),
    "input_unit": Term(mark("In"), mark("What the value counts.")),
    "input_from": Term(
        mark("Taken from"), mark("Your choice, your list, or nothing yet (default).")
    ),
    "margin": Term(
        mark("Gross margin"),
        mark("The share of revenue that is left after what serving customers costs."),
    ),
    "cac": Term(
        mark("Cost to win a customer"),
        mark("Sales and marketing, divided by the new customers they brought (CAC)."),
    ),
    "replacement_factor": Term(
        mark("New customers per lost one"),
        mark("How many new customers it takes to replace one that was lost."),
    ),
    "refund_per_loss": Term(
        mark("Refund per loss"), mark("Money paid back to a customer who leaves.")
    ),
    "fee_per_loss": Term(
        mark("Fees per loss"), mark("Fees that a leaving customer causes.")
    ),
    "hours_per_loss": Term(
        mark("Hours per loss"), mark("Hours of work that a leaving customer causes.")
    ),
    "hourly_cost": Term(mark("Cost of an hour"), mark("Money for one hour of work.")),
    "review_cost": Term(
        mark("Bad reviews per loss"),
        mark("What bad reviews cost for each loss; 0 unless you know it."),
    ),
    "upsell_monthly": Term(
        mark("Upsell a month"), mark("What a customer pays more for a better plan.")
    ),
    "cross_sell_monthly": Term(
        mark("Cross-sell a month"), mark("What a customer pays for other products.")
    ),
    "referred_customers": Term(
        mark("Referred customers"),
        mark("Customers that one customer brings by referral."),
    ),
    "word_of_mouth_customers": Term(
        mark("Customers by word of mouth"),
        mark("Customers that one customer brings by speaking well of you."),
    ),
    "discount_annual": Term(
        mark("Discount a year"), mark("How much less money is worth a year later.")
    ),
    "lifetime_cap": Term(
        mark("Longest stay (months)"),
        mark("Nobody is taken to stay for longer than this."),
    ),
    "low_multiplier": Term(
        mark("Low: estimates times"), mark("Estimates are taken times this.")
    ),
    "middle_multiplier": Term(
        mark("Middle: estimates times"), mark("Estimates are taken times this.")
    ),
    "high_multiplier": Term(
        mark("High: estimates times"), mark("Estimates are taken times this.")
    ),
}
"""What a list does not say."""

COST = {
    "scenario": Term(
        mark("Scenario"), mark("What was counted is the same in all of them.")
    ),
    "cost_revenue_now": Term(
        mark("Revenue lost now"), mark("Margin lost in the first month after leaving.")
    ),
    "cost_revenue_later": Term(
        mark("Revenue lost later"),
        mark("Margin of the months the customers would still have stayed."),
    ),
    "cost_handling": Term(
        mark("Refunds, fees and time"), mark("What a leaving customer causes.")
    ),
    "cost_growth": Term(
        mark("Replacing them"),
        mark("Winning the new customers that it takes to replace the lost ones."),
    ),
    "cost_value_and_reviews": Term(
        mark("Lost value and reviews"),
        mark("Upsell, cross-sell and recommendations that will not come."),
    ),
    "cost_lost_margin": Term(
        mark("Sum with lost margin"),
        mark("All but replacing them: who is replaced pays again."),
    ),
    "cost_with_replacement": Term(
        mark("Sum with replacement"),
        mark("All but lost margin and value: who is replaced pays again."),
    ),
    "cost_headline": Term(
        mark("Cost of churn"), mark("The sum that was chosen, never both.")
    ),
    "cost_per_customer": Term(
        mark("Per lost customer"), mark("The cost of churn divided by the lost.")
    ),
    "cost_per_year": Term(
        mark("A year"), mark("The cost of churn of the time, brought to a year.")
    ),
    "cost_lost": Term(
        mark("Customers lost"), mark("Customers who left for good in the time.")
    ),
    "cost_mrr": Term(
        mark("They paid a month"), mark("What they paid a month, all together.")
    ),
    "cost_months": Term(mark("Months"), mark("Length of the time.")),
    "projection_time": Term(mark("Months"), mark("Since a customer came.")),
    "projection_observed": Term(
        mark("Share seen"),
        mark("Share still there, multiplied from period to period."),
    ),
    "projection_projected": Term(
        mark("Projected"), mark("Share still there by the model.")
    ),
    "projection_retention": Term(
        mark("Stay in the period"), mark("(b + t − 1) ÷ (a + b + t − 1) in period t.")
    ),
    "cost_seen": Term(mark("Cost"), mark("Whether the books show it.")),
    "cost_at_once": Term(mark("At once"), mark("In the first month.")),
    "cost_later": Term(mark("Later"), mark("After the first month.")),
    "cost_both": Term(mark("Together"), mark("At once + later.")),
    "cost_now_months": Term(
        mark("Months that are now"), mark("How long now is; what comes after is later.")
    ),
    "cost_remaining": Term(
        mark("Months they would stay"),
        mark("1 divided by churn a month, and no longer than the longest stay."),
    ),
    "cost_multiplier": Term(
        mark("Estimates times"), mark("By how much estimates are taken up or down.")
    ),
    "cost_other_value": Term(
        mark("Other value per customer"),
        mark("Upsell, cross-sell, referral and word of mouth of a customer."),
    ),
    "cost_margin_now": Term(
        mark("Margin now"), mark("Paid a month × margin × months that are now.")
    ),
    "cost_margin_later": Term(
        mark("Margin later"), mark("Margin of the months after now.")
    ),
    "cost_refunds": Term(mark("Refunds"), mark("Refund per loss × customers lost.")),
    "cost_fees": Term(mark("Fees"), mark("Fees per loss × customers lost.")),
    "cost_time": Term(
        mark("Time"), mark("Hours per loss × cost of an hour × customers lost.")
    ),
    "cost_replacement": Term(
        mark("Replacement"),
        mark("New customers per lost one × cost to win one × customers lost."),
    ),
    "cost_lower_value": Term(
        mark("Lower value"), mark("Other value per customer × customers lost.")
    ),
    "cost_reviews": Term(
        mark("Reviews"), mark("Bad reviews per loss × customers lost.")
    ),
}
"""The cost of churn."""

VALUE = {
    "value_case": Term(
        mark("If churn is"), mark("By the limits within which churn may lie.")
    ),
    "monthly_churn": Term(
        mark("Churn a month"), mark("Of the last twelve complete months.")
    ),
    "value_arpa": Term(
        mark("A customer pays a month"), mark("The mean of paying customers (ARPA).")
    ),
    "lifetime_months": Term(
        mark("Lifetime in months"),
        mark("1 divided by churn a month; the longest stay where nobody leaves."),
    ),
    "months_within_cap": Term(
        mark("Months within the longest stay"),
        mark("How long a customer stays on average before the longest stay is over."),
    ),
    "value_base": Term(
        mark("From what is paid"), mark("Paid a month × margin × lifetime.")
    ),
    "value_upsell": Term(mark("Upsell"), mark("Upsell a month × margin × lifetime.")),
    "value_cross_sell": Term(
        mark("Cross-sell"), mark("Cross-sell a month × margin × lifetime.")
    ),
    "value_referral": Term(
        mark("Referral"), mark("Referred customers × what a customer is worth.")
    ),
    "value_word_of_mouth": Term(
        mark("Word of mouth"),
        mark("Customers by word of mouth × what a customer is worth."),
    ),
    "clv": Term(
        mark("Customer value"),
        mark("What a customer brings in margin over the whole lifetime (CLV)."),
    ),
    "clv_within_cap": Term(
        mark("Value within the longest stay"),
        mark("Customer value, counted only up to the longest stay."),
    ),
    "monthly_discount": Term(
        mark("Discount a month"), mark("The discount of a year, for one month.")
    ),
    "discounted_months": Term(
        mark("Lifetime, discounted"),
        mark("Lifetime in months of today's money."),
    ),
    "clv_discounted": Term(
        mark("Value, discounted"), mark("Customer value in today's money.")
    ),
    "ltv_to_cac": Term(
        mark("Value ÷ cost to win"),
        mark("Customer value divided by what it costs to win one (LTV:CAC)."),
    ),
    "cac_payback_months": Term(
        mark("Months to pay back"),
        mark("Until the margin of a customer has paid what it cost to win them."),
    ),
    "tenure_band": Term(
        mark("Months as a customer"), mark("Counted from the first day ever.")
    ),
    "tenure_customers": Term(
        mark("Customers"), mark("Who were customers in these months at all.")
    ),
    "tenure_months": Term(
        mark("Months lived"), mark("Months that all of them were customers in it.")
    ),
    "tenure_revenue": Term(
        mark("Revenue"), mark("What they brought in these months of theirs.")
    ),
    "tenure_per_month": Term(
        mark("Per customer and month"), mark("Revenue divided by months lived.")
    ),
    "stay_months": Term(mark("Stayed (months)"), mark("The last stay in months.")),
    "paid_in_all": Term(mark("Paid in all"), mark("Everything the customer paid.")),
    "recovered": Term(mark("Margin of it"), mark("Paid in all × margin.")),
    "short": Term(
        mark("Not paid back"), mark("Cost to win them less the margin they brought.")
    ),
}
"""What a customer is worth."""

MONEY = {**INPUTS, **COST, **VALUE}
