"""Lists with a row for each customer and month, as billing systems keep them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from churn_desktop.core.calendar import NO_DAY, to_date
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.distinct import distinct
from churn_desktop.importing.headings import heading_key, meanings
from churn_desktop.importing.profiles import Profile, sample_rows
from churn_desktop.importing.values import read_dates
from churn_desktop.importing.vocabulary.words import listed

_MONTH_HEADINGS = listed("""
    month, billing month, invoice month, revenue month, period, month start, month end,
    month date, reporting month, activity month, 月份, 账期, 计费月份, 账单月份,
    费用月份,
    所属月份, 统计月
""")
_FEWEST = 3
"""In fewer months nobody can be seen to come and go."""
_OWN_ROW = 0.98
"""So many rows have a customer and a month of their own."""
_OTHER_KINDS = frozenset({Role.START, Role.END, Role.TENURE, Role.LIST_DATE})


def read_as_panel(
    table: Table,
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    chosen: Collection[Role],
) -> None:
    """Take months for the days of lists, where each customer has a row in each.

    Parameters
    ----------
    table : Table
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Found so far; is changed where all days of the column are the first or the last
        of a month and hardly any customer has two rows in one.
    chosen : collection of Role
        The user's; they stay what they are.
    """
    customer = roles.get(Role.CUSTOMER_ID)
    decided = {Role.PERIOD, Role.PURCHASE_DATE, Role.LIST_DATE} & set(chosen)
    if customer is None or decided or _OTHER_KINDS & set(roles):
        return
    for heading, seen in profiles.items():
        if heading_key(heading).words not in _MONTH_HEADINGS or seen.blank:
            continue
        if heading != customer and _months_of(table, customer, heading):
            for role in (Role.PERIOD, Role.PURCHASE_DATE):
                if role in roles and (roles[role] == heading or role == Role.PERIOD):
                    del roles[role]
            roles[Role.LIST_DATE] = heading
            _know_fee(profiles, roles, chosen)
            return


def _know_fee(
    profiles: Mapping[str, Profile], roles: dict[Role, str], chosen: Collection[Role]
) -> None:
    """Take for a fee what would be the worth of an order in a list of them."""
    paid = roles.get(Role.PURCHASE_AMOUNT, "")
    may_be = Role.FEE in meanings(paid) and paid in profiles
    if may_be and Role.FEE not in roles and Role.PURCHASE_AMOUNT not in chosen:
        roles[Role.FEE] = roles.pop(Role.PURCHASE_AMOUNT)


def _months_of(table: Table, customer: str, month: str) -> bool:
    """Tell whether rows are those of customers in months."""
    import pandas as pd

    rows = sample_rows(len(table))
    text, kinds = table.column(month)
    cells = distinct(Column(text[rows], kinds[rows]))
    read = read_dates(cells)
    days = np.where(read.days.max(axis=1) == NO_DAY, read.serial, read.days.max(axis=1))
    certain = (np.ptp(read.days, axis=1) == 0) & (days != NO_DAY)
    if not certain.all() or len(days) < _FEWEST:
        return False
    first = all(to_date(int(day)).day == 1 for day in days)
    last = all(to_date(int(day) + 1).day == 1 for day in days)
    if not first and not last:
        return False
    who, when = (pd.factorize(table.column(h).text)[0] for h in (customer, month))
    pairs = np.unique(who.astype(np.int64) * (int(when.max()) + 1) + when)
    several = int(who.max(initial=-1)) + 1 < len(table)
    return bool(several and len(pairs) >= _OWN_ROW * len(table))
