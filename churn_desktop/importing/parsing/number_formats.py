"""What an Excel number format makes of a number: a date, a time, leading zeros.

Only the class of a format matters here, never how it looks. Days are counted as Excel
does, with its 29 February 1900 that never was.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache


class Shown(Enum):
    """How a number format shows a number."""

    NUMBER = 0
    DATE = 1
    TIME = 2
    DURATION = 3
    PADDED = 4


@dataclass(frozen=True, slots=True)
class Style:
    """What reading a cell needs to know of its style.

    Attributes
    ----------
    shown : Shown
    digits : int
        For `Shown.PADDED` the number of digits that are always shown.
    """

    shown: Shown = Shown.NUMBER
    digits: int = 0


GENERAL = Style()

# Formats that files name by number only. 27-36 and 50-58 are dates in East Asian
# editions, where Excel writes no code for them.
_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, 22), Style(Shown.DATE)),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), Style(Shown.TIME)),
    46: Style(Shown.DURATION),
    **dict.fromkeys((27, 28, 29, 30, 31, 36), Style(Shown.DATE)),
    **dict.fromkeys((32, 33, 34, 35), Style(Shown.TIME)),
    **dict.fromkeys((50, 51, 52, 53, 54, 57, 58), Style(Shown.DATE)),
    **dict.fromkeys((55, 56), Style(Shown.TIME)),
}

_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")


def built_in(number: int) -> Style:
    """Classify a format by its number, for formats without a code."""
    return _BUILT_IN.get(number, GENERAL)


@cache
def classify(code: str) -> Style:
    r"""Classify a number format by its code.

    Parameters
    ----------
    code : str
        As the file holds it, all sections.

    Examples
    --------
    >>> classify('[$-804]yyyy"年"m"月";@').shown, classify("h:mm").shown
    (<Shown.DATE: 1>, <Shown.TIME: 2>)
    >>> classify("000000")
    Style(shown=<Shown.PADDED: 4>, digits=6)
    >>> classify('#,##0.00" days"').shown
    <Shown.NUMBER: 0>
    """
    # Literals go first: a semicolon between quotes ends no section.
    plain = _LITERAL.sub("", code).split(";")[0]
    if _ELAPSED.search(plain):
        return Style(Shown.DURATION)
    plain = _BRACKETS.sub("", plain).strip()
    if len(plain) > 1 and not plain.strip("0"):
        return (
            Style(Shown.PADDED, len(plain))
            if plain == code.split(";", maxsplit=1)[0]
            else GENERAL
        )
    letters = re.sub("general|standard|e[+-]", "", plain.lower())
    if "#" in letters or "?" in letters:
        return GENERAL
    if any(mark in letters for mark in "yde年"):
        return Style(Shown.DATE)
    if "h" in letters or "s" in letters:
        return Style(Shown.TIME)
    return Style(Shown.DATE) if "m" in letters else GENERAL


_DAY_MS = 86_400_000
_BEFORE_1900 = date(1899, 12, 31)
_AFTER_FEBRUARY_1900 = date(1899, 12, 30)
_START_1904 = date(1904, 1, 1)


def _split(serial: float) -> tuple[int, int]:
    """Give whole days and milliseconds; files keep 14:30 as 0.6041666666642413."""
    days, share = divmod(serial, 1)
    milliseconds = round(share * _DAY_MS)
    if milliseconds == _DAY_MS:
        return int(days) + 1, 0
    return int(days), milliseconds


def _clock(milliseconds: int, hours: int = 0) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    more, minutes = divmod(minutes, 60)
    return f"{hours + more:02}:{minutes:02}:{seconds:02}"


def date_text(serial: float, date1904: bool = False) -> str | None:
    """Write the date of a day number as ISO text.

    Parameters
    ----------
    serial : float
        Days in Excel's count.
    date1904 : bool
        Whether the workbook counts from 1904.

    Returns
    -------
    str or None
        None for what is no date: before the first day (0), the 29 February 1900
        (60), and after the year 9999.

    Examples
    --------
    >>> date_text(45356.5), date_text(59), date_text(60), date_text(61)
    ('2024-03-05T12:00:00', '1900-02-28', None, '1900-03-01')
    """
    if not -1 <= serial < 2_958_466:
        return None
    days, milliseconds = _split(serial)
    if date1904:
        start = _START_1904
        if not 0 <= days < 2_957_004:
            return None
    else:
        if not 0 < days < 2_958_466 or days == 60:
            return None
        start = _BEFORE_1900 if days < 60 else _AFTER_FEBRUARY_1900
    text = (start + timedelta(days=days)).isoformat()
    return f"{text}T{_clock(milliseconds)}" if milliseconds >= 1000 else text


def time_text(serial: float) -> str | None:
    """Write a time of day or a duration as hours, minutes and seconds.

    Examples
    --------
    >>> time_text(0.6041666666642413), time_text(1.5)
    ('14:30:00', '36:00:00')
    """
    if not 0 <= serial < 2_958_466:
        return None
    days, milliseconds = _split(serial)
    return _clock(milliseconds, 24 * days)


def to_number(written: str) -> float:
    """Read a number as files write it.

    Raises
    ------
    ValueError
        For all else, also for infinities and what only Python takes for a number.
    """
    value = float(written)
    if not math.isfinite(value) or "_" in written:
        raise ValueError(written)
    return value


def number_text(value: float) -> str:
    """Write the shortest digits that give a number.

    Examples
    --------
    >>> number_text(39.0), number_text(0.1), number_text(1.5e16), number_text(2e-7)
    ('39', '0.1', '15000000000000000', '0.0000002')
    """
    shortest = repr(value)
    if "e" in shortest:
        mantissa, _, exponent = shortest.partition("e")
        if not -30 < int(exponent) < 30:
            return shortest
        sign = "-" if mantissa.startswith("-") else ""
        whole, _, rest = mantissa.lstrip("-").partition(".")
        return sign + _shifted(whole + rest, len(whole) + int(exponent))
    if shortest.endswith(".0"):
        return shortest[:-2] if value else "0"
    return shortest


def _shifted(digits: str, point: int) -> str:
    """Put the decimal point after ``point`` of the digits."""
    if point <= 0:
        return "0." + "0" * -point + digits
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return f"{digits[:point]}.{digits[point:]}"
