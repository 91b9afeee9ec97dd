"""The words of an empty list to fill in; its headings are read as what they mean."""

from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.model import Unit
from churn_desktop.pages.terms import title

_COLUMNS = {
    Role.CUSTOMER_ID: (mark("Customer ID"), Unit.TEXT),
    Role.NAME: (mark("Company"), Unit.TEXT),
    Role.START: (mark("Start date"), Unit.DATE),
    Role.END: (mark("End date"), Unit.DATE),
    Role.FEE: (mark("Monthly fee"), Unit.MONEY),
    Role.BILLING_TERM: (mark("Billing term"), Unit.TEXT),
    Role.PLAN: (mark("Plan name"), Unit.TEXT),
    Role.INDUSTRY: (mark("Industry"), Unit.TEXT),
    Role.REGION: (mark("Region"), Unit.TEXT),
    Role.SALES_OWNER: (mark("Sales owner"), Unit.TEXT),
    Role.SERVICE_OWNER: (mark("Service owner"), Unit.TEXT),
    Role.LAST_ACTIVITY: (mark("Last activity date"), Unit.DATE),
    Role.NPS: (mark("NPS"), Unit.COUNT),
    Role.REASON: (mark("Reason for leaving"), Unit.TEXT),
}


def customer_columns() -> dict[Role, tuple[str, Unit]]:
    """Give the headings of an empty customer list, and what stands below each."""
    return {role: (_(heading), unit) for role, (heading, unit) in _COLUMNS.items()}


def count_columns() -> dict[Role, str]:
    """Give the headings of an empty list that counts customers by period.

    Examples
    --------
    >>> count_columns()[Role.COUNT_OPENING]
    'At start'
    """
    return {
        Role.PERIOD: title("period"),
        Role.COUNT_OPENING: title("opening"),
        Role.COUNT_NEW: title("new"),
        Role.COUNT_LOST: title("lost"),
    }


def how_to_fill() -> tuple[str, ...]:
    """Say how the empty lists are used."""
    return (
        _("Fill in the yellow cells; all other figures follow by formulas."),
        _(
            "A row for each contract. No end date means: still a customer. Only the "
            "number and the start date are needed; delete columns you do not know."
        ),
        _(
            "Save the workbook and open it with Churn Desktop: each of the two lists "
            "is read from its own sheet."
        ),
    )
