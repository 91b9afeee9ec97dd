"""The measurements run, and both sides give the same answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import hostile, lifetimes, peers, start


@pytest.mark.usefixtures("qapp")
def test_everything_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BENCH_PEER_PYTHON", raising=False)
    monkeypatch.setattr(peers, "ENVIRONMENT", peers.ROOT / "no-such-place")
    monkeypatch.setattr(start, "ROUNDS", 1)
    monkeypatch.setattr(start, "FROZEN", start.ROOT / "no-such-place")
    assert bench.main(["--sizes", "0.3k", "--no-peers"]) == 0
    printed = capsys.readouterr().out
    for work in (
        "churn, 60 months", "Kaplan-Meier", "log-rank", "whole analysis",
        "start, checkout: window shown", "start, checkout: ready",
        "open .csv", "open .xlsx", "dates such as",
    ):  # fmt: skip
        assert work in printed
    assert "ANSWERS DIFFER" not in printed


def test_a_wrong_answer_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lie(*_: object) -> dict[str, object]:
        survival = [0.5] * len(lifetimes.AT)
        return {
            "kaplan_meier": 1.0,
            "survival": survival,
            "log_rank": 1.0,
            "statistic": 7.0,
        }

    monkeypatch.setenv("BENCH_PEER_PYTHON", "python3")
    monkeypatch.setattr(lifetimes, "ask_lifelines", lie)
    assert bench.main(["--sizes", "300", "--parts", "lifetimes"]) == 1
    assert capsys.readouterr().out.count("ANSWERS DIFFER") == 2


def test_a_program_that_does_not_start_is_told() -> None:
    with pytest.raises(SystemExit, match="no window today"):
        start.start([sys.executable, "-c", "raise SystemExit('no window today')"])


def hostile_folder(
    folder: Path, outcome: str, cell: str, kind: str, value: str
) -> Path:
    """A folder with one list, what is expected of it and of one of its cells."""
    text = "customer id,start date,fee\n01,2024-01-05,abc\n02,2024-01-06,7\n"
    (folder / "list.csv").write_text(text, encoding="utf-8")
    lines = "file\toutcome\n" + f"list.csv\t{outcome}\n"
    (folder / "INDEX.tsv").write_text(lines, encoding="utf-8")
    entry = {"file": "list.csv", "sheet": None, "cell": cell, "note": ""}
    line = json.dumps({**entry, "kind": kind, "value": value})
    (folder / "EXPECT.jsonl").write_text(f"{line}\n", encoding="utf-8")
    return folder


def test_hostile_files_that_are_read_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = hostile_folder(tmp_path, "ok_warn", "B2", "date", "2024-01-05")
    assert hostile.main([str(folder)]) == 0
    assert "0 missed" in capsys.readouterr().out


def test_a_miss_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = hostile_folder(tmp_path, "ok", "A2", "text", "1")
    assert hostile.main([str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "list.csv: ok_warn, expected ok" in printed
    assert "list.csv  A2: {'kind': 'text', 'value': '01'}, expected text '1'" in printed
    assert hostile.main([str(folder), "other"]) == 0


@pytest.mark.parametrize(
    ("cell", "kind", "value", "verdict"),
    [
        ("A2", "text", "01", "right"),
        ("A2", "display", "01", "right"),
        ("A2", "len", "2", "right"),
        ("A1", "header", "id", "right"),
        ("B2", "number", "5", "right"),
        ("B2", "number_or_flag", "6", "flagged"),
        ("B2", "flag", "", "flagged"),
        ("B3", "flag", "", "missed"),
        ("B3", "blank", "", "right"),
        ("C2", "date", "2024-01-05", "right"),
        ("C2", "date", "2024-01-05T10:00:00", "right"),
        ("C2", "date", "2024-01-05T11:00:00", "missed"),
        ("C3", "error", "#N/A", "right"),
        ("ROWS", "count", "2", "right"),
        ("SUM:fee", "number", "5", "right"),
        ("SUM:fee", "number", "6", "missed"),
    ],
)
def test_how_a_cell_is_judged(cell: str, kind: str, value: str, verdict: str) -> None:
    cells = {
        "A1": {"kind": "text", "value": "id"},
        "B1": {"kind": "text", "value": "fee"},
        "A2": {"kind": "text", "value": "01"},
        "B2": {"kind": "number", "value": 5},
        "C2": {"kind": "date", "value": "2024-01-05T10:00:00"},
        "C3": {"kind": "error", "value": "#N/A"},
    }
    issues = [
        {"severity": "note", "row": 3, "column": "fee"},
        {"severity": "warning", "row": 3, "column": "id"},
        {"severity": "warning", "row": 2, "column": "fee"},
    ]
    sheet = {"rows": 2, "header_row": 1, "cells": cells}
    found = hostile.Outcome("ok_warn", "", 0.1, {"sheets": [sheet], "issues": issues})
    expected = {"cell": cell, "kind": kind, "value": value}
    assert hostile.judge(expected, found) == verdict
    refused = hostile.Outcome("refuse", "", 0.1)
    assert hostile.judge(expected, refused) == "refused"
    assert hostile.judge(expected, hostile.Outcome("died", "", 0.1)) == "missed"
