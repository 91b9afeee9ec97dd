"""The meaning of each column of a table, from headings first, then from contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Column, Table
from churn_desktop.importing.dateorder import DateColumn, settle
from churn_desktop.importing.distinct import distinct
from churn_desktop.importing.end_columns import drop_empty_end, take_real_end
from churn_desktop.importing.flags import UNKNOWN, read_status
from churn_desktop.importing.headings import (
    find_roles,
    heading_key,
    meanings,
    yes_means_left,
)
from churn_desktop.importing.key_columns import know_by_key
from churn_desktop.importing.month_panels import read_as_panel
from churn_desktop.importing.order_lists import (
    drop_events,
    know_buyers,
    know_payments,
    read_as_orders,
    read_as_terms,
)
from churn_desktop.importing.profiles import Profile, profile_columns, sample_rows
from churn_desktop.importing.purchase_columns import find_purchases
from churn_desktop.importing.values import read_dates
from churn_desktop.importing.vocabulary.words import END_HEADINGS

_OTHER_DATES = (
    "birth",
    "生日",
    "出生",
    "update",
    "更新",
    "modified",
    "修改",
    "next",
    "下次",
)
_IN_ORDER = 0.95
_UNNAMED = 200
"""So many columns whose headings say nothing are looked at."""
_DECISIVE = frozenset(
    {Role.CUSTOMER_ID, Role.START, Role.END, Role.FEE, Role.STATUS, Role.TENURE}
)
"""Another column for one of these gives other figures."""


def recognise(
    table: Table, chosen: Mapping[Role, str], sheet: str | None = None
) -> tuple[dict[Role, str], tuple[Issue, ...]]:
    """Find what the columns of a table mean.

    Parameters
    ----------
    table : Table
    chosen : mapping of Role to str
        Decided by the user.
    sheet : str, optional
        Named in the issues.

    Returns
    -------
    roles : dict of Role to str
    issues : tuple of Issue
        Roles that other columns could have as well, or that were given by contents.
    """
    named = [heading for heading in table.headings if meanings(heading)]
    others = [heading for heading in table.headings if not meanings(heading)]
    profiles = profile_columns(table, [*named, *others[:_UNNAMED]])
    roles, rivals = find_roles(profiles, chosen)
    know_by_key(table, profiles, roles)
    read_as_orders(table, profiles, roles, chosen)
    read_as_terms(profiles, roles, chosen, partial(_in_order, table))
    read_as_panel(table, profiles, roles, chosen)
    if Role.LIST_DATE not in chosen and not _several_lists(table, roles):
        roles.pop(Role.LIST_DATE, None)
    take_real_end(profiles, roles, chosen, partial(_in_order, table))
    drop_empty_end(table, profiles, roles, chosen)
    issues = _by_contents(table, profiles, roles, sheet)
    issues += find_purchases(table, profiles, roles, sheet)
    drop_events(table, profiles, roles, chosen)
    if Role.PURCHASE_DATE in roles and Role.START not in roles:
        know_buyers(table, roles, rivals, chosen)
        know_payments(profiles, roles, chosen)
    doubts = [
        _candidates(role, headings, sheet, agree=_agree(table, role, headings))
        for role, headings in _chosen_first(rivals, roles)
    ]
    return roles, (*doubts, *issues)


def _chosen_first(
    rivals: Mapping[Role, tuple[str, ...]], roles: Mapping[Role, str]
) -> Iterator[tuple[Role, tuple[str, ...]]]:
    for role, headings in rivals.items():
        if roles.get(role) in headings:
            others = (heading for heading in headings if heading != roles[role])
            yield role, (roles[role], *others)


def _several_lists(table: Table, roles: Mapping[Role, str]) -> bool:
    """Tell whether customers come back with another day of their list."""
    import pandas as pd

    day = roles.get(Role.LIST_DATE)
    customer = roles.get(Role.CUSTOMER_ID) or roles.get(Role.NAME)
    if day is None or customer is None:
        return False
    days = pd.factorize(table.column(day).text)[0]
    customers = pd.factorize(table.column(customer).text)[0]
    different = int(days.max(initial=-1)) + 1
    return different > 1 and int(customers.max()) + 1 < len(table)


def _candidates(
    role: Role, headings: tuple[str, ...], sheet: str | None, *, agree: bool
) -> Issue:
    """Say that several columns could have a role; the first one has it."""
    return Issue(
        IssueCode.CANDIDATE_COLUMNS,
        Severity.NOTE if agree or role not in _DECISIVE else Severity.WARNING,
        headings[0],
        (),
        sheet,
        {"role": role.value, "columns": ", ".join(headings)},
    )


def _agree(table: Table, role: Role, headings: tuple[str, ...]) -> bool:
    """Tell whether several columns say the same, so that it does not matter which."""
    rows = sample_rows(len(table))
    seen = []
    for heading in headings:
        text, kinds = table.column(heading)
        if role == Role.STATUS:
            cells = distinct(Column(text[rows], kinds[rows]))
            read = read_status(cells, yes_means_left(heading)).values
            seen.append(np.where(cells.blank, UNKNOWN, read)[cells.codes].tolist())
        else:
            seen.append(text[rows].tolist())
    return all(values == seen[0] for values in seen)


def _by_contents(
    table: Table,
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    sheet: str | None,
) -> list[Issue]:
    """Take columns of dates for start and end although their headings say nothing.

    Only where it is clear which is which: one is filled in every row, the other only
    in some, and hardly any of the second lies before the first.
    """
    taken = set(roles.values())
    unknown = [
        heading
        for heading, seen in profiles.items()
        if seen.dates + seen.open_marks > 0.5
        and heading not in taken
        and not _is_other_date(heading)
    ]
    start, end = roles.get(Role.START), roles.get(Role.END)
    if start is not None or Role.TENURE in roles or Role.PURCHASE_DATE in roles:
        partly = [h for h in unknown if profiles[h].blank + profiles[h].open_marks > 0]
        if start is None or end is not None or not partly:
            return []
        ends = [h for h in partly if _names_end(h) and _in_order(table, start, h)]
        if len(ends) == 1:
            roles[Role.END] = ends[0]
            partly.remove(ends[0])
            partly.insert(0, ends[0])
        # Taking one of the others for the end could be wrong; so could be taking none.
        headings = tuple(partly)
        return [_candidates(Role.END, headings, sheet, agree=False)]
    full = [h for h in unknown if profiles[h].blank == 0 and not profiles[h].open_marks]
    if end is not None and len(unknown) == 1 and full:
        pair = (full[0], end)
    elif end is None and len(unknown) == 2 and len(full) == 1:
        pair = (full[0], next(h for h in unknown if h != full[0]))
    else:
        return []
    if not _in_order(table, *pair):
        return []
    found = zip((Role.START, Role.END), pair, strict=True)
    added = [(role, heading) for role, heading in found if role not in roles]
    roles.update(added)
    return [_candidates(role, (name,), sheet, agree=False) for role, name in added]


def _is_other_date(heading: str) -> bool:
    words = heading_key(heading).words
    return bool(meanings(heading)) or any(word in words for word in _OTHER_DATES)


def _names_end(heading: str) -> bool:
    words = heading_key(heading).words
    return any(stem in words for stem in END_HEADINGS)


def _in_order(table: Table, start: str, end: str) -> bool:
    """Tell whether hardly any end lies before its start."""
    rows = sample_rows(len(table))
    columns = {}
    for heading in (start, end):
        text, kinds = table.column(heading)
        cells = distinct(Column(text[rows], kinds[rows]))
        columns[heading] = DateColumn(cells, read_dates(cells))
    settled = settle(columns, ends=[(start, end)])
    begin, finish = (
        columns[h].days(settled[h].order, mixed=settled[h].mixed)[
            columns[h].cells.codes
        ]
        for h in (start, end)
    )
    both = (begin != NO_DAY) & (finish != NO_DAY)
    if not both.any():
        return False
    return bool((finish >= begin)[both].mean() >= _IN_ORDER)
