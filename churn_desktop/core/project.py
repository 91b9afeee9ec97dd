"""All that a user can change, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from churn_desktop.core.choices import (
    Contacted,
    Goal,
    ScenarioChoice,
    Spend,
    TypedNumbers,
)
from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.core.schema import (
    DateOrder,
    FeeTerm,
    PeriodLength,
    Role,
    Shape,
    TimeUnit,
)
from churn_desktop.core.table import Table


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Every choice that changes a number; defaults as in the definitions.

    Attributes
    ----------
    as_of : datetime.date or None
        None: the latest date in the data that is not after today.
    period : PeriodLength
    fiscal_year_start : int
        Month, 1-12.
    last_day_of_service : bool
        Whether an end date is the last day of service; default the first day gone.
    date_order : DateOrder or None
        None: decided by the whole column.
    allowed_gap_days : int
        Contracts of a customer this many days apart are still one stay.
    include_free : bool
        Whether trial rows and rows with amount 0 count as customers.
    shape : Shape or None
        The kind of list; None: as its columns show.
    tenure_unit : TimeUnit or None
        None: as the heading says, else months.
    fee_term : FeeTerm or None
        What a fee is for; None: as its heading or the billing terms say, else a month.
    currency : str or None
        None: as the cells say.
    early_months, mid_months : int
        Ends of the early and the middle stage.
    reactivation_in_nrr : bool
    lapse_days : int or None
        Days of silence after which a customer without a contract has left; None: three
        times the median gap between purchases.
    amount_unit : float or None
        What a number without a word for thousands counts in, 10 000 for 万元; None: as
        the heading says, else 1.
    avoidable : tuple of (str, str)
        A reason for leaving as it stands in the list, and whether it could have been
        avoided: a value of `engine.reasons.Avoidable`. Any other reason is unknown.
    commission_months : float
        What is paid for winning a customer, in monthly fees of that customer.
    margin : float
        Gross margin, a fraction of revenue; 1: everything about money is in revenue.
    cac : float or None
        What it costs to win a customer; None: as the list says, else not known.
    replacement_factor : float
        New customers that one lost takes to replace.
    refund_per_loss, fee_per_loss, hours_per_loss, hourly_cost, review_cost : float
        What each loss costs besides, 0 until something is known.
    upsell_monthly, cross_sell_monthly : float
        What a customer pays more a month, beyond the amounts of the list.
    referred_customers, word_of_mouth_customers : float
        How many others come through one customer.
    discount_annual : float
        What money is worth less a year later, a fraction.
    lifetime_cap : float
        Months; nobody is taken to stay for longer.
    headline_replacement : bool
        Whether the cost of churn counts the replacement and not the lost margin.
    low_multiplier, high_multiplier : float
        What estimated costs are taken times in the low and in the high scenario.
    commission : float or None
        Money for winning a customer; None: `commission_months` of the fee.
    hold_back_days : tuple of int
        For how many days a commission may be held back.
    typed : TypedNumbers or None
        What was typed into the calculator.
    scenarios : tuple of ScenarioChoice
        Ways things may go on; empty: those that the list suggests.
    spend : Spend
    goal : Goal or None
        None: the target that the list suggests.
    contacted : tuple of Contacted
        The follow-ups that are done, in the order in which they were.
    """

    as_of: date | None = None
    period: PeriodLength = PeriodLength.MONTH
    fiscal_year_start: int = 1
    last_day_of_service: bool = False
    date_order: DateOrder | None = None
    allowed_gap_days: int = 0
    include_free: bool = False
    shape: Shape | None = None
    tenure_unit: TimeUnit | None = None
    fee_term: FeeTerm | None = None
    currency: str | None = None
    early_months: int = 3
    mid_months: int = 12
    reactivation_in_nrr: bool = False
    lapse_days: int | None = None
    amount_unit: float | None = None
    avoidable: tuple[tuple[str, str], ...] = ()
    commission_months: float = 1.0
    margin: float = 1.0
    cac: float | None = None
    replacement_factor: float = 2.0
    refund_per_loss: float = 0.0
    fee_per_loss: float = 0.0
    hours_per_loss: float = 0.0
    hourly_cost: float = 0.0
    review_cost: float = 0.0
    upsell_monthly: float = 0.0
    cross_sell_monthly: float = 0.0
    referred_customers: float = 0.0
    word_of_mouth_customers: float = 0.0
    discount_annual: float = 0.10
    lifetime_cap: float = 60.0
    headline_replacement: bool = False
    low_multiplier: float = 0.5
    high_multiplier: float = 1.5
    commission: float | None = None
    hold_back_days: tuple[int, ...] = (30, 90, 150)
    typed: TypedNumbers | None = None
    scenarios: tuple[ScenarioChoice, ...] = ()
    spend: Spend = field(default_factory=Spend)
    goal: Goal | None = None
    contacted: tuple[Contacted, ...] = ()


MONEY = (
    "margin",
    "cac",
    "replacement_factor",
    "refund_per_loss",
    "fee_per_loss",
    "hours_per_loss",
    "hourly_cost",
    "review_cost",
    "upsell_monthly",
    "cross_sell_monthly",
    "referred_customers",
    "word_of_mouth_customers",
    "discount_annual",
    "lifetime_cap",
    "headline_replacement",
    "low_multiplier",
    "high_multiplier",
)
"""The assumptions about money, which change nothing that is counted."""

AHEAD = (
    "commission",
    "hold_back_days",
    "typed",
    "scenarios",
    "spend",
    "goal",
    "contacted",
)
"""What was typed on pages about what comes next."""


@dataclass(frozen=True, slots=True)
class ListPart:
    """One of several lists, each of a day, that were read together.

    Attributes
    ----------
    name : str
        Of its sheet or file.
    path : Path
    day : datetime.date
    rows : int
    told : bool
        Whether the user said the day; else its name or its title does.
    """

    name: str
    path: Path
    day: date
    rows: int
    told: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table came from and how its file was read.

    Attributes
    ----------
    path : Path
    sheet : str or None
        None for text files.
    sheets : tuple of str
        All sheets one could choose, in the workbook's order.
    header_row : int
        File row of the (last) heading row.
    encoding, delimiter : str or None
        Of a text file.
    title : str
        What stands above the headings.
    parts : tuple of ListPart
        The lists whose rows are in the table, the oldest first; empty where it is one
        list alone.
    """

    path: Path
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    encoding: str | None = None
    delimiter: str | None = None
    title: str = ""
    parts: tuple[ListPart, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files whose rows are in the table, in the order of their lists."""
        return tuple(dict.fromkeys((self.path, *(part.path for part in self.parts))))

    @property
    def days(self) -> dict[str, date]:
        """The days that the user gave to lists, by their names."""
        return {part.name: part.day for part in self.parts if part.told}

    @property
    def folder(self) -> Path:
        """Where its file lies; the user's own folder for what was only typed."""
        return Path.home() if self.path == Path(self.path.stem) else self.path.parent

    @property
    def said(self) -> str:
        """All that names the list as a whole: its title, sheet and file."""
        return " ".join(filter(None, (self.title, self.sheet, self.path.stem)))


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened, to be seen beside the figures of its time."""

    when: date
    text: str


@dataclass(frozen=True, slots=True)
class Mended:
    """One cell, or one whole row, that was put right at the user's wish.

    Attributes
    ----------
    code : IssueCode
        What was wrong.
    column : str or None
        None for a row that was deleted.
    row : int
        File row.
    before : str
        What the cell held; of a deleted row, all of its cells.
    after : str or None
        What it holds now; None for a row that was deleted.
    """

    code: IssueCode
    column: str | None
    row: int
    before: str
    after: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """The whole document.

    Attributes
    ----------
    table : Table
    source : Source
    shape : Shape or None
        None while no column says who stayed how long.
    roles : mapping of Role to str
        The heading of each meaning that was found or chosen.
    assumptions : Assumptions
    reading_issues : tuple of Issue
        What was doubtful about the file itself.
    notes : tuple of Note
    mended : tuple of Mended
        What was put right, in the order in which it was.
    """

    table: Table
    source: Source
    shape: Shape | None
    roles: Mapping[Role, str]
    assumptions: Assumptions = field(default_factory=Assumptions)
    reading_issues: tuple[Issue, ...] = ()
    notes: tuple[Note, ...] = ()
    mended: tuple[Mended, ...] = ()

    def assuming(self, **changes: object) -> Project:
        """Give the same project with some assumptions changed.

        Examples
        --------
        ``project.assuming(period=PeriodLength.QUARTER)``
        """
        return replace(self, assumptions=replace(self.assumptions, **changes))  # type: ignore[arg-type]

    def heading(self, role: Role) -> str | None:
        """Give the heading that has a meaning, None when there is none."""
        return self.roles.get(role)
