"""Formulas that build on each other, as the cells of a worksheet do."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from churn_desktop.core.book import Amounts
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
    import pandas as pd

    used = {name for formula in formulas.values() for name in formula.names}
    numbers = {
        str(name): given[name].to_numpy(dtype=float)
        for name in given.columns
        if name in used
    }
    # One frame made of all columns: adding them one by one takes most of the time.
    columns: dict[str, Any] = {str(name): given[name] for name in given.columns}
    asked = {key: each for key, each in formulas.items() if key not in columns}
    for key, value in work_out_arrays(asked, numbers).items():
        columns[key] = np.broadcast_to(value, len(given))
    return pd.DataFrame(columns, index=given.index)


def rates_of(formulas: Formulas, counted: pd.DataFrame) -> pd.DataFrame:
    """Compute formulas over columns, a column for each and nothing else.

    Parameters
    ----------
    formulas : mapping of str to Formula
        Over columns of ``counted``, each on its own.
    counted : pandas.DataFrame
    """
    import pandas as pd

    used = {name for formula in formulas.values() for name in formula.names}
    numbers = {name: counted[name].to_numpy(dtype=float) for name in used}
    columns = {
        key: np.broadcast_to(formula.compute(numbers), len(counted))
        for key, formula in formulas.items()
    }
    return pd.DataFrame(columns, index=counted.index)


def work_out_one(
    formulas: Formulas, quantities: Mapping[str, float]
) -> dict[str, float]:
    """Compute formulas for one set of quantities; see `work_out`."""
    numbers = {name: np.asarray(value, float) for name, value in quantities.items()}
    asked = {key: each for key, each in formulas.items() if key not in numbers}
    found = work_out_arrays(asked, numbers)
    return {name: float(value) for name, value in {**numbers, **found}.items()}


def work_out_arrays(
    formulas: Formulas, numbers: Mapping[str, Amounts]
) -> dict[str, Amounts]:
    """Compute formulas for arrays of one shape; see `work_out`.

    Returns
    -------
    dict of str to ndarray of float64
        For each formula; a formula without names has no shape.
    """
    found: dict[str, Amounts] = {}
    known = ChainMap(found, dict(numbers))
    for key, formula in formulas.items():
        found[key] = formula.compute(known)
    return found
