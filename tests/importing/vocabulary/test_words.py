from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.headings import heading_key, yes_means_left
from churn_desktop.importing.vocabulary.words import (
    CONTAINED,
    CURRENCY_HEADINGS,
    LEFT_HEADINGS,
    NEVER,
    ROW_NUMBER_HEADINGS,
    SIMPLIFIED,
    STAYED_HEADINGS,
    listed,
)


def test_traditional_characters_become_simplified() -> None:
    assert "客戶編號 開始日期 費用 狀態 試用".translate(SIMPLIFIED) == (
        "客户编号 开始日期 费用 状态 试用"
    )
    assert all(before != after for before, after in SIMPLIFIED.items())


def test_words_are_written_as_heading_keys_are() -> None:
    sets = [*CONTAINED.values(), *NEVER.values(), CURRENCY_HEADINGS]
    for word in frozenset[str]().union(*sets):
        assert heading_key(word).words == word
    assert "s no" in ROW_NUMBER_HEADINGS


def test_lists_are_split_at_commas() -> None:
    assert listed("a b, c") == {"a b", "c"}


def test_headings_of_status() -> None:
    assert all(yes_means_left(word) for word in LEFT_HEADINGS)
    assert not any(yes_means_left(word) for word in STAYED_HEADINGS)


def test_every_role_that_is_ruled_out_exists() -> None:
    assert set(NEVER) <= set(Role)
