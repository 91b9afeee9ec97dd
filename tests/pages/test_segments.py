from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.schema import SEGMENT_ROLES, PeriodLength, Role
from churn_desktop.pages import segments
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import ChartKind
from tests.engine.books import snapshot_of
from tests.engine.test_ledger import TWO_MONTHS, book_of_counts
from tests.engine.told import told_book
from tests.pages.lists import (
    DATED,
    golden,
    material_of,
    single,
    snapshot,
    table_of,
    texts,
    told,
)


def grouped(**groups: list[str]) -> Material:
    """Give 240 customers of whom 80 have left, with other columns."""
    book = told_book()
    columns = {
        heading: np.array(values, dtype=object) for heading, values in groups.items()
    }
    book = replace(book, attributes=replace(book.attributes, groups=columns))
    return material_of(book, table_of({"customer": list(book.ids)}))


def test_the_column_that_differs_most_comes_first() -> None:
    page = segments.lay_out(told())
    strongest = page.table("strongest")
    assert strongest.title == "Seller"
    assert strongest.frame["group"].tolist() == ["Ann", "Cem", "Bob"]
    assert not strongest.folded
    (chart,) = page.charts
    assert chart.kind is ChartKind.RANGE
    assert chart.table == "strongest"
    assert chart.title == "Seller: of “Ann” more leave than of the others"
    # The other columns are there to be unfolded.
    titles = {table.title for table in page.tables if table.folded}
    assert titles == {"Plan", "Region"}


def test_all_columns_are_listed_with_their_extremes() -> None:
    frame = segments.lay_out(told()).table("columns").frame
    assert frame["column"].tolist() == ["Seller", "Plan", "Region"]
    assert frame["highest"].tolist()[:2] == ["Ann", "Basic"]
    assert frame["lowest"].tolist()[:2] == ["Bob", "Pro"]
    assert frame["marked"].iloc[2] == 0


def test_what_only_repeats_the_outcome_is_named_and_left_out() -> None:
    said = texts(segments.lay_out(told()))
    assert "it only says in other words who has left: State." in said
    assert "differs from the others by more than chance: Seller and Plan" in said


def test_a_group_that_leaves_less_can_be_the_message() -> None:
    # Of three groups 30 of 100 left, of the fourth 5.
    left = [n < (5 if group == "D" else 30) for group in "ABCD" for n in range(100)]
    rows = snapshot_of([5.0] * 400, left)
    column = np.array([group for group in "ABCD" for _ in range(100)], dtype=object)
    attributes = replace(told_book().attributes, groups={"plan": column})
    material = material_of(
        replace(rows, attributes=attributes), table_of({"customer": list(rows.ids)})
    )
    page = segments.lay_out(material)
    assert page.charts[0].title == "plan: of “D” fewer leave than of the others"
    assert [row for row, _key in page.table("strongest").marked] == [3]


def test_without_a_difference_nothing_is_claimed() -> None:
    region = [f"R{n // 6 % 4}" for n in range(240)]
    page = segments.lay_out(grouped(region=region))
    assert "In no column does any group differ" in texts(page)
    assert page.charts[0].title == "region: the differences may well be chance"


def test_a_column_with_very_many_groups_is_not_drawn() -> None:
    book = told_book()
    many = [f"G{n % 16:02}" for n in range(len(book) * 2)]
    rows = snapshot_of([5.0] * 480, [n % 3 == 0 for n in range(480)])
    attributes = replace(
        book.attributes, groups={"group": np.array(many, dtype=object)}
    )
    material = material_of(
        replace(rows, attributes=attributes), table_of({"customer": list(rows.ids)})
    )
    page = segments.lay_out(material)
    assert page.charts == ()
    assert page.table("column_0").folded
    assert len(page.table("columns").frame) == 1


@pytest.mark.parametrize(
    ("period", "said", "heading"),
    [
        (PeriodLength.MONTH, "were lost a month.", "Churn a month"),
        (PeriodLength.QUARTER, "were lost a quarter.", "Churn a quarter"),
        (PeriodLength.YEAR, "In 2023, ", "Churn a year"),
    ],
)
def test_rates_are_those_of_the_period(
    period: PeriodLength, said: str, heading: str
) -> None:
    page = segments.lay_out(told(period=period))
    assert said in texts(page)
    assert page.table("strongest").measure("churn").title == heading


def test_answers_to_a_survey_have_a_page_of_their_own() -> None:
    book = told_book()
    score = np.where(np.arange(240) % 2, "3", "9").astype(object)
    groups = {"NPS": score, "Plan": book.attributes.groups["Plan"]}
    book = replace(book, attributes=replace(book.attributes, groups=groups))
    table = table_of({"customer": list(book.ids)})
    material = material_of(book, table, roles={**DATED, Role.NPS: "NPS"})
    assert list(segments.rank(material)) == ["Plan"]


def test_only_a_column_without_a_choice_leaves_nothing_to_compare() -> None:
    page = segments.lay_out(grouped(kind=["same"] * 240))
    assert page.tables == page.charts == ()
    assert "were lost a month" in texts(page)


def test_a_list_without_such_a_column_names_what_it_could_have() -> None:
    assert segments.lay_out(golden()).missing == SEGMENT_ROLES
    assert segments.lay_out(single()).missing == SEGMENT_ROLES
    assert segments.lay_out(snapshot([1], [True])).missing == SEGMENT_ROLES
    counts = material_of(
        book_of_counts(*TWO_MONTHS), table_of({"month": ["2024-01", "2024-02"]})
    )
    assert segments.lay_out(counts).missing == (Role.CUSTOMER_ID,)


def test_a_column_leads_to_its_groups() -> None:
    page = segments.lay_out(told())
    columns = page.table("columns")
    assert len(columns.leads) == len(columns.frame)
    for row, lead in enumerate(columns.leads):
        assert page.table(lead.table).title == columns.frame["column"][row]
        assert page.table(lead.table).measure(lead.measure)
