from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from churn_desktop.core.project import Note
from churn_desktop.pages.event_notes import (
    before_after,
    events,
    notes_in_order,
    notes_table,
    questions,
    sentences,
    sign,
    verdict,
)
from churn_desktop.pages.material import Material
from churn_desktop.pages.overview import lay_out as lay_out_overview
from churn_desktop.pages.periods import lay_out as lay_out_periods
from churn_desktop.pages.revenue import lay_out as lay_out_revenue
from tests.engine.books import Row
from tests.pages.lists import dated, golden, noted, snapshot

FAIR = Note(date(2024, 3, 5), "Fair in Shanghai")


def busy() -> Material:
    """Give half a year in which far more leave from April on."""
    rows = []
    for number in range(300):
        end = None
        if number < 150:
            month = 4 + number % 3
            end = f"2024-{month:02}-10"
        elif number < 156:
            end = f"2024-0{1 + number % 3}-10"
        rows.append(Row(f"C{number}", "2023-12-01", end, 10))
    return dated(rows, "2024-06-30")


def test_signs_follow_the_dates_and_rows_the_periods() -> None:
    later, earlier = Note(date(2024, 3, 20), "b"), Note(date(2024, 2, 29), "a")
    outside = Note(date(2031, 1, 1), "not yet")
    material = noted(golden(), later, outside, earlier)
    assert [shown for shown, _note in notes_in_order(material)] == ["①", "②", "③"]
    found = events(material)
    assert [(event.sign, event.text) for event in found] == [("①", "a"), ("②", "b")]
    assert [material.label(event.row) for event in found] == ["Feb 2024", "Mar 2024"]
    assert sign(21) == "(21)"


def test_every_trend_knows_what_happened() -> None:
    material = noted(golden(), FAIR)
    tables = [
        lay_out_overview(material).table("trend"),
        lay_out_periods(material).table("movements"),
        lay_out_revenue(material).table("mrr"),
    ]
    for table in tables:
        (event,) = table.events
        assert table.frame["period"][event.row] == "Mar 2024"
        assert table.days[event.row] == date(2024, 3, 1)


def test_notes_are_listed_with_both_sides() -> None:
    material = noted(busy(), Note(date(2024, 4, 1), "Price rise"))
    page = lay_out_periods(material)
    table = page.table("notes")
    row = table.frame.iloc[0]
    assert row["note"] == "① Price rise"
    assert (row["lost_before"], row["lost_after"]) == (6, 150)
    assert row["before"] == pytest.approx(6 / row["opening_before"])
    assert row["low"] < row["difference"] < row["high"]
    assert row["verdict"].endswith("more than chance explains.")
    told = [text.text for text in page.blocks if hasattr(text, "note_for")]
    assert any("6 of" in text and "150 of" in text for text in told)
    assert any("does not make it the cause" in text for text in told)
    assert table.days == (date(2024, 4, 1),)
    # The customers behind both sides.
    members = table.members
    assert members is not None
    lost = members(0, "lost_after")
    assert lost is not None
    assert len(np.unique(lost)) == 150
    assert members(0, "difference") is None


def test_what_cannot_be_told_apart_says_so_and_what_is_too_little_too() -> None:
    quiet = [Row(f"C{n}", "2023-01-01", None, 10) for n in range(50)]
    material = noted(
        dated(quiet, "2023-12-31"),
        Note(date(2023, 7, 1), "New interface"),
        Note(date(2022, 1, 1), "Before everything"),
        Note(date(2023, 12, 5), "Just now"),
    )
    found = [before_after(material, note) for _s, note in notes_in_order(material)]
    told = [verdict(each) for each in found if each is not None]
    assert told[0] == "Not compared: no complete period lies before this day."
    assert told[1].startswith("Before and after cannot be told apart")
    assert told[2] == "Not compared yet: no complete period has begun since this day."
    movements = material.analysis.movements
    assert movements is not None
    table = notes_table(material, movements)
    assert table is not None
    assert np.isnan(table.frame["difference"][0])
    assert table.members is not None
    assert table.members(0, "lost_before") is None
    assert list(sentences(material)) == []


def test_periods_outside_the_limits_ask_once() -> None:
    page = lay_out_periods(busy())
    asked = [block for block in page.blocks if getattr(block, "note_for", None)]
    assert asked
    assert all("what happened?" in block.text for block in asked)
    days = [block.note_for for block in asked]
    assert days == sorted(days, reverse=True)
    answered = noted(busy(), *(Note(day, "Known") for day in days if day))
    page = lay_out_periods(answered)
    assert not [b for b in page.blocks if getattr(b, "note_for", None) in days]


def test_fewer_than_usual_is_asked_about_too() -> None:
    (text,) = questions(golden(), {1: False})
    assert "fewer were lost" in text.text


def test_lists_without_periods_have_no_comparison() -> None:
    material = noted(snapshot([1, 2, 3], [True, False, True]), FAIR)
    assert events(material) == ()
    assert before_after(material, FAIR) is None
    told = [
        text.text for text in lay_out_overview(material).blocks if hasattr(text, "text")
    ]
    assert told[-1] == "① 2024-03-05: Fair in Shanghai"
