"""A formula written once: text over named quantities that anyone can render.

The engine evaluates it, the workbook turns it into a cell formula, the formula bar
prints it with the numbers put in.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

_Values: TypeAlias = npt.NDArray[np.float64] | np.float64


@dataclass(frozen=True)
class Formula:
    """An arithmetic expression over named columns.

    Attributes
    ----------
    text : str
        Names, numbers, ``+ - * /`` and brackets.

    Examples
    --------
    >>> rate = Formula("(lost + joined_and_left) / opening")
    >>> rate.names
    ('lost', 'joined_and_left', 'opening')
    >>> rate.write({"lost": "C5", "joined_and_left": "D5", "opening": "B5"}.__getitem__)
    '(C5 + D5) / B5'
    >>> rate.divisors
    ('opening',)
    """

    text: str
    _tree: ast.expr = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tree", ast.parse(self.text, mode="eval").body)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names it uses, in the order of reading, without repetition."""
        found = (n for n in ast.walk(self._tree) if isinstance(n, ast.Name))
        ordered = sorted(found, key=lambda name: name.col_offset)
        return tuple(dict.fromkeys(name.id for name in ordered))

    @cached_property
    def divisors(self) -> tuple[str, ...]:
        """Everything it divides by, as text; where one is 0 it is not defined."""
        divisions = (
            node
            for node in ast.walk(self._tree)
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        )
        found = (node.right for node in divisions)
        return tuple(
            ast.unparse(node) for node in found if not isinstance(node, ast.Constant)
        )

    def write(self, name: Callable[[str], str], expression: str | None = None) -> str:
        """Write it out with something else in the place of each name.

        Parameters
        ----------
        name : callable
            What to put for a name.
        expression : str, optional
            One of `divisors` instead of the whole formula.
        """
        pieces = []
        text, at = (self.text if expression is None else expression), 0
        tree = ast.parse(text, mode="eval")
        found = (n for n in ast.walk(tree) if isinstance(n, ast.Name))
        for node in sorted(found, key=lambda n: n.col_offset):
            pieces += [text[at : node.col_offset], name(node.id)]
            at = node.end_col_offset or at
        return "".join([*pieces, text[at:]])

    def evaluate(self, columns: pd.DataFrame) -> pd.Series:
        """Compute it for every row of a frame.

        Parameters
        ----------
        columns : pandas.DataFrame
            Has a numeric column for each of `names`.

        Returns
        -------
        pandas.Series
            NaN where it divides by zero or an operand is missing.
        """
        import pandas as pd

        numbers = {name: columns[name].to_numpy(dtype=float) for name in self.names}
        value = np.broadcast_to(self.compute(numbers), len(columns))
        return pd.Series(value, columns.index, copy=True)

    def compute(
        self, numbers: Mapping[str, npt.NDArray[np.float64]]
    ) -> npt.NDArray[np.float64]:
        """Compute it for arrays; see `evaluate`.

        Parameters
        ----------
        numbers : mapping of str to ndarray of float64
            One for each of `names`, all of one shape.

        Returns
        -------
        ndarray of float64
            Of that shape, or without any where no name is used.
        """
        with np.errstate(invalid="ignore", over="ignore"):
            value = np.asarray(_compute(self._tree, numbers))
        return np.where(np.isfinite(value), value, np.nan)


_OPERATIONS: Mapping[type[ast.operator], np.ufunc] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
}


def _compute(node: ast.AST, numbers: Mapping[str, _Values]) -> _Values:
    """Compute a part of a formula; `DataFrame.eval` takes a millisecond for each."""
    match node:
        case ast.Name(id=name):
            return numbers[name]
        case ast.Constant(value=int() | float() as value):
            return np.float64(value)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            first, second = _compute(left, numbers), _compute(right, numbers)
            if isinstance(op, ast.Div):
                second = np.where(second == 0, np.nan, second)
            return np.asarray(_OPERATIONS[type(op)](first, second))
    raise ValueError(ast.unparse(node))


Formulas = Mapping[str, Formula]
