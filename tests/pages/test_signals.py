from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from churn_desktop.core.book import Attributes
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Role
from churn_desktop.pages import signals
from churn_desktop.pages.model import Cards, Page
from tests.engine.books import Row, book_of, snapshot_of
from tests.engine.told import told_book
from tests.pages.lists import (
    golden,
    material_of,
    table_of,
    texts,
    told,
    with_attributes,
)
from tests.pages.test_purchase_cycle import shop_material


def cards(page: Page) -> dict[str, float | None]:
    return {
        card.key: card.value
        for block in page.blocks
        if isinstance(block, Cards)
        for card in block.cards
    }


def test_the_cards_say_how_things_are_today() -> None:
    found = cards(signals.lay_out(told()))
    assert found["nps"] == 100
    assert found["monthly_active"] == pytest.approx(159 / 160)
    assert found["lead_time"] == pytest.approx(1.48, abs=0.05)


def test_cards_lead_to_the_cells_they_come_from() -> None:
    page = signals.lay_out(told())
    sources = [
        (card.value, card.source)
        for block in page.blocks
        if isinstance(block, Cards)
        for card in block.cards
        if card.source is not None
    ]
    assert len(sources) == 2
    for value, source in sources:
        cell = page.table(source.table).frame[source.measure][source.row]
        assert value == pytest.approx(cell)


def test_bands_of_answers_stand_in_their_order() -> None:
    page = signals.lay_out(told())
    table = page.table("nps_bands")
    assert table.frame["group"].tolist() == [
        "9 or 10 (promoters)", "0 to 6 (detractors)", "No answer",
    ]  # fmt: skip
    assert table.marked[1, "churn"].startswith("More leave")
    chart = next(chart for chart in page.charts if chart.table == "nps_bands")
    assert chart.title.startswith("Of “0 to 6 (detractors)” more leave")


def test_bands_of_silence_stand_in_their_order() -> None:
    table = signals.lay_out(told()).table("activity_bands")
    assert table.frame["group"].tolist() == [
        "0-30 days", "31-90 days", "No activity on record",
    ]  # fmt: skip


def test_whoever_was_not_active_can_be_listed() -> None:
    table = signals.lay_out(told()).table("active")
    assert table.frame["customers"].tolist() == [159, 1]
    assert table.members is not None
    quiet = table.members(1, "customers")
    assert quiet is not None
    assert quiet.tolist() == [2]


def test_the_lead_time_has_its_number_of_customers() -> None:
    page = signals.lay_out(told())
    table = page.table("lead_time")
    assert table.frame["customers"].tolist() == [79]
    assert "1 who left has no activity on record." in texts(page)
    assert table.members is not None
    assert len(table.members(0, "median")) == 79


def test_answers_beyond_the_scale_are_pointed_out() -> None:
    scores = np.full(240, 9.0)
    scores[0] = 11
    page = signals.lay_out(with_attributes(numbers={Role.NPS: scores}))
    assert "1 answer is not between 0 and 10 and is left out." in texts(page)
    assert "a column that says: last activity." in texts(page)


def test_without_a_difference_the_picture_names_nobody() -> None:
    page = signals.lay_out(with_attributes(numbers={Role.NPS: np.full(240, 9.0)}))
    assert page.charts[0].title == "Who left, by answer"


def test_no_answer_at_all_is_no_score() -> None:
    page = signals.lay_out(with_attributes(numbers={Role.NPS: np.full(240, np.nan)}))
    assert cards(page) == {"nps": None}


def test_when_everybody_has_left_nobody_is_active() -> None:
    rows = [Row(f"C{n}", "2024-01-10", "2024-02-20") for n in range(3)]
    book = book_of(rows, "2024-06-30")
    days = {Role.LAST_ACTIVITY: np.full(3, NO_DAY, dtype=np.int32)}
    book = replace(book, attributes=Attributes(days=days))
    page = signals.lay_out(material_of(book, table_of({"customer": list(book.ids)})))
    assert cards(page) == {"monthly_active": None}
    assert "Of nobody who left is an activity on record." in texts(page)
    with pytest.raises(KeyError):
        page.table("active")


def test_rows_without_dates_have_answers_but_no_silence() -> None:
    rows = snapshot_of([5.0] * 40, [True, False] * 20)
    numbers = {Role.NPS: np.array([3.0, 9.0] * 20)}
    days = {Role.LAST_ACTIVITY: np.full(40, 19_000, dtype=np.int32)}
    book = replace(rows, attributes=Attributes(numbers=numbers, days=days))
    page = signals.lay_out(material_of(book, table_of({"customer": list(book.ids)})))
    assert [table.key for table in page.tables] == ["nps_bands"]


def test_a_list_that_only_has_groups_says_what_would_tell_more() -> None:
    groups = {"Plan": told_book().attributes.groups["Plan"]}
    page = signals.lay_out(with_attributes(groups=groups))
    assert "recommendation score (NPS) and last activity." in texts(page)
    assert [table.key for table in page.tables] == ["alike"]


def test_a_list_without_any_signal_names_the_columns() -> None:
    page = signals.lay_out(golden())
    assert page.missing == (Role.NPS, Role.LAST_ACTIVITY)


def test_purchases_without_a_rhythm_say_so() -> None:
    material = shop_material("2024-05-12")
    book = replace(
        material.book,
        attributes=Attributes(groups={"Plan": np.array(["A", "B"] * 2, dtype=object)}),
    )
    shop = replace(material, analysis=replace(material.analysis, book=book))
    assert "silence means that a customer has left" in texts(signals.lay_out(shop))
