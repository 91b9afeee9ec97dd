"""Read every hostile file and compare with what is expected of it.

``python -m bench.hostile [DIR] [NAME ...]`` reads ``INDEX.tsv`` (the outcome of each
file) and ``EXPECT.jsonl`` (single cells) in ``DIR``, checks each file as the command
``check`` does, in a process that is killed when it takes too long, and prints every
miss and a line for each theme. With names only files whose name contains one of them.
"""

from __future__ import annotations

import csv
import json
import multiprocessing as mp
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("CHURN_REFERENCE_DATA", ROOT / "../shared/data"))
TODAY = date(2026, 11, 21)
SLOW = 10.0
"""Seconds after which reading a file counts as hanging."""

ALLOWED = {
    "ok": {"ok"},
    "ok_warn": {"ok_warn"},
    "refuse": {"refuse"},
    "ok_or_refuse": {"ok", "ok_warn", "refuse"},
    "warn_or_refuse": {"ok_warn", "refuse"},
}
_CELL = re.compile(r"([A-Z]+)([0-9]+)")

Expected = dict[str, str]


@dataclass(slots=True)
class Outcome:
    """What became of a file.

    Attributes
    ----------
    outcome : str
        ``"ok"``, ``"ok_warn"``, ``"refuse"``, ``"crash"``, ``"died"`` or ``"hang"``.
    detail : str
    seconds : float
    data : dict
        What the check says.
    """

    outcome: str
    detail: str
    seconds: float
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def sheet(self) -> dict[str, Any]:
        """The sheet that was read."""
        return self.data["sheets"][0] if self.data.get("sheets") else {}

    def flagged(self, row: int, column: str | None) -> bool:
        """Tell whether something is said about a cell, its row or its column."""
        for issue in self.data.get("issues", []):
            about = issue["column"]
            same = about in (None, column) or column is None
            if issue["severity"] == "note" or not same:
                continue
            if issue["row"] == row or (issue["row"] is None and about is not None):
                return True
        return False


@dataclass(slots=True)
class Theme:
    """How files of one kind went."""

    files: int = 0
    right: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


class Checker:
    """Checks files in a process of its own; a new one after a death or a hang."""

    def __init__(self) -> None:
        self._process: mp.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def check(self, path: Path, sheet: str | None = None) -> Outcome:
        """Check one file."""
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        assert self._process is not None
        started = time.perf_counter()
        self._pipe.send((str(path), sheet))
        # The bound of the task itself, and a second for the way back.
        if not self._pipe.poll(SLOW + 1):
            self.stop()
            return Outcome("hang", "killed", time.perf_counter() - started)
        try:
            outcome, detail, seconds, data = self._pipe.recv()
        except EOFError:
            self.stop()
            return Outcome("died", "no answer", time.perf_counter() - started)
        return Outcome(outcome, detail, seconds, data)

    def _start(self) -> None:
        context = mp.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,))
        self._process.start()
        theirs.close()
        self._pipe.recv()

    def stop(self) -> None:
        """End the process."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection) -> None:
    """Answer for one file after the other until nobody asks."""
    from churn_desktop.core.errors import ChurnDesktopError
    from churn_desktop.importing.options import ReadOptions
    from churn_desktop.output.check import check_file

    pipe.send("ready")
    while True:
        try:
            path, sheet = pipe.recv()
        except EOFError:
            return
        started = time.perf_counter()
        options = ReadOptions(sheet=sheet)
        try:
            found = check_file([Path(path)], options, today=TODAY, cells=True)
            codes = sorted({str(issue["code"]) for issue in found.data["issues"]})
            error = (found.data.get("error") or {}).get("code", "")
            answer = found.outcome, f"{error} {' '.join(codes)}".strip(), found.data
        except ChurnDesktopError as error:
            answer = "refuse", str(error), {}
        except BaseException as error:  # noqa: BLE001 - the very thing this looks for
            answer = "crash", repr(error)[:300], {}
        pipe.send((answer[0], answer[1], time.perf_counter() - started, answer[2]))


def judge(expected: Expected, found: Outcome) -> str:
    """Say whether a cell is ``right``, ``flagged``, ``refused`` or ``missed``."""
    if found.outcome in ("refuse", "crash", "died", "hang"):
        return "refused" if found.outcome == "refuse" else "missed"
    kind, value = expected["kind"], expected["value"]
    sheet = found.sheet
    if expected["cell"].startswith("SUM:"):
        heading = expected["cell"].removeprefix("SUM:")
        return "right" if _sum(sheet, heading) == float(value) else "missed"
    if kind == "count":
        return "right" if sheet["rows"] == int(value) else "missed"
    cell = sheet.get("cells", {}).get(expected["cell"], {"kind": "blank", "value": ""})
    if kind != "flag" and _same(kind, value, cell):
        return "right"
    if "flag" not in kind:
        return "missed"
    place = _CELL.fullmatch(expected["cell"])
    assert place is not None
    heading = sheet["cells"].get(f"{place[1]}{sheet['header_row']}", {}).get("value")
    return "flagged" if found.flagged(int(place[2]), heading) else "missed"


def _sum(sheet: dict[str, Any], heading: str) -> float:
    """Add up the numbers below a heading."""
    cells, last = sheet["cells"], sheet["header_row"]
    above = (name for name, cell in cells.items() if cell["value"] == heading)
    letters = next(name.rstrip("0123456789") for name in above)
    return sum(
        cell["value"]
        for name, cell in cells.items()
        if (place := _CELL.fullmatch(name))
        and place[1] == letters
        and int(place[2]) > last
        and cell["kind"] == "number"
    )


def _same(kind: str, value: str, cell: dict[str, Any]) -> bool:
    has, got = cell["kind"], cell["value"]
    if kind == "len":
        return len(got) == int(value)
    if kind in ("header", "display", "text_or_int", "text_or_refuse", "fill_or_flag"):
        return str(got) == value
    wanted = kind.replace("_or_flag", "").replace("flag_or_", "")
    if has != wanted:
        return False
    if wanted == "number":
        return abs(got - float(value)) <= 1e-9 * max(1.0, abs(float(value)))
    if wanted == "date" and "T" not in value:
        return str(got)[:10] == value
    return wanted == "blank" or got == value


def run(folder: Path, names: list[str], checker: Checker) -> int:
    """Check the files of a folder; give how many of them and of their cells miss."""
    themes: defaultdict[str, Theme] = defaultdict(Theme)
    misses = 0
    expected = _expected(folder)
    for entry in _index(folder):
        name = entry["file"]
        if names and not any(part in name for part in names):
            continue
        theme = themes[_theme(name)]
        found = checker.check(folder / name)
        allowed = ALLOWED[entry["outcome"]]
        right = found.outcome in allowed and found.seconds <= SLOW
        theme.files += 1
        theme.right += right
        theme.slowest = max(theme.slowest, found.seconds)
        if not right:
            misses += 1
            print(
                f"{name}: {found.outcome}, expected {entry['outcome']} "
                f"({found.detail}; {found.seconds:.1f} s)"
            )
        for verdict in _cells(folder, expected[name], found, checker):
            may_refuse = verdict == "refused" and "refuse" in allowed
            theme.cells["refused" if may_refuse else verdict] += 1
            misses += verdict == "missed" or (verdict == "refused" and not may_refuse)
    _print(themes)
    return misses


def _cells(
    folder: Path, entries: list[Expected], found: Outcome, checker: Checker
) -> Iterator[str]:
    sheets: dict[str, Outcome] = {str(found.sheet.get("name") or ""): found}
    for entry in entries:
        wanted = entry["sheet"] or ""
        if wanted and wanted not in sheets:
            sheets[wanted] = checker.check(folder / entry["file"], wanted)
        outcome = sheets[wanted] if wanted else found
        verdict = judge(entry, outcome)
        if verdict == "missed":
            got = outcome.sheet.get("cells", {}).get(entry["cell"])
            print(
                f"{entry['file']} {wanted} {entry['cell']}: {str(got)[:80]}, "
                f"expected {entry['kind']} {entry['value']!r} {entry['note']}"
            )
        yield verdict


def _index(folder: Path) -> list[Expected]:
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _expected(folder: Path) -> defaultdict[str, list[Expected]]:
    found: defaultdict[str, list[Expected]] = defaultdict(list)
    for line in (folder / "EXPECT.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        found[entry["file"]].append(entry)
    return found


def _print(themes: dict[str, Theme]) -> None:
    total = Theme()
    print(f"\n{'theme':24} {'files right':>12} {'cells':>7}")
    for name, theme in [*sorted(themes.items()), ("all", total)]:
        told = ", ".join(f"{count} {verdict}" for verdict, count in theme.cells.items())
        print(
            f"{name:24} {theme.right:5} of {theme.files:3} {theme.cells.total():8}"
            f"  {theme.slowest:5.1f} s  {told}"
        )
        total.files += theme.files
        total.right += theme.right
        total.cells += theme.cells
        total.slowest = max(total.slowest, theme.slowest)


def _theme(name: str) -> str:
    folder, _, file = name.partition("/")
    word = file.replace(".", "_").partition("_")[0]
    return f"{folder} {word}" if folder == "gen" else f"{folder} {Path(file).suffix}"


def main(arguments: list[str]) -> int:
    """Run over a folder and give 1 when anything is missed."""
    folder = DATA / "hostile"
    if arguments and Path(arguments[0]).is_dir():
        folder, *arguments = Path(arguments[0]), *arguments[1:]
    checker = Checker()
    started = time.perf_counter()
    try:
        misses = run(folder, arguments, checker)
    finally:
        checker.stop()
    print(f"{misses} missed, {time.perf_counter() - started:.0f} s")
    return int(misses > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
