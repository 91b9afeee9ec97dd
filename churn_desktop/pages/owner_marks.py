"""How long the customers of each sales or service owner stay, mark by mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.schema import Role
from churn_desktop.engine.groups import Groups
from churn_desktop.engine.incentives import MARKS
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import (
    Block,
    Chart,
    ChartKind,
    Measure,
    Series,
    Table,
    Tone,
    Unit,
)
from churn_desktop.pages.sentences import count, group_name, percent
from churn_desktop.pages.terms import measure, note, role_title, title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes

MOST_ON_CHART = 15
_COLUMNS = {
    "survival": "survival",
    "survival_low": "low",
    "survival_high": "high",
    "ratio": "ratio",
    "ratio_low": "ratio_low",
    "ratio_high": "ratio_high",
    "marked": "marked",
}


def by_owner(material: Material, role: Role) -> list[Block]:
    """Show a row for each owner, and draw them where they are few.

    Parameters
    ----------
    material : Material
    role : Role
        One of its answers' owners.
    """
    marks = material.answers.marks(role)
    assert marks is not None
    owners = marks.frame[~marks.frame["everybody"]]
    labels = owners["label"].tolist()[:: len(MARKS)]
    frame = _side_by_side(owners, labels)
    groups = Groups.of(material.book.attributes.texts[role])

    def find(row: int, _key: str) -> Codes | None:
        return groups.members(labels[row])

    table = Table(
        str(role),
        _(
            "By {owner}: still there after so many days, and the pace after ÷ before"
        ).format(owner=role_title(role)),
        _measures(),
        frame,
        marked=_marked(frame),
        members=material.members(find),
    )
    seen = [day for day in MARKS if frame[f"survival_{day}"].notna().any()]
    if len(frame) > MOST_ON_CHART or not seen:
        return [table]
    return [_chart(role, table, seen[-1]), table]


def _side_by_side(owners: pd.DataFrame, labels: list[str | None]) -> pd.DataFrame:
    """Turn a row for each owner and mark into a row for each owner."""
    import pandas as pd

    columns: dict[str, object] = {
        "owner": [group_name(label) for label in labels],
        "customers": owners["customers"].to_numpy()[:: len(MARKS)],
    }
    for at, day in enumerate(MARKS):
        of_day = owners.iloc[at :: len(MARKS)]
        for column, name in _COLUMNS.items():
            columns[f"{name}_{day}"] = of_day[column].to_numpy()
    return pd.DataFrame(columns)


def _measures() -> tuple[Measure, ...]:
    found = [
        measure("owner", Unit.TEXT),
        measure("customers", Unit.COUNT, term="group_customers"),
    ]
    for kind, unit, limits in (
        ("survival", Unit.RATE, ("low", "high")),
        ("ratio", Unit.RATIO, ("ratio_low", "ratio_high")),
    ):
        for day in MARKS:
            low, high = (f"{limit}_{day}" for limit in limits)
            name = _heading(kind, day)
            term = "mark_survival" if kind == "survival" else "ratio"
            found += [
                Measure(f"{kind}_{day}", name, unit, note(term), interval=(low, high)),
                Measure(low, title("low"), unit, note("low"), expert=True),
                Measure(high, title("high"), unit, note("high"), expert=True),
            ]
    return tuple(found)


def _heading(kind: str, day: int) -> str:
    if kind == "survival":
        return _("Still there after {days} days").format(days=count(day))
    return _("Pace after ÷ before day {day}").format(day=count(day))


def _marked(frame: pd.DataFrame) -> dict[tuple[int, str], str]:
    reason = _("Leave faster after this day than before it, hardly by chance alone.")
    return {
        (int(row), f"ratio_{day}"): reason
        for day in MARKS
        for row in np.flatnonzero(_faster(frame, day))
    }


def _faster(frame: pd.DataFrame, day: int) -> pd.Series:
    """Tell whose customers leave faster after a day, however many owners there are."""
    found: pd.Series = frame[f"marked_{day}"] & (frame[f"ratio_low_{day}"] > 1)
    return found


def _chart(role: Role, table: Table, day: int) -> Chart:
    """Draw the share still there after a day, with its limits."""
    shown = f"survival_{day}"
    series = Series(
        shown,
        table.measure(shown).title,
        Tone.MAIN,
        band=(f"low_{day}", f"high_{day}"),
    )
    return Chart(
        str(role), _message(table, day), ChartKind.RANGE, table.key, (series,),
        _("share still there after {days} days").format(days=count(day)),
    )  # fmt: skip


def _message(table: Table, day: int) -> str:
    """Name the owner whose customers leave a mark behind, or those who stay least."""
    frame = table.frame
    marked = [
        (float(frame[f"ratio_low_{mark}"][row]), row, mark)
        for mark in MARKS
        for row in range(len(frame))
        if (row, f"ratio_{mark}") in table.marked
    ]
    if marked:
        _low, row, mark = max(marked)
        return _("{owner}: customers leave faster after day {day} than before").format(
            owner=frame["owner"][row], day=count(mark)
        )
    share = frame[f"survival_{day}"].to_numpy(dtype=float)
    row = int(np.nanargmin(share))
    return _("Fewest stay with {owner}: {share} after {days} days").format(
        owner=frame["owner"][row], share=percent(share[row]), days=count(day)
    )
