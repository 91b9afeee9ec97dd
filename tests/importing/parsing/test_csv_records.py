from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.importing.parsing import csv_records
from churn_desktop.importing.parsing.cells import Refused
from churn_desktop.importing.parsing.csv_records import Records

FIELDS = st.text(st.sampled_from('ab,;"\n\r\t 客=\x00'), max_size=6)


def read(text: str, delimiter: str = ",", width: int | None = None) -> list[list[str]]:
    return [row for batch in Records(text, delimiter, width).batches() for row in batch]


@given(
    st.lists(st.lists(FIELDS, min_size=2, max_size=4), min_size=1, max_size=20),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_is_written_is_read(
    rows: list[list[str]], delimiter: str, end: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL
    )
    writer.writerows(rows)
    assert read(out.getvalue(), delimiter) == rows


@given(st.text(st.sampled_from('a,"\n\r '), max_size=40))
def test_nothing_crashes_and_no_line_is_lost(text: str) -> None:
    records = Records(text, ",")
    rows = [row for batch in records.batches() for row in batch]
    letters = "".join(field for row in rows for field in row)
    assert letters.count("a") == text.count("a")
    assert records.position == len(text)


def test_batches_end_with_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "_BATCH_CHARACTERS", 7)
    for end in ("\r\n", "\n", "\r"):
        text = end.join(f"{n},x" for n in range(50))
        assert read(text) == [[str(n), "x"] for n in range(50)]
        assert read('"a",1' + end + text) == [["a", "1"], *read(text)]


def test_blank_lines_are_rows() -> None:
    assert read("a,b\n\n1,2\n") == [["a", "b"], [], ["1", "2"]]
    assert read('"a",b\n\n1,2\n') == [["a", "b"], [], ["1", "2"]]


def test_spaces_as_a_delimiter() -> None:
    assert read(" 4 1  19970101\n 5 2  19970102\n", " ") == [
        ["4", "1", "19970101"],
        ["5", "2", "19970102"],
    ]


def test_spaces_after_a_delimiter() -> None:
    records = Records('a, "b, c", d\n', ",", after_space=True)
    assert [*records.batches()] == [[["a", "b, c", "d"]]]


def test_a_stray_quote_spoils_one_row() -> None:
    text = 'a,b,c\n1,"2,"3, 4"\n"5",6,7\n8,"9"x,10\n'
    records = Records(text, ",", 3)
    assert [*records.batches()] == [
        [["a", "b", "c"], ["1", '"2', "3, 4"], ["5", "6", "7"], ["8", '"9"x', "10"]]
    ]
    assert records.mended == [1, 3]


def test_a_quote_never_closed_does_not_swallow_the_rest() -> None:
    text = 'a,b\n1,"open\n' + "".join(f"{n},x\n" for n in range(5000))
    records = Records(text, ",", 2)
    rows = [row for batch in records.batches() for row in batch]
    assert len(rows) == 5002
    assert rows[1] == ["1", '"open']
    assert records.mended == [1]


def test_a_quote_that_leaves_rows_in_doubt_is_refused() -> None:
    with pytest.raises(Refused, match="unclosed_quote") as caught:
        read('a,b,c\n1,2,3\n4,"open\n5,6,7\n8,9,10\n', width=3)
    assert caught.value.row == 3


def test_thousands_of_open_quotes_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_records, "_LINES_READ_AGAIN", 10)
    with pytest.raises(Refused, match="unclosed_quote"):
        read('1,"x\n2,y\n' * 50, width=2)


def test_long_fields() -> None:
    assert read(f'a,"{"x" * 500_000}"\n') == [["a", "x" * 500_000]]
