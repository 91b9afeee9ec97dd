"""Lists of the kind that the user says they are."""

from __future__ import annotations

from collections.abc import Mapping

from churn_desktop.core.errors import MONTHS
from churn_desktop.core.schema import Role, Shape
from churn_desktop.core.table import Table
from churn_desktop.importing.counts import enough
from churn_desktop.importing.monthly import pays_by_month

LAST_YEAR = 2000
"""Stands for the year of months without one while only their order matters."""

_DAYS: Mapping[Shape, tuple[Role, tuple[Role, ...]]] = {
    Shape.SUBSCRIPTIONS: (Role.START, (Role.PURCHASE_DATE,)),
    Shape.PURCHASES: (Role.PURCHASE_DATE, (Role.START,)),
    Shape.DATED_LISTS: (Role.LIST_DATE, (Role.PURCHASE_DATE, Role.PERIOD)),
    Shape.COUNTS: (Role.PERIOD, (Role.PURCHASE_DATE, Role.START, Role.LIST_DATE)),
}
"""The day that a row of each kind has, and under which meanings it may stand."""

_PAID = {
    Shape.SUBSCRIPTIONS: (Role.FEE, Role.PURCHASE_AMOUNT),
    Shape.DATED_LISTS: (Role.FEE, Role.PURCHASE_AMOUNT),
    Shape.PURCHASES: (Role.PURCHASE_AMOUNT, Role.FEE),
}


def roles_of(shape: Shape, roles: Mapping[Role, str]) -> dict[Role, str]:
    """Give the columns the meanings that they have in a list of a kind.

    A day of another meaning becomes the day that such rows have, where there is none;
    what they pay follows. Nothing else changes.

    Examples
    --------
    >>> roles_of(Shape.PURCHASES, {Role.START: "date", Role.FEE: "paid"})
    {<Role.PURCHASE_DATE: 'purchase_date'>: 'date', \
<Role.PURCHASE_AMOUNT: 'purchase_amount'>: 'paid'}
    """
    kept = dict(roles)
    wanted, others = _DAYS.get(shape, (None, ()))
    if wanted is not None and wanted not in kept:
        for role in others:
            if role in kept:
                kept[wanted] = kept.pop(role)
                break
    paid, other = _PAID.get(shape, (None, None))
    if paid is not None and other is not None and paid not in kept and other in kept:
        kept[paid] = kept.pop(other)
    return kept


def lacking(shape: Shape, table: Table, roles: Mapping[Role, str]) -> tuple[str, ...]:
    """Name what keeps a list from being of a kind; empty where nothing does.

    Returns
    -------
    tuple of str
        Roles; `MONTHS` for columns of months.
    """
    has = set(roles)
    known = has & {Role.CUSTOMER_ID, Role.NAME}
    missing: list[str] = []
    if shape in (Shape.PURCHASES, Shape.DATED_LISTS) and not known:
        missing.append(Role.CUSTOMER_ID)
    match shape:
        case Shape.SUBSCRIPTIONS:
            missing += {Role.START} - has
        case Shape.SNAPSHOT:
            missing += {Role.STATUS} - has
        case Shape.PURCHASES:
            if not has & {Role.PURCHASE_DATE, Role.LAST_ACTIVITY, Role.HISTORY}:
                missing.append(Role.PURCHASE_DATE)
        case Shape.MONTHLY:
            missing += [] if pays_by_month(table, LAST_YEAR) else [MONTHS]
        case Shape.COUNTS:
            missing += {Role.PERIOD} - has
            if not enough(has):
                needed = (Role.COUNT_OPENING, Role.COUNT_NEW, Role.COUNT_LOST)
                missing += [role for role in needed if role not in has]
        case Shape.DATED_LISTS:
            missing += {Role.LIST_DATE} - has
    return tuple(str(name) for name in missing)
