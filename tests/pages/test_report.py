from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.pages.explain import explain
from churn_desktop.pages.formats import write_value
from churn_desktop.pages.model import Cards, PageId, Report, Text
from churn_desktop.pages.report import Pages, lay_out
from tests.pages.lists import EVERY_KIND, golden, snapshot, without_fee


def report_of(name: str) -> Report:
    material = EVERY_KIND[name]()
    return lay_out(material.project, material.understanding, material.analysis)


@pytest.fixture(params=EVERY_KIND)
def report(request: pytest.FixtureRequest) -> Report:
    return report_of(request.param)


def test_every_page_lays_out_in_the_same_order(report: Report) -> None:
    assert [page.id for page in report.pages] == list(PageId)
    assert all(page.title for page in report.pages)
    assert all(bool(page.blocks) != bool(page.missing) for page in report.pages)


@pytest.mark.parametrize("name", EVERY_KIND)
def test_a_page_is_laid_out_once_and_what_it_lacks_is_known_before(name: str) -> None:
    made = EVERY_KIND[name]()
    pages = Pages(made.project, made.understanding, made.analysis)
    assert not any(map(pages.known, PageId))
    for page_id in PageId:
        page = pages.page(page_id)
        assert page.missing == pages.missing[page_id]
        assert pages.page(page_id) is pages.known(page_id) is page


def test_keys_are_unique_and_charts_find_their_columns(report: Report) -> None:
    for page in report.pages:
        keys = [table.key for table in page.tables]
        assert len(keys) == len(set(keys))
        for chart in page.charts:
            frame = page.table(chart.table).frame
            for series in chart.series:
                assert {series.measure, *(series.band or ())} <= set(frame.columns)


def test_every_measure_has_a_column_and_every_cell_can_be_written(
    report: Report,
) -> None:
    for page in report.pages:
        for table in page.tables:
            assert list(table.frame.index) == list(range(len(table.frame)))
            assert all(0 <= row < len(table.frame) for row in table.faint)
            for measure in table.measures:
                column = table.frame[measure.key]
                texts = [write_value(v, measure.unit, report.currency) for v in column]
                assert all(isinstance(text, str) for text in texts)


def test_every_cell_can_be_explained(report: Report) -> None:
    for page in report.pages:
        for table in page.tables:
            for measure in table.measures:
                for row in range(min(len(table.frame), 3)):
                    explanation = explain(table, row, measure.key, report.currency)
                    assert "\0" not in explanation.expression
                    assert "nan" not in explanation.expression


def test_formulas_agree_with_the_values_beside_them(report: Report) -> None:
    for page in report.pages:
        for table in page.tables:
            for measure in table.measures:
                if measure.formula is None or not len(table.frame):
                    continue
                computed = measure.formula.evaluate(table.frame)
                stated = table.frame[measure.key].astype(float)
                assert computed.to_numpy() == pytest.approx(
                    stated.to_numpy(), abs=1e-9, nan_ok=True
                )


def test_cards_come_from_the_cells_they_name(report: Report) -> None:
    page = report.page(PageId.OVERVIEW)
    for block in page.blocks:
        for card in block.cards if isinstance(block, Cards) else ():
            if card.source is None:
                continue
            source = card.source
            table = report.page(source.page).table(source.table)
            value = table.frame[source.measure][source.row]
            assert card.value == pytest.approx(value)


def test_members_are_rows_of_the_list(report: Report) -> None:
    rows = len(report.page(PageId.CUSTOMERS).table("list").frame)
    for page in report.pages:
        for table in page.tables:
            for measure in table.measures if table.members else ():
                for row in range(len(table.frame)):
                    found = table.members(row, measure.key) if table.members else None
                    assert found is None or all(0 <= at < rows for at in found)


def test_no_sentence_has_a_hole(report: Report) -> None:
    texts = [
        block.text
        for page in report.pages
        for block in page.blocks
        if isinstance(block, Text)
    ]
    for text in [*texts, *(c.title for p in report.pages for c in p.charts)]:
        assert text == text.strip()
        assert not {"{", "}", "nan", "None"} & {*text, *text.split()}


def test_only_some_pages_may_be_asked_for() -> None:
    material = golden()
    report = lay_out(
        material.project,
        material.understanding,
        material.analysis,
        (PageId.REVENUE, PageId.OVERVIEW),
    )
    assert [page.id for page in report.pages] == [PageId.OVERVIEW, PageId.REVENUE]
    with pytest.raises(KeyError):
        report.page(PageId.STAGES)


def test_a_page_without_its_column_says_which_one() -> None:
    undated = snapshot([1, 2], [True, False])
    pages = {
        page.id: page.missing
        for page in lay_out(
            undated.project, undated.understanding, undated.analysis
        ).pages
    }
    assert pages[PageId.PERIODS] == pages[PageId.DEFINITIONS] == (Role.START,)
    assert pages[PageId.REVENUE] == (Role.START,)
    assert pages[PageId.STAGES] == ()
    free = without_fee()
    report = lay_out(free.project, free.understanding, free.analysis)
    assert report.page(PageId.REVENUE).missing == (Role.FEE,)
    assert report.page(PageId.PERIODS).missing == ()


def test_the_report_says_what_it_is_about() -> None:
    material = golden(sheet="list", set_aside=[0])
    report = lay_out(material.project, material.understanding, material.analysis)
    assert report.title == "golden"
    assert report.as_of == "As of 2024-03-31"
    rows = len(material.project.table)
    assert report.source == f"golden.xlsx, sheet “list”: {rows - 1} of {rows} rows used"
    assert report.currency is None


def test_a_list_without_dates_is_as_of_no_day() -> None:
    assert report_of("snapshot").as_of == ""
    assert report_of("single row").source == "golden.xlsx: 1 of 1 row used"
