"""Where a chart's axes have marks and what is written at them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axis import Axis
from matplotlib.ticker import Formatter, Locator, MaxNLocator

from churn_desktop.output.charts.glyphs import drawable
from churn_desktop.output.charts.style import SMALL, inches
from churn_desktop.output.widths import shorten, wrap
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.model import Unit

MOST_LINES = 3
"""Longer names are cut."""
MOST_NAMES = 12
"""Only so few names are all written; of more, some are left out."""

_DECIMAL_ZEROS = re.compile(r"\.0+(?=\D*$)")


class NamesLocator(Locator):
    """Marks at every name, or at every second, third, … when they would collide.

    The last one, the latest period, always has its mark.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.count = len(names)
        longest = max((inches(name, SMALL) for name in names), default=0.1)
        self.room = longest + 0.12

    def __call__(self) -> Sequence[float]:
        axis = self.axis
        assert isinstance(axis, Axis)
        figure = axis.figure
        assert figure is not None
        available = axis.axes.bbox.width / figure.dpi
        step = -(-self.count // max(int(available / self.room), 1))
        return list(range(self.count - 1, -1, -step))[::-1]


class NamesFormatter(Formatter):
    """Writes the names themselves."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = [plain(name) for name in names]

    def __call__(self, x: float, pos: int | None = None) -> str:  # noqa: ARG002
        at = round(x)
        return self.names[at] if 0 <= at < len(self.names) else ""


class WrappedNames(Formatter):
    """Writes all names, in as many lines as the room below each bar asks for."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self.texts = [plain(name) for name in names]

    def fit(self, wide: float) -> int:
        """Break the names to a width in inches; give the most lines of one."""
        columns = max(int(wide * 72 / (0.6 * SMALL)), 4)
        lines = [fitting(name, columns) for name in self.names]
        self.texts = [plain("\n".join(each)) for each in lines]
        return max(map(len, lines), default=1)

    def __call__(self, x: float, pos: int | None = None) -> str:  # noqa: ARG002
        at = round(x)
        return self.texts[at] if 0 <= at < len(self.texts) else ""


def fitting(name: str, columns: int, most: int = MOST_LINES) -> list[str]:
    """Break a name into a few lines; what does not fit is cut, and the last says so.

    Examples
    --------
    >>> fitting("Silent for longer than usual", 11, 2)
    ['Silent for', 'longer tha…']
    """
    lines = wrap(name, columns)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), columns)]


class ValueFormatter(Formatter):
    """Writes values as everywhere else, without decimals where all are zeros."""

    def __init__(self, unit: Unit, currency: str | None) -> None:
        self.unit = unit
        self.currency = currency

    def __call__(self, x: float, pos: int | None = None) -> str:  # noqa: ARG002
        return plain(write_value(x, self.unit, self.currency))

    def format_ticks(self, values: Iterable[float]) -> list[str]:
        # 0.1 + 0.2 must not become 30.000000000000004 %.
        texts = [self(float(np.round(value, 12))) for value in values]
        short = [_DECIMAL_ZEROS.sub("", text) for text in texts]
        whole = all(self._ends_in_zeros(text) for text in texts)
        return short if whole else texts

    @staticmethod
    def _ends_in_zeros(text: str) -> bool:
        return bool(_DECIMAL_ZEROS.search(text)) or "." not in text


def plain(text: str) -> str:
    """Keep dollar signs from being read as formulas, and leave out what no font has."""
    return drawable(text).replace("$", r"\$")


def steps(unit: Unit) -> MaxNLocator:
    """Give marks at round values; whole ones for what cannot be halved."""
    if unit is Unit.MONTHS:
        return MaxNLocator(9, steps=[1, 2, 3, 6, 10], integer=True)
    return MaxNLocator(5, steps=[1, 2, 2.5, 5, 10], integer=unit is Unit.COUNT)
