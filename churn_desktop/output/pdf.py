"""The report as a PDF for reading and printing, with the charts of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from churn_desktop import i18n
from churn_desktop.core.progress import Progress, silent
from churn_desktop.files import write_safely
from churn_desktop.i18n import gettext as _
from churn_desktop.output.charts.style import pdf_font_kind
from churn_desktop.output.figures import draw_into
from churn_desktop.output.paper.cover import TERMS, draw_cover
from churn_desktop.output.paper.outline import Link, add_outline
from churn_desktop.output.paper.pages import (
    ACCENT,
    HEADING,
    HIGH,
    MARGIN,
    MARK,
    MUTED,
    PALE,
    ROOM,
    SMALL,
    TITLE,
    WIDE,
    Ink,
    Paper,
    columns,
    height,
)
from churn_desktop.output.paper.tables import draw_table
from churn_desktop.output.paper.terms import draw_terms, printed
from churn_desktop.output.shown_blocks import shown_blocks
from churn_desktop.output.widths import wrap
from churn_desktop.pages.formats import write_interval, write_value
from churn_desktop.pages.model import (
    Card,
    Cards,
    Chart,
    Page,
    PageId,
    Report,
    Table,
    Text,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CHART_HIGH = 3.3
_FEW_HIGH = 2.4
_CARD_HIGH = 1.12
_LIST_ROWS = 18


def write_pdf(
    report: Report, path: Path, progress: Progress = silent, today: date | None = None
) -> None:
    """Write the report as a PDF.

    Parameters
    ----------
    report : Report
    path : Path
    progress : Progress
        Counts pages of the report, phase ``writing``, then pages of paper, phase
        ``packing``.
    today : datetime.date, optional
        Stands in the file's properties; the current day when not given.

    Raises
    ------
    UnwritableFile
        As `files.write_safely`; nothing is half-written.
    Cancelled
        Only from ``progress``.
    """
    made = _compose(report, path.name, progress)
    when = datetime.combine(today or date.today(), time())
    facts: dict[str, str | datetime] = {
        "Title": report.title,
        "Creator": "Churn Desktop",
        "CreationDate": when,
    }
    write_safely(path, lambda draft: _save(made, draft, facts, progress))


class _Made(NamedTuple):
    """All pages, what lies on which of them, and the links of the first."""

    figures: list[Figure]
    chapters: list[tuple[str, int]]
    links: list[Link]


def _save(
    made: _Made, draft: Path, facts: dict[str, str | datetime], progress: Progress
) -> None:
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages

    kind = pdf_font_kind()
    with mpl.rc_context({"pdf.fonttype": kind}), PdfPages(draft, metadata=facts) as pdf:
        for at, figure in enumerate(made.figures):
            progress(at, len(made.figures), "packing")
            pdf.savefig(figure)
    language = i18n.language().replace("_", "-")
    add_outline(draft, made.chapters, made.links, HIGH, language)


def _compose(report: Report, name: str, progress: Progress) -> _Made:
    """Lay out all pages, then number them."""
    paper = Paper(" · ".join(part for part in (report.title, report.as_of) if part))
    starts: dict[str, int] = {}
    shown = [page for page in report.pages if page.blocks]
    for at, page in enumerate(shown):
        progress(at, len(shown), "writing")
        _begin(paper, page)
        starts[page.id] = len(paper.pages) - 1
        _draw_page(paper, page, report.currency)
    begin = len(paper.pages)
    if draw_terms(paper, shown):
        starts[TERMS] = begin
    cover, links, chapters = draw_cover(report, starts)
    figures = [*cover.pages, *paper.pages]
    for number, figure in enumerate(figures, start=1):
        _draw_footer(figure, name, number, len(figures))
    return _Made(figures, chapters, links)


def _begin(paper: Paper, page: Page) -> None:
    """Begin a page of the report; a few sentences need no paper of their own."""
    few = all(isinstance(block, Text) for block in shown_blocks(page))
    if few and paper.pages and paper.y < HIGH - _FEW_HIGH:
        paper.y += 0.35
    else:
        paper.turn()


def _draw_page(paper: Paper, page: Page, currency: str | None) -> None:
    paper.write(page.title, Ink(TITLE, ACCENT, bold=True))
    paper.y += 0.1
    for block in _in_order(page):
        if isinstance(block, Text):
            _draw_text(paper, block)
        elif isinstance(block, Cards):
            _draw_cards(paper, block, currency)
        elif isinstance(block, Chart):
            _draw_chart(paper, page, block, currency)
        elif page.id is PageId.CUSTOMERS:
            draw_table(paper, replace(block, title=""), currency, _LIST_ROWS)
        else:
            draw_table(paper, block, currency)
    _name_left_out(paper, page)


def _in_order(page: Page) -> Iterator[Text | Cards | Chart | Table]:
    """Give the blocks in reading order, details last; the longest only on screen."""
    simple = [block for block in shown_blocks(page) if not block.expert]
    folded = [b for b in simple if isinstance(b, Table) and b.folded]
    yield from (block for block in simple if block not in folded)
    yield from (table for table in folded if printed(table))


def _name_left_out(paper: Paper, page: Page) -> None:
    """Say which details are too long for paper."""
    for table in page.tables:
        if not table.expert and not printed(table):
            text = _("{title}: {count} rows, in the workbook only.")
            count = f"{len(table.frame):,}"
            paper.write(text.format(title=table.title, count=count), Ink(SMALL, MUTED))


def _draw_text(paper: Paper, block: Text) -> None:
    if block.warning:
        lines = len(wrap(block.text, columns(ROOM - 0.2, 9.5)))
        high = height(lines, 9.5) + 0.12
        paper.need(high)
        paper.fill(MARGIN, paper.y, ROOM, high, MARK)
        paper.y += 0.06
        paper.write(block.text, indent=0.1)
        paper.y += 0.06
    else:
        paper.write(block.text)
    paper.y += 0.08


def _draw_cards(paper: Paper, block: Cards, currency: str | None) -> None:
    paper.need(_CARD_HIGH)
    gap = 0.12
    wide = (ROOM - gap * (len(block.cards) - 1)) / max(len(block.cards), 1)
    for at, card in enumerate(block.cards):
        _draw_card(paper, card, MARGIN + at * (wide + gap), wide, currency)
    paper.y += _CARD_HIGH + 0.15


def _draw_card(
    paper: Paper, card: Card, x: float, wide: float, currency: str | None
) -> None:
    paper.fill(x, paper.y, wide, _CARD_HIGH, PALE)
    y = paper.y + 0.09
    paper.put(card.title, x + 0.1, Ink(SMALL, MUTED, bold=True), y)
    value = write_value(card.value, card.unit, currency)
    known = card.value is not None
    ink = Ink(TITLE if known else HEADING, ACCENT if known else MUTED, bold=True)
    paper.put(value, x + 0.1, ink, y + 0.17)
    notes = []
    if card.interval is not None:
        interval = write_interval(*card.interval, card.unit, currency)
        notes.append(_("{interval} (95 %)").format(interval=interval))
    notes += wrap(card.note, columns(wide - 0.2, 7.5))
    for at, line in enumerate(notes[:3]):
        paper.put(line, x + 0.1, Ink(7.5, MUTED), y + 0.53 + height(at, 7.5))


def _draw_chart(paper: Paper, page: Page, chart: Chart, currency: str | None) -> None:
    paper.need(_CHART_HIGH)
    bottom = HIGH - paper.y - _CHART_HIGH
    box = (MARGIN - 0.1, bottom, ROOM + 0.1, _CHART_HIGH)
    draw_into(paper.page, box, chart, page.table(chart.table), currency=currency)
    paper.y += _CHART_HIGH + 0.12


def _draw_footer(figure: Figure, name: str, number: int, count: int) -> None:
    paper = Paper("")
    paper.pages.append(figure)
    y = HIGH - 0.45
    paper.put(name, MARGIN, Ink(7.5, MUTED), y)
    text = _("Page {page} of {pages}").format(page=number, pages=count)
    paper.put(text, WIDE - MARGIN, Ink(7.5, MUTED, align="right"), y)
