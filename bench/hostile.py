"""Read every hostile file and compare with what is expected of it.

``python -m bench.hostile [DIR]`` reads ``INDEX.tsv`` (the outcome of each file) and
``EXPECT.jsonl`` (single cells) in ``DIR`` and prints a line for each theme. It looks at
what `read_sheet` gives; with ``--check`` at what ``churn-desktop check --json`` prints,
which also understands values.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from churn_desktop.core.errors import ChurnDesktopError, UnreadableFile
from churn_desktop.core.grid import Kind, cell_name
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.importing.readers import RawFile, read_sheet

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "hostile"
SLOW = 10.0
ALLOWED = {
    "ok": {"ok"},
    "ok_warn": {"ok_warn"},
    "refuse": {"refuse"},
    "ok_or_refuse": {"ok", "ok_warn", "refuse"},
    "warn_or_refuse": {"ok_warn", "refuse"},
}

# Said only to explain how a file was read; nothing needs a person's eye.
_QUIET = {IssueCode.ENCODING_GUESSED, IssueCode.HIDDEN_ROWS}


@dataclass(slots=True)
class Outcome:
    """What became of a file.

    Attributes
    ----------
    outcome : str
        ``"ok"``, ``"ok_warn"``, ``"refuse"`` or ``"crash"``.
    detail : str
    seconds : float
    cells : dict of str to (str, str)
        Kind and text of each filled cell (``{"A2": ("text", "000007")}``).
    flagged : set of str
        Cells (``"A2"``) and rows (``"2"``) with an issue.
    rows : int
        Rows below the first one.
    """

    outcome: str
    detail: str
    seconds: float
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    flagged: set[str] = field(default_factory=set)
    rows: int = 0


def outcome(path: Path, sheet: str | None = None) -> Outcome:
    """Read one file in this process's own way and say how it went."""
    started = time.perf_counter()
    try:
        raw = read_sheet(path, sheet)
    except UnreadableFile as error:
        detail = f"{error.problem} {error.detail}"
        return Outcome("refuse", detail, time.perf_counter() - started)
    except ChurnDesktopError as error:
        return Outcome("refuse", str(error), time.perf_counter() - started)
    except Exception as error:  # noqa: BLE001 - the very thing this looks for
        return Outcome("crash", repr(error), time.perf_counter() - started)
    seconds = time.perf_counter() - started
    loud = [
        issue
        for issue in raw.issues
        if issue.severity is not Severity.NOTE or issue.code not in _QUIET
    ]
    found = Outcome("ok_warn" if loud else "ok", "", seconds, rows=raw.grid.height - 1)
    found.detail = " ".join(issue.code for issue in raw.issues)
    found.cells = _cells(raw)
    for issue in raw.issues:
        found.flagged.update(map(str, issue.rows))
        found.flagged.update(issue.facts.get("cells", "").split(", "))
    return found


def outcome_of_check(path: Path, sheet: str | None = None) -> Outcome:
    """Read one file with the command line, from outside."""
    command = [sys.executable, "-m", "churn_desktop", "check", str(path)]
    command += ["--json", "--cells"] + (["--sheet", sheet] if sheet else [])
    started = time.perf_counter()
    ran = subprocess.run(command, capture_output=True, check=False)
    seconds = time.perf_counter() - started
    try:
        told = json.loads(ran.stdout)
    except ValueError:
        return Outcome("crash", ran.stderr.decode(errors="replace")[-200:], seconds)
    codes = " ".join(sorted({issue["code"] for issue in told["issues"]}))
    if told["outcome"] == "refuse":
        codes = str(told["error"])
    found = Outcome(told["outcome"], codes, seconds)
    for shown in told["sheets"]:
        found.rows = shown.get("rows", 0)
        for name, cell in shown.get("cells", {}).items():
            found.cells[name] = cell["kind"], str(cell["value"])
        if header := shown.get("header_row"):
            for number, text in enumerate(shown["columns"], 1):
                found.cells.setdefault(cell_name(header, number), ("text", text))
    found.flagged = {str(issue.get("row")) for issue in told["issues"]}
    return found


def _cells(raw: RawFile) -> dict[str, tuple[str, str]]:
    cells = {}
    for column, (texts, kinds) in enumerate(
        zip(raw.grid.columns, raw.grid.kinds, strict=True), 1
    ):
        # The lists of many rows are checked by their first ones.
        for row, (text, kind) in enumerate(zip(texts[:5000], kinds, strict=False), 1):
            if kind:
                cells[cell_name(row, column)] = Kind(kind).name.lower(), text
    return cells


def judge(expected: dict[str, Any], found: Outcome) -> str:
    """Say whether a cell is right, flagged, to be understood later, or wrong."""
    if found.outcome == "refuse":
        return "refused"
    kind, value, cell = expected["kind"], expected["value"], expected["cell"]
    flagged = cell in found.flagged or cell.lstrip("ABCDEFGHIJ") in found.flagged
    if kind == "count":
        return "right" if found.rows == int(value) else "later"
    has, text = found.cells.get(cell, ("blank", ""))
    if kind == "len":
        return "right" if len(text) == int(value) else "wrong"
    if kind == "flag":
        return "flagged" if flagged else "later"
    if _same(kind, value, has, text):
        return "right"
    if "_or_flag" in kind or kind == "flag_or_date":
        return (
            "flagged" if flagged else "later" if has in ("text", "number") else "wrong"
        )
    return "wrong"


def _same(kind: str, value: str, has: str, text: str) -> bool:
    if kind == "blank":
        return has == "blank"
    if kind == "error":
        return has == "error" and text == value
    if kind.startswith("number"):
        try:
            return abs(float(text) - float(value)) <= 1e-9 * abs(float(value))
        except ValueError:
            return False
    return text == value


def main(arguments: list[str]) -> int:
    """Run over a folder and give 1 when anything is wrong."""
    read = outcome_of_check if "--check" in arguments else outcome
    folders = [Path(argument) for argument in arguments if argument != "--check"]
    folder = folders[0] if folders else DEFAULT
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        index = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    expected: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "EXPECT.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        expected[entry["file"]].append(entry)
    return run(folder, index, expected, read)


def run(
    folder: Path,
    index: Iterable[dict[str, str]],
    expected: dict[str, list[dict[str, Any]]],
    read: Callable[[Path, str | None], Outcome],
) -> int:
    """Compare with what ``read`` makes of each file, so that any reader can be used."""
    themes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cells: Counter[str] = Counter()
    slowest = 0.0
    bad = False
    for entry in index:
        name = entry["file"]
        found = read(folder / name, None)
        slowest = max(slowest, found.seconds)
        right = found.outcome in ALLOWED[entry["outcome"]] and found.seconds <= SLOW
        themes[_theme(name)]["right" if right else "wrong"] += 1
        bad |= not right
        if not right:
            print(
                f"{name}: {found.outcome}, expected {entry['outcome']} "
                f"({found.detail}; {found.seconds:.1f} s)"
            )
        bad |= _compare(folder, expected.get(name, []), found, cells, read)
    print()
    for theme, counted in sorted(themes.items()):
        total = counted.total()
        print(f"{theme:24} {counted['right']:4} of {total:4}")
    total = sum(counted.total() for counted in themes.values())
    print(f"{'files':24} {sum(c['right'] for c in themes.values()):4} of {total:4}")
    print("cells", dict(cells), f"slowest {slowest:.1f} s")
    return int(bad)


def _compare(
    folder: Path,
    entries: list[dict[str, Any]],
    found: Outcome,
    cells: Counter[str],
    read: Callable[[Path, str | None], Outcome],
) -> bool:
    bad = False
    sheets: dict[str | None, Outcome] = {None: found, "": found}
    for entry in entries:
        sheet = entry["sheet"]
        if sheet not in sheets:
            sheets[sheet] = read(folder / entry["file"], sheet)
        verdict = judge(entry, sheets[sheet])
        cells[verdict] += 1
        if verdict == "wrong":
            bad = True
            got = sheets[sheet].cells.get(entry["cell"])
            print(f"{entry['file']} {sheet or ''} {entry['cell']}: {got}, {entry}")
    return bad


def _theme(name: str) -> str:
    folder, _, file = name.partition("/")
    word = file.replace(".", "_").partition("_")[0]
    return f"{folder} {word}" if folder == "gen" else f"{folder} {Path(file).suffix}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
