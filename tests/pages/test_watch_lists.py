from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.schema import Role
from churn_desktop.pages import watch_lists
from churn_desktop.pages.explain import explain
from churn_desktop.pages.model import Block, Table, Text
from tests.engine.told import told_book
from tests.pages.lists import golden, told, with_attributes


def table(blocks: list[Block]) -> Table:
    (found,) = (block for block in blocks if isinstance(block, Table))
    return found


def said(blocks: list[Block]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Text))


def test_the_poorest_score_comes_first() -> None:
    blocks = watch_lists.health_list(told())
    found = table(blocks)
    assert found.frame["customer_id"].iloc[0] == "C002"
    assert found.frame["silent_days"].iloc[0] == 60
    assert found.frame["score"].iloc[0] == "9"
    assert found.frame["health"].is_monotonic_increasing
    assert len(found.frame) == 160
    assert found.members is not None
    first = found.members(0, "name")
    assert first is not None
    assert first.tolist() == [2]


def test_a_score_is_shown_with_its_test() -> None:
    text = said(watch_lists.health_list(told()))
    assert "Tested on 8" in text
    assert "100.0 % (95 % interval" in text
    assert "answers given on leaving" in text


def test_a_score_that_cannot_be_tested_is_not_shown() -> None:
    scores = np.full(240, np.nan)
    scores[:10] = 5.0
    (block,) = watch_lists.health_list(with_attributes(numbers={Role.NPS: scores}))
    assert isinstance(block, Text)
    assert "at least 20 customers who left and as many who stayed" in block.text


def test_a_score_that_tells_nothing_is_not_shown() -> None:
    scores = np.where(np.arange(240) // 6 % 2, 3.0, 9.0)
    (block,) = watch_lists.health_list(with_attributes(numbers={Role.NPS: scores}))
    assert isinstance(block, Text)
    assert "no better than chance" in block.text


def test_silence_alone_is_a_signal_too() -> None:
    days = told_book().attributes.days
    blocks = watch_lists.health_list(with_attributes(days=days))
    assert "score" not in table(blocks).frame
    assert "answers given on leaving" not in said(blocks)


def test_a_list_without_signals_has_no_score() -> None:
    assert watch_lists.health_list(golden()) == []


def test_customers_like_those_who_left_are_listed() -> None:
    material = told()
    blocks = watch_lists.like_those_who_left(material)
    found = table(blocks)
    assert said(blocks).startswith("Compared by 2 columns")
    assert "Seller: Cem" in found.frame["traits"].iloc[0]
    assert found.frame["share"].is_monotonic_decreasing
    assert found.members is not None
    alike, one = found.members(0, "share"), found.members(0, "name")
    assert alike is not None
    assert one is not None
    assert set(one) <= set(alike)
    assert len(one) == 1
    assert len(alike) >= found.frame["alike"][0]
    assert explain(found, 0, "share").expression.startswith("lost ÷ at start")


def test_only_so_many_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_lists, "MOST_LISTED", 7)
    material = told()
    for blocks in (
        watch_lists.like_those_who_left(material),
        watch_lists.health_list(material),
    ):
        assert len(table(blocks).frame) == 7


def test_when_nothing_tells_nobody_is_alike() -> None:
    region = told_book().attributes.groups["Region"]
    (block,) = watch_lists.like_those_who_left(
        with_attributes(groups={"Region": region})
    )
    assert isinstance(block, Text)
    assert block.text.startswith("No column tells those who leave")
    assert watch_lists.like_those_who_left(golden()) == []
