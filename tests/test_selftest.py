from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from churn_desktop import i18n, selftest
from churn_desktop.core.errors import UnreadableFile
from churn_desktop.importing import worker
from churn_desktop.output import pdf
from churn_desktop.storage import journal


def test_every_part_works_in_both_languages(tmp_path: Path) -> None:
    out, result = io.StringIO(), tmp_path / "result.json"
    assert selftest.run(out, result), out.getvalue()
    lines = out.getvalue().splitlines()
    assert lines[-1] == "15 passed, 0 failed"
    assert all("report.xlsx" in line and "chart.png" in line for line in lines[:6])
    assert sum("report.pdf" in line for line in lines) == 2
    assert i18n.language() == "en"
    told = json.loads(result.read_text(encoding="utf-8"))
    assert told["ok"]
    assert [step["name"] for step in told["steps"]][-5:] == [
        "import process", "edited copy", "Chinese font", "project file",
        "crash recovery",
    ]  # fmt: skip
    assert all(step["ok"] for step in told["steps"])


def test_a_step_that_fails_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        message = "no ink"
        raise OSError(message)

    monkeypatch.setattr(selftest, "SAMPLES", ("subscriptions_zh.xlsx",))
    monkeypatch.setattr(pdf, "write_pdf", fail)
    out, result = io.StringIO(), tmp_path / "result.json"
    assert not selftest.run(out, result)
    told = out.getvalue()
    assert (
        "failed  zh_CN subscriptions_zh.xlsx: OSError('no ink') in fail, line " in told
    )
    assert told.endswith("6 passed, 1 failed\n")
    found = json.loads(result.read_text(encoding="utf-8"))
    assert not found["ok"]
    assert [step["ok"] for step in found["steps"]] == [True, False, *[True] * 5]


def test_a_recovery_that_loses_an_edit_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(journal.Journal, "record", lambda *_: None)
    steps = dict(selftest._steps(tmp_path))
    with pytest.raises(IndexError):
        steps["crash recovery"]()


def test_a_reader_that_cannot_start_is_no_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(worker, "_FLAG", "--no-such-flag")
    steps = dict(selftest._steps(tmp_path))
    with pytest.raises(UnreadableFile, match="reader died"):
        steps["import process"]()
