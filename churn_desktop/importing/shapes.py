"""What kind of list a table is, and the one function that makes each kind a book."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.table import Table
from churn_desktop.importing.counts import COUNT_ROLES, build_counts, enough
from churn_desktop.importing.dated_lists.building import build_dated_lists
from churn_desktop.importing.flags import YES, read_status
from churn_desktop.importing.headings import meanings, yes_means_left
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.listing import Built, Listing
from churn_desktop.importing.monthly import build_monthly, pays_by_month
from churn_desktop.importing.purchases import build_purchases
from churn_desktop.importing.snapshot import build_snapshot
from churn_desktop.importing.subscriptions import build_subscriptions
from churn_desktop.importing.told_shape import LAST_YEAR, lacking, roles_of

BUILDERS: Mapping[Shape, Callable[[Listing], Built]] = {
    Shape.SUBSCRIPTIONS: build_subscriptions,
    Shape.SNAPSHOT: build_snapshot,
    Shape.PURCHASES: build_purchases,
    Shape.MONTHLY: build_monthly,
    Shape.COUNTS: build_counts,
    Shape.DATED_LISTS: build_dated_lists,
}
"""How a list of each shape becomes a book; a new shape is one more line."""


_SURE = 0.95
"""So surely a heading says that a list is about who left: "Churn", not "Status"."""


def decide_shape(
    table: Table, roles: Mapping[Role, str], told: Shape | None = None
) -> Shape | None:
    """Tell what kind of list a table is by the columns that have a meaning.

    Starts make a list of subscriptions. Without ends it is one only if nobody is
    marked as having left, because then it does not say when they did: marks make a
    snapshot, with tenures or without. Numbers of customers by period make a ledger, a
    column for each month a list of monthly payments, and days on which customers bought
    a list of purchases. The day of the list that each row stands in makes several lists
    of one.

    Parameters
    ----------
    table : Table
    roles : mapping of Role to str
    told : Shape, optional
        What the user says it is; holds unless something is lacking for it.

    Returns
    -------
    Shape or None
        None where the columns do not say who stayed how long.
    """
    if told is not None:
        return None if lacking(told, table, roles) else told
    snapshot = Role.TENURE in roles and Role.STATUS in roles
    known = Role.CUSTOMER_ID in roles or Role.NAME in roles
    ends = {Role.END, Role.PURCHASE_DATE} & set(roles)
    if known and Role.LIST_DATE in roles and not ends:
        return Shape.DATED_LISTS
    dated = {Role.PERIOD, Role.PURCHASE_DATE, Role.START} & set(roles)
    if dated and Role.CUSTOMER_ID not in roles and enough(set(roles)):
        return Shape.COUNTS
    if Role.END not in roles and not snapshot and pays_by_month(table, LAST_YEAR):
        return Shape.MONTHLY
    if Role.START in roles and (Role.END in roles or not snapshot):
        undated = Role.END not in roles and _some_left(table, roles.get(Role.STATUS))
        return Shape.SNAPSHOT if undated else Shape.SUBSCRIPTIONS
    bought = known and {Role.PURCHASE_DATE, Role.HISTORY} & set(roles)
    status = roles.get(Role.STATUS, "")
    sure = known or meanings(status).get(Role.STATUS, 0) >= _SURE
    if snapshot or (sure and not bought and _some_left(table, status)):
        return Shape.SNAPSHOT
    active = known and Role.LAST_ACTIVITY in roles
    return Shape.PURCHASES if bought or active else None


def still_monthly(table: Table) -> bool:
    """Tell whether a list is still one of monthly payments after headings changed."""
    return pays_by_month(table, LAST_YEAR)


def missing_roles(roles: Mapping[Role, str]) -> tuple[str, ...]:
    """Name the roles of which one would make an unclear list clear."""
    if Role.START in roles:
        return (Role.END,)
    if Role.END in roles:
        return (Role.START,)
    if Role.TENURE in roles:
        return (Role.STATUS,)
    if Role.STATUS in roles:
        return (Role.TENURE, Role.START)
    # A tenure says nothing as long as nobody is known to have left.
    return (Role.START, Role.PURCHASE_DATE, Role.LAST_ACTIVITY, Role.STATUS)


def fitting(roles: Mapping[Role, str], chosen: Mapping[Role, str]) -> dict[Role, str]:
    """Drop found roles that would make another kind of list than the chosen ones.

    Parameters
    ----------
    roles : mapping of Role to str
        Found and chosen.
    chosen : mapping of Role to str
        The user's.
    """
    kept = dict(roles)
    if Role.TENURE in chosen and Role.START not in chosen:
        unwanted = {Role.START, Role.END}
    elif Role.START in chosen and Role.TENURE not in chosen:
        unwanted = {Role.TENURE}
    else:
        unwanted = set()
    for role in unwanted - set(chosen):
        kept.pop(role, None)
    return kept


def settled(
    table: Table, roles: Mapping[Role, str], told: Shape | None
) -> tuple[dict[Role, str], Shape | None]:
    """Decide the kind of a list that was just read, and give its roles their meaning.

    Parameters
    ----------
    table : Table
    roles : mapping of Role to str
        Found and chosen.
    told : Shape or None
        What the user says it is.
    """
    if told is not None:
        roles = roles_of(told, roles)
    shape = decide_shape(table, roles, told)
    return settle_roles(roles, told or shape), shape


def settle_roles(roles: Mapping[Role, str], shape: Shape | None) -> dict[Role, str]:
    """Give roles the meaning they have in a list of a kind.

    In a list of purchases a fee is what was paid for one, elsewhere the other way
    round; in a ledger a day stands for its period. Nothing but a ledger has numbers of
    customers.
    """
    kept = dict(roles)
    if shape == Shape.PURCHASES and Role.PURCHASE_AMOUNT not in kept:
        if fee := kept.pop(Role.FEE, None):
            kept[Role.PURCHASE_AMOUNT] = fee
    elif shape == Shape.COUNTS:
        for role in (Role.PURCHASE_DATE, Role.START):
            if heading := kept.pop(role, None):
                kept.setdefault(Role.PERIOD, heading)
    if shape != Shape.COUNTS:
        for role in (Role.PERIOD, *COUNT_ROLES):
            kept.pop(role, None)
    if shape not in (Shape.PURCHASES, Shape.COUNTS, None):
        paid = kept.pop(Role.PURCHASE_AMOUNT, "")
        if Role.FEE not in kept and Role.FEE in meanings(paid):
            kept[Role.FEE] = paid
        kept.pop(Role.CANCELLED, None)
    return kept


def _some_left(table: Table, heading: str | None) -> bool:
    if not heading:
        return False
    cells = cells_of(table, heading)
    read = cells.once(read_status, yes_means_left=yes_means_left(heading))
    return bool((read.values == YES).any())
