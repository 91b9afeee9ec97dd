from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.grid import Kind
from churn_desktop.core.progress import Cancelled, silent
from churn_desktop.importing import readers, regular_text
from churn_desktop.importing.distinct import cells_of, distinct
from churn_desktop.importing.importer import ReadOptions
from churn_desktop.importing.opened import open_sheet
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
    monkeypatch.setattr(regular_text, "SMALLEST", 1)


def written(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path: Path, delimiter: str | None = None) -> RegularText | None:
    return read_regular(path, None, delimiter, silent)


LIST = "\n".join([HEAD, *ROWS]) + "\n"


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
    assert [list(c) for c in found.grid.columns] == [*map(list, other.grid.columns)]
    assert found.grid.kinds == other.grid.kinds


@pytest.mark.parametrize(
    "text",
    [
        LIST + "one,more\n",
        LIST + "\n",
        LIST + ",,,\n",
        LIST.replace("Shop 7", '"Shop 7"'),
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
    assert read_regular(path, "gb18030", None, silent) is None
    assert read(path, " ") is None
    assert read(path, ",") is not None
    assert read(tmp_path / "missing.csv") is None
    assert read(written(tmp_path, LIST, "list.xlsx")) is None
    monkeypatch.setattr(regular_text, "SMALLEST", 1 << 20)
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


CELL = st.text(st.sampled_from("ab1 -.é店"), max_size=20)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12))
def test_every_cell_is_itself(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("regular")
    lines = [("a", "b", "c"), *rows]
    path = written(folder, "".join(",".join(row) + "\n" for row in lines))
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


def test_cells_that_look_the_same_when_mixed_stay_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = np.array([[1, 2, 1], [7, 9, 8]], dtype=np.uint64)
    codes, first = regular_text._numbered(words)
    assert (codes.tolist(), first.tolist()) == ([0, 1, 2], [0, 1, 2])
    # Multiplying with nothing makes all of them look alike.
    monkeypatch.setattr(regular_text, "_MIX", np.uint64(0))
    words = np.array([[1, 2, 1, 2], [7, 7, 7, 7]], dtype=np.uint64)
    codes, first = regular_text._numbered(words)
    assert (codes.tolist(), first.tolist()) == ([0, 1, 0, 1], [0, 1])
