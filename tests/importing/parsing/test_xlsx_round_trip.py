"""What other programs write is read back cell by cell."""

from __future__ import annotations

import io
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind, cell_name
from churn_desktop.importing.parsing.marks import Marks
from churn_desktop.importing.parsing.number_formats import number_text
from churn_desktop.importing.parsing.xlsx import XlsxWorkbook
from tests.importing.files import gathered, silent_beat

Value = str | int | float | bool | datetime

TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r\x00"
    ),
    min_size=1,
    max_size=20,
).filter(lambda text: not text.startswith(("=", "{=")))
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXTS,
    st.sampled_from(
        ["000007", " x ", "a_x000D_b", "<&>", "1E5", "NA", "王 伟", "#N/A"]
    ),
    st.integers(-(10**14), 10**14),
    st.floats(-1e14, 1e14),
    st.booleans(),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(
        lambda when: when.replace(microsecond=0)
    ),
)
ROWS = st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=12)


def expected(rows: list[list[Value]]) -> dict[str, tuple[str, Kind]]:
    return {
        cell_name(row, column): _expected(value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
    }


def _expected(value: Value) -> tuple[str, Kind]:
    if isinstance(value, bool):
        return str(value).upper(), Kind.FLAG
    if isinstance(value, str):
        return value, Kind.TEXT
    if isinstance(value, datetime):
        return value.isoformat().removesuffix("T00:00:00"), Kind.DATE
    # Both writers keep 16 or 17 digits of a number.
    return number_text(float(f"{value:.16G}")), Kind.NUMBER


def with_xlsxwriter(rows: list[list[Value]], in_memory: bool) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options: dict[str, Any] = {
        "constant_memory": not in_memory,
        "default_date_format": "yyyy-mm-dd hh:mm:ss",
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write(row, column, value)
    return out.getvalue()


def read(data: bytes) -> dict[str, tuple[str, Kind]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(data)
        book = XlsxWorkbook(path, Marks(), silent_beat)
        return gathered(book.blocks(0, Marks()))


@pytest.mark.parametrize("in_memory", [True, False])
@given(ROWS)
def test_what_xlsxwriter_writes(in_memory: bool, rows: list[list[Value]]) -> None:
    assert read(with_xlsxwriter(rows, in_memory)) == expected(rows)


PLAIN = st.one_of(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1)
    .filter(lambda text: not text.startswith("=") and "_x" not in text)
    .map(str),
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(
        lambda when: when.replace(microsecond=0)
    ),
)


@given(st.lists(st.lists(PLAIN, min_size=1, max_size=5), min_size=1, max_size=12))
def test_what_openpyxl_writes(rows: list[list[Value]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ERROR_CODES

    for values in rows:
        for column, value in enumerate(values):
            if value in ERROR_CODES:
                values[column] = "text"
    book = Workbook()
    for values in rows:
        book.active.append(values)
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()) == expected(rows)
