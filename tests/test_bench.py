"""The measurements run, and both sides give the same answers."""

from __future__ import annotations

import pytest

from bench import __main__ as bench
from bench import lifetimes, peers


def test_everything_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BENCH_PEER_PYTHON", raising=False)
    monkeypatch.setattr(peers, "ENVIRONMENT", peers.ROOT / "no-such-place")
    assert bench.main(["--sizes", "0.3k", "--no-peers"]) == 0
    printed = capsys.readouterr().out
    for work in ("churn, 60 months", "Kaplan-Meier", "log-rank", "whole analysis"):
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
