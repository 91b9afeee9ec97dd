"""Headings and names that stand for months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from churn_desktop.core.calendar import add_months
from churn_desktop.importing.distinct import plain

FEWEST_MONTHS = 3
"""A list with fewer month columns is not read as one of monthly payments."""

Month: TypeAlias = tuple[int | None, int]
"""Year, None where it is not written, and month."""

MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may",
            "jun june", "jul july", "aug august", "sep sept september",
            "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_CHINESE = {name: number for number, name in enumerate(_NUMERALS, 1)}

# Named groups that begin with "y" hold the year, those with "m" the month.
_Y = r"(?:19|20)\d\d"
_M = r"1[0-2]|0?[1-9]"
_C = r"十[一二]|[一二三四五六七八九十]"
_WORD = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_BETWEEN = r"[\s\-/_,.']*"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<y>{_Y})[-/.年](?P<m>{_M})[-/.月]\d{{1,2}}日?(?:t.*)?",
        rf"(?P<y>{_Y})(?P<m>1[0-2]|0[1-9])\d\d",
        rf"(?P<y>{_Y})\s*(?:[-/._ ]|年度?|m)\s*(?P<m>{_M})\s*(?:月份?)?",
        rf"(?P<y>{_Y})(?P<m>1[0-2]|0[1-9])",
        rf"(?P<y>{_Y}|\d\d)\s*年\s*(?P<m>{_M}|{_C})\s*月份?",
        rf"(?P<m>{_M})\s*[-/.]\s*(?P<y>{_Y})",
        rf"(?P<m>{_M}|{_C})\s*月份?",
        rf"(?P<m>{_WORD})\.?{_BETWEEN}(?P<y>(?:19|20)?\d\d)?",
        rf"(?P<y>(?:19|20)?\d\d){_BETWEEN}(?P<m>{_WORD})\.?",
    )
)
# What is said of the month besides: what was paid in it.
_BESIDE = re.compile(
    r"(?:实收|应收|缴费|交费|付费|付款|回款|续费|会费|月费|金额|费用|收入|营收|消费|"
    r"\b(?:amount|revenue|paid|payment|payments|fee|fees|mrr|sales|billed)\b|"
    r"\((?![^)]*(?:预|计划|plan|forecast|budget))[^)]*\)|[·:]|元)"
)
_ONE_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?)?(?!\d)"
)


_LONGEST = 40


class MonthColumns(NamedTuple):
    """The columns that stand for months.

    Attributes
    ----------
    months : dict of str to datetime.date
        First day of each heading's month, in calendar order.
    dated : bool
        Whether any heading names its year.
    """

    months: dict[str, date]
    dated: bool


@lru_cache(maxsize=40_000)
def month_of(heading: str) -> Month | None:
    """Read a heading as a month.

    Returns
    -------
    (year or None, month) or None
        None where it is no month.

    Examples
    --------
    >>> month_of("2024-01"), month_of("Jan 24"), month_of("1月"), month_of("2024年1月")
    ((2024, 1), (2024, 1), (None, 1), (2024, 1))
    >>> month_of("2024年·十二月"), month_of("2024-01 实收"), month_of("2024-01-31")
    ((2024, 12), (2024, 1), (2024, 1))
    >>> month_of("Amount") is None, month_of("Market") is None
    (True, True)
    """
    text = plain(heading).lower().strip()
    found = _read(text)
    if found is None and len(text) <= _LONGEST:
        bare = " ".join(_BESIDE.sub(" ", text).split()).strip(" -_/,.")
        found = _read(bare) or _read(bare.replace(" ", ""))
    return found


def _read(text: str) -> Month | None:
    for form in _FORMS:
        if found := form.fullmatch(text):
            groups = found.groupdict()
            month = groups["m"]
            number = _CHINESE.get(month) or MONTH_NAMES.get(month) or int(month)
            return _year(groups.get("y")), number
    return None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text)
    return year if year > 100 else 2000 + year


def find_month_columns(headings: Iterable[str], last_year: int) -> MonthColumns | None:
    """Find the headings that stand for months.

    Those without a year follow the one before them; where no heading names a year at
    all, the last of them lies in the year given.

    Returns
    -------
    MonthColumns or None
        None when there are fewer than `FEWEST_MONTHS`, when a month stands twice or
        when one is missing between.

    Examples
    --------
    >>> found = find_month_columns(["id", "11月", "12月", "1月"], 2024)
    >>> [day.isoformat() for day in found.months.values()], found.dated
    (['2023-11-01', '2023-12-01', '2024-01-01'], False)
    """
    read = [(heading, month_of(heading)) for heading in headings]
    found = [(heading, month) for heading, month in read if month is not None]
    if len(found) < FEWEST_MONTHS:
        return None
    days = month_days([month for _, month in found], last_year)
    ordered = dict(sorted(zip((h for h, _ in found), days, strict=True), key=_second))
    if not all(add_months(a, 1) == b for a, b in pairwise(ordered.values())):
        return None
    return MonthColumns(ordered, any(year is not None for _, (year, _) in found))


def _second(item: tuple[str, date]) -> date:
    return item[1]


def month_days(months: Sequence[Month], last_year: int) -> list[date]:
    """Give the first day of each month, in the years that are written or implied.

    Parameters
    ----------
    months : sequence of (year or None, month)
        In the order of the list, which may run backwards.
    last_year : int
        The year of the latest of them where no year is written.
    """
    steps = [later[1] - earlier[1] for earlier, later in pairwise(months)]
    backwards = sum(step in (-1, 11) for step in steps) * 2 > len(steps)
    if backwards:
        return month_days(months[::-1], last_year)[::-1]
    known = [number for number, (year, _) in enumerate(months) if year is not None]
    anchor = known[0] if known else len(months) - 1
    given = months[anchor][0]
    years = [last_year if given is None else given] * len(months)
    for number in range(anchor + 1, len(months)):
        turned = months[number][1] < months[number - 1][1]
        years[number] = months[number][0] or years[number - 1] + turned
    for number in range(anchor - 1, -1, -1):
        turned = months[number][1] > months[number + 1][1]
        years[number] = months[number][0] or years[number + 1] - turned
    return [
        date(year, month, 1) for year, (_, month) in zip(years, months, strict=True)
    ]


def year_named(text: str) -> int | None:
    """Give the one year that a title or a name is about, None where it is not one.

    Examples
    --------
    >>> year_named("2024年会员缴费表"), year_named("list_20240131"), year_named("23-24")
    (2024, 2024, None)
    >>> year_named("2023 and 2024") is None
    True
    """
    years = {int(found) for found in _ONE_YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def assumed_year(months: Sequence[Month], today: date) -> int:
    """Give the latest year in which months without one do not end after today.

    Examples
    --------
    >>> assumed_year([(None, 11), (None, 12)], date(2026, 3, 1))
    2025
    """
    last = month_days(months, today.year)
    return today.year if max(last) <= today else today.year - 1
