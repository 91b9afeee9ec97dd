from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.progress import silent
from churn_desktop.importing import text_fields
from churn_desktop.importing.text_bytes import PADDING, TextBytes
from churn_desktop.importing.text_fields import find_fields


def text_of(text: str) -> TextBytes:
    data = np.frombuffer(text.encode() + bytes(PADDING), dtype=np.uint8)
    return TextBytes(data, "utf-8")


@pytest.mark.parametrize("piece", [1, 3, 1 << 18])
def test_quotes_around_a_field_are_no_part_of_it(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_fields, "_PIECE", piece)
    text = 'a,"b, c"\r\n"",d\r\n'
    fields = find_fields(text_of(text), ",", 2, silent)
    assert fields is not None
    assert (fields.rows, fields.quotes) == (2, 4)
    columns = [fields.column(number) for number in range(2)]
    assert [column.quoted for column in columns] == [1, 1]
    found = [
        [
            text[at : at + size]
            for at, size in zip(column.begin, column.length, strict=True)
        ]
        for column in columns
    ]
    assert found == [["a", ""], ["b, c", "d"]]


@pytest.mark.parametrize(
    "text", ["a,b\nc\n", "a,b\nc,d,e\nf\n", "a,b\r\nc,d\n", "a\x01,b\nc,d\n", "a,b\n"]
)
def test_rows_of_another_kind_are_not_split(text: str) -> None:
    assert find_fields(text_of(text), ",", 2, silent) is None


def test_a_line_is_not_taken_for_a_tab() -> None:
    assert find_fields(text_of("a\nb\tc\n" * 2), "\t", 3, silent) is None
