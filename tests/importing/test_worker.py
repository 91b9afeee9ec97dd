from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from churn_desktop.core.errors import UnreadableFile
from churn_desktop.core.progress import Cancelled, silent
from churn_desktop.importing import worker
from churn_desktop.importing.worker import Columns, ask


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("编号,金额\n007,12\n", encoding="utf-8")
    return path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Watch which processes are started, and see that none is left."""
    children: list[subprocess.Popen[bytes]] = []
    original = worker._start

    def start() -> subprocess.Popen[bytes]:
        children.append(original())
        return children[-1]

    monkeypatch.setattr(worker, "_start", start)
    yield children
    assert children
    for child in children:
        assert child.poll() is not None


def play(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Have another program in place of the reader."""

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    monkeypatch.setattr(worker, "_start", start)


def test_replies_come_from_another_process(
    listing: Path,
    started: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(listing.parent)
    (listing.parent / "json.py").write_text("raise SystemExit", encoding="utf-8")
    replies = [*ask(listing, {"path": str(listing)}, silent)]
    assert [reply[0] for reply in replies] == ["file", "sheets", "block", "done"]
    assert started[0].pid != os.getpid()


def test_errors_are_replies_too(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert [*ask(path, {"path": str(path)}, silent)] == [
        ["error", "not_spreadsheet", "pdf", None, None]
    ]


def test_cancelling_ends_the_child_at_once(
    listing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, "import time; time.sleep(600)")
    children: list[subprocess.Popen[bytes]] = []
    original = worker._start
    monkeypatch.setattr(
        worker, "_start", lambda: children.append(original()) or children[-1]
    )
    calls = 0

    def cancel(done: int, total: int, phase: str = "") -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        [*ask(listing, {}, cancel)]
    assert children[0].poll() is not None


def test_leaving_early_ends_the_child(
    listing: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    replies = ask(listing, {"path": str(listing)}, silent)
    next(replies)
    replies.close()


def test_a_child_that_falls_silent_is_too_slow(
    listing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.2)
    play(monkeypatch, "while True: pass")
    with pytest.raises(UnreadableFile, match="too_slow"):
        [*ask(listing, {}, silent)]


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import os; os._exit(0)",
        "import os; print('[\"file\", ', end='', flush=True); os._exit(1)",
    ],
)
def test_a_child_that_dies_is_damage(
    listing: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    play(monkeypatch, code)
    with pytest.raises(UnreadableFile, match="damaged"):
        [*ask(listing, {}, silent)]


def test_progress_is_passed_on(listing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = '["progress", 3, 9]\\n["done", 1, 1]\\n'
    play(monkeypatch, f"import sys; sys.stdin.readline(); print('{lines}', end='')")
    seen: list[tuple[int, int, str]] = []
    replies = [*ask(listing, {}, lambda *args, phase="": seen.append((*args, phase)))]
    assert replies == [["done", 1, 1]]
    assert seen[0] == (0, 0, "reading")
    assert seen[-1] == (3, 9, "reading")


@pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
def test_a_child_does_not_outlive_its_parent(listing: Path) -> None:
    code = (
        "import os, sys; from churn_desktop.importing import worker;"
        "child = worker._start(); print(child.pid, flush=True); os._exit(9)"
    )
    root = Path(worker.__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=False
    )
    pid = int(ran.stdout)
    deadline = time.monotonic() + 20
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and " Z " in state.read_text(encoding="ascii"))


def test_columns_may_have_gaps_and_rows_given_twice() -> None:
    columns = Columns()

    def add(first: int, *texts: str) -> None:
        block: list[Any] = [0, "".join("1" if t else "0" for t in texts), texts, None]
        columns.add(first, json.loads(json.dumps([block])))

    add(0, "a")
    add(3, "b", "c")
    add(2, "x", "")
    texts, kinds = columns.whole(0, 6)
    assert texts.tolist() == ["a", "", "x", "b", "c", ""]
    assert kinds == bytes([1, 0, 1, 1, 1, 0])
    texts, kinds = columns.whole(7, 2)
    assert (texts.tolist(), kinds) == (["", ""], bytes(2))


def test_cells_below_the_last_row_are_left_out() -> None:
    columns = Columns()
    columns.add(0, [[0, "11", ["a", "b"], None]])
    columns.add(1, [[0, "111", ["x", "c", "d"], None]])
    columns.add(8, [[0, "1", ["e"], None]])
    texts, kinds = columns.whole(0, 3)
    assert (texts.tolist(), kinds) == (["a", "x", "c"], bytes([1, 1, 1]))
