"""The vocabulary of a customer list: what a column and a whole list can mean."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a column means."""

    CUSTOMER_ID = "customer_id"
    NAME = "name"
    START = "start"
    END = "end"
    FEE = "fee"
    BILLING_TERM = "billing_term"
    STATUS = "status"
    TENURE = "tenure"
    TRIAL = "trial"
    PLAN = "plan"
    INDUSTRY = "industry"
    REGION = "region"
    SALES_OWNER = "sales_owner"
    SERVICE_OWNER = "service_owner"
    REASON = "reason"
    LAST_ACTIVITY = "last_activity"
    NPS = "nps"
    ACQUISITION_COST = "acquisition_cost"
    CONTACT = "contact"
    PURCHASE_DATE = "purchase_date"
    PURCHASE_AMOUNT = "purchase_amount"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    CANCELLED = "cancelled"
    HISTORY = "history"
    LIST_DATE = "list_date"
    PERIOD = "period"
    COUNT_OPENING = "count_opening"
    COUNT_NEW = "count_new"
    COUNT_LOST = "count_lost"
    COUNT_CLOSING = "count_closing"

    @property
    def content(self) -> Content:
        """The kind of value a column of this role holds."""
        return _CONTENT.get(self, Content.TEXT)


class Content(StrEnum):
    """The kind of value a column holds."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    NUMBER = "number"
    FLAG = "flag"


_CONTENT = {
    Role.START: Content.DATE,
    Role.END: Content.DATE,
    Role.LAST_ACTIVITY: Content.DATE,
    Role.PURCHASE_DATE: Content.DATE,
    Role.LIST_DATE: Content.DATE,
    Role.FEE: Content.AMOUNT,
    Role.ACQUISITION_COST: Content.AMOUNT,
    Role.PURCHASE_AMOUNT: Content.AMOUNT,
    Role.QUANTITY: Content.NUMBER,
    Role.UNIT_PRICE: Content.AMOUNT,
    Role.CANCELLED: Content.FLAG,
    Role.COUNT_OPENING: Content.NUMBER,
    Role.COUNT_NEW: Content.NUMBER,
    Role.COUNT_LOST: Content.NUMBER,
    Role.COUNT_CLOSING: Content.NUMBER,
    Role.TENURE: Content.NUMBER,
    Role.NPS: Content.NUMBER,
    Role.STATUS: Content.FLAG,
    Role.TRIAL: Content.FLAG,
}

SEGMENT_ROLES = (
    Role.PLAN,
    Role.INDUSTRY,
    Role.REGION,
    Role.SALES_OWNER,
    Role.SERVICE_OWNER,
    Role.BILLING_TERM,
)
"""Roles whose values split customers into groups."""


class Shape(StrEnum):
    """What kind of list a table is (see the import documentation)."""

    SUBSCRIPTIONS = "subscriptions"
    SNAPSHOT = "snapshot"
    PURCHASES = "purchases"
    MONTHLY = "monthly"
    COUNTS = "counts"
    DATED_LISTS = "dated_lists"


class DateOrder(StrEnum):
    """In which order the parts of a date are written in a column."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


class TimeUnit(StrEnum):
    """The unit of a duration."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"

    @property
    def in_months(self) -> float:
        """How many months one unit is, by the mean month of 30.4375 days."""
        mean_month = 30.4375
        days = {"days": 1.0, "weeks": 7.0, "months": mean_month, "years": 365.25}
        return days[self] / mean_month


class FeeTerm(StrEnum):
    """What a fee pays for."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    CONTRACT = "contract"

    @property
    def months(self) -> float | None:
        """The months it is for; None: from start to end of each row's contract."""
        return _FEE_MONTHS.get(self)


_FEE_MONTHS = {
    FeeTerm.WEEK: 12 / 52,
    FeeTerm.MONTH: 1.0,
    FeeTerm.QUARTER: 3.0,
    FeeTerm.HALF_YEAR: 6.0,
    FeeTerm.YEAR: 12.0,
}


class PeriodLength(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """The number of months in one period."""
        return {"month": 1, "quarter": 3, "year": 12}[self]


LIST_HEADING = "(list)"
"""In a list put together from several, above the day of each row's list; no list has
such a heading of its own."""
ROW_HEADING = "(row)"
"""Above the row's number in its own file or sheet."""
