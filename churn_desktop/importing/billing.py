"""How long a customer pays for at a time, and what that makes a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.grid import Kind
from churn_desktop.importing.distinct import Distinct
from churn_desktop.importing.flags import wording
from churn_desktop.importing.vocabulary.words import listed

Months: TypeAlias = npt.NDArray[np.float64]

WEEK = 12 / 52
DAY = 12 / 365

_UNITS = {
    "day": DAY, "daily": DAY, "天": DAY, "日": DAY,
    "week": WEEK, "weekly": WEEK, "wk": WEEK, "周": WEEK, "星期": WEEK,
    "month": 1.0, "monthly": 1.0, "mo": 1.0, "mth": 1.0, "mon": 1.0, "mensual": 1.0,
    "month to month": 1.0, "m2m": 1.0, "月": 1.0, "个月": 1.0, "月度": 1.0,
    "quarter": 3.0, "quarterly": 3.0, "qtr": 3.0, "季": 3.0, "季度": 3.0, "个季度": 3.0,
    "half year": 6.0, "half yearly": 6.0, "semi annual": 6.0, "semi annually": 6.0,
    "semiannual": 6.0, "semiannually": 6.0, "biannual": 6.0, "bi annual": 6.0,
    "半年": 6.0, "半年度": 6.0,
    "year": 12.0, "yearly": 12.0, "annual": 12.0, "annually": 12.0, "yr": 12.0,
    "per annum": 12.0, "年": 12.0, "年度": 12.0,
    "fortnight": 2 * WEEK, "fortnightly": 2 * WEEK, "biweekly": 2 * WEEK,
    "bi weekly": 2 * WEEK, "双周": 2 * WEEK, "bimonthly": np.nan,
    "monatlich": 1.0, "mensuel": 1.0, "mensuelle": 1.0, "mensuale": 1.0,
    "maandelijks": 1.0, "vierteljährlich": 3.0, "quartalsweise": 3.0,
    "trimestriel": 3.0, "trimestrielle": 3.0, "trimestral": 3.0, "halbjährlich": 6.0,
    "semestriel": 6.0, "semestral": 6.0, "jährlich": 12.0, "annuel": 12.0,
    "annuelle": 12.0, "anual": 12.0, "annuale": 12.0, "jaarlijks": 12.0,
    "押一付一": 1.0, "押二付一": 1.0, "押一付二": 2.0, "押一付三": 3.0, "押二付三": 3.0,
    "押三付三": 3.0, "押一付六": 6.0, "押二付六": 6.0, "押一付年": 12.0,
    "biennial": 24.0, "biennially": 24.0, "双月": 2.0,
}  # fmt: skip
_COUNTS = {
    word: float(number)
    for number, words in enumerate(
        ("one a an 一 单 每 壹", "two 二 两 双", "three 三", "four 四", "five 五",
         "six 六", "seven 七", "eight 八", "nine 九", "ten 十", "eleven 十一",
         "twelve 十二"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_SURROUNDING = re.compile(
    r"^(?:连续|按|包|每|per |every |billed |paid |pay |the )+"
    r"|(?:付款|付费|缴费|结算|付|缴|交|卡|套餐|合同|会员|制|期"
    r"|(?: (?:plan|contract|billing|subscription|payment|term|paid|prepaid))+)$"
)
_COUNTED = re.compile(
    r"(\d+(?:\.\d+)?|[a-z]+(?= )|十[一二]|[一二两三四五六七八九十双每单])?\s?(.+?)"
)
ONE_OFF_WORDS = listed("""
    one off, one time, once, onetime, single, lifetime, one off payment, 一次性, 一次,
    单次, 终身, 买断, 永久, 一次性付清, 趸交, 趸缴, 终身卡, einmalig
""")
TRIAL_WORDS = listed("trial, free trial, 试用, 免费试用, 试用期, 体验, 体验卡")


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What each different cell of a column of billing terms means.

    Attributes
    ----------
    months : ndarray of float64
        NaN where it is no term.
    outside : ndarray of bool
        Paid once, or a trial: no recurring payment.
    """

    months: Months
    outside: Mask

    @property
    def known(self) -> Mask:
        """Which cells mean something as a billing term."""
        return np.isfinite(self.months) | self.outside


def read_terms(cells: Distinct) -> Terms:
    """Read each different cell of a column as the length of a billing term.

    A bare number is a number of months.

    Examples
    --------
    >>> words = ["Month-to-month", "Two year", "年付", "weekly", "trial", "often"]
    >>> texts = np.array(words, dtype=object)
    >>> cells = Distinct(texts, np.full(6, Kind.TEXT, dtype=np.uint8), np.arange(6))
    >>> read_terms(cells).months.round(3).tolist()
    [1.0, 24.0, 12.0, 0.231, nan, nan]
    """
    words = [_term(text) for text in cells.texts]
    written = (cells.kinds == Kind.TEXT) | (cells.kinds == Kind.NUMBER)
    months = [
        _months(word) if meant else np.nan
        for word, meant in zip(words, written.tolist(), strict=True)
    ]
    outside = [word in ONE_OFF_WORDS or word in TRIAL_WORDS for word in words]
    return Terms(np.array(months, dtype=float), np.array(outside, dtype=bool))


def _term(text: str) -> str:
    return " ".join(re.sub(r"[-/_]", " ", wording(text)).split())


def _months(word: str) -> float:
    """Give the months of a term, NaN where it is none."""
    if word[-3:].isdecimal() and len(word) > 2:
        # No term ends with so large a number, but every number of a customer does.
        return np.nan
    if word in _UNITS:
        return _UNITS[word]
    bare = _SURROUNDING.sub("", _SURROUNDING.sub("", word).strip()).strip()
    one = bare.removesuffix("s")
    if one in _UNITS:
        return _UNITS[one]
    if re.fullmatch(r"\d{1,2}(\.0)?", bare):
        return float(bare) or np.nan
    found = _COUNTED.fullmatch(bare)
    if not found or not found[1]:
        return np.nan
    number = found[1]
    unit = found[2].strip().removesuffix("s")
    unit = {"m": "month", "y": "year", "w": "week", "d": "day"}.get(unit, unit)
    count = float(number) if number[0].isdigit() else _COUNTS.get(number, np.nan)
    if unit not in _UNITS or unit.endswith("ly") or not count:
        return np.nan
    return count * _UNITS[unit]
