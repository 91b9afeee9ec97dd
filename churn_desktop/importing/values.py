"""Dates as people write them: for each text the day it means in each order.

Whether ``03/04/2024`` is in March or in April cannot be told from the text; that is
`importing.dateorder`'s question, so every text is read in all three orders at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.calendar import EPOCH, NO_DAY
from churn_desktop.core.grid import Kind
from churn_desktop.core.schema import DateOrder
from churn_desktop.core.table import Kinds, Texts
from churn_desktop.importing.distinct import Distinct, plain
from churn_desktop.importing.months import MONTH_NAMES

ORDERS = (DateOrder.YMD, DateOrder.DMY, DateOrder.MDY)
"""The order of the three columns of `DateTexts.days`."""

_EPOCH = EPOCH.toordinal()
_EXCEL_EPOCH = date(1899, 12, 30).toordinal() - _EPOCH
# 1954 to 2119: whole numbers outside are more likely amounts or years.
_SERIALS = range(20_000, 80_000)
# 1990 to 2065; what counts seconds or thousandths of them is written in full.
_SECONDS_OF_DAY = 86_400
_SECONDS = range(631_152_000, 3_000_000_000)
_MILLISECONDS = range(631_152_000_000, 3_000_000_000_000)

_LONGEST = 64

_NO_DATES = frozenset(map(int, (Kind.BLANK, Kind.FLAG, Kind.ERROR)))
_NUMBER = int(Kind.NUMBER)

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
}

_TIME = re.compile(
    r"""(?:(?P<half>上午|下午|晚上|中午|凌晨|早上|傍晚)\s*)?
    (?P<hour>[01]?\d|2[0-4]) \s* (?: [:.时点] \s* (?P<minute>[0-5]?\d)? )
    (?: \s*[:.分]\s* (?P<second>[0-5]?\d|60)? (?:[.,]\d+)? \s*秒? )?
    (?:\s*(?P<noon>[ap])\.?m\.?)?
    (?: \s* (?: z|utc|gmt|[ecmpa][sd]?t|cest|bst|ist|jst|[+-]\d\d:?\d\d
    | \([^()]*\) ) )*""",
    re.VERBOSE | re.IGNORECASE,
)
_DOTTED_TIME = re.compile(r" \d\d?\.\d\d\.\d\d")
_AFTERNOON = ("下午", "晚上", "傍晚", "中午")
_NIGHT = ("凌晨", "上午", "早上")
_WEEKDAY = re.compile(
    r"[(]?(?:星期|礼拜|周)[一二三四五六日天][)]?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?",
    re.IGNORECASE,
)
_THREE = re.compile(r"(\d{1,4})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{1,4})")
_COUNTED = re.compile(r"[0-9]{5}|[0-9]{10}|[0-9]{13}")
_BARE_MONTH = re.compile(r"(19|20)(\d\d)(?:\.)?(0[1-9]|1[0-2])")
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)")
_CJK = re.compile(r"(\d{4}|\d{2})年(\d{1,2})月(\d{1,2})[日号]?")
_MINGUO = re.compile(r"(?:民国|民國)(\d{2,3})[年./-](\d{1,2})[月./-](\d{1,2})日?")
_MINGUO_YEARS = range(100, 200)
_BEFORE_MINGUO = 1911
_CJK_MONTH = re.compile(r"(\d{4}|\d{2})年(\d{1,2})月份?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_DAY_NAME_YEAR = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?:[ ./,-]|of )*([a-z]{3,9})\.?[ ./,-]*(\d{4}|\d{2})",
    re.I,
)
_NAME_DAY_YEAR = re.compile(
    r"([a-z]{3,9})\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?,?[ -]*(\d{4})", re.I
)
_YEAR_NAME_DAY = re.compile(r"(\d{4})[-/ ]([a-z]{3,9})\.?[-/ ](\d{1,2})", re.I)
_NAME_YEAR = re.compile(r"([a-z]{3,9})\.?[ ,'-]*(\d{4}|(?<=[-'])\d{2})", re.I)
_CHINESE_NUMERALS = re.compile(r"[〇○零一二三四五六七八九十]+")

Triple = tuple[int, int, int]
_NONE = int(NO_DAY)
_NOTHING: Triple = (_NONE, _NONE, _NONE)


@dataclass(frozen=True, slots=True, eq=False)
class DateTexts:
    """What each different cell of a column means as a date.

    Attributes
    ----------
    days : ndarray of int32, shape (n, 3)
        The day under each of `ORDERS`, `NO_DAY` where it is none; the three are
        equal where the text leaves no question.
    short_year : ndarray of bool
        The year is written with two digits.
    month_only : ndarray of bool
        Only year and month are written; the day is the first of the month.
    serial : ndarray of int32
        The day that a bare number means as a spreadsheet's day count, as seconds or
        milliseconds since 1970 (in UTC) or as year and month, 202403; or `NO_DAY`.
    """

    days: npt.NDArray[np.int32]
    short_year: npt.NDArray[np.bool_]
    month_only: npt.NDArray[np.bool_]
    serial: npt.NDArray[np.int32]


def read_dates(cells: Distinct) -> DateTexts:
    """Read each different cell of a column as a date.

    Times are cut off: a day begins at midnight of the place that wrote it.

    Examples
    --------
    >>> texts = np.array(["2024-03-05", "03/04/2024", "soon"], dtype=object)
    >>> kinds = np.full(3, Kind.TEXT, dtype=np.uint8)
    >>> read = read_dates(Distinct(texts, kinds, np.arange(3)))
    >>> read.days[0].tolist(), (read.days[1] != NO_DAY).tolist()
    ([19787, 19787, 19787], [False, True, True])
    """
    return DateTexts(*cells.read_each(_read_each))


def _read_each(
    texts: Texts, kinds: Kinds
) -> tuple[npt.NDArray[np.int32], Mask, Mask, npt.NDArray[np.int32]]:
    times: dict[str, bool] = {}
    days = np.full((len(texts), 3), NO_DAY, dtype=np.int32)
    short_year = np.zeros(len(texts), dtype=bool)
    month_only = np.zeros(len(texts), dtype=bool)
    serial = np.full(len(texts), NO_DAY, dtype=np.int32)
    for i, (text, kind) in enumerate(zip(texts, kinds.tolist(), strict=True)):
        if kind in _NO_DATES or len(text) > _LONGEST:
            continue
        when = _without_time(text, times)
        read = _read(when)
        days[i], short_year[i], month_only[i] = read
        if read[0] == _NOTHING:
            if kind == _NUMBER or _COUNTED.fullmatch(text):
                serial[i] = _serial(text)
            if serial[i] == _NONE and (month := _BARE_MONTH.fullmatch(text)):
                serial[i] = _day(month[1] + month[2], month[3], "1")
                month_only[i] = True
    return days, short_year, month_only, serial


def _without_time(text: str, times: dict[str, bool]) -> str:
    """Cut the time of day off, where that is what follows the date."""
    if len(text) > 10 and text[10] in " T" and text[4] in "-/":
        rest = text[11:]
        is_time = times.get(rest)
        if is_time is None:
            is_time = times[rest] = _TIME.fullmatch(rest.strip()) is not None
        if is_time:
            return text[:10]
    text = plain(text)
    if ":" in text or "时" in text or "点" in text or _DOTTED_TIME.search(text):
        for match in re.finditer(r"[ T]|(?<=[日号])", text):
            if _TIME.fullmatch(text, match.end()):
                return text[: match.start()].rstrip(", ")
    return text


def time_of_day(text: str) -> str | None:
    """Give the time that follows a date, None where there is none or it is midnight.

    Examples
    --------
    >>> time_of_day("2024/3/5 下午2:30"), time_of_day("2024-03-05T14:30+08:00")
    ('14:30:00', '14:30:00')
    >>> time_of_day("2024-03-05 00:00:00") is None
    True
    """
    text = plain(text)
    for match in re.finditer(r"[ T]|(?<=[日号])", text):
        if found := _TIME.fullmatch(text, match.end()):
            break
    else:
        return None
    hour = int(found["hour"])
    half = found["half"] or ""
    if hour < 12 and (half in _AFTERNOON or found["noon"] in ("p", "P")):
        # "中午11:30" is before noon, "中午1点" after it.
        hour += 0 if half == "中午" and hour > 10 else 12
    elif hour == 12 and (half in _NIGHT or found["noon"] in ("a", "A")):
        hour = 0
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    if hour == 24 or hour == minute == second == 0:
        return None
    return f"{hour:02}:{minute:02}:{min(second, 59):02}"


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> tuple[Triple, bool, bool]:
    """Give the days of a text in each order, whether the year is short, no day.

    The columns of a list share most of their days.
    """
    if found := _PACKED.fullmatch(text):
        return _same(_day(*found.groups())), False, False
    if found := _THREE.fullmatch(text):
        first, _, middle, last = found.groups()
        return _three(first, middle, last)
    text = _WEEKDAY.sub("", text).strip(" ,")
    if "年" in text or text.startswith(("民国", "民國")):
        return _chinese(text.replace(" ", ""))
    if found := _YEAR_MONTH.fullmatch(text):
        return _same(_day(found[1], found[2], "1")), False, True
    if found := _MONTH_YEAR.fullmatch(text):
        return _same(_day(found[2], found[1], "1")), False, True
    if found := _THREE.fullmatch(text):
        return _three(found[1], found[3], found[4])
    return _named(text)


def _three(first: str, middle: str, last: str) -> tuple[Triple, bool, bool]:
    """Read three numbers in each order in which they could be a date."""
    if len(first) == 4 and len(last) <= 2:
        return _same(_day(first, middle, last)), False, False
    if len(last) == 4 and len(first) <= 2:
        dmy, mdy = _day(last, middle, first), _day(last, first, middle)
        return (_NONE, dmy, mdy), False, False
    if len(first) == 3 and int(first) in _MINGUO_YEARS and len(last) <= 2:
        return _same(_minguo(first, middle, last)), False, False
    if len(first) > 2 or len(last) > 2:
        return _NOTHING, False, False
    ymd = _day(first, middle, last) if len(first) == 2 else _NONE
    dmy = _day(last, middle, first) if len(last) == 2 else _NONE
    mdy = _day(last, first, middle) if len(last) == 2 else _NONE
    return (ymd, dmy, mdy), True, False


def _chinese(text: str) -> tuple[Triple, bool, bool]:
    text = _CHINESE_NUMERALS.sub(lambda found: _numeral(found[0]), text)
    if found := _CJK.fullmatch(text):
        return _same(_day(*found.groups())), False, False
    if found := _MINGUO.fullmatch(text):
        return _same(_minguo(*found.groups())), False, False
    if found := _CJK_MONTH.fullmatch(text):
        return _same(_day(found[1], found[2], "1")), False, True
    return _NOTHING, False, False


def _named(text: str) -> tuple[Triple, bool, bool]:
    if found := _DAY_NAME_YEAR.fullmatch(text):
        day, name, year = found.groups()
    elif found := _NAME_DAY_YEAR.fullmatch(text):
        name, day, year = found.groups()
    elif found := _YEAR_NAME_DAY.fullmatch(text):
        year, name, day = found.groups()
    elif found := _NAME_YEAR.fullmatch(text):
        name, year = found.groups()
        month = MONTH_NAMES.get(name.lower(), 0)
        return _same(_day(year, str(month), "1")), len(year) == 2, True
    else:
        return _NOTHING, False, False
    month = MONTH_NAMES.get(name.lower(), 0)
    return _same(_day(year, str(month), day)), False, False


def _numeral(text: str) -> str:
    """Write a Chinese numeral in digits: 二〇二四, 三十一, 十."""
    if "十" not in text:
        return "".join(str(_DIGITS[digit]) for digit in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return text
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def _same(day: int) -> Triple:
    return day, day, day


def _minguo(year: str, month: str, day: str) -> int:
    """Give the day of a date in the calendar of Taiwan, whose year 113 is 2024."""
    return _day(str(int(year) + _BEFORE_MINGUO), month, day)


def _day(year: str, month: str, day: str) -> int:
    """Give the day number, `NO_DAY` where the calendar has no such day."""
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= 69 else 2000
    try:
        return date(number, int(month), int(day)).toordinal() - _EPOCH
    except ValueError:
        return _NONE


def _serial(text: str) -> int:
    """Give the day that a number counts to: days of a spreadsheet, seconds of Unix."""
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        return _NONE
    if number in _SERIALS:
        return number + _EXCEL_EPOCH
    if number in _MILLISECONDS:
        number //= 1_000
    return number // _SECONDS_OF_DAY if number in _SECONDS else _NONE
