from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.output.sheets import native_series
from churn_desktop.output.sheets.native_series import (
    HelperCells,
    Picture,
    runs,
    safe_name,
    series_of,
)
from churn_desktop.output.sheets.placement import place
from churn_desktop.pages.model import ChartKind, Page, PageId, Series
from tests.output.made import a_chart, table_of


def a_picture(kind: ChartKind, rows: list[int]) -> Picture:
    table = table_of(kind)
    plan = place(Page(PageId.PERIODS, "P", (table,)), "P")
    return Picture(
        a_chart(kind), table, plan.tables[table.key], HelperCells("Chart data"), rows
    )


def options(kind: ChartKind, rows: list[int], at: int = 0) -> list[dict[str, object]]:
    picture = a_picture(kind, rows)
    series = picture.chart.series[at]
    return [native.options for native in series_of(picture, series, "#000000")]


def test_gaps_cut_a_reference_into_pieces() -> None:
    assert runs([]) == []
    assert runs([0, 2, 3]) == [(0, 0), (2, 3)]
    picture = a_picture(ChartKind.BAR, [0, 2, 3])
    assert picture.reference("lost") == "=('P'!$D$7:$D$7,'P'!$D$9:$D$10)"
    assert a_picture(ChartKind.BAR, [1, 2]).categories == "='P'!$A$8:$A$9"


def test_a_line_has_its_limits_beside_it() -> None:
    low, high, rate = options(ChartKind.LINE, [1, 2, 3])
    assert (low["values"], high["values"], rate["values"]) == (
        "='P'!$F$8:$F$10", "='P'!$G$8:$G$10", "='P'!$E$8:$E$10",
    )  # fmt: skip
    points = rate["points"]
    assert isinstance(points, list)
    assert [point is not None for point in points] == [False, False, True]
    labels = rate["data_labels"]
    assert isinstance(labels, dict)
    # Written where it stands out and at the end.
    assert [label is None for label in labels["custom"]] == [True, False, True]


def test_a_reference_line_may_end_early() -> None:
    picture = a_picture(ChartKind.LINE, [1, 2, 3])
    picture.table.frame.loc[3, "usual"] = np.nan
    (native,) = series_of(picture, picture.chart.series[1], "#000000")
    assert native.options["values"] == "='P'!$H$8:$H$9"
    assert native.options["categories"] == "='P'!$A$8:$A$10"


def test_losses_below_zero_are_helper_cells() -> None:
    picture = a_picture(ChartKind.STACKED, [0, 1])
    (native,) = series_of(picture, picture.chart.series[1], "#000000")
    assert native.options["values"] == "='Chart data'!$A$6:$A$7"
    assert picture.helpers.columns == [[("-'P'!D7", -0.0), ("-'P'!D8", -12.0)]]
    assert native.options["overlap"] == 100


def test_steps_have_corners() -> None:
    picture = a_picture(ChartKind.STEP, [0, 1, 2])
    (native,) = series_of(picture, picture.chart.series[0], "#000000")
    across, up = picture.helpers.columns
    assert [value for _cell, value in across] == [0, 1.5, 1.5, 4, 4]
    assert [value for _cell, value in up] == [1, 1, 0.8, 0.8, 0.5]
    assert native.options["values"] == "='Chart data'!$B$6:$B$10"


def test_too_many_steps_are_joined_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native_series, "_MOST_STEPS", 2)
    picture = a_picture(ChartKind.STEP, [0, 1, 2, 3])
    picture.table.frame.loc[0, "survival"] = np.nan
    (native,) = series_of(picture, picture.chart.series[0], "#000000")
    assert native.options["categories"] == "='P'!$A$7:$A$9"
    assert native.options["values"] == "='P'!$B$7:$B$9"
    assert picture.helpers.columns == []


def test_bars_have_error_bars_and_hatching() -> None:
    picture = a_picture(ChartKind.BAR, [1, 2, 3])
    rate = a_chart(ChartKind.LINE).series[0]
    native, *limits = series_of(picture, rate, "#000000")
    assert [limit.scales and not limit.named for limit in limits] == [True, True]
    bars = native.options["y_error_bars"]
    assert bars["plus_values"] == "='Chart data'!$A$6:$A$8"
    assert bars["plus_data"][0] == pytest.approx(0.078)
    assert picture.helpers.titles[0] == "P: Upper limit − Churn rate"
    formula, length = picture.helpers.columns[0][0]
    assert formula == "IF(COUNT('P'!E8,'P'!G8)<2,0,'P'!G8-'P'!E8)"
    assert length == pytest.approx(0.078)
    assert native.options["points"][2]["pattern"]
    assert native.options["data_labels"]["value"]


def test_points_without_limits_have_no_length() -> None:
    picture = a_picture(ChartKind.RANGE, [1, 2])
    picture.table.frame.loc[2, ["low", "high"]] = np.nan
    rate, low, high = series_of(picture, picture.chart.series[0], "#000000")
    assert (rate.named, low.named, high.named) == (True, False, False)
    assert low.options["line"] == high.options["line"] == {"none": True}
    assert rate.options["line"] == {"none": True}
    assert rate.options["y_error_bars"]["minus_values"] == "='Chart data'!$B$6:$B$7"
    assert [value for _formula, value in picture.helpers.columns[1]] == [
        pytest.approx(0.05),
        0,
    ]


def test_a_reference_among_ranges_is_a_line() -> None:
    picture = a_picture(ChartKind.RANGE, [1, 2])
    usual = Series("usual", "average", dashed=True)
    (line,) = series_of(picture, usual, "#000000")
    assert line.options["line"]["dash_type"] == "dash"
    assert line.options["values"] == "='P'!$H$8:$H$9"


def test_names_are_never_formulas() -> None:
    assert safe_name("=SUM(A1)") == " =SUM(A1)"
    picture = a_picture(ChartKind.BAR, [1])
    series = replace(picture.chart.series[0], title="=1+1")
    (native,) = series_of(picture, series, "#000000")
    assert native.options["name"] == " =1+1"


@pytest.mark.parametrize("dashed", [False, True])
def test_limits_that_are_not_defined_are_not_drawn(dashed: bool) -> None:
    picture = a_picture(ChartKind.LINE, [1, 2, 3])
    frame = picture.table.frame.assign(low=np.nan)
    if dashed:
        # Known later, but not from the first row on.
        frame.loc[3, "low"] = 0.1
    series = replace(picture.chart.series[0], dashed=dashed)
    picture = replace(picture, table=replace(picture.table, frame=frame))
    drawn = [native.options["values"] for native in series_of(picture, series, "#000")]
    assert not any("$F$" in str(values) for values in drawn)
    assert len(drawn) == 2
