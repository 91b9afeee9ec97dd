"""Sorting, filtering and editing the sheet, against the models of Qt's own examples."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from bench.timing import Row, in_turns, rounds_for
from churn_desktop.core import edits
from churn_desktop.core.grid import Kind
from churn_desktop.core.table import Table
from churn_desktop.ui.models.cell_groups import GroupsKept
from churn_desktop.ui.models.sheet_filter import Condition, Filter, Worth, kept_rows
from churn_desktop.ui.models.sheet_order import sorted_rows

COLUMNS = 12
SAMPLE = 20_000
"""Rows of the peer; its time is scaled, sorting by n log n."""


def rows(size: int) -> Iterator[Row]:
    """Measure what a person does to a list of that size."""
    table, amounts = _make(size)
    peer_sort, peer_filter, peer_edit = _peer(min(size, SAMPLE), size)
    kept = GroupsKept()
    filters = {
        "c1": Filter(without=frozenset({"plan 3"})),
        "c0": Filter(test=Condition.AT_LEAST, low="500", worth=Worth.NUMBER),
    }
    values = {"c0": amounts}
    begun = time.perf_counter()
    kept_rows(table, filters, values, kept)
    first = time.perf_counter() - begun
    order = sorted_rows(table, "c0", numbers=amounts)
    taken = in_turns(
        {
            "sort": lambda: sorted_rows(table, "c0", numbers=amounts),
            "text": lambda: sorted_rows(table, "c1"),
            "both": lambda: sorted_rows(table, "c1", start=order),
            "filter": lambda: kept_rows(table, filters, values, kept),
            "edit": lambda: edits.set_cells(table, "c1", [size // 2], ["x"]),
            "insert": lambda: edits.insert_rows(table, size // 2),
            "delete": lambda: edits.delete_rows(table, [size // 2]),
        },
        rounds_for(size),
    )
    proxy = "QSortFilterProxyModel over iat, scaled"
    yield Row("sort by an amount", size, taken["sort"], proxy, peer_sort, "0.35 s")
    yield Row("sort by a text of few values", size, taken["text"], target="0.35 s")
    yield Row("the second of two columns", size, taken["both"], target="0.35 s")
    yield Row("filter, first time", size, first, proxy, peer_filter, "")
    yield Row("filter", size, taken["filter"], proxy, peer_filter, "0.15 s")
    yield Row("edit a cell", size, taken["edit"], "iat", peer_edit, "0.1 s")
    yield Row("insert a row", size, taken["insert"], target="")
    yield Row("delete a row", size, taken["delete"], target="")


def _make(size: int) -> tuple[Table, np.ndarray[Any, np.dtype[np.float64]]]:
    random = np.random.default_rng(size)
    amounts = random.integers(1, 1_000_000, size) / 100
    texts = {"c0": pd.Series(amounts).astype(str), "c1": "plan " + pd.Series(
        random.integers(0, 12, size)).astype(str)}  # fmt: skip
    for number in range(2, COLUMNS):
        texts[f"c{number}"] = pd.Series(np.arange(size)).astype(str) + f" {number}"
    frame = pd.DataFrame(texts, dtype=object)
    frame.index = pd.RangeIndex(2, size + 2)
    kinds = {
        name: np.full(size, Kind.NUMBER if name == "c0" else Kind.TEXT, np.uint8)
        for name in frame.columns
    }
    return Table(frame, kinds, {n: at for at, n in enumerate(frame, 1)}), amounts


def _peer(sample: int, size: int) -> tuple[float, float, float]:
    """Sort, filter and edit through Qt's proxy, with a call for each cell."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QAbstractTableModel, QSortFilterProxyModel, Qt
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert app is not None
    random = np.random.default_rng(size)
    frame = pd.DataFrame({"c0": random.integers(1, 1_000_000, sample) / 100})
    frame["c1"] = "plan " + pd.Series(random.integers(0, 12, sample)).astype(str)

    class Model(QAbstractTableModel):
        def rowCount(self, _parent: Any = None) -> int:
            return len(frame)

        def columnCount(self, _parent: Any = None) -> int:
            return 2

        def data(self, index: Any, role: int = 0) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                value = frame.iat[index.row(), index.column()]
                return float(value) if index.column() == 0 else value
            return None

    model, proxy = Model(), QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(1)
    scale = size / sample
    times = []
    for work in (
        lambda: proxy.sort(0),
        lambda: proxy.setFilterFixedString("plan 4"),
        lambda: frame.__setitem__("c1", frame["c1"].where(frame.index != 5, "x")),
    ):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    logs = np.log2(size) / np.log2(sample)
    return times[0] * scale * logs, times[1] * scale, times[2] * scale
