"""What any renderer can draw: pages of tables, charts, cards and sentences.

A page is data. The window, the workbook, the PDF and the JSON draw the same values in
the same order, and none of them knows what churn is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from churn_desktop.core.schema import Role
from churn_desktop.pages.measures import Measure, Tally, Unit

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.pages.editing import Act, Button, Inputs


__all__ = [
    "Block",
    "Card",
    "Cards",
    "Chart",
    "ChartKind",
    "Event",
    "Measure",
    "Members",
    "Page",
    "PageId",
    "Report",
    "Series",
    "Source",
    "Table",
    "Tally",
    "Text",
    "Tone",
    "Unit",
]


class PageId(StrEnum):
    """The name of a page everywhere: list, workbook, ``--pages`` and JSON."""

    CUSTOMERS = "customers"
    DATA_CHECK = "data_check"
    OVERVIEW = "overview"
    PERIODS = "periods"
    DEFINITIONS = "definitions"
    REVENUE = "revenue"
    STAGES = "stages"
    LIFETIMES = "lifetimes"
    COHORTS = "cohorts"
    SEGMENTS = "segments"
    REASONS = "reasons"
    SIGNALS = "signals"
    PURCHASE_CYCLE = "purchase_cycle"
    RENEWALS = "renewals"
    COST = "cost"
    VALUE = "value"
    CLAIMS = "claims"
    FOLLOWUPS = "followups"
    TARGETS = "targets"
    WHAT_IF = "what_if"
    INCENTIVES = "incentives"
    CALCULATOR = "calculator"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the time of a row, as somebody noted it.

    Attributes
    ----------
    row : int
        Row number in the table.
    sign : str
        A short sign that stands for it in a chart and in the row's name ("①").
    when : datetime.date
    text : str
    """

    row: int
    sign: str
    when: date
    text: str


Members: TypeAlias = "Callable[[int, str], Codes | None]"
"""Table positions of the customers behind (row number, measure key), or None."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A grid of numbers.

    Attributes
    ----------
    key : str
        Unique on its page.
    title : str
    measures : tuple of Measure
        The first names the rows.
    frame : pandas.DataFrame
        A column for each measure key, raw values: fractions, money, `datetime.date`,
        NaN or None for what is not defined. A range index.
    faint : tuple of int
        Row numbers that are not final (an incomplete period).
    marked : mapping of (row number, measure key) to str
        Cells that stand out, with the reason.
    members : Members or None
        The customers behind a cell.
    folded : bool
        Long detail: last in a report, folded on screen.
    shaded : bool
        Rates are shaded by their size, as on a map of heat, and what is not known yet
        is left blank.
    row_keys : tuple of str
        For each row a name that is the same in every language, for whoever acts on one;
        empty where nobody does.
    events : tuple of Event
        What happened in the time of the rows, in order.
    leads : tuple of Source
        For each row the cell that a row without customers leads to; empty for none.
    days : tuple of datetime.date
        For each row the day that a note about it is given; empty where rows have no
        time.
    acts : tuple of Act
        What can be done with rows; the first one by a key, too.
    act_measure : str
        A double click into this column does the first of them.
    expert : bool
        Shown only in the expert view, as `Measure.expert`.
    """

    key: str
    title: str
    measures: tuple[Measure, ...]
    frame: pd.DataFrame
    faint: tuple[int, ...] = ()
    marked: dict[tuple[int, str], str] = field(default_factory=dict)
    members: Members | None = None
    folded: bool = False
    shaded: bool = False
    row_keys: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    leads: tuple[Source, ...] = ()
    days: tuple[date, ...] = ()
    acts: tuple[Act, ...] = ()
    act_measure: str = ""
    expert: bool = False

    def measure(self, key: str) -> Measure:
        """Give the measure of a key; raises `KeyError` when there is none."""
        for measure in self.measures:
            if measure.key == key:
                return measure
        raise KeyError(key)


class ChartKind(StrEnum):
    """How a chart draws its series."""

    LINE = "line"
    STEP = "step"
    BAR = "bar"
    STACKED = "stacked"
    RANGE = "range"


class Tone(StrEnum):
    """What a colour says, the same on every chart."""

    MAIN = "main"
    LOST = "lost"
    GAINED = "gained"
    NEUTRAL = "neutral"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: a measure of the chart's table.

    Attributes
    ----------
    measure : str
        Key of the column with the values.
    title : str
    tone : Tone
    band : tuple of str or None
        Keys of the columns with the lower and the upper limit around it.
    negative : bool
        Drawn below zero (losses in a stack of gains and losses).
    dashed : bool
        A reference line, not data.
    """

    measure: str
    title: str
    tone: Tone = Tone.MAIN
    band: tuple[str, str] | None = None
    negative: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table on the same page; a point is a row, a series a column.

    Attributes
    ----------
    key : str
    title : str
        The one message ("Most customers leave in months 1-3").
    kind : ChartKind
    table : str
        Key of the table. Its first measure is the x axis.
    series : tuple of Series
    y_title : str
    expert : bool
        As that of its table.
    """

    key: str
    title: str
    kind: ChartKind
    table: str
    series: tuple[Series, ...]
    y_title: str = ""
    expert: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure on a card comes from: a cell of a table of some page."""

    page: PageId
    table: str
    row: int
    measure: str


@dataclass(frozen=True, slots=True)
class Card:
    """A figure that deserves the first look.

    Attributes
    ----------
    key : str
    title : str
    value : float or None
        None: not defined.
    unit : Unit
    interval : tuple of float or None
    note : str
        One line below the figure.
    source : Source or None
    """

    key: str
    title: str
    value: float | None
    unit: Unit
    interval: tuple[float, float] | None = None
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """A row of cards."""

    cards: tuple[Card, ...]
    expert: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a few, plain words.

    Attributes
    ----------
    text : str
    warning : bool
        Whether it asks for care.
    note_for : datetime.date or None
        The day about which it asks what happened.
    expert : bool
    """

    text: str
    warning: bool = False
    note_for: date | None = None
    expert: bool = False


Block: TypeAlias = Table | Chart | Cards | Text


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page.

    Attributes
    ----------
    id : PageId
    title : str
    blocks : tuple of Block
        In reading order; empty when something is missing.
    missing : tuple of Role
        Meanings of which at least one column is needed before the page can say
        anything.
    inputs : tuple of Inputs
        What can be typed, above everything else; only on a screen.
    buttons : tuple of Button
        Menu entries that are of use here.
    """

    id: PageId
    title: str
    blocks: tuple[Block, ...]
    missing: tuple[Role, ...] = ()
    inputs: tuple[Inputs, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Its charts in order."""
        return tuple(block for block in self.blocks if isinstance(block, Chart))

    def table(self, key: str) -> Table:
        """Give the table of a key; raises `KeyError` when there is none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """All pages of one analysed list, in the order of every output.

    Attributes
    ----------
    title : str
    as_of : str
        In words, ``""`` for lists without dates.
    source : str
        File name, sheet and row counts in one sentence.
    currency : str or None
        ISO code.
    pages : tuple of Page
    """

    title: str
    as_of: str
    source: str
    currency: str | None
    pages: tuple[Page, ...]

    def page(self, page_id: PageId) -> Page:
        """Give one page; raises `KeyError` when it was not asked for."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)
