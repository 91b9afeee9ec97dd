"""Customers known by keys: long codes that no person would make up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.importing.headings import meanings
from churn_desktop.importing.profiles import Profile, sample_rows

_KEY = re.compile(r"[A-Za-z0-9+/_-]{16,88}={0,2}")
_MIXED = re.compile(r"[0-9].*[A-Za-z]|[A-Za-z].*[0-9]")


def know_by_key(
    table: Table, profiles: Mapping[str, Profile], roles: dict[Role, str]
) -> None:
    """Take a column of long codes of one length for the customers' ids.

    Only where nothing else says who they are, and only the first such column: what
    else an export has keys of stands behind whom it is about.

    Parameters
    ----------
    table : Table
    profiles : mapping of str to Profile
    roles : dict of Role to str
        Found so far; is added to.
    """
    if {Role.CUSTOMER_ID, Role.NAME} & set(roles):
        return
    rows = sample_rows(len(table))
    for heading, seen in profiles.items():
        if seen.blank or seen.different < 2 or meanings(heading):
            continue
        texts = {text.strip() for text in table.column(heading).text[rows].tolist()}
        one_length = len({*map(len, texts)}) == 1
        mixed = sum(_MIXED.search(text) is not None for text in texts)
        if one_length and mixed * 2 > len(texts) and all(map(_KEY.fullmatch, texts)):
            roles[Role.CUSTOMER_ID] = heading
            return
