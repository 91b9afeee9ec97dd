from __future__ import annotations

import gc
import sys

import pytest

from churn_desktop import __main__ as start
from churn_desktop import app, cli
from churn_desktop.importing import worker


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["analyse", "list.csv", "--json"], "cli"),
        (["--version"], "cli"),
        (["list.csv"], "app"),
        ([], "app"),
        (["--import-worker"], "worker"),
    ],
)
def test_a_command_needs_no_window_and_a_file_needs_one(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: str
) -> None:
    started = []
    monkeypatch.setattr(sys, "argv", ["churn-desktop", *arguments])
    monkeypatch.setattr(cli, "run", lambda _: started.append("cli") or 0)
    monkeypatch.setattr(app, "main", lambda _: started.append("app") or 0)
    monkeypatch.setattr(worker, "worker_main", lambda: started.append("worker") or 0)
    collecting = gc.isenabled()
    try:
        assert start.main() == 0
        assert gc.isenabled() == (collecting and expected != "app")
    finally:
        if collecting:
            gc.enable()
    assert started == [expected]
