"""Customers who may be the same although their names or numbers differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from churn_desktop.importing.distinct import plain

_SIGNS = re.compile(r"[\W_]+")
_COMPANY = re.compile(
    r"(?:股份|有限|责任|集团|公司)+$"
    r"|(?:\b(?:incorporated|inc|limited|ltd|llc|gmbh|ag|co|corp|corporation|company|plc"
    r"|sa|srl|bv|pte)\b\s*)+$"
)
_SHORTEST = 4
"""Shorter names that differ in a letter are different names."""
_SHORTEST_LATIN = 6
_MOST_SPELLED = 5_000
"""Between longer lists of names, single letters are not compared."""


class Seen(NamedTuple):
    """A customer of several lists.

    Attributes
    ----------
    customer : int
    name : str
    contact : str
        Telephone or address; ``""`` where it is not known.
    """

    customer: int
    name: str
    contact: str = ""


def likely_renames(
    gone: Sequence[Seen], come: Sequence[Seen]
) -> Iterator[tuple[Seen, Seen]]:
    """Pair customers missing in a list with new ones that may be the same.

    They have the same name, names that differ in one letter, in signs or in the form
    of the company, or the same contact. Every new one is paired once at most.

    Parameters
    ----------
    gone, come : sequence of Seen
        Whom only the earlier and only the later of two lists has.

    Examples
    --------
    >>> gone = [Seen(1, "Acme Ltd."), Seen(2, "Store 12")]
    >>> come = [Seen(8, "ACME"), Seen(9, "Store 13")]
    >>> [(old.customer, new.customer) for old, new in likely_renames(gone, come)]
    [(1, 8)]
    """
    spelling = max(len(gone), len(come)) <= _MOST_SPELLED
    by_key: defaultdict[str, list[Seen]] = defaultdict(list)
    for old in gone:
        for key in {*_keys(old, spelling)}:
            by_key[key].append(old)
    for new in come:
        match = next(
            (
                old
                for key in _keys(new, spelling)
                for old in by_key.get(key, ())
                if _alike(old, new)
            ),
            None,
        )
        if match is not None:
            yield match, new


def _keys(seen: Seen, spelling: bool) -> Iterable[str]:
    """Give texts of which two customers that may be the same share one."""
    name = core_name(seen.name)
    if name:
        yield name
        if spelling and len(name) >= _fewest(name):
            yield from (name[:at] + name[at + 1 :] for at in range(len(name)))
    if seen.contact:
        yield f"@{_bare(seen.contact)}"


def _alike(old: Seen, new: Seen) -> bool:
    one, other = core_name(old.name), core_name(new.name)
    if one and one == other:
        return True
    if old.contact and _bare(old.contact) == _bare(new.contact):
        return True
    if _digits(one) != _digits(other) or min(len(one), len(other)) < _fewest(one):
        return False
    return _one_letter_apart(one, other)


def core_name(name: str) -> str:
    """Give what of a name tells it from others.

    Examples
    --------
    >>> core_name("ACME Co., Ltd."), core_name("上海某某有限公司"), core_name("0012")
    ('acme', '上海某某', '12')
    """
    text = _SIGNS.sub(" ", plain(name).casefold()).strip()
    core = (_COMPANY.sub("", text).strip() or text).replace(" ", "")
    return core.lstrip("0") if core.isdigit() else core


def _fewest(name: str) -> int:
    return _SHORTEST_LATIN if name.isascii() else _SHORTEST


def _bare(contact: str) -> str:
    return _SIGNS.sub("", plain(contact)).casefold()


def _digits(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _one_letter_apart(one: str, other: str) -> bool:
    """Tell whether two texts differ by a letter more, less or other.

    Examples
    --------
    >>> _one_letter_apart("meyers", "meyer"), _one_letter_apart("meyer", "mayor")
    (True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    if len(short) == len(long):
        return short[at + 1 :] == long[at + 1 :]
    return short[at:] == long[at + 1 :]
