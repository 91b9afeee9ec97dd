"""Which columns of a list of purchases are which, where no heading says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.grid import Kind
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table, Texts
from churn_desktop.importing.profiles import Profile
from churn_desktop.importing.visits import holds_visits

Codes: TypeAlias = npt.NDArray[np.intp]

_FEWEST_ROWS = 20
_SURE = 0.95
_AGAIN = 0.1
"""So many of the ids have to occur on several days."""
_WIDEST = 12
"""In a wider table, some column always looks like one of customers."""
_LONGEST_ID = 40

_CLEAR = frozenset(
    {
        Role.START,
        Role.END,
        Role.TENURE,
        Role.STATUS,
        Role.LIST_DATE,
        Role.COUNT_OPENING,
        Role.COUNT_NEW,
        Role.COUNT_LOST,
        Role.COUNT_CLOSING,
    }
)
"""With one of these, the headings say that it is another kind of list."""
_DATED = frozenset({Role.PURCHASE_DATE, Role.LAST_ACTIVITY})


def find_purchases(
    table: Table,
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    sheet: str | None = None,
) -> list[Issue]:
    """Add roles of a list of purchases that its contents show.

    Without helpful headings, the only column full of days and a column whose values
    come back on other days make a list of purchases; the only other column with
    decimals holds its amounts. Cells with several dated visits are recognised in any
    list without starts, ends and tenures. Without an id, buyers and the customers of
    several lists are known by their names.

    Parameters
    ----------
    table : Table
    profiles : mapping of str to Profile
        Of every column.
    roles : dict of Role to str
        Found so far; is added to.
    sheet : str, optional
        Named in the issues.

    Returns
    -------
    list of Issue
        For each role that was given by contents, the columns it could be.
    """
    found: dict[Role, list[str]] = {}
    other_kind = bool(_CLEAR & set(roles))
    if not other_kind:
        if histories := _histories(table, profiles, set(roles.values())):
            found[Role.HISTORY] = histories
        elif not _DATED & set(roles):
            found = _by_contents(table, profiles, roles)
    bought = Role.PURCHASE_DATE in roles and not other_kind
    if Role.CUSTOMER_ID not in roles and (bought or Role.LIST_DATE in roles):
        found |= _by_name(table, roles)
    for role, headings in found.items():
        roles[role] = headings[0]
    return [
        Issue(
            IssueCode.CANDIDATE_COLUMNS,
            Severity.WARNING,
            headings[0],
            (),
            sheet,
            {"role": role.value, "columns": ", ".join(headings)},
        )
        for role, headings in found.items()
    ]


def _histories(
    table: Table, profiles: Mapping[str, Profile], taken: set[str]
) -> list[str]:
    return [
        heading
        for heading, seen in profiles.items()
        if heading not in taken
        and seen.different > 1
        and seen.dates < 0.5
        and holds_visits(table.column(heading))
    ]


def _by_name(table: Table, roles: dict[Role, str]) -> dict[Role, list[str]]:
    """Know customers by names that come back, where there is nothing better."""
    name = roles.get(Role.NAME)
    if name is None:
        return {}
    names = table.column(name).text
    if len({*names}) == len(names):
        return {}
    del roles[Role.NAME]
    return {Role.CUSTOMER_ID: [name]}


def _by_contents(
    table: Table, profiles: Mapping[str, Profile], roles: Mapping[Role, str]
) -> dict[Role, list[str]]:
    dates = [heading for heading, seen in profiles.items() if seen.dates >= _SURE]
    usable = len(table) >= _FEWEST_ROWS and len(table.headings) <= _WIDEST
    if not usable or len(dates) != 1 or profiles[dates[0]].blank:
        return {}
    day = dates[0]
    found = {Role.PURCHASE_DATE: [day]}
    if Role.CUSTOMER_ID not in roles:
        buyers = _buyers(table, profiles, day, set(roles.values()))
        if not buyers:
            return {}
        found[Role.CUSTOMER_ID] = buyers
    elif not _comes_back(*_coded(table, roles[Role.CUSTOMER_ID], day)):
        return {}
    taken = {*roles.values(), *(headings[0] for headings in found.values())}
    amounts = [h for h in table.headings if h not in taken and _decimal(table, h)]
    if amounts and not {Role.FEE, Role.PURCHASE_AMOUNT} & set(roles):
        found[Role.PURCHASE_AMOUNT] = amounts
    return found


def _buyers(
    table: Table, profiles: Mapping[str, Profile], day: str, taken: set[str]
) -> list[str]:
    """List the columns whose values come back on other days, the likeliest first."""
    found: list[tuple[int, int, str]] = []
    for number, heading in enumerate(table.headings):
        seen = profiles.get(heading)
        if seen is None or heading in taken or heading == day or seen.blank:
            continue
        texts = table.column(heading).text
        if _decimal(table, heading) or max(map(len, texts)) > _LONGEST_ID:
            continue
        codes, days = _coded(table, heading, day)
        if _comes_back(codes, days):
            found.append((-int(codes.max()), number, heading))
    most = -min((different for different, _, _ in found), default=0)
    return [h for different, _, h in sorted(found) if -different * 2 >= most]


def _coded(table: Table, heading: str, day: str) -> tuple[Codes, Codes]:
    """Give the different values of a column numbers, and the different days."""
    import pandas as pd

    return (
        pd.factorize(table.column(heading).text)[0],
        pd.factorize(table.column(day).text)[0],
    )


def _comes_back(codes: Codes, days: Codes) -> bool:
    """Tell whether enough values occur on several days, and are not a mere handful.

    An order has one day however many lines it has; there are few countries.
    """
    base = int(days.max()) + 1
    pairs = np.unique(codes.astype(np.int64) * base + days)
    on_days = np.bincount(pairs // base)
    different = len(on_days)
    again = np.count_nonzero(on_days > 1)
    enough = different > 1 and different >= len(pairs) ** 0.5 / 2
    return bool(enough and again >= _AGAIN * different)


def _decimal(table: Table, heading: str) -> bool:
    """Tell whether most cells are numbers and some have decimals."""
    column = table.column(heading)
    values = column.kinds == Kind.NUMBER
    values |= column.kinds == Kind.TEXT
    texts: Texts = column.text[values]
    if not len(texts):
        return False
    pointed = sum("." in text or "," in text for text in texts)
    numbers = sum(
        text.strip().replace(".", "", 1).replace(",", "").lstrip("-").isdigit()
        for text in texts
    )
    return numbers >= _SURE * len(texts) and pointed >= _AGAIN * len(texts)
