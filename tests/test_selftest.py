from __future__ import annotations

import io

import pytest

from churn_desktop import i18n, selftest
from churn_desktop.output import pdf


def test_every_sample_goes_through_in_both_languages() -> None:
    out = io.StringIO()
    assert selftest.run(out)
    lines = out.getvalue().splitlines()
    assert lines[-1] == "6 passed, 0 failed"
    assert all("report.xlsx" in line and "chart.png" in line for line in lines[:-1])
    assert i18n.language() == "en"


def test_a_step_that_fails_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "no ink"
        raise OSError(message)

    monkeypatch.setattr(pdf, "write_pdf", fail)
    out = io.StringIO()
    assert not selftest.run(out)
    assert "failed  en subscriptions_en.xlsx: OSError('no ink')" in out.getvalue()
    assert out.getvalue().endswith("0 passed, 6 failed\n")
