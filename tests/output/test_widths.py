from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.output.widths import shorten, width, wrap

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))


def test_marks_on_letters_take_no_room() -> None:
    assert width("é") == width("e\N{COMBINING ACUTE ACCENT}") == 1
    assert width("１，") == 4


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a\nb", ["a", "b"]),
        ("one two three", ["one two", "three"]),
        ("abcdefghijk", ["abcdefgh", "ijk"]),
        ("期末客户流失率", ["期末客户", "流失率"]),
        # neither does a comma begin a line nor a bracket end one
        ("期初客户，期末", ["期初客", "户，期末"]),
        ("期初客（期末）", ["期初客", "（期末）"]),
        ("Acme 客户 Ltd", ["Acme 客", "户 Ltd"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, lines: list[str]) -> None:
    assert wrap(text, 8) == lines


@given(TEXTS, st.integers(2, 30))
def test_nothing_is_lost_and_nothing_too_wide(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line.strip()) <= columns for line in lines)


@given(TEXTS, st.integers(2, 30))
def test_shortened_texts_fit(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= columns
    assert short == text or short.endswith("…")
