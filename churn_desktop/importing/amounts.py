"""Money and numbers as people write them: a value or nothing, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Amounts, Mask
from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Kinds, Texts
from churn_desktop.importing.distinct import Distinct, plain

CURRENCIES = {
    "¥": "CNY", "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "元": "CNY", "圆": "CNY",
    "块": "CNY", "cn¥": "CNY", "元人民币": "CNY",
    "$": "USD", "usd": "USD", "us$": "USD", "美元": "USD", "dollars": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "欧元": "EUR",
    "£": "GBP", "gbp": "GBP", "英镑": "GBP",
    "円": "JPY", "jpy": "JPY", "jp¥": "JPY", "日元": "JPY", "日圆": "JPY",
    "hk$": "HKD", "hkd": "HKD", "港币": "HKD", "港元": "HKD",
    "nt$": "TWD", "twd": "TWD", "新台币": "TWD", "台币": "TWD",
    "₩": "KRW", "krw": "KRW", "₹": "INR", "inr": "INR", "s$": "SGD", "sgd": "SGD",
    "a$": "AUD", "aud": "AUD", "c$": "CAD", "cad": "CAD", "chf": "CHF", "fr.": "CHF",
    "₽": "RUB", "rub": "RUB", "฿": "THB", "thb": "THB", "₫": "VND", "vnd": "VND",
    "rm": "MYR", "myr": "MYR", "r$": "BRL", "brl": "BRL", "mop": "MOP", "sek": "SEK",
    "nok": "NOK", "dkk": "DKK", "pln": "PLN", "zar": "ZAR", "mxn": "MXN", "nzd": "NZD",
}  # fmt: skip
"""Signs and words of money, lower case, and the ISO code each stands for."""

SCALES = {
    "千": 1e3, "万": 1e4, "萬": 1e4, "百万": 1e6, "百萬": 1e6, "千万": 1e7,
    "千萬": 1e7, "亿": 1e8, "億": 1e8,
}  # fmt: skip
FREE_WORDS = frozenset({"免费", "免費", "free", "免", "赠送", "贈送", "no charge"})

_LONGEST = 64

_MONEY = "|".join(re.escape(name) for name in sorted(CURRENCIES, key=len, reverse=True))
_WRITTEN = re.compile(
    rf"""(?P<sign>[-+−]?)\s*(?P<before>{_MONEY})?\s*(?P<inner>[-+−]?)\s*
    (?P<digits>[\d.,][\d., ]*?)\s*
    (?P<scale>千万|千萬|百万|百萬|千|万|萬|亿|億)?\s*(?P<after>{_MONEY})?
    (?P<month>\s*(?:[/每]\s*(?:月|个月|mo|month)|per\s+month|a\s+month))?
    \s*(?P<percent>%)?\s*(?P<trailing>-?)""",
    re.VERBOSE | re.IGNORECASE,
)
_POINT = re.compile(
    r"\d+(?:\.\d+)?|\.\d+|[1-9]\d{0,2}([, ])\d{3}(?:\1\d{3})*(?:\.\d+)?"
)
_COMMA = re.compile(r"\d+(?:,\d+)?|,\d+|[1-9]\d{0,2}([. ])\d{3}(?:\1\d{3})*(?:,\d+)?")
# What most amounts look like; a decimal comma cannot be meant.
_CENTS = re.compile(r"[0-9]+\.[0-9]{1,2}")
_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


@dataclass(frozen=True, slots=True, eq=False)
class AmountTexts:
    """What each different cell of a column means as a number.

    Attributes
    ----------
    values : ndarray of float64
        NaN where it is none.
    currency : ndarray of object
        ISO code, ``""`` where the cell names no currency.
    scaled : ndarray of bool
        Written with 千, 万, 亿.
    free : ndarray of bool
        A word for nothing to pay, read as 0.
    three_decimals : bool
        Every point stands before exactly three digits, so it may be a separator.
    """

    values: Amounts
    currency: npt.NDArray[np.object_]
    scaled: Mask
    free: Mask
    three_decimals: bool


def read_amounts(cells: Distinct, *, percent: bool = False) -> AmountTexts:
    """Read each different cell of a column as a number.

    Whether a comma separates decimals or thousands is decided by the whole column;
    what does not fit the decision is not a number.

    Parameters
    ----------
    cells : Distinct
    percent : bool
        Whether ``85%`` is 0.85; otherwise it is not a number.

    Examples
    --------
    >>> texts = np.array(["¥1,234.50", "3万5", "1.2万", "(50)"], dtype=object)
    >>> kinds = np.full(4, Kind.TEXT, dtype=np.uint8)
    >>> read_amounts(Distinct(texts, kinds, np.arange(4))).values.tolist()
    [1234.5, nan, 12000.0, -50.0]
    """
    point, comma, currency, scaled, free = cells.read_each(_each, percent=percent)
    only_point = np.isfinite(point) & np.isnan(comma)
    only_comma = np.isfinite(comma) & np.isnan(point)
    counts = cells.counts
    decimal_comma = counts[only_comma].sum() > counts[only_point].sum()
    return AmountTexts(
        comma if decimal_comma else point,
        currency,
        scaled,
        free,
        three_decimals=not decimal_comma and _only_three_decimals(cells, only_point),
    )


def _each(
    texts: Texts, kinds: Kinds, percent: bool
) -> tuple[Amounts, Amounts, npt.NDArray[np.object_], Mask, Mask]:
    """Read cells with a point and with a comma; name currency, scale, free."""
    n = len(texts)
    point, comma = np.full(n, np.nan), np.full(n, np.nan)
    currency = np.full(n, "", dtype=object)
    scaled, free = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    number, written = int(Kind.NUMBER), int(Kind.TEXT)
    for i, (text, kind) in enumerate(zip(texts, kinds.tolist(), strict=True)):
        if kind == number:
            point[i] = comma[i] = _number(text)
        if kind != written or len(text) > _LONGEST:
            continue
        if text.isdigit() and text.isascii():
            point[i] = comma[i] = float(text)
            continue
        if _CENTS.fullmatch(text):
            point[i] = float(text)
            continue
        wording = plain(text).lower()
        if wording in FREE_WORDS:
            point[i] = comma[i] = 0.0
            free[i] = True
        elif read := _read(wording, percent=percent):
            point[i], comma[i], currency[i], scaled[i] = read
    return point, comma, currency, scaled, free


def _read(text: str, *, percent: bool) -> tuple[float, float, str, bool] | None:
    """Read a text with a decimal point and with a decimal comma."""
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    signs = [found[name] for name in ("sign", "inner", "trailing") if found[name]]
    money = {CURRENCIES[found[name]] for name in ("before", "after") if found[name]}
    if len(signs) + negative > 1 or len(money) > 1:
        return None
    if found["percent"] and (not percent or money):
        return None
    factor = SCALES.get(found["scale"] or "", 1.0)
    if found["percent"]:
        factor /= 100
    if negative or (signs and signs[0] != "+"):
        factor = -factor
    digits = found["digits"]
    point = comma = np.nan
    if _POINT.fullmatch(digits):
        point = _scale(digits.replace(",", "").replace(" ", ""), factor)
    if _COMMA.fullmatch(digits):
        number = digits.replace(".", "").replace(" ", "").replace(",", ".")
        comma = _scale(number, factor)
    if np.isnan(point) and np.isnan(comma):
        return None
    return point, comma, "".join(money), bool(found["scale"])


def _scale(digits: str, factor: float) -> float:
    # Dividing keeps 85 % at 0.85 where multiplying with 0.01 would not.
    value = float(digits)
    return value / (1 / factor) if 0 < abs(factor) < 1 else value * factor


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return np.nan
    return value if np.isfinite(value) else np.nan


def _only_three_decimals(cells: Distinct, only_point: Mask) -> bool:
    """Tell whether points might separate thousands: ``1.234`` and nothing clearer."""
    if only_point.any():
        return False
    texts = cells.texts[cells.kinds == Kind.TEXT]
    pointed = [text for text in map(plain, texts) if "." in text]
    return any(map(_THREE_DECIMALS.search, pointed))
