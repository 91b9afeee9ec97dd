"""Follow-ups as a calendar file that calendars and phones read (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from churn_desktop.core.calendar import to_date
from churn_desktop.engine.contacts import entries_of
from churn_desktop.files import write_safely
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.followups import because, contacts_of, kind_title
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Unit

LONGEST_LINE = 75
"""Octets of a line before it is folded, without its end."""


def write_calendar(
    material: Material, path: Path, today: date, now: datetime | None = None
) -> int:
    """Write the follow-ups that are not done as events of a whole day.

    Parameters
    ----------
    material : Material
        Of a list with dates.
    path : Path
    today : datetime.date
        What should have been done before is put on this day.
    now : datetime.datetime, optional
        When it is written.

    Returns
    -------
    int
        How many events it holds.

    Raises
    ------
    UnwritableFile
        As `files.write_safely`; nothing is half-written.
    """
    events = [*_events(material, today, now or datetime.now(UTC))]
    made = as_calendar(events)
    write_safely(path, lambda draft: draft.write_bytes(made))
    return len(events)


def as_calendar(events: list[list[str]]) -> bytes:
    """Put the lines of events into a calendar.

    Examples
    --------
    >>> as_calendar([]).splitlines()[0]
    b'BEGIN:VCALENDAR'
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Churn Desktop//Follow-ups//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def folded(line: str) -> bytes:
    r"""Break a line where it gets too long, never within a letter.

    Examples
    --------
    >>> folded("SUMMARY:" + "长" * 30).split(b"\r\n ")[0].decode()
    'SUMMARY:长长长长长长长长长长长长长长长长长长长长长长'
    """
    pieces, piece, room = [], b"", LONGEST_LINE
    for letter in line:
        octets = letter.encode(errors="replace")
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            # The blank before what follows counts too.
            piece, room = b"", LONGEST_LINE - 1
        piece += octets
    return b"\r\n ".join([*pieces, piece])


def escaped(text: str) -> str:
    r"""Write a text so that its signs are no signs of the format.

    Examples
    --------
    >>> print(escaped("Bell, Book; Candle"))
    Bell\, Book\; Candle
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    lines = "\\n".join(text.splitlines())
    return "".join(letter for letter in lines if letter >= " ")


def _events(material: Material, today: date, now: datetime) -> Iterator[list[str]]:
    found, book = material.ahead.followups, material.book
    if found is None:
        return
    frame = found.open
    who = frame["customer"].to_numpy(dtype=np.int32)
    contacts = contacts_of(material, who)
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    numbers, amounts = frame["number"].tolist(), frame["at_risk"].tolist()
    for row, entry in enumerate(entries_of(book, frame)):
        due = to_date(entry.due)
        on = max(due, today)
        name = str(book.names[who[row]]) or entry.customer
        says = [because(entry.kind, entry.due, entry.since, numbers[row])]
        if due < today:
            says.append(_("due since {date}").format(date=due.isoformat()))
        if is_defined(amounts[row]):
            amount = write_value(amounts[row], Unit.MONEY, material.currency)
            says.append(_("{amount} a year at risk").format(amount=amount))
        if contacts[row]:
            says.append(str(contacts[row]))
        says.append(_("customer number {id}").format(id=entry.customer))
        known = f"{entry.customer}\n{entry.kind}\n{entry.due}".encode(errors="replace")
        title = _("{what}: {customer}").format(
            what=kind_title(entry.kind), customer=name
        )
        yield [
            f"UID:{hashlib.sha256(known).hexdigest()[:32]}@churn-desktop",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(title)}",
            "DESCRIPTION:{}".format(escaped("\n".join(says))),
            "TRANSP:TRANSPARENT",
        ]
