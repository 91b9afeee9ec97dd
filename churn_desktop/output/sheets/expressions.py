"""Arithmetic as cells understand it, in words that every spreadsheet since 2007 knows.

Whatever cannot be computed becomes words, never an error and never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from churn_desktop.core.formula import Formula
from churn_desktop.engine.intervals import normal_quantile
from churn_desktop.output.sheets.cells import literal
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.model import Unit


def undefined() -> str:
    """Write what stands for a number that is not defined, as part of a formula."""
    return literal(write_value(None, Unit.RATE))


def guarded(
    formula: Formula,
    cell: Callable[[str], str],
    unsure: Iterable[str] = (),
    by_zero: str = "",
) -> str:
    """Write a formula over cells; in words where it would divide by zero.

    Parameters
    ----------
    formula : Formula
    cell : callable
        Gives the reference for a name.
    unsure : iterable of str
        Names whose cells may hold words instead of a number.
    by_zero : str
        The words for a division by zero, where they are not the usual ones.

    Examples
    --------
    >>> guarded(Formula("lost / opening"), {"lost": "E7", "opening": "B7"}.__getitem__)
    'IF(B7=0,"not defined",E7 / B7)'
    """
    text = formula.write(cell)
    # Outer divisors are listed first; the inner ones are asked before them.
    words = literal(by_zero) if by_zero else undefined()
    for divisor in formula.divisors:
        text = f"IF({formula.write(cell, divisor)}=0,{words},{text})"
    doubtful = [cell(name) for name in formula.names if name in set(unsure)]
    if doubtful:
        text = f"IF(COUNT({','.join(doubtful)})<{len(doubtful)},{undefined()},{text})"
    return text


def wilson(count: str, total: str) -> tuple[str, str]:
    """Write the limits of the score interval of a proportion.

    Parameters
    ----------
    count, total : str
        Expressions over cells.

    Notes
    -----
    As `intervals.wilson`, with both sides multiplied by the total.
    """
    z = normal_quantile(0.975)
    square = f"{z * z!r}"
    share = f"({count})"
    middle = f"{share}+{square}/2"
    reach = f"{z!r}*SQRT({share}*({total}-{share})/({total})+{square}/4)"
    whole = f"({total}+{square})"
    low = f"IF({share}=0,0,({middle}-{reach})/{whole})"
    high = f"IF({share}={total},1,({middle}+{reach})/{whole})"
    return _if_any(total, low), _if_any(total, high)


def annualised(rate: str, months: int) -> str:
    """Write the churn of a year from that of a period of so many months.

    Examples
    --------
    >>> annualised("H7", 3)
    'IF(COUNT(H7)=0,"not defined",1-(1-H7)^(12/3))'
    """
    return f"IF(COUNT({rate})=0,{undefined()},1-(1-{rate})^(12/{months}))"


def _if_any(total: str, text: str) -> str:
    return f"IF({total}=0,{undefined()},{text})"
