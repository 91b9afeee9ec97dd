"""The formula bar: how a number came about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from churn_desktop.core.formula import Formula
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import (
    is_defined,
    write_interval,
    write_measure,
    write_value,
)
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.pages.terms import in_text

_NAMES = {Unit.TEXT, Unit.PERIOD, Unit.DATE}
_SIGNS = {"/": "÷", "*": "×", "-": "−"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands in the formula bar.

    Attributes
    ----------
    subject : str
        Which number of which row ("Mar 2024 · churn rate").
    expression : str
        How it follows from others, or the number itself; ``""`` for the name of a
        row, which the subject says.
    interval : str
        Its 95 % limits; ``""`` where it has none.
    """

    subject: str
    expression: str
    interval: str = ""


def explain(
    table: Table, row: int, measure_key: str, currency: str | None = None
) -> Explanation:
    """Explain one cell of a table.

    Parameters
    ----------
    table : Table
    row : int
    measure_key : str
        A measure of the table.
    currency : str or None
        ISO code for amounts.

    Returns
    -------
    Explanation
        For a measure with a formula over other measures of the table the formula in
        words, with the numbers put in and the result; else the value and what it
        means. A table may also spell out in a column ``formula`` how its column
        ``value`` came about. Where a number is not defined, the reason.

    Raises
    ------
    KeyError
        If the table has no such measure.
    """
    measure = table.measure(measure_key)
    value = table.frame[measure_key].iloc[row]
    written = write_measure(value, measure, currency)
    subject = _subject(table, row, measure, currency)
    formula = measure.formula
    if formula is not None and all(name in table.frame for name in formula.names):
        expression = _calculation(table, row, measure, formula, currency)
    elif measure_key == "value" and "formula" in table.frame:
        expression = f"{table.frame['formula'].iloc[row]} = {written}"
    elif measure.note and measure.unit not in _NAMES:
        expression = _("{value} ({note})").format(
            value=written, note=measure.note.rstrip(".。")
        )
    else:
        expression = "" if measure is table.measures[0] else written
    return Explanation(subject, expression, _interval(table, row, measure, currency))


def in_words(formula: Formula, name: Callable[[str], str]) -> str:
    """Write a formula with proper signs.

    Parameters
    ----------
    formula : Formula
    name : callable
        What to put for each name.

    Examples
    --------
    >>> in_words(Formula("(a - b) / c"), {"a": "10", "b": "x-y", "c": "4"}.__getitem__)
    '(10 − x-y) ÷ 4'
    """
    return _with_signs(formula, None, name)


def _with_signs(
    formula: Formula, expression: str | None, name: Callable[[str], str]
) -> str:
    # The signs of the formula are replaced, those inside what is put in are not.
    places = {key: f"\0{at}\0" for at, key in enumerate(formula.names)}
    text = formula.write(places.__getitem__, expression)
    for sign, proper in _SIGNS.items():
        text = text.replace(sign, proper)
    for key, place in places.items():
        text = text.replace(place, name(key))
    return text


def _subject(table: Table, row: int, measure: Measure, currency: str | None) -> str:
    first = table.measures[0]
    label = write_value(table.frame[first.key].iloc[row], first.unit, currency)
    if first.unit not in _NAMES:
        label = _("{name} {value}").format(name=first.title, value=label)
    if measure is first:
        return label
    return _("{row} · {measure}").format(row=label, measure=in_text(measure.title))


def _calculation(
    table: Table, row: int, measure: Measure, formula: Formula, currency: str | None
) -> str:
    def title(key: str) -> str:
        return in_text(_measure_of(table, key).title)

    def number(key: str) -> str:
        value = table.frame[key].iloc[row]
        written = write_value(value, _measure_of(table, key).unit, currency)
        return f"({written})" if written.startswith("-") else written

    value = table.frame[measure.key].iloc[row]
    if is_defined(value):
        parts = (
            in_words(formula, title),
            in_words(formula, number),
            write_value(value, measure.unit, currency),
        )
        # A formula that only names another measure has no numbers to put in.
        return " = ".join(dict.fromkeys(parts))
    return _("{formula}: {reason}").format(
        formula=in_words(formula, title),
        reason=measure.by_zero or _why_not(table, row, formula, title),
    )


def _why_not(
    table: Table, row: int, formula: Formula, title: Callable[[str], str]
) -> str:
    """Say why a formula gives no number: something is missing, or divides by 0."""
    operands = table.frame.iloc[[row]]
    for key in formula.names:
        if not is_defined(operands[key].iloc[0]):
            return _("not defined, because {what} is not defined").format(
                what=title(key)
            )
    for divisor in formula.divisors:
        if Formula(divisor).evaluate(operands).iloc[0] == 0:
            written = _with_signs(formula, divisor, title)
            return _("not defined, because {what} is 0").format(what=written)
    return _("not defined")


def _measure_of(table: Table, key: str) -> Measure:
    try:
        return table.measure(key)
    except KeyError:
        # A column that is only there to calculate with.
        return Measure(key, key.replace("_", " "), Unit.RATIO)


def _interval(table: Table, row: int, measure: Measure, currency: str | None) -> str:
    if measure.interval is None:
        return ""
    low, high = (float(table.frame[key].iloc[row]) for key in measure.interval)
    written = write_interval(low, high, measure.unit, currency)
    if not written:
        return ""
    if measure.base is None:
        return _("{interval}, 95 %").format(interval=written)
    of = table.frame[measure.base].iloc[row]
    return _("{interval}, 95 %, n = {n}").format(
        interval=written, n=write_value(of, Unit.COUNT)
    )
