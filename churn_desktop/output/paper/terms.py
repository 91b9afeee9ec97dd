"""What the words mean: once, at the end of what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from churn_desktop.i18n import gettext as _
from churn_desktop.output.paper.pages import (
    ACCENT,
    MARGIN,
    MUTED,
    ROOM,
    TEXT,
    TITLE,
    Ink,
    Paper,
    columns,
    height,
)
from churn_desktop.output.widths import wrap
from churn_desktop.pages.model import Page, PageId, Table

_TERM, _WORD = 7.5, 1.25
_SIDES = 3
"""Definitions are short: so many stand side by side."""
_MOST_DETAILS = 12


def title() -> str:
    """Name the pages with the definitions."""
    return _("What the words mean")


def new_terms(pages: Iterable[Page]) -> Iterator[tuple[Page, list[tuple[str, str]]]]:
    """List for each page the words of its printed tables that are new on it.

    A word that means something else than on the pages before is listed again.

    Yields
    ------
    page : Page
    terms : list of (str, str)
        Words and what they mean; never empty.
    """
    known: dict[str, str] = {}
    for page in pages:
        if page.id is PageId.CUSTOMERS:
            continue
        terms = {
            measure.title: measure.note
            for table in page.tables
            if printed(table)
            for measure in table.measures
            if measure.note and not measure.expert
        }
        new = [term for term in terms.items() if known.get(term[0]) != term[1]]
        known |= terms
        if new:
            yield page, new


def printed(table: Table) -> bool:
    """Tell whether a table is printed; long details would bury what matters."""
    return not table.expert and not (table.folded and len(table.frame) > _MOST_DETAILS)


def draw_terms(paper: Paper, pages: Iterable[Page]) -> bool:
    """Define the words of all tables that are on paper, on pages of their own.

    Returns
    -------
    bool
        Whether there were any.
    """
    found = list(new_terms(pages))
    if not found:
        return False
    paper.turn()
    paper.write(title(), Ink(TITLE, ACCENT, bold=True))
    paper.y += 0.1
    wide = ROOM / _SIDES
    for page, terms in found:
        entries = [_term(word, note, wide) for word, note in terms]
        rows = [entries[at : at + _SIDES] for at in range(0, len(entries), _SIDES)]
        highs = [height(max(max(map(len, t)) for t in row), _TERM) for row in rows]
        paper.need(0.1 + height(1, TEXT) + highs[0])
        paper.y += 0.1
        paper.write(page.title, Ink(TEXT, ACCENT, bold=True))
        for row, high in zip(rows, highs, strict=True):
            paper.need(high)
            for side, (names, lines) in enumerate(row):
                left = MARGIN + side * wide
                _put(paper, names, left, Ink(_TERM, bold=True))
                _put(paper, lines, left + _WORD, Ink(_TERM, MUTED))
            paper.y += high + 0.03
    return True


def _term(word: str, note: str, wide: float) -> tuple[list[str], list[str]]:
    names = wrap(word, columns(_WORD - 0.1, _TERM * 1.06))
    return names, wrap(note, columns(wide - _WORD - 0.2, _TERM))


def _put(paper: Paper, lines: list[str], x: float, ink: Ink) -> None:
    for at, line in enumerate(lines):
        paper.put(line, x, ink, paper.y + height(at, ink.points))
