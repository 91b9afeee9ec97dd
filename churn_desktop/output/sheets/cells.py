"""What a spreadsheet accepts in a cell, a sheet name, a reference and a footer."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import SupportsFloat, cast

from churn_desktop.core.grid import column_letters
from churn_desktop.pages import formats
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.model import Unit

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
_LONGEST_NAME = 31
OPEN = 2_958_465
"""9999-12-31 as a spreadsheet counts days: the end of what has not ended."""

# XML 1.0 cannot hold these; tabs and line breaks it can.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_DAY_ZERO = date(1899, 12, 30)
# Spreadsheets believe in a 29 February 1900; what is before that day is off by one.
_FIRST_DAY = date(1900, 3, 1)


def clean(text: str) -> str:
    """Make a text fit for a cell: no control characters, not longer than allowed.

    Examples
    --------
    >>> clean("Acme" + chr(0) + " Ltd")
    'Acme Ltd'
    """
    if text.isprintable() and 2 * len(text) <= LONGEST_TEXT:
        return text
    return _cut(_CONTROL.sub("", text.replace("\r\n", "\n")), LONGEST_TEXT)


def sheet_name(title: str, taken: Iterable[str] = ()) -> str:
    """Make a legal name for a sheet, different from those already taken.

    Examples
    --------
    >>> sheet_name("At risk: who/when?"), sheet_name("Data", taken=["data"])
    ('At risk who when', 'Data (2)')
    """
    used = {name.casefold() for name in taken} | {"history", ""}
    words = _NOT_IN_NAMES.sub(" ", clean(title)).split()
    name = _cut(" ".join(words).strip(" '"), _LONGEST_NAME).strip(" '") or "Sheet"
    chosen, number = name, 2
    while chosen.casefold() in used:
        ending = f" ({number})"
        chosen = _cut(name, _LONGEST_NAME - len(ending)) + ending
        number += 1
    return chosen


def _cut(text: str, length: int) -> str:
    """Cut a text to a length as spreadsheets count it: an emoji is two letters."""
    encoded = text.encode("utf-16-le")[: 2 * length]
    return encoded.decode("utf-16-le", errors="ignore")


def reference(
    row: int, column: int, sheet: str | None = None, *, fixed: bool = False
) -> str:
    """Write the reference of a cell.

    Parameters
    ----------
    row, column : int
        From 0.
    sheet : str, optional
        Name of another sheet.
    fixed : bool
        With dollar signs.

    Examples
    --------
    >>> reference(4, 2), reference(4, 2, "Bob's", fixed=True)
    ('C5', "'Bob''s'!$C$5")
    """
    sign = "$" if fixed else ""
    cell = f"{sign}{column_letters(column + 1)}{sign}{row + 1}"
    return cell if sheet is None else f"{quoted(sheet)}!{cell}"


def span(first_row: int, last_row: int, column: int, sheet: str | None = None) -> str:
    """Write the fixed reference of some rows of a column, counted from 0.

    Examples
    --------
    >>> span(4, 9, 2, "Data")
    "'Data'!$C$5:$C$10"
    """
    first = reference(first_row, column, sheet, fixed=True)
    return f"{first}:{reference(last_row, column, fixed=True)}"


def quoted(sheet: str) -> str:
    """Write a sheet's name as it stands in a formula."""
    return "'{}'".format(sheet.replace("'", "''"))


def literal(text: str) -> str:
    """Write a text as it stands in a formula.

    Examples
    --------
    >>> print(literal('a "b" c'))
    "a ""b"" c"
    """
    return '"{}"'.format(text.replace('"', '""'))


def serial(day: date) -> float | None:
    """Count days as spreadsheets do; None for days they cannot count.

    Examples
    --------
    >>> serial(date(2024, 3, 31)), serial(date(1899, 5, 1))
    (45382, None)
    """
    days = day.toordinal() - _DAY_ZERO.toordinal()
    if day.toordinal() < _FIRST_DAY.toordinal():
        return None
    if isinstance(day, datetime):
        return days + (day.hour * 3600 + day.minute * 60 + day.second) / 86_400
    return days


def number(value: object) -> float | None:
    """Give a value as a number that a cell can hold; None for what is not defined."""
    if not is_defined(value) or isinstance(value, str | date):
        return None
    found = float(cast("SupportsFloat", value))
    return found if math.isfinite(found) else None


def number_format(unit: Unit, currency: str | None, values: Iterable[object]) -> str:
    """Choose the number format of a table's column.

    Parameters
    ----------
    unit : Unit
    currency : str or None
    values : iterable
        Numbers that are all whole are shown without decimals.

    Examples
    --------
    >>> number_format(Unit.MONEY, "CNY", [9800.0, None])
    '"¥"#,##0;-"¥"#,##0'
    >>> number_format(Unit.MONTHS, None, [3.0, 4.5])
    '#,##0.0'
    """
    whole = all(
        found == round(found) for found in map(number, values) if found is not None
    )
    if unit in (Unit.DAYS, Unit.MONTHS, Unit.COUNT):
        # A format with optional decimals would leave a point behind whole numbers.
        return "#,##0" if whole else "#,##0.0"
    found = formats.number_format(unit, currency)
    return found.replace(".00", "") if unit is Unit.MONEY and whole else found


def in_footer(text: str) -> str:
    """Keep signs from being read as codes in a page's header or footer."""
    return clean(text).replace("&", "&&")
