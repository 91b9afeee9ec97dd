"""Values of a column that may be the same, written in several ways."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from churn_desktop.importing.distinct import plain
from churn_desktop.importing.vocabulary.words import SIMPLIFIED, listed

_MOST_COMPARED = 60
"""With more values than this, likeness by a part of the words is mostly chance."""
_LONGEST = 60
_SHORTEST_CJK = 2
_MOST_ADDED = 2
_MOST_INITIALS = 5

_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_DROPPED = re.compile(r"[^\w+#%&*@/<>=]|_")
_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"[\d一二三四五六七八九十]")
_CJK = re.compile(r"[\u3400-\u9fff]+")
_SEVERAL = re.compile(r"[&+/,，、]|\band\b|\bor\b|和|及|与|或")
_SMALL = frozenset({"of", "on", "and", "the", "for", "in", "to", "by", "at", "a"})
_TELLING = listed("""
    not, no, non, without, un, plus, pro, premium, lite, light, basic, standard,
    advanced, mini, max, ultra, new, old, former, next, last, first, second, third,
    other, others, north, south, east, west, central, upper, lower, inner, outer, early,
    late, pre, post, semi, bi, half, double, sub
""")
"""Words that make another value of the one they are added to."""
_TELLING_CJK = frozenset("不非未无没新老旧前后上下东南西北中高低大小半多")


class Spelling(NamedTuple):
    """A value and how else it is written.

    Attributes
    ----------
    kept : str
        The most frequent one.
    others : tuple of str
    """

    kept: str
    others: tuple[str, ...]


def same_values(counts: Mapping[str, int]) -> list[Spelling]:
    """Find values that differ in case, width, spaces or punctuation only.

    Parameters
    ----------
    counts : mapping of str to int
        How many cells hold each value.

    Examples
    --------
    >>> same_values({"Month-to-month": 9, "month to month": 2, "Two year": 4})
    [Spelling(kept='Month-to-month', others=('month to month',))]
    """
    by_fold: dict[str, list[str]] = {}
    for value in counts:
        key = folded(value)
        if key:
            by_fold.setdefault(key, []).append(value)
    return [
        Spelling(kept, tuple(others))
        for kept, *others in (_by_count(v, counts) for v in by_fold.values())
        if others
    ]


def likely_values(counts: Mapping[str, int]) -> list[Spelling]:
    """Find pairs of values of which one may be a short form of the other.

    ``Phone`` and ``Mobile Phone``, ``COD`` and ``Cash on Delivery``, 华东 and 华东区.
    Only a guess, so it is a question to the user; a short form of two values is none.

    Parameters
    ----------
    counts : mapping of str to int
        How many cells hold each value, spellings of `same_values` joined.

    Examples
    --------
    >>> likely_values({"Phone": 5, "Mobile Phone": 7, "Pro": 3, "Pro 2": 1})
    [Spelling(kept='Mobile Phone', others=('Phone',))]
    """
    values = [value for value in counts if 0 < len(value) <= _LONGEST]
    if len(values) > _MOST_COMPARED:
        return []
    found = []
    for short in values:
        longer = [value for value in values if _may_be(short, value)]
        if len(longer) == 1:
            kept, other = _by_count([short, longer[0]], counts)
            found.append(Spelling(kept, (other,)))
    return found


def folded(value: str) -> str:
    """Write a value so that equal ones are equal, whatever their looks.

    Examples
    --------
    >>> folded("Ｅ-Mail "), folded("e mail"), folded("A+") == folded("A")
    ('email', 'email', False)
    """
    text = plain(value).casefold().translate(SIMPLIFIED)
    text = _POINT.sub("\1", text)
    return "\1".join(_DROPPED.sub("", part) for part in text.split("\1"))


def _by_count(values: list[str], counts: Mapping[str, int]) -> list[str]:
    """Put the most frequent first; equally frequent ones stay as they come."""
    return sorted(values, key=lambda value: -counts[value])


def _may_be(short: str, long: str) -> bool:
    """Tell whether one value may be a short form of another."""
    if len(short) >= len(long) or folded(short) == folded(long):
        return False
    short, long = plain(short), plain(long)
    if _SEVERAL.search(long.casefold()) and not _SEVERAL.search(short.casefold()):
        return _are_initials(short, long)
    if _CJK.fullmatch(short) and _CJK.fullmatch(long):
        return _is_part_cjk(short, long)
    return _are_initials(short, long) or _is_part(short, long)


def _is_part(short: str, long: str) -> bool:
    """Tell whether a value is another one less one word at its begin or end."""
    few = _WORD.findall(short.casefold())
    many = _WORD.findall(long.casefold())
    if not few or len(many) != len(few) + 1 or not short.isascii():
        return False
    if many[1:] == few:
        added = many[0]
    elif many[:-1] == few:
        added = many[-1]
    else:
        return False
    longest = max(map(len, few))
    return added not in _TELLING and not _NUMBERED.search(added) and longest > 2


def _is_part_cjk(short: str, long: str) -> bool:
    added = long.removeprefix(short) if long.startswith(short) else ""
    if not added and long.endswith(short):
        added = long.removesuffix(short)
    if not added or len(added) > _MOST_ADDED or len(short) < _SHORTEST_CJK:
        return False
    return not _NUMBERED.search(added) and not set(added) & _TELLING_CJK


def _are_initials(short: str, long: str) -> bool:
    """Tell whether capitals are the first letters of another value's words."""
    letters = short.replace(".", "")
    if not (letters.isascii() and letters.isalpha() and letters.isupper()):
        return False
    words = _WORD.findall(long.casefold())
    all_words = "".join(word[0] for word in words)
    large = "".join(word[0] for word in words if word not in _SMALL)
    wanted = letters.casefold()
    return 2 <= len(wanted) <= _MOST_INITIALS and wanted in (all_words, large)
