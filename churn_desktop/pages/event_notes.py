"""What happened, beside the figures of its time, and whether churn changed with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.engine.before_after import (
    BeforeAfter,
    Unknown,
    Verdict,
    compare_before_after,
)
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import write_interval
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Event, Measure, Table, Text, Unit
from churn_desktop.pages.sentences import count, join, percent, points
from churn_desktop.pages.terms import measure

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes
    from churn_desktop.core.project import Note
    from churn_desktop.engine.movements import Movements

_CIRCLED = 20
"""So many numbers have a sign of their own."""
_MOST_ASKED = 3
"""So many periods, the latest ones, are asked about at a time."""


def sign(number: int) -> str:
    """Give the sign of a note.

    Examples
    --------
    >>> sign(1), sign(20), sign(21)
    ('①', '⑳', '(21)')
    """
    return chr(0x245F + number) if number <= _CIRCLED else f"({number})"


def notes_in_order(material: Material) -> list[tuple[str, Note]]:
    """Give all notes by date, each with its sign."""
    notes = sorted(material.project.notes, key=lambda note: note.when)
    return [(sign(number), note) for number, note in enumerate(notes, start=1)]


def events(material: Material) -> tuple[Event, ...]:
    """Find the notes that lie in one of the periods, for tables of all of them."""
    periods = material.periods
    starts = [period.start for period in periods]
    found = []
    for shown, note in notes_in_order(material):
        row = bisect_right(starts, note.when) - 1
        if row >= 0 and note.when < periods[row].end:
            found.append(Event(row, shown, note.when, note.text))
    return tuple(found)


def before_after(material: Material, note: Note) -> BeforeAfter | None:
    """Compare churn before and after a note; None for lists without periods."""
    movements = material.analysis.movements
    if movements is None:
        return None
    return _compare(movements, note)


def _compare(movements: Movements, note: Note) -> BeforeAfter:
    """Leave out periods in which a list of purchases cannot show losses yet."""
    periods = [
        replace(period, complete=row in movements.telling)
        for row, period in enumerate(movements.periods)
    ]
    return compare_before_after(periods, movements.frame, note.when)


def notes_table(material: Material, movements: Movements) -> Table | None:
    """List the notes with the churn before and after each; None without notes."""
    import pandas as pd

    found = [
        (shown, note, _compare(movements, note))
        for shown, note in notes_in_order(material)
    ]
    if not found:
        return None
    return Table(
        "notes",
        _("What happened, and churn before and after"),
        _measures(),
        pd.DataFrame([_row(*each) for each in found]),
        members=material.members(_find(movements, [each for _s, _n, each in found])),
        days=tuple(note.when for _shown, note, _each in found),
    )


def _row(shown: str, note: Note, found: BeforeAfter) -> Mapping[str, object]:
    known = found.unknown is None
    nothing = float("nan")
    return {
        "note": f"{shown} {note.text}",
        "when": note.when,
        "periods": len(found.rows_before),
        "opening_before": found.before.total if known else nothing,
        "lost_before": found.before.count if known else nothing,
        "before": found.before.share if known else nothing,
        "before_low": found.before.low,
        "before_high": found.before.high,
        "opening_after": found.after.total if known else nothing,
        "lost_after": found.after.count if known else nothing,
        "after": found.after.share if known else nothing,
        "after_low": found.after.low,
        "after_high": found.after.high,
        "difference": found.difference if known else nothing,
        "low": found.low,
        "high": found.high,
        "verdict": verdict(found),
    }


def _measures() -> tuple[Measure, ...]:
    def number(key: str, *, expert: bool = False) -> Measure:
        return measure(key, Unit.COUNT, term=f"note_{key}", expert=expert)

    def rate(key: str) -> Measure:
        formula = Formula(f"lost_{key} / opening_{key}")
        limits = (f"{key}_low", f"{key}_high")
        return measure(
            key, Unit.RATE, term=f"note_{key}", formula=formula, interval=limits
        )

    def limit(key: str, term: str) -> Measure:
        return measure(key, Unit.RATE, term=term, expert=True)

    return (
        measure("note", Unit.TEXT),
        measure("when", Unit.DATE, term="note_when"),
        number("periods"),
        number("opening_before"),
        number("lost_before"),
        rate("before"),
        number("opening_after"),
        number("lost_after"),
        rate("after"),
        measure(
            "difference",
            Unit.RATE,
            term="note_difference",
            formula=Formula("after - before"),
            interval=("low", "high"),
        ),
        measure("verdict", Unit.TEXT, term="note_verdict"),
        limit("before_low", "low"),
        limit("before_high", "high"),
        limit("after_low", "low"),
        limit("after_high", "high"),
        limit("low", "low"),
        limit("high", "high"),
    )


def verdict(found: BeforeAfter) -> str:
    """Say in a sentence whether churn changed, and how sure that is."""
    if found.unknown is not None:
        return {
            Unknown.NONE_BEFORE: _(
                "Not compared: no complete period lies before this day."
            ),
            Unknown.NONE_AFTER: _(
                "Not compared yet: no complete period has begun since this day."
            ),
            Unknown.NOBODY_BEFORE: _(
                "Not compared: nobody was a customer in the periods before."
            ),
            Unknown.NOBODY_AFTER: _(
                "Not compared: nobody was a customer in the periods after."
            ),
        }[found.unknown]
    text = {
        Verdict.MORE: _(
            "{points} more were lost in a period afterwards (95 % interval "
            "{interval}): more than chance explains."
        ),
        Verdict.LESS: _(
            "{points} fewer were lost in a period afterwards (95 % interval "
            "{interval}): more than chance explains."
        ),
        Verdict.SAME: _(
            "Before and after cannot be told apart: the difference is {points} (95 % "
            "interval {interval})."
        ),
    }[found.verdict or Verdict.SAME]
    return text.format(
        points=points(found.difference),
        interval=write_interval(found.low, found.high, Unit.RATE),
    )


def sentences(material: Material) -> Iterator[Text]:
    """Say after which notes churn changed, with the numbers on both sides."""
    differs = False
    for shown, note in notes_in_order(material):
        found = before_after(material, note)
        if found is None or found.unknown is not None:
            continue
        if found.verdict is Verdict.SAME:
            continue
        differs = True
        base = ngettext(
            "{sign} {note} ({date}): {lost_before} of {opening_before} lost in the "
            "{count} period before ({before}), {lost_after} of {opening_after} in the "
            "{count} period after ({after}).",
            "{sign} {note} ({date}): {lost_before} of {opening_before} lost in the "
            "{count} periods before ({before}), {lost_after} of {opening_after} in the "
            "{count} periods after ({after}).",
            len(found.rows_before),
        ).format(
            sign=shown,
            note=note.text,
            date=note.when.isoformat(),
            count=count(len(found.rows_before)),
            lost_before=count(found.before.count),
            opening_before=count(found.before.total),
            before=percent(found.before.share),
            lost_after=count(found.after.count),
            opening_after=count(found.after.total),
            after=percent(found.after.share),
        )
        yield Text(join(base, verdict(found)))
    if differs:
        yield Text(
            _("That churn changed after something happened does not make it the cause.")
        )


def without_time(material: Material) -> list[Text]:
    """List the notes of a list without dates, which has no trend to show them on."""
    return [
        Text(
            _("{sign} {date}: {note}").format(
                sign=shown, date=note.when.isoformat(), note=note.text
            )
        )
        for shown, note in notes_in_order(material)
    ]


def questions(material: Material, outside: Mapping[int, bool]) -> Iterator[Text]:
    """Ask what happened in the periods outside the limits that have no note.

    Parameters
    ----------
    material : Material
    outside : mapping of int to bool
        Periods outside the limits, and whether more than usual was lost.
    """
    told = {event.row for event in events(material)}
    asked = [row for row in sorted(outside, reverse=True) if row not in told]
    for row in asked[:_MOST_ASKED]:
        if outside[row]:
            text = _(
                "{period} is outside the usual variation, more were lost: what "
                "happened?"
            )
        else:
            text = _(
                "{period} is outside the usual variation, fewer were lost: what "
                "happened?"
            )
        yield Text(
            text.format(period=material.label(row)),
            note_for=material.periods[row].start,
        )


def _find(
    movements: Movements, found: list[BeforeAfter]
) -> Callable[[int, str], Codes | None]:
    sides = {
        "lost_before": ("lost", "rows_before"),
        "before": ("lost", "rows_before"),
        "opening_before": ("opening", "rows_before"),
        "lost_after": ("lost", "rows_after"),
        "after": ("lost", "rows_after"),
        "opening_after": ("opening", "rows_after"),
    }

    def find(row: int, key: str) -> Codes | None:
        if key not in sides or found[row].unknown is not None:
            return None
        counted, side = sides[key]
        parts = [movements.members(at, counted) for at in getattr(found[row], side)]
        known = [part for part in parts if part is not None]
        return np.unique(np.concatenate(known)).astype(np.int32) if known else None

    return find
