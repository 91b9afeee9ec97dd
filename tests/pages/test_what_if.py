from __future__ import annotations

import pytest

from churn_desktop.core.choices import TypedNumbers
from churn_desktop.core.schema import Role
from churn_desktop.pages import what_if
from churn_desktop.pages.model import Text
from tests.pages.lists import golden, single, snapshot


def test_the_example_is_the_published_one() -> None:
    frame = what_if.lay_out(golden()).table("preset").frame
    assert frame["closing_five"].iloc[-1] == pytest.approx(919.3, abs=0.05)
    assert frame["closing_ten"].iloc[-1] == pytest.approx(717.6, abs=0.05)


def test_own_data_start_the_scenarios() -> None:
    page = what_if.lay_out(golden(margin=0.5))
    table = page.table("scenarios")
    assert table.frame["scenario"].tolist() == ["As it is", "One point less churn"]
    assert table.frame["start"].tolist() == [108, 108]
    assert table.frame["gain"][0] == 0
    assert table.frame["gain"][1] == pytest.approx(5801.68, abs=0.01)
    months = page.table("months").frame
    last = months["closing_now"].iloc[-1]
    assert last == pytest.approx(table.frame["customers"][0])
    # A month begins where the one before ended.
    assert months["opening_now"][1:].tolist() == months["closing_now"][:-1].tolist()
    said = " ".join(b.text for b in page.blocks if isinstance(b, Text))
    assert "first those leave who leave" in said


def test_without_a_period_only_the_example_is_shown() -> None:
    page = what_if.lay_out(single())
    assert page.table("preset").key == "preset"
    assert what_if.lay_out(snapshot([1], [True])).missing == (Role.START,)


def test_typed_numbers_are_gone_on_with_where_there_is_no_list() -> None:
    typed = TypedNumbers(500, 60, 50)
    page = what_if.lay_out(snapshot([1], [True], typed=typed))
    frame = page.table("scenarios").frame
    assert frame["scenario"].tolist() == ["As it is", "One point less churn"]
    assert frame["start"].tolist() == [510, 510]
    assert frame["monthly_churn"].tolist() == pytest.approx([0.1, 0.09])
    unknown = what_if.lay_out(snapshot([1], [True], typed=TypedNumbers(500)))
    assert unknown.missing == (Role.START,)
