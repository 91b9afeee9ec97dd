from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib import colors
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from churn_desktop.output import figures
from churn_desktop.output.charts.style import THEMES
from churn_desktop.output.figures import draw, save_picture
from churn_desktop.pages.model import ChartKind, Measure, Unit
from tests.output.made import a_chart, a_table, table_of

KINDS = list(ChartKind)


def painted(figure: Figure) -> FigureCanvasAgg:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return canvas


def texts(figure: Figure) -> list[str]:
    axes = figure.axes[0]
    found = [text.get_text() for text in (*figure.texts, *axes.texts)]
    for axis in (axes.xaxis, axes.yaxis):
        found += [label.get_text() for label in axis.get_ticklabels()]
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_draws_with_its_message_as_title(
    kind: ChartKind, theme: str
) -> None:
    figure = draw(a_chart(kind), table_of(kind), theme=theme)
    painted(figure)
    assert "Fewer leave than in February" in texts(figure)
    background = THEMES[theme].background
    assert colors.same_color(figure.get_facecolor(), background)


@pytest.mark.parametrize("kind", KINDS)
def test_chinese_has_its_glyphs(kind: ChartKind) -> None:
    """A missing glyph is a warning, and a warning fails a test."""
    title = "三月的流失率低于二月，处于正常波动范围之内；其中新客户流失最多，请尽快联系"
    table = table_of(kind)
    first = table.measures[0]
    if first.unit is Unit.PERIOD:
        table.frame[first.key] = ["一月", "二月", "三月", "四月"]
    else:
        renamed = replace(first, title="存续月数")
        table = replace(table, measures=(renamed, *table.measures[1:]))
    figure = draw(a_chart(kind, title), table, currency="CNY", size=(5, 3))
    painted(figure)
    heading = figure.texts[0].get_text()
    assert "\n" in heading
    assert heading.replace("\n", "") == title


@pytest.mark.parametrize("kind", KINDS)
def test_everything_written_lies_inside_the_picture(kind: ChartKind) -> None:
    figure = draw(a_chart(kind), table_of(kind))
    for size in ((7.2, 4.0), (4.0, 2.6), (12.0, 5.0)):
        figure.set_size_inches(*size)
        canvas = painted(figure)
        whole, axis = figure.bbox, figure.axes[0].xaxis
        low, high = axis.get_view_interval()
        ticks = [
            tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
        ]
        for text in (*figure.texts, *(tick.label1 for tick in ticks)):
            box = text.get_window_extent(canvas.get_renderer())
            if text.get_text():
                assert box.x0 >= whole.x0 - 1
                assert box.x1 <= whole.x1 + 1, text.get_text()


def test_values_are_written_as_everywhere_else() -> None:
    figure = draw(a_chart(ChartKind.LINE), a_table())
    painted(figure)
    written = texts(figure)
    assert "10 %" in written  # a mark; all of them are whole
    assert "1.8 % so far" in written  # the latest value beside the line, not final
    assert "Apr 2024" in written
    assert "not defined" in texts(draw(a_chart(ChartKind.RANGE), a_table()))


def test_money_is_in_the_currency_of_the_list() -> None:
    chart = a_chart(ChartKind.BAR)
    series = (replace(chart.series[0], measure="mrr"),)
    figure = draw(replace(chart, series=series), a_table(), currency="CNY")
    painted(figure)
    assert {"¥9,800", "¥10,584.50"} <= set(texts(figure))


def test_names_with_signs_of_mathematics_stay_as_they_are() -> None:
    table = a_table()
    table.frame["period"] = ["$a$", "b_2$", "$x^2$ $", "%"]
    figure = draw(a_chart(ChartKind.BAR, r"$\frac{$ and $x$"), table)
    canvas = painted(figure)
    assert figure.texts[0].get_text() == r"$\frac{$ and $x$"
    assert canvas.buffer_rgba()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_show_is_no_error(kind: ChartKind) -> None:
    table = table_of(kind)
    painted(draw(a_chart(kind), replace(table, frame=table.frame.iloc[:0])))
    first = table.measures[0].key
    for measure in table.measures[1:]:
        table.frame[measure.key] = None
    assert first in table.frame
    painted(draw(a_chart(kind), replace(table, marked={})))


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_pictures_are_saved_by_their_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"图表.{ending}"
    save_picture(draw(a_chart(ChartKind.STACKED, "三月"), a_table()), path)
    begin = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[ending]
    assert path.read_bytes().startswith(begin)


def test_other_pictures_are_refused(tmp_path: Path) -> None:
    figure = draw(a_chart(ChartKind.STACKED), a_table())
    with pytest.raises(ValueError, match="not a kind of picture"):
        save_picture(figure, tmp_path / "chart.docx")
    assert list(tmp_path.iterdir()) == []


def test_importing_it_loads_no_matplotlib() -> None:
    code = (
        "import sys, churn_desktop.output.figures as f; "
        "sys.exit('matplotlib' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_scale_has_its_title() -> None:
    table = table_of(ChartKind.STEP)
    assert table.measures[0] == Measure("time", "Months", Unit.MONTHS)
    figure = draw(a_chart(ChartKind.STEP), table)
    assert figure.axes[0].get_xlabel() == "Months"


def test_fonts_of_a_pdf_picture_are_what_they_are_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "pdf_font_kind", lambda: 3)
    figure = draw(a_chart(ChartKind.BAR), table_of(ChartKind.BAR))
    save_picture(figure, tmp_path / "chart.pdf")
    written = (tmp_path / "chart.pdf").read_bytes()
    assert b"/Type3" in written
    assert b"/CIDFontType2" not in written
