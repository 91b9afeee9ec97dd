"""Which column means what: by its heading, checked against its contents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from churn_desktop.core.schema import Content, Role
from churn_desktop.importing.heading_parts import by_parts, exact
from churn_desktop.importing.profiles import Profile
from churn_desktop.importing.vocabulary.words import (
    AMOUNT_HEADINGS,
    DATE_HEADINGS,
    LEFT_HEADINGS,
    NEVER,
    ROW_NUMBER_HEADINGS,
    SIMPLIFIED,
    STAYED_HEADINGS,
    TEXT_HEADINGS,
)

_BRACKETS = re.compile(r"[(\[{【〔<「](.*?)[)\]}】〕>」]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff#$¥€£]+")
_BESIDE_CJK = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")
_MADE_UP = re.compile(r"\([A-Z]{1,3}\)|.* \(\d+\)", re.DOTALL)
_PLACEHOLDER = re.compile(r"\([A-Z]{1,3}\)|[A-Z]{1,3} \(\d+\)")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")

SURE = 0.45
"""A role is given to a column from this sureness on."""
SURE_OF_ID = 0.75
TIE = 0.031
"""Two columns whose sureness differs by less are candidates alike."""

COUNTED = frozenset(
    {Role.COUNT_OPENING, Role.COUNT_NEW, Role.COUNT_LOST, Role.COUNT_CLOSING}
)
"""Roles that only a ledger has."""

_REMEMBERED = 40_000
"""Twice as many headings as a sheet can have."""

_TERMS = 6
"""A list has hardly more different billing terms, when they are numbers."""

_OWNED = 5
"""Customers for each owner, at least, where owners are known by numbers."""


@dataclass(frozen=True, slots=True)
class HeadingKey:
    """A heading in the form in which the vocabulary has it.

    Attributes
    ----------
    words : str
        Without brackets: ``"monthly charges"``, ``"月费"``.
    note : str
        What stood in brackets: ``"元"``.
    """

    words: str
    note: str

    @property
    def whole(self) -> str:
        """The words with the note behind them."""
        return f"{self.words} {self.note}".strip()


@lru_cache(maxsize=_REMEMBERED)
def heading_key(heading: str) -> HeadingKey:
    """Bring a heading to the form in which the vocabulary has it.

    Examples
    --------
    >>> heading_key("Tenure Months").words, heading_key("customerID").words
    ('tenure months', 'customer id')
    >>> heading_key("客戶 編號"), heading_key("月费（元）")
    (HeadingKey(words='客户编号', note=''), HeadingKey(words='月费', note='元'))
    """
    text = _INVISIBLE.sub("", _unaccented(unicodedata.normalize("NFKC", heading)))
    notes = " ".join(_BRACKETS.findall(text))
    return HeadingKey(_words(_BRACKETS.sub(" ", text)), _words(notes))


def _unaccented(text: str) -> str:
    """Write Latin letters without accents: résiliation, Kündigung."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFD", letter)[0] if letter < "\u0250" else letter
        for letter in text
    )


def _words(text: str) -> str:
    text = _CAMEL.sub(" ", text).lower().translate(SIMPLIFIED)
    return _BESIDE_CJK.sub("", _NOT_WORD.sub(" ", text).strip())


@lru_cache(maxsize=_REMEMBERED)
def meanings(heading: str) -> Mapping[Role, float]:
    """Tell what a heading alone could mean, and how surely.

    Returns
    -------
    dict of Role to float
        Sureness from 0 to 1.

    Examples
    --------
    >>> meanings("Churn Reason"), meanings("Total Charges")
    ({<Role.REASON: 'reason'>: 1.0}, {})
    """
    if _PLACEHOLDER.fullmatch(heading):
        return {}
    key = heading_key(heading)
    found = dict(exact().get(key.words, {})) or dict(exact().get(key.whole, {}))
    if not found and "·" in heading:
        return meanings(heading.rpartition("·")[2])
    return {
        role: sureness
        for role, sureness in (found or by_parts(key.words)).items()
        if key.words in exact() or not _ruled_out(role, key.words)
    }


def _ruled_out(role: Role, words: str) -> bool:
    padded = f" {words} "
    return any((f" {w} " if w.isascii() else w) in padded for w in NEVER.get(role, ()))


def sureness(role: Role, heading: str, profile: Profile) -> float:
    """Tell how surely a column has a role, by heading and contents."""
    named = meanings(heading).get(role, 0.0)
    return named * _fit(role, profile) if named else 0.0


def _fit(role: Role, seen: Profile) -> float:
    """Weigh what a heading promises against what the cells hold."""
    if role == Role.PERIOD:
        return 1.0  # "2024-03", "Q1 2024", "2023": dates, texts and numbers alike
    if not seen.filled:
        # Nobody has left yet, or nobody gave a reason: the heading has to do.
        return float(role != Role.CUSTOMER_ID or not seen.blank)
    match role.content:
        case Content.DATE:
            none = seen.no_days if seen.dates or seen.serials else 0
            none = max(none, seen.open_marks if role == Role.END else 0)
            counted = seen.serials + none >= 0.8 and seen.serials
            return 1.0 if seen.dates + none >= 0.5 else 0.8 if counted else 0.0
        case Content.AMOUNT | Content.NUMBER:
            return float(seen.numbers >= 0.5 and seen.dates < 0.5)
        case Content.FLAG:
            known = seen.undone if role == Role.CANCELLED else seen.flags
            return float(known >= 0.6 and seen.different <= 30)
    if seen.dates >= 0.5 and seen.numbers < 0.5:
        return 0.0
    return _fit_text(role, seen)


def _fit_text(role: Role, seen: Profile) -> float:
    match role:
        case Role.CUSTOMER_ID | Role.CONTACT:
            # "Member: yes" is no member's id, "Phone: 1" no telephone number.
            return float(seen.flags < 0.9 or seen.different > 3 or seen.filled < 4)
        case Role.BILLING_TERM:
            any_number = seen.numbers >= 0.5 and seen.different > _TERMS
            return float(seen.terms >= 0.5 and not any_number)
        case Role.NAME:
            alike = seen.different == 1 and seen.filled > 1
            return 0.4 if alike else 1.0 if seen.numbers < 0.9 else 0.5
        case Role.SALES_OWNER | Role.SERVICE_OWNER:
            # "Sales" above figures is what was sold.
            return float(seen.numbers < 0.5 or seen.filled >= _OWNED * seen.different)
        case Role.PLAN:
            return 0.8 if seen.terms >= 0.8 and seen.numbers < 0.5 else 1.0
        case Role.REGION:
            return 0.9 if seen.different == 1 and seen.filled > 1 else 1.0
    return 1.0


def find_roles(
    profiles: Mapping[str, Profile], fixed: Mapping[Role, str] | None = None
) -> tuple[dict[Role, str], dict[Role, tuple[str, ...]]]:
    """Give each role at most one heading and each heading at most one role.

    Parameters
    ----------
    profiles : mapping of str to Profile
        By heading.
    fixed : mapping of Role to str, optional
        Already decided by the user.

    Returns
    -------
    roles : dict of Role to str
    rivals : dict of Role to tuple of str
        For a role that several columns could have, the chosen one and the others.
    """
    ledger = _is_ledger(profiles)
    roles = dict(fixed or {})
    taken = set(roles.values())
    order = {heading: number for number, heading in enumerate(profiles)}
    scored = sorted(
        (-sureness(role, heading, seen), order[heading], role, heading)
        for heading, seen in profiles.items()
        if heading not in taken
        for role in meanings(heading)
        if ledger or role not in COUNTED
    )
    scores: dict[tuple[Role, str], float] = {}
    for negative, _, role, heading in scored:
        scores[role, heading] = -negative
        enough = SURE_OF_ID if role == Role.CUSTOMER_ID else SURE
        if -negative >= enough and role not in roles and heading not in taken:
            roles[role] = heading
            taken.add(heading)
    rivals = {}
    for role, heading in roles.items():
        best = scores.get((role, heading), 2.0)
        others = tuple(
            other
            for (of, other), value in scores.items()
            if of == role and other not in taken and best - value < TIE
        )
        if others:
            rivals[role] = (heading, *others)
    if Role.CUSTOMER_ID not in roles:
        _identify(roles, profiles)
    return roles, rivals


def _is_ledger(profiles: Mapping[str, Profile]) -> bool:
    """Tell whether columns may hold numbers of customers.

    "Churned" or "left" alone is about one customer.
    """
    found = {
        role
        for heading, seen in profiles.items()
        for role in COUNTED & set(meanings(heading))
        if _fit(role, seen)
    }
    return bool(found & {Role.COUNT_OPENING, Role.COUNT_CLOSING}) and len(found) > 1


def _identify(roles: dict[Role, str], profiles: Mapping[str, Profile]) -> None:
    """Without an id, know customers by company, telephone or contract, in that order.

    A person's name is no id: two customers may have the same one.
    """
    possible = {
        heading: meanings(heading)[Role.CUSTOMER_ID]
        for heading, seen in profiles.items()
        if sureness(Role.CUSTOMER_ID, heading, seen) and seen.filled and not seen.blank
    }
    for role in (Role.NAME, Role.CONTACT):
        if roles.get(role) in possible:
            roles[Role.CUSTOMER_ID] = roles.pop(role)
            return
    free = [heading for heading in possible if heading not in roles.values()]
    if free:
        roles[Role.CUSTOMER_ID] = max(free, key=possible.__getitem__)


def yes_means_left(heading: str) -> bool | None:
    """Tell what yes means in a status column; None where the heading does not say.

    Examples
    --------
    >>> yes_means_left("是否流失"), yes_means_left("is_active")
    (True, False)
    >>> yes_means_left("status") is None
    True
    """
    words = heading_key(heading).words
    if any(word in words for word in STAYED_HEADINGS):
        return "inactive" in words
    return True if any(word in words for word in LEFT_HEADINGS) else None


def is_row_number(heading: str) -> bool:
    """Tell whether a heading stands above numbers that only count the rows."""
    key = heading_key(heading)
    return bool({key.words, key.whole} & ROW_NUMBER_HEADINGS)


def is_made_up(heading: str) -> bool:
    """Tell whether a heading is not the list's own: numbered, or a column's letter.

    Examples
    --------
    >>> is_made_up("Fee (2)"), is_made_up("(B)"), is_made_up("Fee (EUR)")
    (True, True, False)
    """
    return _MADE_UP.fullmatch(heading) is not None


def names_codes(heading: str) -> bool:
    """Tell whether a heading stands above digits that are no quantity."""
    words = heading_key(heading).words
    return any(
        f" {words}".endswith(f" {word}") if word.isascii() else word in words
        for word in TEXT_HEADINGS
    )


def promised_content(heading: str) -> Content | None:
    """Tell which kind of value a heading without a role stands above.

    Examples
    --------
    >>> promised_content("累计消费"), promised_content("birth date")
    (<Content.AMOUNT: 'amount'>, <Content.DATE: 'date'>)
    >>> promised_content("Item") is None
    True
    """
    key = heading_key(heading)
    padded = f" {key.whole} "
    for content, words in (
        (Content.DATE, DATE_HEADINGS),
        (Content.AMOUNT, AMOUNT_HEADINGS),
    ):
        if any((f" {w} " if w.isascii() else w) in padded for w in words):
            return content
    return None
