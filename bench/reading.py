"""Opening a list: typed columns and every issue, beside readers that give neither."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from xlsxwriter import Workbook

from bench.timing import Row, in_turns
from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Column
from churn_desktop.importing.dateorder import DateColumn
from churn_desktop.importing.distinct import distinct
from churn_desktop.importing.importer import open_list, understand
from churn_desktop.importing.values import read_dates

TODAY = date(2025, 6, 1)
HEADINGS = (
    "customer_id", "name", "start_date", "end_date", "monthly_fee", "plan", "industry",
    "region", "sales_owner", "last_activity", "nps", "notes",
)  # fmt: skip
DAYS = ("start_date", "end_date", "last_activity")
_WRITTEN: dict[str, dict[str, Any]] = {
    "": {},
    ", all in quotes": {"quoting": csv.QUOTE_ALL},
    " in GB 18030": {"encoding": "gb18030"},
}
_PEER = "pandas C with dates"
MOST_XLSX = 100_000
"""A larger workbook takes the peer minutes."""
ROUNDS = 3

_PEAK = (
    "import sys; {}; "
    "lines = open('/proc/self/status').read().splitlines(); "
    "print([line.split()[1] for line in lines if line.startswith('VmHWM')][0])"
)
"""What getrusage says of a fresh process begins with what its parent needed."""
_OURS = (
    "from datetime import date; from pathlib import Path; "
    "from churn_desktop.importing.importer import open_list, understand; "
    "project = open_list(Path(sys.argv[1]), today=date(2025, 6, 1)); "
    "found = understand(project, today=date(2025, 6, 1))"
)
_PANDAS = "import pandas; frame = pandas.read_{}(sys.argv[1])"


def rows(size: int) -> Iterator[Row]:
    """Measure opening files of so many customers, each with twelve columns."""
    columns = _columns(size)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "list.csv"
        frame = pd.DataFrame(columns)
        for note, chosen in _WRITTEN.items():
            chinese = frame.assign(name="客户" + frame["name"])
            written = chinese if "encoding" in chosen else frame
            written.to_csv(text, index=False, **chosen)
            encoding = str(chosen.get("encoding", "utf-8"))
            yield _opening(
                text, size, partial(_with_pandas, text, encoding), _PEER, "0.67x", note
            )
        frame.to_csv(text, index=False)
        yield from _memory(text, size, "csv", "pandas C")
        if size <= MOST_XLSX:
            book = Path(folder) / "list.xlsx"
            _write_book(book, columns)
            peer = "pandas + openpyxl"
            yield _opening(
                book, size, lambda: pd.read_excel(book, engine="openpyxl"), peer, "12x"
            )
            yield from _memory(book, size, "excel", peer)
    yield _chinese_dates(size)


def _with_pandas(path: Path, encoding: str) -> pd.DataFrame:
    return pd.read_csv(path, encoding=encoding, parse_dates=list(DAYS))


def _columns(size: int) -> dict[str, npt.NDArray[np.object_] | list[str]]:
    random = np.random.default_rng(size)
    first = np.datetime64("2020-01-01")

    def days(low: int, high: int) -> npt.NDArray[np.object_]:
        return (first + random.integers(low, high, size)).astype(str).astype(object)

    def one_of(word: str, count: int) -> npt.NDArray[np.object_]:
        words = np.array([f"{word} {number}" for number in range(count)], dtype=object)
        return words[random.integers(0, count, size)]

    gone = random.random(size) < 0.4
    values = (
        [f"C{number:07}" for number in range(size)],
        [f"Name {number}" for number in range(size)],
        days(0, 1500),
        np.where(gone, days(1500, 1900), ""),
        np.round(random.uniform(5, 500, size), 2).astype(str).astype(object),
        one_of("Plan", 3),
        one_of("Industry", 7),
        one_of("Region", 5),
        one_of("Owner", 9),
        days(1500, 1900),
        random.integers(0, 11, size).astype(str).astype(object),
        one_of("note", 50),
    )
    return dict(zip(HEADINGS, values, strict=True))


def _write_book(
    path: Path, columns: dict[str, npt.NDArray[np.object_] | list[str]]
) -> None:
    numbers = {"monthly_fee", "nps"}
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, HEADINGS)
        for row, cells in enumerate(zip(*columns.values(), strict=True), start=1):
            for column, cell in enumerate(cells):
                if HEADINGS[column] in numbers:
                    sheet.write_number(row, column, float(cell))
                elif cell:
                    sheet.write_string(row, column, cell)


def _opening(
    path: Path,
    size: int,
    peer: Callable[[], pd.DataFrame],
    name: str,
    target: str,
    note: str = "",
) -> Row:
    counted: dict[str, int] = {}

    def ours() -> None:
        project = open_list(path, today=TODAY)
        counted["ours"] = len(understand(project, today=TODAY).used)

    def theirs() -> None:
        counted["peer"] = len(peer())

    taken = in_turns({"ours": ours, "peer": theirs}, ROUNDS)
    agrees = counted["ours"] == counted["peer"] == size
    work = f"open {path.suffix}{note}, typed columns and issues"
    return Row(work, size, taken["ours"], name, taken["peer"], target, agrees)


def _memory(path: Path, size: int, kind: str, name: str) -> Iterator[Row]:
    """Give the most memory that reading a list ever takes, in megabytes."""
    if not Path("/proc/self/status").exists():
        return
    ours, peer = (_peak(program, path) for program in (_OURS, _PANDAS.format(kind)))
    work = f"memory at most, {path.suffix}"
    yield Row(work, size, ours, name, peer, "900 MB", unit="MB")


def _peak(program: str, path: Path) -> float:
    command = [sys.executable, "-c", _PEAK.format(program), str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(told.stdout) / 1024


def _chinese_dates(size: int) -> Row:
    """Measure 2024年3月5日 in every row, of five years."""
    days = np.datetime64("2020-01-01") + np.random.default_rng(1).integers(
        0, 1800, size
    )
    written = pd.Series(pd.to_datetime(days)).dt.strftime("%Y年%m月%d日")
    texts = written.to_numpy(dtype=object)
    kinds = np.full(size, Kind.TEXT, dtype=np.uint8)
    found: dict[str, npt.NDArray[np.int64]] = {}

    def ours() -> None:
        cells = distinct(Column(texts, kinds))
        days = DateColumn(cells, read_dates(cells)).days(None)
        found["ours"] = days[cells.codes].astype(np.int64)

    def theirs() -> None:
        read = pd.to_datetime(pd.Series(texts), format="%Y年%m月%d日")
        found["peer"] = read.to_numpy().astype("datetime64[D]").astype(np.int64)

    taken = in_turns({"ours": ours, "peer": theirs}, ROUNDS)
    agrees = bool((found["ours"] == found["peer"]).all())
    return Row(
        "dates such as 2024年3月5日",
        size,
        taken["ours"],
        "to_datetime",
        taken["peer"],
        "10x",
        agrees,
    )
