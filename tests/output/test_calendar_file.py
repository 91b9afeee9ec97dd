from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from churn_desktop.core.choices import Contacted
from churn_desktop.output.calendar_file import (
    LONGEST_LINE,
    as_calendar,
    escaped,
    folded,
    write_calendar,
)
from tests.engine.books import Row
from tests.pages.lists import dated, golden

TODAY = date(2024, 4, 2)
NOW = datetime(2024, 4, 2, 9, 30, tzinfo=UTC)


def unescaped(text: str) -> str:
    out, letters = "", iter(text)
    for letter in letters:
        if letter == "\\":
            following = next(letters)
            out += "\n" if following in "nN" else following
        else:
            assert letter not in ";,"
            out += letter
    return out


def parsed(made: bytes) -> list[dict[str, str]]:
    """Read a calendar as RFC 5545 says it is written."""
    assert made.endswith(b"\r\n")
    lines = made.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= LONGEST_LINE
    whole: list[bytes] = []
    for line in lines:
        if line.startswith(b" "):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    told = [line.decode() for line in whole]
    assert (told[0], told[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in told
    assert any(line.startswith("PRODID:") for line in told)
    events: list[dict[str, str]] = []
    for line in told:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("END", "BEGIN"):
            events[-1][name] = value
    return events


def written(tmp_path: Path, **more: object) -> list[dict[str, str]]:
    path = tmp_path / "due.ics"
    count = write_calendar(golden(**more), path, TODAY, NOW)
    events = parsed(path.read_bytes())
    assert len(events) == count
    return events


def test_every_follow_up_is_an_event_of_a_whole_day(tmp_path: Path) -> None:
    events = written(tmp_path)
    assert len(events) == 12
    first = events[0]
    assert first["DTSTART;VALUE=DATE"] == "20240402"
    assert first["DTEND;VALUE=DATE"] == "20240403"
    assert first["DTSTAMP"] == "20240402T093000Z"
    assert first["SUMMARY"].startswith("Ask for the reason: ")
    said = unescaped(first["DESCRIPTION"]).split("\n")
    assert "left on 2024-03-26, no reason given" in said
    assert "due since 2024-03-26" in said


def test_the_same_follow_up_has_the_same_name_every_time(tmp_path: Path) -> None:
    names = [event["UID"] for event in written(tmp_path)]
    assert len(set(names)) == 12
    assert [event["UID"] for event in written(tmp_path)] == names


def test_what_is_done_is_left_out(tmp_path: Path) -> None:
    material = golden()
    found = material.ahead.followups
    assert found is not None
    customer = str(material.book.ids[found.frame["customer"][0]])
    told = Contacted(customer, "ask_reason", date(2024, 3, 26), TODAY)
    assert len(written(tmp_path, contacted=(told,))) == 11


@pytest.mark.parametrize(
    "text", ["plain", "a, b; c\\d", "two\nlines", "very long 很长 " * 20, "🎉" * 50]
)
def test_any_text_comes_back(text: str) -> None:
    (event,) = parsed(as_calendar([[f"SUMMARY:{escaped(text)}"]]))
    assert unescaped(event["SUMMARY"]) == text


def test_lines_are_folded_between_letters() -> None:
    for piece in folded("X:" + "é" * 200).split(b"\r\n "):
        piece.decode()


def test_names_with_signs_of_the_format_do_no_harm(tmp_path: Path) -> None:
    rows = [
        Row("Bell, Book; & \\Candle", "2023-01-01", "2024-03-10", 100),
        Row("C2", "2023-01-01", None, 100),
    ]
    path = tmp_path / "due.ics"
    write_calendar(dated(rows, "2024-03-31"), path, TODAY, NOW)
    (event,) = parsed(path.read_bytes())
    assert unescaped(event["SUMMARY"]).endswith("Bell, Book; & \\Candle")
