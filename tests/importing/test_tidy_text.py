from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind
from churn_desktop.core.schema import Content
from churn_desktop.core.table import Column
from churn_desktop.importing.distinct import plain
from churn_desktop.importing.tidy_text import SLICE, tidied, tidy_cell, untidy

ODD = st.text(
    st.sampled_from(" \t\n\u00a0\u3000\u200b\ufeffＡａ０Ｚ（）aB1-é\u0301张三"),
    max_size=8,
)


def column(*texts: str, kind: Kind = Kind.TEXT) -> Column:
    cells = np.empty(len(texts), dtype=object)
    cells[:] = texts
    return Column(cells, np.full(len(texts), kind, dtype=np.uint8))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Pro ", "Pro"),
        ("Ｐｒｏ １", "Pro 1"),
        ("\u3000张三\u00a0", "张三"),
        ("张三（老客户）", "张三（老客户）"),
        ("Pro\u200b", "Pro"),
        ("A  1", "A  1"),
        ("\n", ""),
        ("", ""),
    ],
)
def test_only_what_nobody_meant_to_type_goes(text: str, expected: str) -> None:
    assert tidied(text) == expected


def test_figures_lose_every_wide_form() -> None:
    assert tidy_cell("￥１００．５０", Content.AMOUNT) == "¥100.50"
    assert tidy_cell("￥100", Content.AMOUNT) == "￥100"
    assert tidy_cell("甲（Ａ）", Content.TEXT) == "甲（A）"


def as_id(text: str) -> str:
    """Write an id as the importer compares it."""
    return text.strip() if text.isascii() else plain(text)


@given(ODD | st.text(max_size=8))
def test_an_id_stays_the_same_id(text: str) -> None:
    assert as_id(tidied(text)) == as_id(text)
    assert tidied(tidied(text)) == tidied(text)


@given(st.lists(ODD | st.just("Pro"), max_size=5))
def test_a_glance_at_the_column_overlooks_nothing(texts: list[str]) -> None:
    odd = [tidied(text) != text for text in texts]
    assert untidy(column(*texts)).tolist() == odd


def test_long_columns_are_looked_at_in_parts() -> None:
    texts = ["Pro"] * (2 * SLICE)
    texts[SLICE + 5] = "Pro "
    assert np.flatnonzero(untidy(column(*texts))).tolist() == [SLICE + 5]


def test_only_texts_can_be_untidy() -> None:
    assert not untidy(column(" 5", kind=Kind.NUMBER)).any()
