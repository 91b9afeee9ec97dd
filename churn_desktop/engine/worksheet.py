"""Formulas that build on each other, as the cells of a worksheet do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from churn_desktop.core.formula import Formulas

if TYPE_CHECKING:
    import pandas as pd


def work_out(formulas: Formulas, given: pd.DataFrame) -> pd.DataFrame:
    """Compute formulas one after the other, each from what is known by then.

    Parameters
    ----------
    formulas : mapping of str to Formula
        In an order in which each uses only columns of ``given`` and keys before it.
    given : pandas.DataFrame
        The quantities to start from. A column that has the key of a formula is taken
        as it is.

    Returns
    -------
    pandas.DataFrame
        The columns of ``given``, then one for each formula; NaN where a formula
        divides by zero or uses what is not known.

    Raises
    ------
    KeyError
        When a formula uses what is neither given nor computed before it.

    Examples
    --------
    >>> import pandas as pd
    >>> from churn_desktop.core.formula import Formula
    >>> formulas = {"rate": Formula("lost / opening"), "kept": Formula("1 - rate")}
    >>> work_out(formulas, pd.DataFrame({"lost": [5], "opening": [50]})).kept.tolist()
    [0.9]
    """
    frame = given.copy()
    for key, formula in formulas.items():
        if key not in given:
            frame[key] = formula.evaluate(frame)
    return frame


def work_out_one(
    formulas: Formulas, quantities: Mapping[str, float]
) -> dict[str, float]:
    """Compute formulas for one set of quantities; see `work_out`."""
    import pandas as pd

    frame = work_out(formulas, pd.DataFrame([dict(quantities)], dtype=float))
    return {str(name): float(value) for name, value in frame.iloc[0].items()}
