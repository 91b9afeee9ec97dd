from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.schema import Role
from churn_desktop.engine.renewal_calendar import upcoming_renewals
from churn_desktop.pages import renewals
from churn_desktop.pages.model import Text
from tests.engine.books import Row
from tests.pages.lists import dated, golden


def test_a_list_without_terms_names_the_column() -> None:
    assert renewals.lay_out(golden()).missing == (Role.BILLING_TERM,)


def test_contracts_that_end_are_in_the_calendar() -> None:
    rows = [
        Row("Ann", "2023-06-10", "2024-06-10", 50),
        Row("Bob", "2023-08-01", "2024-08-01", 20),
        Row("Cem", "2023-08-05", "2024-08-20", 10),
    ]
    material = dated(rows, "2024-03-31")
    page = renewals.lay_out(material)
    months = page.table("months")
    assert months.frame["contracts"].sum() == 3
    busiest = int(np.argmax(months.frame["contracts"]))
    assert months.frame["month"][busiest] == "Aug 2024"
    assert page.charts[0].title == "Most contracts come up in Aug 2024"
    assert months.members is not None
    found = months.members(busiest, "contracts")
    assert found is not None
    assert found.tolist() == [1, 2]
    listed = page.table("renewals")
    assert listed.frame["name"].tolist() == ["Ann", "Bob", "Cem"]
    # Columns that say nothing are left out.
    assert "nps" not in [measure.key for measure in listed.measures]
    said = " ".join(b.text for b in page.blocks if isinstance(b, Text))
    assert "3 contracts come up" in said
    assert "They bring 80 a month." in said
    calendar = upcoming_renewals(material.book)
    assert calendar is not None
    assert months.frame["mrr"].sum() == pytest.approx(80)
