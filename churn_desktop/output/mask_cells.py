"""The cells of a list without anything that says who a customer is.

What the figures need stays: days, amounts, flags, and what many customers share.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.calendar import to_date
from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project
from churn_desktop.core.schema import LIST_HEADING, ROW_HEADING, Content, Role, Shape
from churn_desktop.core.table import Column, Texts
from churn_desktop.importing.billing import read_terms
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.headings import is_row_number
from churn_desktop.importing.importer import Understanding
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.months import month_of
from churn_desktop.importing.visits import read_visits

Codes: TypeAlias = npt.NDArray[np.intp]

MASKED = "***"
"""Stands for a text that is not shown."""
SHARED = 5
"""What so many customers have in common says of none of them who it is."""

_PEOPLE = (Role.SALES_OWNER, Role.SERVICE_OWNER)
_AMOUNT = re.compile(r"[-+(]?\s?\W?\s?[\d.,\s]+\s?\W?\)?")
_ID = re.compile(r"\d{1,3}")


class Masking:
    """Masks the columns of one list, the same value everywhere the same way.

    Parameters
    ----------
    project : Project
    understanding : Understanding
        Of the project.
    """

    def __init__(self, project: Project, understanding: Understanding) -> None:
        self._project, self._columns = project, understanding.columns
        self._used = understanding.used
        self._groups = understanding.book.attributes.groups
        self._roles = {heading: role for role, heading in project.roles.items()}
        self._customer = self._customers()
        self._said = self._own_words()
        self._names = self._new_names()
        self._known: dict[str, str] = {}
        self._numbers = Counter[str]()

    def tells(self, text: str) -> bool:
        """Tell whether a text names a customer, a contact or an owner of the list.

        Only whole words count in what is written with spaces between them.
        """
        longest = max(map(len, self._said), default=0)
        text = text.casefold()
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + longest) + 1):
                if text[start:end] in self._said and _stands_alone(text, start, end):
                    return True
        return False

    def heading(self, heading: str, number: int) -> str:
        """Give a heading, or a number for one that names somebody or is of no use."""
        role = self._roles.get(heading)
        needed = role is not None or heading in self._groups or self._plain(heading)
        return heading if needed and not self.tells(heading) else f"Column {number}"

    def column(self, heading: str) -> Column:
        """Give a column without what says who its rows are about."""
        text, kinds = self._project.table.column(heading)
        role = self._roles.get(heading)
        read = None if role is None else self._columns.get(role)
        if heading in (LIST_HEADING, ROW_HEADING):
            shown: Texts = text
        elif role is None and heading not in self._groups:
            shown = self._unnamed(heading, text)
        elif role in (Role.CUSTOMER_ID, Role.NAME):
            shown = self._keys(role)
        elif role == Role.HISTORY:
            shown = self._visits(heading)
        elif role == Role.PERIOD:
            shown = np.where(self._used, text, MASKED)
        elif role is not None and role.content != Content.TEXT:
            hidden = np.ones(len(text), bool) if read is None else read.unreadable
            shown = np.where(hidden, MASKED, text)
        else:
            shown = self._words(role, heading)
        blank = kinds == Kind.BLANK if read is None else read.blank
        changed = ~blank & (shown != text)
        shown = np.where(blank, text, shown).astype(object)
        return Column(shown, np.where(changed, Kind.TEXT, kinds).astype(np.uint8))

    def word(self, text: str) -> str:
        """Give what a text of the list became, `MASKED` where it is not known."""
        return self._known.get(text.strip(), MASKED)

    def _customers(self) -> Codes:
        """Tell whose each row is by a number; -1 where nothing says so."""
        import pandas as pd

        found = np.full(len(self._project.table), -1)
        column = self._columns.get(Role.CUSTOMER_ID) or self._columns.get(Role.NAME)
        if column is not None:
            there = ~column.blank
            found[there] = pd.factorize(column.values[there])[0]
        return found

    def _own_words(self) -> frozenset[str]:
        said: set[str] = set()
        for role in (Role.CUSTOMER_ID, Role.NAME, Role.CONTACT, *_PEOPLE):
            if column := self._columns.get(role):
                said |= {str(text).strip().casefold() for text in set(column.values)}
        # A number of three digits is in many words and says nothing by itself.
        return frozenset(t for t in said if len(t) > 1 and not _ID.fullmatch(t))

    def _keys(self, role: Role) -> Texts:
        known = self._customer >= 0
        shown: Texts = np.where(known, self._names[self._customer], MASKED)
        column = self._columns.get(role)
        if column is not None:
            values = column.values.tolist()
            self._known |= dict(zip(values, shown.tolist(), strict=True))
        return shown

    def _new_names(self) -> Texts:
        """Call each customer C00001 or the like, in an order that says nothing.

        Customers who are numbered already must not get their own number again.
        """
        count = int(self._customer.max(initial=-1)) + 1
        numbers = np.random.default_rng(count).permutation(count) + 1
        for letters in ("C", "K", "Q", "CK", "KQ", "QX"):
            names = [f"{letters}{number:05}" for number in numbers.tolist()]
            if self._said.isdisjoint(name.casefold() for name in names):
                break
        return np.array([*names, MASKED], dtype=object)

    def _words(self, role: Role | None, heading: str) -> Texts:
        """Keep what many customers share; put words that say nothing for the rest."""
        if role == Role.CONTACT:
            return np.full(len(self._customer), MASKED, dtype=object)
        cells = cells_of(self._project.table, heading)
        terms = read_terms(cells).known if role == Role.BILLING_TERM else None
        shared = self._shared(cells)
        letter = "P" if role in _PEOPLE else "X"
        shown: list[str] = []
        for at, text in enumerate(cells.texts.tolist()):
            value = text.strip()
            safe = shared[at] if terms is None else bool(terms[at])
            if role in _PEOPLE or not safe or self.tells(value):
                value = self._new_word(value, letter)
            elif value:
                self._known.setdefault(value, value)
            shown.append(value)
        found: Texts = np.array(shown, dtype=object)[cells.codes]
        return found

    def _new_word(self, value: str, letter: str) -> str:
        if value and value not in self._known:
            self._numbers[letter] += 1
            self._known[value] = f"{letter}{self._numbers[letter]:03}"
        return self._known.get(value, value)

    def _shared(self, cells: Distinct) -> npt.NDArray[np.bool_]:
        """Tell which values enough customers have."""
        who = self._customer
        if (who < 0).all():
            who = np.arange(len(who))
        pairs = np.unique(np.stack((cells.codes, who)), axis=1)
        counts = np.bincount(pairs[0][pairs[1] >= 0], minlength=len(cells))
        return np.asarray(counts >= SHARED)

    def _of_month(self, heading: str) -> bool:
        return self._project.shape is Shape.MONTHLY and bool(month_of(heading))

    def _plain(self, heading: str) -> bool:
        """Tell whether a column without a meaning is needed nevertheless."""
        lists = heading in (LIST_HEADING, ROW_HEADING)
        return lists or is_row_number(heading) or self._of_month(heading)

    def _unnamed(self, heading: str, text: Texts) -> Texts:
        """Hide a column nobody needs; amounts of a month are needed."""
        if self._plain(heading):
            plain = [bool(_AMOUNT.fullmatch(cell)) for cell in text]
            return np.where(plain, text, MASKED).astype(object)
        return np.full(len(text), MASKED, dtype=object)

    def _visits(self, heading: str) -> Texts:
        """Write the days that a cell was read as, and nothing else."""
        visits = cells_of(self._project.table, heading).once(read_visits)
        days: list[list[str]] = [[] for _ in self._customer]
        for row, day in zip(visits.row.tolist(), visits.day.tolist(), strict=True):
            days[row].append(to_date(day).isoformat())
        return np.array([", ".join(found) or MASKED for found in days], dtype=object)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text is no piece of a longer Latin word or number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(text[end - 1], after))


def _joins(one: str, other: str) -> bool:
    both = one + other
    return len(both) == 2 and both.isascii() and both.isalnum()
