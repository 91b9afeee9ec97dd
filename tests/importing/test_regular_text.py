from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Cancelled, silent
from churn_desktop.importing import readers, text_bytes
from churn_desktop.importing.distinct import are_trimmed, distinct
from churn_desktop.importing.known_cells import cells_of
from churn_desktop.importing.open_sheet import open_sheet
from churn_desktop.importing.options import ReadOptions
from churn_desktop.importing.readers import read_sheet
from churn_desktop.importing.regular_text import RegularText, read_regular

HEAD = "customer id,start date,end date,name"
ROWS = [
    f"C{n},2024-01-{n % 28 + 1:02},{'2024-05-01' if n % 3 else ''},Shop {n}"
    for n in range(40)
]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small files count as large ones."""
    monkeypatch.setattr(text_bytes, "SMALLEST", 1)


def written(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path: Path, delimiter: str | None = None) -> RegularText | None:
    return read_regular(path, None, delimiter, silent)


LIST = "\n".join([HEAD, *ROWS]) + "\n"
QUOTED = "".join(
    ",".join(f'"{cell}"' for cell in row.split(",")) + "\r\n" for row in [HEAD, *ROWS]
)
CHINESE = LIST.replace("Shop", "北京的连锁店铺").replace("name", "客户名称")


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        LIST.rstrip("\n"),
        LIST.replace("\n", "\r\n"),
        LIST.replace(",", ";"),
        LIST.replace(",", "\t"),
        "\ufeff" + LIST,
        LIST.replace("Shop", "店铺（连锁）"),
        LIST.replace("Shop", " a name longer than sixty-four letters " * 3),
        LIST.replace("Shop 7", '"Shop 7"'),
        LIST.replace("Shop", "￥"),
        QUOTED,
        QUOTED.rstrip(),
        QUOTED.replace("Shop ", "Shop, the one of "),
        QUOTED.replace("Shop 7", " Shop; 7 "),
        QUOTED.replace(",", "\t").replace("\r\n", "\n"),
        QUOTED.replace(
            "Shop", "a name, longer than sixty-four letters, in quotes, " * 3
        ),
    ],
)
def test_it_reads_what_the_child_reads(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, text)
    found = read(path)
    assert found is not None
    monkeypatch.setattr(readers, "read_regular", lambda *_a: None)
    other = read_sheet(path)
    assert found.delimiter == other.delimiter
    assert other.encoding == "utf-8"
    assert other.issues == ()
    assert_same_cells(found, other)


def assert_same_cells(found: RegularText, other: readers.RawFile) -> None:
    assert [list(c) for c in found.grid.columns] == [*map(list, other.grid.columns)]
    assert found.grid.kinds == other.grid.kinds
    for cells in found.cells:
        assert cells.trimmed == are_trimmed(cells.texts)


@pytest.mark.parametrize("chosen", [None, "gb18030"])
@pytest.mark.parametrize(
    "text", [CHINESE, CHINESE.rstrip(), QUOTED.replace("Shop", "成都，分店")]
)
def test_chinese_files_are_read_as_the_child_reads_them(
    tmp_path: Path, text: str, chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, text.encode("gb18030"))
    assert read_regular(path, "utf-8", None, silent) is None
    whole = read_sheet(path, encoding=chosen)
    monkeypatch.setattr(text_bytes, "_PIECE", 101)
    found = read_regular(path, chosen, None, silent)
    assert found is not None
    monkeypatch.setattr(readers, "read_regular", lambda *_a: None)
    other = read_sheet(path, encoding=chosen)
    assert (whole.encoding, whole.issues) == (other.encoding, other.issues)
    assert (found.encoding, found.issues) == (other.encoding, other.issues)
    assert_same_cells(found, other)


@pytest.mark.parametrize(
    "text",
    [
        LIST + "one,more\n",
        LIST + "\n",
        LIST + ",,,\n",
        LIST.replace("Shop 7", 'Shop "7"'),
        LIST.replace("Shop 7", '"Shop 7'),
        LIST.replace("Shop 7", '"'),
        LIST.replace("Shop 7", '"Shop\n7"'),
        LIST.replace("C7,2024", '"C7,2024'),
        QUOTED.replace("Shop 7", 'Shop ""7""'),
        QUOTED.replace("Shop 7", "Shop\t7"),
        QUOTED + '"","","",""\r\n',
        LIST.replace("Shop 7\n", "Shop 7\r\n"),
        LIST.replace("Shop 7", "Shop\x7f"),
        LIST.replace("Shop 7", "Shop \uffff"),
        LIST.encode().replace(b"Shop 7", b"Shop \xff"),
        CHINESE.encode("gb18030").replace(b"7\n", b"\xff\n"),
        LIST.replace("Shop 7", "Shop\x07"),
        LIST.replace("Shop 7", "1.1E+17"),
        LIST.replace("Shop 7", "Shop \ufffd"),
        LIST.replace("Shop 7\n", "Shop 7\r"),
        LIST.replace("Shop 7", "x" * 40_000),
        LIST.replace(",", ", "),
        LIST.replace(",", "，"),
        "sep=,\n" + LIST,
        "".join(f"{line},\n" for line in LIST.splitlines()),
        "only\none\ncolumn\n",
        "a,b\n",
        LIST.replace("Shop", "Müller").encode("cp1252"),
        LIST.encode("utf-16"),
        b"PK\x03\x04 damaged",
    ],
)
def test_all_else_is_left_to_the_child(tmp_path: Path, text: str | bytes) -> None:
    assert read(written(tmp_path, text)) is None


def test_small_files_and_choices_are_left_to_the_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, LIST)
    assert read_regular(path, "big5", None, silent) is None
    assert read(path, " ") is None
    assert read(path, ",") is not None
    assert read(tmp_path / "missing.csv") is None
    assert read(written(tmp_path, LIST, "list.xlsx")) is None
    monkeypatch.setattr(text_bytes, "SMALLEST", 1 << 20)
    assert read(path) is None


def test_what_reading_found_out_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    opened = open_sheet(path, None, ReadOptions(), silent)
    table = opened.layout.table
    assert opened.raw.cells
    for heading in table.headings:
        known, own = cells_of(table, heading), distinct(table.column(heading))
        assert known.texts.tolist() == own.texts.tolist()
        assert known.kinds.tolist() == own.kinds.tolist()
        assert known.codes.tolist() == own.codes.tolist()


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    def cancel(done: int, total: int, phase: str = "") -> None:
        if phase and done > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_regular(written(tmp_path, LIST), None, None, cancel)


CELL = st.text(st.sampled_from("ab1 -.é店,"), max_size=20)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_cell_is_itself(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    quoting: Literal[0, 1, 2],
    line_end: str,
) -> None:
    folder = tmp_path_factory.mktemp("regular")
    lines = [("a", "b", "c"), *rows]
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator=line_end).writerows(lines)
    path = written(folder, text.getvalue())
    found = read(path, ",")
    if found is None:
        assert any(not any(row) for row in lines)
        return
    for number, cells in enumerate(found.cells):
        wanted = [row[number] for row in lines]
        assert cells.texts[cells.codes].tolist() == wanted
        assert len({*cells.texts.tolist()}) == len(cells)
        filled = np.array([Kind.TEXT if text else Kind.BLANK for text in wanted])
        assert (cells.kinds[cells.codes] == filled).all()
