from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from churn_desktop.output.charts.event_marks import EventMarks, shows_events
from churn_desktop.output.figures import draw
from churn_desktop.pages.model import (
    Chart,
    ChartKind,
    Event,
    Measure,
    Series,
    Table,
    Unit,
)


def table(rows: int, *events: Event) -> Table:
    measures = (Measure("period", "P", Unit.PERIOD), Measure("rate", "R", Unit.RATE))
    names = [f"{2019 + n // 12}-{1 + n % 12:02}" for n in range(rows)]
    frame = pd.DataFrame({"period": names, "rate": [0.1] * rows})
    return Table("t", "T", measures, frame, events=events)


def chart(kind: ChartKind = ChartKind.LINE) -> Chart:
    return Chart("c", "Churn is steady", kind, "t", (Series("rate", "Rate"),), "share")


def event(number: int, row: int, text: str = "新界面上线") -> Event:
    return Event(row, chr(0x245F + number), date(2024, 1, 1), text)


def marks(found: Table, size: tuple[float, float] = (7.2, 4.0)) -> EventMarks:
    figure = draw(chart(), found, size=size)
    FigureCanvasAgg(figure).draw()
    layout = figure.get_layout_engine()
    made = layout.marks
    assert isinstance(made, EventMarks)
    return made


def test_only_charts_over_time_show_events() -> None:
    told = table(5, event(1, 2))
    assert shows_events(chart(), told)
    assert shows_events(chart(ChartKind.STACKED), told)
    assert not shows_events(chart(ChartKind.RANGE), told)
    assert not shows_events(chart(), table(5))
    text = Measure("period", "P", Unit.TEXT)
    assert not shows_events(chart(), replace(told, measures=(text, *told.measures[1:])))


@pytest.mark.parametrize("kind", [ChartKind.LINE, ChartKind.STACKED, ChartKind.BAR])
def test_signs_stand_above_their_rows(kind: ChartKind) -> None:
    figure = draw(chart(kind), table(5, event(1, 2), event(2, 2), event(3, 4)))
    FigureCanvasAgg(figure).draw()
    made = figure.get_layout_engine().marks
    assert [text.get_text() for text in made.signs] == ["①②", "③"]
    axes = figure.axes[0]
    for row, text in zip((2, 4), made.signs, strict=True):
        x, y = text.get_position()
        assert x * figure.bbox.width == pytest.approx(
            axes.transData.transform((row, 0))[0]
        )
        assert y > axes.get_position().y1


def test_signs_never_lie_on_each_other() -> None:
    made = marks(table(72, *(event(n, 20 + n) for n in range(1, 13))))
    boxes = [text.get_window_extent() for text in made.signs]
    for at, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[at + 1 :])


def test_texts_lie_below_the_axes_within_the_figure() -> None:
    long = "A very long story about the price rise that nobody liked at all " * 3
    made = marks(table(12, *(event(n, n, long) for n in range(1, 9))))
    shown = [text for text in made.lines if text.get_text()]
    figure = made.axes.get_figure(root=True)
    assert figure is not None
    tick = min(t.get_window_extent().y0 for t in made.axes.get_xticklabels())
    for text in shown:
        box = text.get_window_extent()
        assert box.y1 <= tick
        assert box.y0 >= 0
        assert box.x1 <= figure.bbox.width
    # What does not fit is said to be left out.
    assert shown[-1].get_text() == "… and 5 more notes"


def test_few_texts_share_a_line() -> None:
    made = marks(table(12, event(1, 1), event(2, 2)))
    assert [t.get_text() for t in made.lines if t.get_text()] == [
        "① 新界面上线    ② 新界面上线"
    ]


def test_a_place_on_a_sign_names_its_event() -> None:
    first, second, third = event(1, 2), event(2, 2), event(3, 4)
    made = marks(table(5, third, first, second))
    figure = made.axes.get_figure(root=True)
    assert figure is not None
    both = figure.transFigure.transform(made.signs[0].get_position())
    alone = figure.transFigure.transform(made.signs[1].get_position())
    assert made.at(both[0] - 3, both[1]) is first
    assert made.at(both[0] + 3, both[1]) is second
    assert made.at(*alone) is third
    assert made.at(alone[0], alone[1] - 30) is None
    assert made.at(alone[0] + 40, alone[1]) is None
