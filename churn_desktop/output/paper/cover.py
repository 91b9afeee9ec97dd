"""The first page on paper: what the report is about, and where everything is."""

from __future__ import annotations

from collections.abc import Mapping

from churn_desktop.i18n import gettext as _
from churn_desktop.output.paper.outline import Link
from churn_desktop.output.paper.pages import (
    ACCENT,
    MARGIN,
    MUTED,
    ROOM,
    SMALL,
    TEXT,
    WIDE,
    Ink,
    Paper,
    columns,
    height,
)
from churn_desktop.output.paper.terms import title as terms_title
from churn_desktop.output.sheets.contents_sheet import page_entry
from churn_desktop.output.widths import shorten
from churn_desktop.pages.model import Report

TERMS = "terms"
"""Stands for the page with what the words mean."""

_FIRST, _LAST = 1.9, 0.6
_GAP = 0.02


def draw_cover(
    report: Report, starts: Mapping[str, int]
) -> tuple[Paper, list[Link], list[tuple[str, int]]]:
    """Draw title, source and contents.

    Parameters
    ----------
    report : Report
    starts : mapping of str to int
        For the id of each page that is in the report, and for `TERMS`, where it begins
        behind the cover, from 0.

    Returns
    -------
    paper : Paper
    links : list of Link
        From the lines of the contents to the pages.
    chapters : list of (str, int)
        What the report consists of, and where each part begins, from 0.
    """
    # How long the cover is decides on the numbers that stand on it.
    count = len(_draw(report, starts, 1)[0].pages)
    return _draw(report, starts, count)


def _draw(
    report: Report, starts: Mapping[str, int], count: int
) -> tuple[Paper, list[Link], list[tuple[str, int]]]:
    paper, links = Paper(""), list[Link]()
    chapters = [(_("Contents"), 0)]
    paper.turn()
    paper.y = 0.6
    paper.write(report.title, Ink(26, ACCENT, bold=True))
    paper.write(_("Customers who stayed and customers who left"), Ink(14, MUTED))
    paper.y += 0.12
    for fact in (report.as_of, report.source):
        if fact:
            paper.write(fact, Ink(colour=MUTED))
    paper.y += 0.15

    def entry(name: str, text: str, key: str) -> None:
        target = starts[key] + count
        links.append(_line(paper, name, text, target))
        chapters.append((name, target))

    missing = []
    for page in report.pages:
        if page.id in starts:
            entry(page.title, page_entry(page, page.title).text, page.id)
        else:
            missing.append(f"{page.title} – {page_entry(page, None).text}")
    if TERMS in starts:
        entry(terms_title(), "", TERMS)
    paper.y += 0.1
    for text in missing:
        paper.write(text, Ink(SMALL, MUTED))
    return paper, links, chapters


def _line(paper: Paper, name: str, text: str, target: int) -> Link:
    """Write a line of the contents; give the place one may press on."""
    high = height(1, TEXT) + 2 * _GAP
    paper.need(high)
    top = paper.y
    paper.y += _GAP
    paper.put(name, MARGIN, Ink(colour=ACCENT, bold=True))
    paper.put(str(target + 1), WIDE - MARGIN, Ink(align="right"))
    room = columns(ROOM - _FIRST - _LAST, TEXT)
    paper.put(shorten(text, room), MARGIN + _FIRST, Ink())
    paper.y = top + high
    paper.rule([paper.y], MARGIN, WIDE - MARGIN)
    here = len(paper.pages) - 1
    return Link(here, MARGIN, top, WIDE - MARGIN, paper.y, target)
