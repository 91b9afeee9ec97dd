"""What a heading means that is not listed whole, told by its parts."""

from __future__ import annotations

from functools import cache

from churn_desktop.core.schema import Role
from churn_desktop.importing.vocabulary.european import EUROPEAN
from churn_desktop.importing.vocabulary.parts import (
    BOUGHT,
    CAME,
    CHINESE_BOUGHT,
    CHINESE_COUNTED,
    CHINESE_DAY_HEADS,
    CHINESE_DAY_TAILS,
    CHINESE_DUES,
    CHINESE_ENDS,
    CHINESE_PAID,
    CHINESE_RECURRING,
    CHINESE_STARTS,
    CHINESE_STAYED,
    CHINESE_STAYED_TAILS,
    CHINESE_WORTH,
    CLOSINGS,
    COUNTED,
    DAY_FILLERS,
    DAY_MARKS,
    DUE_STEMS,
    END_STEMS,
    JOINED_WORDS,
    MONEY_TAILS,
    NOT_WORTH,
    OPENINGS,
    PASSING,
    SHORT,
    START_STEMS,
    STAYED_AT,
    STAYED_MARKS,
    TIME_UNITS,
    WEAK_START_STEMS,
    WENT,
    WORTH,
)
from churn_desktop.importing.vocabulary.roles import EXACT
from churn_desktop.importing.vocabulary.words import CONTAINED, PARTIES

CONTAINED_SURENESS = 0.7
"""How sure a role is whose words are only a part of the heading."""
_LONGEST = 80
"""Longer texts are no headings."""
_OF_A_PARTY = 0.75
_SHORTENED = 0.95
_SURE_PAID = 0.8
_EUROPEAN = 0.9
_STARTED, _MAY_HAVE_STARTED = 0.84, 0.6
_ENDED, _DUE = 0.85, 0.8
_COUNTED = 0.9
_STAYED = 0.8


@cache
def exact() -> dict[str, dict[Role, float]]:
    """Give for each listed heading what it could mean, and how surely."""
    found: dict[str, dict[Role, float]] = {}
    for role, by_sureness in EXACT.items():
        for sureness, phrases in by_sureness.items():
            for phrase in phrases:
                found.setdefault(phrase, {}).setdefault(role, sureness)
    for role, phrases in EUROPEAN.items():
        for phrase in phrases:
            found.setdefault(phrase, {}).setdefault(role, _EUROPEAN)
    return found


@cache
def _contained() -> tuple[tuple[Role, tuple[str, ...]], ...]:
    return tuple(
        (role, tuple(f" {p} " if p.isascii() else p for p in phrases))
        for role, phrases in CONTAINED.items()
    )


def by_parts(words: str) -> dict[Role, float]:
    """Tell what a heading that is not listed could mean, and how surely.

    Parameters
    ----------
    words : str
        As `headings.heading_key` gives them.

    Examples
    --------
    >>> by_parts("学员姓名"), by_parts("activation dt")
    ({<Role.NAME: 'name'>: 1.0}, {<Role.START: 'start'>: 0.855})
    >>> by_parts("membership expire date"), by_parts("实际退租日期")
    ({<Role.END: 'end'>: 0.8}, {<Role.END: 'end'>: 0.85})
    """
    if len(words) > _LONGEST:
        return {}
    if found := _shortened(words) or _of_a_party(words):
        return found
    padded = f" {words} "
    for role, phrases in _contained():
        if any(phrase in padded for phrase in phrases):
            found[role] = CONTAINED_SURENESS
    for told in (_day(words), _stay(words), _counted(words), _worth(words)):
        for role, sureness in told.items():
            found.setdefault(role, sureness)
    return found


def _shortened(words: str) -> dict[Role, float]:
    """Tell what is meant by "MRC_AMT", "mrr usd", "acct nbr"."""
    whole = " ".join(SHORT.get(word, word) for word in words.split())
    tails = [tail for tail in MONEY_TAILS if whole.endswith(f" {tail}")]
    for text in (whole, *(whole.removesuffix(f" {tail}") for tail in tails)):
        found = exact().get(text, {}) if text != words else {}
        if text != whole:
            found = {r: s for r, s in found.items() if r in _PAID and s >= _SURE_PAID}
        if found:
            return {role: sure * _SHORTENED for role, sure in found.items()}
    return {}


_PAID = frozenset({Role.FEE, Role.PURCHASE_AMOUNT, Role.ACQUISITION_COST})


def _of_a_party(words: str) -> dict[Role, float]:
    """Tell what is meant of somebody: "学员姓名" is a name, of whomever."""
    for party in PARTIES:
        if words.startswith(party) and words != party:
            found = exact().get(words.removeprefix(party).strip(), {})
            known = {role: sure for role, sure in found.items() if sure >= _OF_A_PARTY}
            if known:
                return known
    return {}


def _day(words: str) -> dict[Role, float]:
    """Tell what began or ended on the day that a heading names."""
    if not words.isascii():
        return _chinese_day(words)
    padded = f" {words} "
    for apart, together in JOINED_WORDS.items():
        padded = padded.replace(apart, together)
    named = [word for word in padded.split() if word not in DAY_MARKS | DAY_FILLERS]
    if not named:
        return {}
    for role, sureness, stems in (
        (Role.START, _STARTED, START_STEMS),
        (Role.START, _MAY_HAVE_STARTED, WEAK_START_STEMS),
        (Role.END, _ENDED, END_STEMS),
        (Role.END, _DUE, DUE_STEMS),
    ):
        if all(word.startswith(stems) for word in named):
            return {role: sureness}
    return {}


def _chinese_day(words: str) -> dict[Role, float]:
    tail = next((t for t in CHINESE_DAY_TAILS if words.endswith(t)), "")
    stem = words.removesuffix(tail)
    heads = True
    while heads:
        for role, sureness, stems in (
            (Role.START, _STARTED, CHINESE_STARTS),
            (Role.END, _ENDED, CHINESE_ENDS),
            (Role.END, _DUE, CHINESE_DUES),
        ):
            if tail and stem in stems:
                return {role: sureness}
        head = next((h for h in CHINESE_DAY_HEADS if stem.startswith(h)), "")
        heads, stem = bool(head), stem.removeprefix(head)
    return {}


def _stay(words: str) -> dict[Role, float]:
    """Tell whether a heading names how long somebody stayed, or pays for it."""
    if words.isascii():
        said = words.split()
        if len(said) < 3 or said[0] not in TIME_UNITS or said[1] not in STAYED_MARKS:
            return {}
        since = said[1] == "since" and bool(_day(" ".join(said[2:])).get(Role.START))
        stayed = said[1] != "since" and set(said[2:]) <= STAYED_AT
        return {Role.TENURE: _STAYED} if since or stayed else {}
    tail = next((t for t in CHINESE_STAYED_TAILS if words.endswith(t)), "")
    if tail and words.removesuffix(tail) in CHINESE_STAYED:
        return {Role.TENURE: _STAYED}
    recurring = words.startswith(CHINESE_RECURRING) or words.endswith(CHINESE_RECURRING)
    paid = words.rstrip("".join(CHINESE_RECURRING)).endswith(CHINESE_PAID)
    if recurring and paid and not any(word in words for word in PASSING):
        return {Role.FEE: CONTAINED_SURENESS}
    return {}


def _counted(words: str) -> dict[Role, float]:
    """Tell which number of customers a heading of a ledger names."""
    if words.isascii():
        left = [word for word in words.split() if word not in COUNTED]
        named = " ".join(left) if len(left) < len(words.split()) else ""
    else:
        tail = next((t for t in CHINESE_COUNTED if words.endswith(t)), None)
        named = words.removesuffix(tail) if tail else ""
    for role, listed_words in (
        (Role.COUNT_OPENING, OPENINGS),
        (Role.COUNT_NEW, CAME),
        (Role.COUNT_LOST, WENT),
        (Role.COUNT_CLOSING, CLOSINGS),
    ):
        if named in listed_words:
            return {role: _COUNTED}
    return {}


def _worth(words: str) -> dict[Role, float]:
    """Tell whether a heading names what a purchase was worth."""
    padded = f" {words} "
    if any((f" {part} " if part.isascii() else part) in padded for part in NOT_WORTH):
        return {}
    if words.isascii():
        said = words.split()
        worth = bool(said) and said[-1] in WORTH and bool(BOUGHT & set(said[:-1]))
    else:
        worth = words.endswith(CHINESE_WORTH) and any(
            b in words for b in CHINESE_BOUGHT
        )
    return {Role.PURCHASE_AMOUNT: CONTAINED_SURENESS} if worth else {}
