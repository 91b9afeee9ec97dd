"""Which of several columns of ends says when customers really left.

A list of contracts often has the day on which each is due beside the day on which some
were ended: the first is filled in everywhere, the second only for those who left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.importing.flags import YES, read_status
from churn_desktop.importing.headings import (
    heading_key,
    meanings,
    sureness,
    yes_means_left,
)
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.profiles import Profile

_EVERYWHERE = 0.02
"""So few cells of a column that is filled in everywhere are blank."""
_SURE = 0.81
"""So surely the heading of a day says that something ended."""
_DUE = re.compile(r"\b(?:expir|valid|until|till|thru|due|to\b)|到期|有效|截|过期|满")
"""In the heading of a day on which something ends as agreed."""


def take_real_end(
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    chosen: Collection[Role],
    in_order: Callable[[str, str], bool],
) -> None:
    """Take the day on which some left for the end, not the one on which all are due.

    Parameters
    ----------
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Found so far; is changed where the end is filled in everywhere and exactly one
        other column of ends is not.
    chosen : collection of Role
        The user's; they stay what they are.
    in_order : callable
        Tells whether hardly any day of the second column lies before the first.
    """
    start, end = roles.get(Role.START), roles.get(Role.END)
    if start is None or end is None or Role.END in chosen or end not in profiles:
        return
    if _unfilled(profiles[end]) > _EVERYWHERE:
        return
    others = [
        heading
        for heading, seen in profiles.items()
        if heading not in roles.values()
        and meanings(heading).get(Role.END, 0.0) >= _SURE
        and not _DUE.search(heading_key(heading).words)
        and sureness(Role.END, heading, seen)
        and seen.filled
        and _unfilled(seen) > _EVERYWHERE
        and in_order(start, heading)
    ]
    if len(others) == 1:
        roles[Role.END] = others[0]


def drop_empty_end(
    table: Table,
    profiles: Mapping[str, Profile],
    roles: dict[Role, str],
    chosen: Collection[Role],
) -> None:
    """Leave out a column of ends without any day, where a status says that some left.

    Nobody would seem to have left although the list says who did.

    Parameters
    ----------
    table : Table
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Found so far; is changed.
    chosen : collection of Role
        The user's; they stay what they are.
    """
    end, status = roles.get(Role.END), roles.get(Role.STATUS)
    if end is None or status is None or Role.END in chosen or end not in profiles:
        return
    if _unfilled(profiles[end]) < 1 or any(table.column(end).text != ""):
        return
    said = cells_of(table, status).once(
        read_status, yes_means_left=yes_means_left(status)
    )
    if (said.values == YES).any():
        del roles[Role.END]


def _unfilled(seen: Profile) -> float:
    return seen.blank + (1 - seen.blank) * (seen.open_marks + seen.no_days)
