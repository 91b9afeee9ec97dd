"""Which rows below the headings are no customers: totals, remarks, a second list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from churn_desktop.core.book import Mask
from churn_desktop.core.grid import Grid, Kind
from churn_desktop.importing.distinct import Distinct, plain
from churn_desktop.importing.heading_rows import Filled, HeadingRows, is_label

_TOTAL = re.compile(
    r"(?:本[页月年季]|全部|以上|当前)?(?:总合计|合计|总计|小计|总和|共计|汇总|累计|总额|平均值?|均值)"
    r"(?:金额|数量|人数|户数)?[:：]?\s*[\d,.]*\s*[户人条行家个元笔名]?"
    r"|(?:grand |sub ?-?)?totals?(?: amount| customers)?\s*:?\s*[\d,.]*|sum:?|average:?"
    r"|合\s+计:?|总\s+计:?|小\s+计:?|totaux|summe|gesamt",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[\d,.]+\s*[户人条行家个元笔名]")
_DATE_START = re.compile(r"\d{4}[-/.年]\d")
_TOTAL_STARTS = frozenset("本全以当总合小共汇累平均gGsStTaA \u3000")
_TOTAL_COLUMNS = 6
_NOTE = re.compile(
    r"备注|备\s注|注[:：\d]|注释|说明|制表|制单|审核|导出|打印|数据来源|来源|单位[:：]|填表|提示|"
    r"(?:note|notes|remark|remarks|source|generated|exported|printed|prepared|report|"
    r"created by|data from|last updated|end of)\b|[*※•]|\(?c\)|©",
    re.IGNORECASE,
)
_LONG = 40
_MOST_GAPS = 1_000


class RowKinds(NamedTuple):
    """For each row of a sheet whether it is one of these; they do not overlap."""

    repeated_headings: Mask
    totals: Mask
    notes: Mask
    second_list: Mask


def sort_rows(
    grid: Grid, filled: Filled, heads: HeadingRows, cells: Sequence[Distinct] = ()
) -> RowKinds:
    """Tell the rows below the headings that are no customers.

    Parameters
    ----------
    grid : Grid
    filled : ndarray of bool, shape (rows, columns)
        Which cells are not blank.
    heads : HeadingRows
    cells : sequence of Distinct
        The different cells of each column, where they are known.
    """
    rows = _Rows(grid, filled, heads, cells)
    repeated = rows.repeated_headings()
    totals = rows.totals() & ~repeated
    notes, second = rows.notes(totals)
    return RowKinds(repeated, totals & ~second, notes, second)


class _Rows:
    """The rows below the headings and what they are."""

    def __init__(
        self,
        grid: Grid,
        filled: Filled,
        heads: HeadingRows,
        cells: Sequence[Distinct],
    ) -> None:
        self._grid, self._cells = grid, cells
        self._filled = filled
        self._heads = heads
        self._count = filled.sum(axis=1)
        below = self._count[heads.last + 1 :]
        self._usual = int(np.median(below[below > 0])) if (below > 0).any() else 0

    def _nothing(self) -> Mask:
        return np.zeros(self._grid.height, dtype=bool)

    def repeated_headings(self) -> Mask:
        """Find rows that say the same as the heading row, as printed lists do."""
        last, found = self._heads.last, self._nothing()
        if last < 0:
            return found
        columns = np.flatnonzero(self._filled[last])
        if not len(columns):
            return found
        first = np.array(self._grid.columns[columns[0]], dtype=object)
        same = np.flatnonzero(first == first[last])
        for row in same[same > last]:
            found[row] = all(c[row] == c[last] for c in self._grid.columns)
        return found

    def totals(self) -> Mask:
        """Find rows with a word for total beside nothing but numbers."""
        found = self._nothing()
        has_gap = (self._count > 0) & (self._count < self._grid.width)
        has_gap[np.flatnonzero(self._count > 0)[-1:]] = True
        has_gap[: self._heads.last + 1] = False
        rows = np.flatnonzero(has_gap)
        for column in range(min(self._grid.width, _TOTAL_COLUMNS)):
            texts = self._grid.columns[column]
            for row in self._starting(column, rows):
                if _TOTAL.fullmatch(plain(texts[row])):
                    found[row] = self._only_numbers(row, beside=column)
        return found

    def _starting(self, column: int, rows: npt.NDArray[np.intp]) -> list[int]:
        """Give those of some rows that may begin with a word for total."""
        if not self._cells:
            texts = self._grid.columns[column]
            return [r for r in rows.tolist() if texts[r][:1] in _TOTAL_STARTS]
        cells = self._cells[column]
        first = cells.texts.astype("U1").view(np.uint32)
        starts = np.isin(first, [ord(letter) for letter in _TOTAL_STARTS])
        chosen: list[int] = rows[starts[cells.codes[rows]]].tolist()
        return chosen

    def _only_numbers(self, row: int, beside: int) -> bool:
        for column in np.flatnonzero(self._filled[row]):
            text, kind = self._grid.columns[column][row], self._grid.kinds[column][row]
            if column == beside or kind in (Kind.NUMBER, Kind.ERROR):
                continue
            text = plain(text)
            if kind == Kind.DATE or _DATE_START.match(text):
                return False
            number = not is_label(text, kind) or _COUNTED.fullmatch(text)
            if not number and not _TOTAL.fullmatch(text):
                return False
        return True

    def notes(self, totals: Mask) -> tuple[Mask, Mask]:
        """Find remarks below the list, and a second list below a gap."""
        notes, second = self._nothing(), self._nothing()
        if self._usual < 2:
            return notes, second
        used = np.flatnonzero(self._count[self._heads.last + 1 :] > 0)
        used = used + self._heads.last + 1
        second_from = self._second_list(used)
        if second_from is not None:
            second[used[used >= second_from]] = True
            used = used[used < second_from]
        seen = []
        for at in range(len(used) - 1, -1, -1):
            row = used[at]
            if totals[row]:
                continue
            if not self._is_note(row):
                break
            apart = at == 0 or used[at - 1] < row - 1 or totals[used[at - 1]]
            seen.append((row, apart))
        # Every row below one that stands apart from the list is a remark too.
        rows = [row for row, _ in seen]
        apart_at = [i for i, (_, apart) in enumerate(seen) if apart]
        sure = max(apart_at, default=-1)
        for i, row in enumerate(rows):
            notes[row] = i <= sure or self._reads_as_note(row)
        return notes, second

    def _is_note(self, row: int) -> bool:
        few = self._count[row] == 1 < self._usual - 1 or self._reads_as_note(row)
        column = int(np.argmax(self._filled[row]))
        text, kind = self._grid.columns[column][row], self._grid.kinds[column][row]
        return bool(few) and kind == Kind.TEXT and not plain(text).isdigit()

    def _reads_as_note(self, row: int) -> bool:
        if self._count[row] > max(1, self._usual // 3):
            return False
        text = plain(self._grid.columns[int(np.argmax(self._filled[row]))][row])
        return _NOTE.match(text) is not None or len(text) > _LONG

    def _second_list(self, used: npt.NDArray[np.intp]) -> int | None:
        """Give the row at which headings of another list stand below a gap."""
        gaps = np.flatnonzero(np.diff(used) > 1)[:_MOST_GAPS] + 1
        for row in used[gaps]:
            columns = np.flatnonzero(self._filled[row])
            grid = self._grid
            if len(columns) < 2 or row + 1 >= grid.height or not self._count[row + 1]:
                continue
            if not all(
                is_label(grid.columns[c][row], grid.kinds[c][row]) for c in columns
            ):
                continue
            above = sum(self._data_in(int(c), int(row) - 1) for c in columns)
            below = sum(self._data_in(int(c), int(row) + 1) for c in columns)
            if above >= len(columns) / 2 and below:
                return int(row)
        return None

    def _data_in(self, column: int, row: int) -> bool:
        """Tell whether a column holds no label in the next filled cell upwards."""
        while row > self._heads.last and not self._filled[row, column]:
            row -= 1
        grid = self._grid
        return row > self._heads.last and not is_label(
            grid.columns[column][row], grid.kinds[column][row]
        )
