from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from churn_desktop.ui.clipboard import Cell, cells
from churn_desktop.ui.clipboard_cells import parse_cells, read_cells

TEXT = st.text(st.sampled_from("ab1 \t\n=+-你,;"), max_size=6)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ('"two\nlines"\tx', [["two\nlines", "x"]]),
        ('"say ""hi""\n"\tx', [['say "hi"\n', "x"]]),
        ('5" pipe\t"quoted"', [['5" pipe', '"quoted"']]),
        ('"open\tend', [['"open', "end"]]),
        ("a\tb\nc", [["a", "b"], ["c", ""]]),
        ("", []),
    ],
)
def test_what_spreadsheets_put_on_the_clipboard(
    text: str, rows: list[list[str]]
) -> None:
    assert parse_cells(text) == rows


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=4))
def test_our_own_cells_come_back_the_same(rows: list[list[str]]) -> None:
    copied = cells([[Cell(text, number=False) for text in row] for row in rows])
    assert read_cells(copied) == rows


def test_an_apostrophe_of_others_stays() -> None:
    data = QMimeData()
    data.setText("'-5")
    assert read_cells(data) == [["'-5"]]


@given(st.text(st.sampled_from("ab\t\n\r"), max_size=12))
def test_quotes_elsewhere_change_nothing(text: str) -> None:
    with_quotes = parse_cells(f'{text}\n"')
    plain = parse_cells(f"{text}\nx")
    last = max(row for row, cells in enumerate(plain) if "x" in cells)
    plain[last][plain[last].index("x")] = '"'
    assert with_quotes == plain
