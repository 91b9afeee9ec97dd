from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import numpy as np
import pytest

from churn_desktop.output.sheets.native_charts import insert_chart
from churn_desktop.output.sheets.native_series import HelperCells
from churn_desktop.output.sheets.page_sheet import write_page
from churn_desktop.output.sheets.placement import place
from churn_desktop.pages.model import Chart, ChartKind, Page, PageId, Series, Table
from tests.output.made import a_chart, on_paper, table_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def drawn(chart: Chart, table: Table) -> ET.Element | None:
    plan = place(Page(PageId.PERIODS, "P", (chart, table)), "Sheet")

    def write(workbook: object, sheet: object, setting: object) -> None:
        write_page(sheet, plan, setting)
        insert_chart(
            workbook, sheet, plan, plan.blocks[0], HelperCells("Contents"), "CNY"
        )

    with ZipFile(BytesIO(on_paper(write))) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/charts/chart")]
        return ET.fromstring(archive.read(names[0])) if names else None


@pytest.mark.parametrize(
    ("kind", "element", "series"),
    [
        (ChartKind.LINE, "lineChart", 4),
        (ChartKind.STEP, "scatterChart", 1),
        (ChartKind.BAR, "barChart", 2),
        (ChartKind.STACKED, "barChart", 2),
        (ChartKind.RANGE, "lineChart", 3),
    ],
)
def test_every_kind_becomes_a_chart_of_the_program(
    kind: ChartKind, element: str, series: int
) -> None:
    chart = drawn(a_chart(kind, "=Fewer left"), table_of(kind))
    assert chart is not None
    assert chart.find(f".//{C}{element}") is not None
    assert len(chart.findall(f".//{C}ser")) == series
    title = "".join(text.text or "" for text in chart.findall(f".//{C}title//{A}t"))
    assert title.startswith(" =Fewer left")


def test_points_refer_to_the_cells_of_the_table() -> None:
    chart = drawn(a_chart(ChartKind.BAR), table_of(ChartKind.BAR))
    assert chart is not None
    found = [element.text for element in chart.findall(f".//{C}val//{C}f")]
    assert found == ["'Sheet'!$C$25:$C$28", "'Sheet'!$D$25:$D$28"]


def test_rows_that_are_not_defined_are_left_out() -> None:
    chart = drawn(a_chart(ChartKind.LINE), table_of(ChartKind.LINE))
    assert chart is not None
    names = {element.text for element in chart.findall(f".//{C}cat//{C}f")}
    assert names == {"'Sheet'!$A$26:$A$28"}


def test_no_row_in_which_all_is_known_is_no_chart() -> None:
    table = table_of(ChartKind.BAR)
    table.frame["new"] = [5, np.nan, np.nan, np.nan]
    table.frame["lost"] = [np.nan, 2, 3, 1]
    assert drawn(a_chart(ChartKind.BAR), table) is None


def test_numbers_below_zero_carry_no_sign_when_they_are_losses() -> None:
    chart = drawn(a_chart(ChartKind.STACKED), table_of(ChartKind.STACKED))
    assert chart is not None
    formats = [e.get("formatCode") for e in chart.findall(f".//{C}valAx/{C}numFmt")]
    assert formats == ["#,##0;#,##0"]


def test_a_share_ends_at_one() -> None:
    chart = drawn(a_chart(ChartKind.STEP), table_of(ChartKind.STEP))
    assert chart is not None
    limits = [e.get("val") for e in chart.findall(f".//{C}scaling/{C}max")]
    assert "1" in limits


def test_a_reference_over_bars_is_a_line() -> None:
    chart = a_chart(ChartKind.BAR)
    usual = Series("mrr", "usual", dashed=True)
    found = drawn(
        replace(chart, series=(*chart.series, usual)), table_of(ChartKind.BAR)
    )
    assert found is not None
    assert found.find(f".//{C}lineChart") is not None


def test_a_chart_can_be_read_aloud() -> None:
    chart, table = a_chart(ChartKind.BAR, "Few left"), table_of(ChartKind.BAR)
    plan = place(Page(PageId.PERIODS, "P", (chart, table)), "Sheet")

    def write(workbook: object, sheet: object, setting: object) -> None:
        write_page(sheet, plan, setting)
        helpers = HelperCells("Contents")
        insert_chart(workbook, sheet, plan, plan.blocks[0], helpers, "CNY")

    with ZipFile(BytesIO(on_paper(write))) as archive:
        assert b'descr="Few left"' in archive.read("xl/drawings/drawing1.xml")
