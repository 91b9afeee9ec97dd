from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from churn_desktop.core.schema import DateOrder, FeeTerm, Role, TimeUnit
from churn_desktop.storage import folders, reading_choices
from churn_desktop.storage.reading_choices import (
    ReadingChoices,
    bring_back,
    digest,
    forget_all,
    recall,
    remember,
)

HEADINGS = ("客户编号", "开始日期", "电话 13800138000")
CHOICES = ReadingChoices(
    digest(HEADINGS),
    {Role.CUSTOMER_ID: 1, Role.START: 2},
    sheet=1,
    header_row=3,
    encoding="gb18030",
    delimiter=";",
    date_order=DateOrder.MDY,
    last_day_of_service=True,
    tenure_unit=TimeUnit.WEEKS,
    fee_term=FeeTerm.CONTRACT,
    currency="CNY",
    amount_unit=10_000.0,
    lapse_days=90,
)


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(folders.OVERRIDE, str(tmp_path / "home"))
    return tmp_path / "home" / "reading.json"


def test_what_was_said_comes_back(record: Path) -> None:
    assert recall(HEADINGS) is None
    remember(HEADINGS, CHOICES)
    assert recall(HEADINGS) == CHOICES
    assert recall(HEADINGS[:2]) is None
    assert recall(tuple(reversed(HEADINGS))) is None
    again = ReadingChoices(CHOICES.result)
    remember(HEADINGS, again)
    assert recall(HEADINGS) == again


def test_no_word_of_the_list_is_kept(record: Path) -> None:
    remember(HEADINGS, CHOICES)
    text = record.read_text(encoding="utf-8")
    assert not any(word in text for word in ("13800138000", "客户", "\\u5ba2"))
    if sys.platform != "win32":
        assert stat.S_IMODE(record.stat().st_mode) == 0o600


def test_the_oldest_is_forgotten_first(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_choices, "LIMIT", 5)
    for number in range(6):
        remember([str(number)], CHOICES)
        if number == 1:
            remember(["0"], CHOICES)
    assert recall(["1"]) is None
    assert recall(["0"]) is not None
    assert len(json.loads(record.read_text(encoding="utf-8"))["lists"]) == 5
    forget_all()
    assert recall(["0"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", '{"lists": 3}', '{"lists": {"DIGEST": 3}}',
        '{"lists": {"DIGEST": {"result": 3}}}', '{"lists": {"DIGEST": {"news": 1}}}',
        '{"lists": {"DIGEST": {"result": "", "date_order": "never"}}}',
    ],
)  # fmt: skip
def test_a_record_nobody_understands_is_none(record: Path, text: str) -> None:
    record.parent.mkdir()
    record.write_text(text.replace("DIGEST", digest(HEADINGS)), encoding="utf-8")
    assert recall(HEADINGS) is None


def test_a_folder_that_cannot_be_written_is_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv(reading_choices.folders.OVERRIDE, str(blocked))
    remember(HEADINGS, CHOICES)
    assert recall(HEADINGS) is None


def test_what_was_said_since_goes_before_what_is_brought_back() -> None:
    remember(("a",), ReadingChoices("x", currency="USD"))
    remember(("b",), ReadingChoices("y"))
    forgotten = forget_all()
    assert len(forgotten) == 2
    remember(("a",), ReadingChoices("x", currency="EUR"))
    bring_back(forgotten)
    assert recall(("a",)) == ReadingChoices("x", currency="EUR")
    assert recall(("b",)) == ReadingChoices("y")
