"""The report as a PDF for reading and printing, with the charts of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from churn_desktop.core.progress import Progress, silent
from churn_desktop.files import write_safely
from churn_desktop.i18n import gettext as _
from churn_desktop.output.charts.style import outlines_are_truetype
from churn_desktop.output.figures import draw_into
from churn_desktop.output.paper import (
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
from churn_desktop.output.paper_tables import draw_table
from churn_desktop.output.sheets.contents_sheet import page_entry
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
_CARD_HIGH = 1.12
_LIST_ROWS = 18
_TERM, _WORD = 7.5, 1.5


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
    figures = _compose(report, path.name, progress)
    when = datetime.combine(today or date.today(), time())  # noqa: DTZ011
    write_safely(
        path, lambda draft: _save(figures, draft, report.title, when, progress)
    )


def _save(
    figures: list[Figure], draft: Path, title: str, when: datetime, progress: Progress
) -> None:
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages

    facts = {"Title": title, "Creator": "Churn Desktop", "CreationDate": when}
    # Type 42 holds TrueType outlines only; others become Type 3. Text can be searched
    # and copied either way.
    kind = 42 if outlines_are_truetype() else 3
    with mpl.rc_context({"pdf.fonttype": kind}), PdfPages(draft, metadata=facts) as pdf:
        for at, figure in enumerate(figures):
            progress(at, len(figures), "packing")
            pdf.savefig(figure)


def _compose(report: Report, name: str, progress: Progress) -> list[Figure]:
    """Lay out all pages, then number them."""
    paper = Paper(" · ".join(part for part in (report.title, report.as_of) if part))
    starts: dict[str, int] = {}
    shown = [page for page in report.pages if page.blocks]
    for at, page in enumerate(shown):
        progress(at, len(shown), "writing")
        paper.turn()
        starts[page.id] = len(paper.pages) + 1
        _draw_page(paper, page, report.currency)
    cover = Paper("")
    _draw_cover(cover, report, starts)
    figures = [*cover.pages, *paper.pages]
    for number, figure in enumerate(figures, start=1):
        _draw_footer(figure, name, number, len(figures))
    return figures


def _draw_cover(paper: Paper, report: Report, starts: dict[str, int]) -> None:
    paper.turn()
    paper.y = 0.9
    paper.write(report.title, Ink(26, ACCENT, bold=True))
    paper.write(_("Customers who stayed and customers who left"), Ink(14, MUTED))
    paper.y += 0.15
    for line in (report.as_of, report.source):
        if line:
            paper.write(line, Ink(colour=MUTED))
    paper.y += 0.3
    for page in report.pages:
        entry = page_entry(page, page.title if page.blocks else None)
        missing = page.id not in starts
        first = 1.9
        lines = wrap(entry.text, columns(ROOM - first - 0.6, 9.5))
        ink = Ink(colour=MUTED if missing else ACCENT, bold=not missing)
        paper.put(page.title, MARGIN, ink)
        if not missing:
            number = str(starts[page.id])
            paper.put(number, WIDE - MARGIN, Ink(align="right"))
        for line in lines:
            paper.put(line, MARGIN + first, Ink(colour=MUTED) if missing else Ink())
            paper.y += height(1, 9.5)
        paper.y += 0.07
        paper.rule([paper.y], MARGIN, WIDE - MARGIN)
        paper.y += 0.07


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
            draw_table(paper, block, currency, _LIST_ROWS)
        else:
            draw_table(paper, block, currency)
    _draw_terms(paper, page)


def _in_order(page: Page) -> Iterator[Text | Cards | Chart | Table]:
    """Give the blocks in reading order, long details last."""
    folded = [b for b in page.blocks if isinstance(b, Table) and b.folded]
    simple = [block for block in page.blocks if not block.expert]
    yield from (block for block in simple if block not in folded)
    yield from folded


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


def _draw_terms(paper: Paper, page: Page) -> None:
    """Define the words of the tables that are on paper."""
    terms = {
        measure.title: measure.note
        for table in page.tables
        for measure in table.measures
        if measure.note and not measure.expert
    }
    if not terms or page.id is PageId.CUSTOMERS:
        return
    paper.need(0.8)
    paper.write(_("What the words mean"), Ink(HEADING, ACCENT, bold=True))
    paper.y += 0.03
    # Two of them side by side: definitions are short.
    entries, half = list(terms.items()), ROOM / 2
    for at in range(0, len(entries), 2):
        pair = [_term(word, note, half) for word, note in entries[at : at + 2]]
        high = height(max(max(map(len, term)) for term in pair), _TERM)
        paper.need(high)
        for side, (names, lines) in enumerate(pair):
            _put_lines(paper, names, MARGIN + side * half, Ink(_TERM, bold=True))
            _put_lines(paper, lines, MARGIN + side * half + _WORD, Ink(_TERM, MUTED))
        paper.y += high + 0.03


def _term(word: str, note: str, wide: float) -> tuple[list[str], list[str]]:
    names = wrap(word, columns(_WORD - 0.1, _TERM * 1.06))
    return names, wrap(note, columns(wide - _WORD - 0.2, _TERM))


def _put_lines(paper: Paper, lines: list[str], x: float, ink: Ink) -> None:
    for at, line in enumerate(lines):
        paper.put(line, x, ink, paper.y + height(at, ink.points))


def _draw_footer(figure: Figure, name: str, number: int, count: int) -> None:
    paper = Paper("")
    paper.pages.append(figure)
    y = HIGH - 0.45
    paper.put(name, MARGIN, Ink(7.5, MUTED), y)
    text = _("Page {page} of {pages}").format(page=number, pages=count)
    paper.put(text, WIDE - MARGIN, Ink(7.5, MUTED, align="right"), y)
