from __future__ import annotations

from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from churn_desktop.output.charts.axes import (
    NamesFormatter,
    NamesLocator,
    ValueFormatter,
    WrappedNames,
    plain,
    steps,
)
from churn_desktop.pages.model import Unit


@pytest.mark.parametrize(
    ("unit", "currency", "values", "written"),
    [
        (Unit.RATE, None, [0, 0.1, 0.1 + 0.2], ["0 %", "10 %", "30 %"]),
        (Unit.RATE, None, [0, 0.025, 0.05], ["0.0 %", "2.5 %", "5.0 %"]),
        (Unit.COUNT, None, [0, 1000, 20000], ["0", "1,000", "20,000"]),
        (Unit.MONEY, "USD", [0, 1500], [r"\$0", r"\$1,500"]),
    ],
)
def test_marks_are_as_short_as_they_can_be(
    unit: Unit, currency: str | None, values: list[float], written: list[str]
) -> None:
    assert ValueFormatter(unit, currency).format_ticks(values) == written


@pytest.mark.parametrize(("wide", "marks"), [(2.0, 3), (6.0, 8), (40.0, 36)])
def test_names_thin_out_where_they_would_collide(wide: float, marks: int) -> None:
    names = [f"month {number}" for number in range(36)]
    figure = Figure(figsize=(wide, 2))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-0.5, 35.5)
    axes.xaxis.set_major_locator(NamesLocator(names))
    axes.xaxis.set_major_formatter(NamesFormatter(names))
    FigureCanvasAgg(figure).draw()
    labels = axes.get_xticklabels()
    assert len(labels) <= marks
    assert labels[-1].get_text() == "month 35"
    boxes = [label.get_window_extent() for label in labels]
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


def test_there_are_no_names_beyond_the_rows() -> None:
    formatter = NamesFormatter(["a", "b"])
    assert [formatter(x) for x in (-1, 0, 1, 2)] == ["", "a", "b", ""]


def test_dollars_are_no_formulas() -> None:
    assert plain("$5 and $6") == r"\$5 and \$6"


def test_months_step_as_calendars_do() -> None:
    assert list(steps(Unit.MONTHS).tick_values(0, 36)) == [0, 6, 12, 18, 24, 30, 36]
    assert all(step == int(step) for step in steps(Unit.COUNT).tick_values(0, 3))


def test_names_of_few_bars_are_all_written_in_lines() -> None:
    names = WrappedNames(["Bought lately", "Silent for longer than usual", "久无动静"])
    assert names.fit(5.0) == 1
    assert names.fit(1.0) == 3
    assert [names(at) for at in range(-1, 4)] == [
        "", "Bought lately", "Silent for\nlonger than\nusual", "久无动静", "",
    ]  # fmt: skip
    # What does not fit on three lines is cut, and says so.
    assert names.fit(0.5) == 3
    assert names(1).endswith("…")
