"""Customers known by keys: long codes that no person would make up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from churn_desktop.core.schema import Role
from churn_desktop.core.table import Table
from churn_desktop.importing.headings import meanings
from churn_desktop.importing.profiles import Profile, sample_rows

_KEY = re.compile(r"[A-Za-z0-9+/_-]{16,88}={0,2}")


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
        if len({*map(len, texts)}) > 1 or not all(map(_KEY.fullmatch, texts)):
            continue
        # Ten digits and nothing else are a telephone number, letters alone a name.
        mixed = sum(_is_mixed(text) for text in texts)
        if mixed * 2 > len(texts):
            roles[Role.CUSTOMER_ID] = heading
            return


def _is_mixed(text: str) -> bool:
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))
