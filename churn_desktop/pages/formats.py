"""How values are written: the same in the window, on charts and on paper."""

from __future__ import annotations

import math
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING, NamedTuple, SupportsFloat, cast

from churn_desktop.core.schema import PeriodLength, TimeUnit
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.model import Measure, Table, Unit

if TYPE_CHECKING:
    from churn_desktop.core.calendar import Period

_MONTHS = (
    *(mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun")),
    *(mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec")),
)

_SYMBOLS = {
    "CNY": "¥",
    "JPY": "¥",
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "INR": "₹",
    "KRW": "₩",
    "HKD": "HK$",
    "TWD": "NT$",
    "SGD": "S$",
    "AUD": "A$",
    "CAD": "C$",
    "BRL": "R$",
}
_MOST_DIGITS = 4
_NOISE = 1e-9
_WITHOUT_CENTS = {"JPY", "KRW", "VND"}


def is_defined(value: object) -> bool:
    """Tell whether there is a value at all.

    Examples
    --------
    >>> is_defined(0), is_defined(None), is_defined(float("nan"))
    (True, False, False)
    """
    if value is None:
        return False
    if isinstance(value, Real):
        return math.isfinite(value)
    # pandas has missing values of its own; importing it here would cost a second.
    return type(value).__name__ not in {"NaTType", "NAType"}


def write_value(value: object, unit: Unit, currency: str | None = None) -> str:
    """Write one value of a table for people.

    Parameters
    ----------
    value : object
        As in a table's frame.
    unit : Unit
        Days and months are written as bare numbers; the heading says what they are.
    currency : str or None
        ISO code; amounts are bare numbers without it.

    Returns
    -------
    str
        "not defined" for a number that is not defined, ``""`` for a missing text.

    Examples
    --------
    >>> write_value(1234, Unit.COUNT), write_value(0.1, Unit.RATE)
    ('1,234', '10.0 %')
    >>> write_value(1234.5, Unit.MONEY, "USD"), write_value(-80, Unit.MONEY, "CNY")
    ('$1,234.50', '-¥80')
    >>> write_value(float("nan"), Unit.RATE)
    'not defined'
    """
    if unit in (Unit.TEXT, Unit.PERIOD):
        return str(value) if is_defined(value) else ""
    if not is_defined(value):
        return "" if unit is Unit.DATE else _("not defined")
    if unit is Unit.DATE:
        return value.isoformat()[:10] if isinstance(value, date) else str(value)[:10]
    number = float(cast("SupportsFloat", value))
    if unit is Unit.RATE:
        return _("{number} %").format(number=bare_percent(number))
    if unit is Unit.MONEY:
        return _money(number, currency)
    if unit is Unit.RATIO:
        return f"{number:,.2f}"
    return _plain(number)


def write_measure(value: object, measure: Measure, currency: str | None = None) -> str:
    """Write one value of a measure, as `write_value` or in the measure's own words.

    Examples
    --------
    >>> from churn_desktop.pages.model import Measure
    >>> quick_ratio = Measure("quick_ratio", "", Unit.RATIO, by_zero="no losses")
    >>> write_measure(2.26, quick_ratio), write_measure(float("nan"), quick_ratio)
    ('2.26', 'no losses')
    """
    if measure.by_zero and not is_defined(value):
        return measure.by_zero
    return write_value(value, measure.unit, currency)


def write_in(
    table: Table, measure: Measure, row: int, value: object, currency: str | None = None
) -> str:
    """Write a value as it stands in a cell of a table.

    Returns
    -------
    str
        As `write_value`; ``""`` for what is not known yet in a table that is shaded.
        What names a row is followed by the signs of its events.
    """
    if table.shaded and not is_defined(value):
        return ""
    written = write_measure(value, measure, currency)
    if table.events and measure is table.measures[0]:
        return with_signs(table, row, written)
    return written


def with_signs(table: Table, row: int, name: str) -> str:
    """Put the signs of a row's events behind its name."""
    signs = "".join(event.sign for event in table.events if event.row == row)
    return f"{name} {signs}" if signs else name


def event_lines(table: Table, rows: int) -> list[str]:
    """Say what the signs in a table stand for, a line for each event.

    Parameters
    ----------
    table : Table
    rows : int
        Only the first so many are shown.
    """
    return [
        f"{event.sign} {event.when.isoformat()} {' '.join(event.text.split())}"
        for event in table.events
        if event.row < rows
    ]


def write_interval(
    low: float, high: float, unit: Unit, currency: str | None = None
) -> str:
    """Write two limits as one text; ``""`` where either is not defined.

    Examples
    --------
    >>> write_interval(0.0552, 0.1744, Unit.RATE)
    '5.5-17.4 %'
    >>> write_interval(-0.02, 0.03, Unit.RATE)
    '-2.0 to 3.0 %'
    """
    if not (is_defined(low) and is_defined(high)):
        return ""
    template = _("{low} to {high}") if low < 0 else "{low}-{high}"
    if unit is not Unit.RATE:
        first, last = (write_value(v, unit, currency) for v in (low, high))
        return template.format(low=first, high=last)
    both = template.format(low=bare_percent(low), high=bare_percent(high))
    return _("{number} %").format(number=both)


def write_length(value: float, unit: TimeUnit) -> str:
    """Write a duration with its unit, as it stands in a sentence.

    Examples
    --------
    >>> write_length(23, TimeUnit.MONTHS), write_length(1, TimeUnit.DAYS)
    ('23 months', '1 day')
    """
    if not is_defined(value):
        return _("not defined")
    number = _plain(value)
    # What is not exactly one is many, 1.5 months too.
    count = 1 if number == "1" else 2
    if unit is TimeUnit.DAYS:
        words = ngettext("{number} day", "{number} days", count)
    elif unit is TimeUnit.WEEKS:
        words = ngettext("{number} week", "{number} weeks", count)
    elif unit is TimeUnit.YEARS:
        words = ngettext("{number} year", "{number} years", count)
    else:
        words = ngettext("{number} month", "{number} months", count)
    return words.format(number=number)


def period_label(
    period: Period, length: PeriodLength, fiscal_year_start: int = 1
) -> str:
    """Name a period.

    Years that do not start in January are named by both years they touch, their
    quarters by the months: "Q1" would mean different months to different readers.

    Examples
    --------
    >>> from churn_desktop.core.calendar import Period
    >>> period_label(Period(date(2024, 1, 1), date(2024, 4, 1), True),
    ...              PeriodLength.QUARTER)
    'Q1 2024'
    >>> period_label(Period(date(2024, 3, 1), date(2024, 4, 1), True),
    ...              PeriodLength.MONTH)
    'Mar 2024'
    """
    year, month = period.start.year, period.start.month
    if length is PeriodLength.MONTH:
        return _month_label(period.start)
    if length is PeriodLength.YEAR:
        if month == 1:
            return _("{year}").format(year=year)
        return _("{first_year}/{second_year}").format(
            first_year=year, second_year=f"{(year + 1) % 100:02}"
        )
    if fiscal_year_start == 1:
        quarter = (month - 1) // 3 + 1
        return _("Q{quarter} {year}").format(quarter=quarter, year=year)
    last_year, last_month = divmod(year * 12 + month + 1, 12)
    if last_year == year:
        return _("{first_month}-{last_month} {year}").format(
            first_month=_(_MONTHS[month - 1]),
            last_month=_(_MONTHS[last_month]),
            year=year,
        )
    return _("{first} to {last}").format(
        first=_month_label(period.start),
        last=_month_label(date(last_year, last_month + 1, 1)),
    )


def number_format(unit: Unit, currency: str | None = None) -> str:
    """Give the Excel number format of a unit.

    Examples
    --------
    >>> number_format(Unit.RATE), number_format(Unit.MONEY, "CNY")
    ('0.0%', '"¥"#,##0.00;-"¥"#,##0.00')
    """
    if unit is Unit.MONEY:
        return _money_format(currency)
    return {
        Unit.TEXT: "@",
        Unit.COUNT: "#,##0",
        Unit.RATE: "0.0%",
        Unit.RATIO: "0.00",
        Unit.DAYS: "#,##0",
        Unit.MONTHS: "0.0",
        Unit.DATE: "yyyy-mm-dd",
    }.get(unit, "General")


class _Style(NamedTuple):
    before: str
    decimals: int


def _style(currency: str | None) -> _Style:
    if currency is None:
        return _Style("", 2)
    before = _SYMBOLS.get(currency, f"{currency} ")
    return _Style(before, 0 if currency in _WITHOUT_CENTS else 2)


def _money(amount: float, currency: str | None) -> str:
    style = _style(currency)
    rounded = round(amount, style.decimals) + 0.0  # no minus before a zero
    whole = rounded == int(rounded)
    digits = f"{abs(rounded):,.{0 if whole else style.decimals}f}"
    return f"{'-' if rounded < 0 else ''}{style.before}{digits}"


def _money_format(currency: str | None) -> str:
    style = _style(currency)
    digits = "#,##0" + (".00" if style.decimals else "")
    if not style.before:
        return digits
    return f'"{style.before}"{digits};-"{style.before}"{digits}'


def bare_percent(share: float) -> str:
    """Write a share in hundredths, without its sign.

    As many digits as it takes to tell it from 0 and from 1, four at most.

    Examples
    --------
    >>> bare_percent(0.1), bare_percent(0.0003), bare_percent(0.9997)
    ('10.0', '0.03', '99.97')
    """
    percent = share * 100
    # Two of 7 043 are not 0.0 %, and all but two of them not 100.0 %.
    apart = min(abs(percent), abs(100 - percent))
    digits = 1
    while digits < _MOST_DIGITS and _NOISE < apart < 0.5 / 10**digits:
        digits += 1
    text = f"{percent:,.{digits}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def _plain(number: float) -> str:
    rounded = round(number, 1) + 0.0
    return f"{rounded:,.{0 if rounded == int(rounded) else 1}f}"


def _month_label(first: date) -> str:
    month = _(_MONTHS[first.month - 1])
    return _("{month} {year}").format(month=month, year=first.year)
