"""Lists of orders whose headings read like those of contracts.

An export of a shop has "Created at" and "Cancelled at" too, and often an id that is
new with every order beside the one of the customer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.importing.flags import wording
from churn_desktop.importing.headings import heading_key, meanings, sureness
from churn_desktop.importing.profiles import Profile
from churn_desktop.importing.vocabulary.words import listed

_WEAK = 0.8
"""So surely, or less, "Created at" is the start of a contract."""
_HARDLY_ANY = 0.1
_KEPT = listed("fee, fees, service fee, charges, charge, cost, 服务费, 手续费, 费用")
_EVENTS = 30
"""A column of events has no more different ones."""
_CAME = listed("""
    signup, sign up, signed up, subscribe, subscribed, join, joined, activation,
    activated, created, start, started, new, trial started, 开通, 入会, 注册, 订阅, 加入
""")
_WENT = listed("""
    cancel, canceled, cancelled, cancellation, churn, churned, unsubscribe,
    unsubscribed, leave, left, end, ended, 退订, 取消, 流失, 退会, 注销, 离开
""")
_PRICES = ("price", "单价", "售价", "价格")
_RETURNING = 1.5
"""Rows for each customer, from which on a list is one of orders."""


def read_as_orders(
    table: Table,
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    chosen: Collection[Role],
) -> None:
    """Take starts and ends for the days of orders, where customers keep coming back.

    Parameters
    ----------
    table : Table
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Found so far; is changed where hardly any of the many rows of a customer has
        ended, and only the headings of a start could be those of an order as well.
    chosen : collection of Role
        The user's; they stay what they are.
    """
    start, end = roles.get(Role.START), roles.get(Role.END)
    customer = roles.get(Role.CUSTOMER_ID)
    own = {Role.START, Role.END, Role.STATUS} & set(chosen)
    won = None if own else _stages_of_deals(table, roles)
    if end is not None and won is not None:
        # A deal is closed on the day on which it is won.
        roles.setdefault(Role.PURCHASE_DATE, end)
        roles[Role.CANCELLED] = won
        for role in (Role.START, Role.END, Role.STATUS):
            roles.pop(role, None)
        return
    decided = {Role.START, Role.END, Role.TENURE} & set(chosen)
    if start is None or customer is None or decided or Role.TENURE in roles:
        return
    if meanings(start).get(Role.START, 1.0) > _WEAK:
        return
    ended = 0.0 if end is None else 1 - profiles[end].blank
    if ended > _HARDLY_ANY or len(table) < _RETURNING * _different(table, customer):
        return
    roles.setdefault(Role.PURCHASE_DATE, start)
    del roles[Role.START]
    if end is not None:
        del roles[Role.END]
        roles.setdefault(Role.CANCELLED, end)


def read_as_terms(
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    chosen: Collection[Role],
    in_order: Callable[[str, str], bool],
) -> None:
    """Take the days of payments for starts, where each says until when it is good.

    Parameters
    ----------
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Found so far; is changed where every purchase has an end, and no start.
    chosen : collection of Role
        The user's; they stay what they are.
    in_order : callable
        Tells whether hardly any day of the second column lies before the first.
    """
    paid, end = roles.get(Role.PURCHASE_DATE), roles.get(Role.END)
    decided = {Role.START, Role.PURCHASE_DATE, Role.END} & set(chosen)
    if paid is None or end is None or decided or Role.START in roles:
        return
    if profiles[end].blank <= _HARDLY_ANY and in_order(paid, end):
        roles[Role.START] = roles.pop(Role.PURCHASE_DATE)


def know_payments(
    profiles: Mapping[str, Profile], roles: dict[Role, str], chosen: Collection[Role]
) -> None:
    """Know what was paid from what one piece costs, and from what a bank kept of it.

    Parameters
    ----------
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Of a list of purchases; is changed.
    chosen : collection of Role
        The user's; they stay what they are.
    """
    fee = roles.get(Role.FEE)
    if fee is None or Role.FEE in chosen:
        return
    words = heading_key(fee).words
    priced = words.endswith(_PRICES) and Role.QUANTITY in roles
    if priced and not {Role.PURCHASE_AMOUNT, Role.UNIT_PRICE} & set(roles):
        roles[Role.UNIT_PRICE] = roles.pop(Role.FEE)
        return
    if words not in _KEPT:
        return
    if Role.PURCHASE_AMOUNT not in roles:
        for heading, seen in profiles.items():
            paid = heading not in roles.values() and sureness(Role.FEE, heading, seen)
            if paid and heading_key(heading).words not in _KEPT:
                roles[Role.PURCHASE_AMOUNT] = heading
                break
        else:
            return
    del roles[Role.FEE]


def know_buyers(
    table: Table,
    roles: dict[Role, str],
    rivals: Mapping[Role, tuple[str, ...]],
    chosen: Collection[Role],
) -> None:
    """Know customers by what comes back, not by what is new in every row.

    Parameters
    ----------
    table : Table
    roles : dict of Role to str
        Of a list of purchases; is changed.
    rivals : mapping of Role to tuple of str
        Other columns that could have a role.
    chosen : collection of Role
        The user's; they stay what they are.
    """
    customer = roles.get(Role.CUSTOMER_ID)
    if customer is None:
        return
    different = _different(table, customer)
    if different == len(table) and Role.CUSTOMER_ID not in chosen:
        for other in rivals.get(Role.CUSTOMER_ID, ()):
            if _different(table, other) < len(table):
                roles[Role.CUSTOMER_ID] = other
                return
    name = roles.get(Role.NAME)
    found = name is not None and Role.NAME not in chosen
    # What is new with every row is the order's number, whatever its heading.
    if found and different < len(table) == _different(table, name):
        del roles[Role.NAME]


def _stages_of_deals(table: Table, roles: Mapping[Role, str]) -> str | None:
    """Find the column that says which deals were won."""
    for role in (Role.CANCELLED, Role.STATUS):
        heading = roles.get(role)
        if heading and {"Closed Won", "closedwon", "Won"} & {
            *table.column(heading).text
        }:
            return heading
    return None


def _different(table: Table, heading: str | None) -> int:
    return 0 if heading is None else len({*table.column(heading).text})


def drop_events(
    table: Table,
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    chosen: Collection[Role],
) -> None:
    """Take days of signing up and of cancelling for no purchases.

    A row for each event says who came and who left, in a column beside the day; as
    purchases they would all count as visits.

    Parameters
    ----------
    table : Table
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Found so far; is changed.
    chosen : collection of Role
        The user's; they stay what they are.
    """
    if Role.PURCHASE_DATE not in roles or Role.PURCHASE_DATE in chosen:
        return
    for heading, seen in profiles.items():
        if 1 < seen.different <= _EVENTS:
            said = {wording(text) for text in set(table.column(heading).text.tolist())}
            if said & _CAME and said & _WENT:
                del roles[Role.PURCHASE_DATE]
                return
