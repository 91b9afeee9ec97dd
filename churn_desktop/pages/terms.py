"""Names of measures, pages, column meanings and stages in the user's language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from churn_desktop.core.issues import Severity
from churn_desktop.core.schema import LIST_HEADING, ROW_HEADING, Role, Shape
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.glossary.ahead import NEXT
from churn_desktop.pages.glossary.causes import WHY
from churn_desktop.pages.glossary.general import TERMS
from churn_desktop.pages.glossary.money import MONEY
from churn_desktop.pages.glossary.notes import NOTES
from churn_desktop.pages.glossary.purchases import PURCHASES
from churn_desktop.pages.glossary.tallies import tally_of
from churn_desktop.pages.model import Measure, PageId, Unit

if TYPE_CHECKING:
    from churn_desktop.core.formula import Formula

_PAGES = {
    PageId.CUSTOMERS: mark("Customers"),
    PageId.DATA_CHECK: mark("Data check"),
    PageId.OVERVIEW: mark("Overview"),
    PageId.PERIODS: mark("Periods"),
    PageId.DEFINITIONS: mark("Definitions"),
    PageId.REVENUE: mark("Revenue"),
    PageId.STAGES: mark("Stages"),
    PageId.LIFETIMES: mark("Lifetimes"),
    PageId.COHORTS: mark("Cohorts"),
    PageId.SEGMENTS: mark("Segments"),
    PageId.REASONS: mark("Reasons"),
    PageId.SIGNALS: mark("Signals"),
    PageId.PURCHASE_CYCLE: mark("Purchase cycle"),
    PageId.RENEWALS: mark("Renewals"),
    PageId.COST: mark("Cost of churn"),
    PageId.VALUE: mark("Customer value"),
    PageId.CLAIMS: mark("Claims"),
    PageId.FOLLOWUPS: mark("Follow-ups"),
    PageId.TARGETS: mark("Targets"),
    PageId.WHAT_IF: mark("What if"),
    PageId.INCENTIVES: mark("Incentives"),
    PageId.CALCULATOR: mark("Calculator"),
}

_ROLES = {
    Role.CUSTOMER_ID: mark("customer number"),
    Role.NAME: mark("customer name"),
    Role.START: mark("start date"),
    Role.END: mark("end date"),
    Role.FEE: mark("fee"),
    Role.BILLING_TERM: mark("billing term"),
    Role.STATUS: mark("status (left or still a customer)"),
    Role.TENURE: mark("time as a customer"),
    Role.TRIAL: mark("trial or paid"),
    Role.PLAN: mark("plan"),
    Role.INDUSTRY: mark("industry"),
    Role.REGION: mark("region"),
    Role.SALES_OWNER: mark("sales owner"),
    Role.SERVICE_OWNER: mark("service owner"),
    Role.REASON: mark("reason for leaving"),
    Role.LAST_ACTIVITY: mark("last activity"),
    Role.NPS: mark("recommendation score (NPS)"),
    Role.ACQUISITION_COST: mark("acquisition cost"),
    Role.CONTACT: mark("contact"),
    Role.PURCHASE_DATE: mark("purchase date"),
    Role.PURCHASE_AMOUNT: mark("purchase amount"),
    Role.QUANTITY: mark("quantity"),
    Role.UNIT_PRICE: mark("unit price"),
    Role.CANCELLED: mark("cancelled or returned"),
    Role.HISTORY: mark("visits with their dates"),
    Role.LIST_DATE: mark("date of the list"),
    Role.PERIOD: mark("period"),
    Role.COUNT_OPENING: mark("customers at start"),
    Role.COUNT_NEW: mark("new customers"),
    Role.COUNT_LOST: mark("lost customers"),
    Role.COUNT_CLOSING: mark("customers at end"),
}

_HEADINGS = {LIST_HEADING: mark("(list)"), ROW_HEADING: mark("(row)")}

_SHAPES = {
    Shape.SUBSCRIPTIONS: mark("subscriptions, with start and end dates"),
    Shape.SNAPSHOT: mark("snapshot of who has left, without dates"),
    Shape.PURCHASES: mark("purchases, a row for each order"),
    Shape.MONTHLY: mark("monthly payments, a column for each month"),
    Shape.COUNTS: mark("numbers of customers by period"),
    Shape.DATED_LISTS: mark("several lists of customers, each of a day"),
}

_SEVERITIES = {
    Severity.ERROR: mark("Set aside"),
    Severity.WARNING: mark("Used with care"),
    Severity.NOTE: mark("For your information"),
}

_WORDS = {**TERMS, **PURCHASES, **WHY, **MONEY, **NEXT, **NOTES}

_CHANGES = {
    "new": mark("new"),
    "reactivation": mark("came back"),
    "expansion": mark("pays more"),
    "contraction": mark("pays less"),
    "churned": mark("lost"),
}


def title(key: str) -> str:
    """Name a measure, short enough for a column heading.

    Parameters
    ----------
    key : str
        As in the definitions; money measures that share their key with a count of
        customers begin with ``mrr_`` here.

    Raises
    ------
    KeyError
        If nothing is called that.

    Examples
    --------
    >>> title("opening_base"), title("mrr_opening")
    ('Churn rate', 'MRR at start')
    """
    return _(_WORDS[key].title)


def note(key: str) -> str:
    """Define a measure in one plain sentence; raises `KeyError` as `title` does."""
    return _(_WORDS[key].note)


def in_text(words: str) -> str:
    """Write a title as it stands in the middle of a sentence.

    Examples
    --------
    >>> in_text("At start"), in_text("MRR at start"), in_text("期初")
    ('at start', 'MRR at start', '期初')
    """
    if words[1:2].islower() or words[1:2] == " ":
        return words[0].lower() + words[1:]
    return words


def measure(
    key: str,
    unit: Unit,
    *,
    term: str | None = None,
    formula: Formula | None = None,
    interval: tuple[str, str] | None = None,
    expert: bool = False,
    base: str | None = None,
) -> Measure:
    """Make the column of a table from its key and the glossary.

    Parameters
    ----------
    key : str
        Name of the frame's column.
    unit : Unit
    term : str, optional
        Key in the glossary where it differs from ``key``.
    formula, interval, expert, base
        As in `Measure`.
    """
    word = key if term is None else term
    tally = tally_of(word)
    return Measure(
        key, title(word), unit, note(word), formula, interval, expert, tally, base
    )


def with_limits(
    measured: Measure, *, expert: bool = False
) -> tuple[Measure, Measure, Measure]:
    """Give a measure with its 95 % limits, the columns ``…_low`` and ``…_high``.

    Parameters
    ----------
    measured : Measure
    expert : bool
        Whether the limits have columns in the expert view only.
    """
    low, high = f"{measured.key}_low", f"{measured.key}_high"
    return (
        replace(measured, interval=(low, high)),
        measure(low, measured.unit, term="low", expert=expert),
        measure(high, measured.unit, term="high", expert=expert),
    )


def page_title(page: PageId) -> str:
    """Name a page."""
    return _(_PAGES[page])


def role_title(role: Role) -> str:
    """Name the meaning of a column, as it stands in a sentence.

    Examples
    --------
    >>> role_title(Role.FEE)
    'fee'
    """
    return _(_ROLES[role])


def heading_title(heading: str) -> str:
    """Show a heading as it is; those the program added, in the user's language.

    Examples
    --------
    >>> heading_title("(list)"), heading_title("plan")
    ('(list)', 'plan')
    """
    own = _HEADINGS.get(heading)
    return heading if own is None else _(own)


def shape_title(shape: Shape, roles: Collection[Role] = ()) -> str:
    """Say what kind of list it is, as it stands in a sentence.

    Parameters
    ----------
    shape : Shape
    roles : collection of Role
        Of its columns; a shop may have a row for each customer with all their visits.

    Examples
    --------
    >>> shape_title(Shape.PURCHASES, {Role.HISTORY})
    'purchases, a row for each customer'
    """
    if shape is Shape.PURCHASES and roles and Role.PURCHASE_DATE not in roles:
        return _("purchases, a row for each customer")
    return _(_SHAPES[shape])


def severity_title(severity: Severity) -> str:
    """Say how much an issue matters."""
    return _(_SEVERITIES[severity])


def change_title(kind: str) -> str:
    """Name a kind of change in what a customer pays (``"expansion"``)."""
    return _(_CHANGES[kind])
