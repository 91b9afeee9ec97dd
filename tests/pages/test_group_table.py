from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.pages import segments
from churn_desktop.pages.explain import explain
from tests.engine.books import snapshot_of
from tests.engine.told import told_book
from tests.pages.lists import material_of, table_of, told
from tests.pages.test_segments import grouped, texts


def test_a_figure_is_explained_and_knows_its_customers() -> None:
    table = segments.lay_out(told()).table("strongest")
    churn = explain(table, 0, "churn")
    assert churn.subject == "Ann · churn a month"
    assert churn.expression.startswith("lost ÷ at start, added up = ")
    assert churn.interval
    assert table.members is not None
    lost, everybody = table.members(0, "churn"), table.members(0, "customers")
    at_start, paid = table.members(0, "opening"), table.members(0, "mrr_lost")
    assert lost is not None
    assert everybody is not None
    assert at_start is not None
    assert paid is not None
    assert len(lost) == table.frame["lost"][0]
    assert len(everybody) == table.frame["customers"][0]
    assert set(paid) == set(lost) <= set(at_start) <= set(everybody)
    assert table.members(0, "rest") is None


def test_marked_groups_say_why() -> None:
    table = segments.lay_out(told()).table("strongest")
    assert table.marked[0, "churn"].startswith("More leave than of everybody else (")
    assert table.marked[2, "churn"].startswith("Fewer leave than of everybody else (")


def test_small_groups_are_one_and_come_last() -> None:
    village = [f"V{n}" if n < 40 else ("town" if n % 2 else "") for n in range(240)]
    table = segments.lay_out(grouped(place=village)).table("strongest")
    assert table.frame["group"].tolist()[0] == "town"
    assert set(table.frame["group"][1:]) == {"Other (small groups)", "(not given)"}


def test_shares_of_rows_are_called_shares() -> None:
    rows = snapshot_of([5.0, 9.0] * 60, [True, False, False, False] * 30)
    attributes = replace(
        told_book().attributes, groups={"plan": np.array(["A", "B"] * 60, dtype=object)}
    )
    material = material_of(
        replace(rows, attributes=attributes), table_of({"customer": list(rows.ids)})
    )
    page = segments.lay_out(material)
    assert "30 of 120 left at any time: 25.0 %" in texts(page)
    table = page.table("strongest")
    assert table.measure("churn").title == "Share that left"
    assert table.measure("opening").title == "Seen"
    assert "mrr_lost" not in table.frame
