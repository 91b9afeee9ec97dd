"""The part of the plain data about what happened."""

from __future__ import annotations

from typing import Any

from churn_desktop.engine.before_after import BeforeAfter
from churn_desktop.engine.intervals import Proportion
from churn_desktop.output.json_data.values import plain
from churn_desktop.pages.event_notes import before_after, notes_in_order
from churn_desktop.pages.material import Material


def note_parts(material: Material) -> list[dict[str, Any]]:
    """Give every note by date, with the churn before and after it.

    Returns
    -------
    list of dict
        ``change`` is absent for lists without periods. Where too little is known,
        ``unknown`` says what is missing and ``difference`` and ``interval`` are None.
    """
    parts = []
    for _sign, note in notes_in_order(material):
        part: dict[str, Any] = {"date": note.when.isoformat(), "text": note.text}
        found = before_after(material, note)
        if found is not None:
            part["change"] = _change(material, found)
        parts.append(part)
    return parts


def _change(material: Material, found: BeforeAfter) -> dict[str, Any]:
    known, periods = found.unknown is None, material.periods
    rows = (*found.rows_before, *found.rows_after)
    return {
        "from": periods[rows[0]].start.isoformat() if rows else None,
        "until_before": periods[rows[-1]].end.isoformat() if rows else None,
        "periods_each_side": len(found.rows_before),
        "before": _side(found.before),
        "after": _side(found.after),
        "difference": plain(found.difference) if known else None,
        "interval": [plain(found.low), plain(found.high)] if known else None,
        "verdict": None if found.verdict is None else str(found.verdict),
        "unknown": None if found.unknown is None else str(found.unknown),
    }


def _side(share: Proportion) -> dict[str, Any]:
    return {
        "lost": share.count,
        "opening": share.total,
        "churn": plain(share.share),
        "interval": [plain(share.low), plain(share.high)] if share.total else None,
    }
