"""Every figure as plain data, for programs rather than people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from churn_desktop.core.calendar import to_date
from churn_desktop.engine import rates, revenue
from churn_desktop.output.json_data.causes import why_parts
from churn_desktop.output.json_data.money import money_parts
from churn_desktop.output.json_data.notes import note_parts
from churn_desktop.output.json_data.values import plain
from churn_desktop.pages.issue_table import grouped
from churn_desktop.pages.material import Material
from churn_desktop.pages.messages import issue_count
from churn_desktop.pages.model import PageId

if TYPE_CHECKING:
    from churn_desktop.core.project import Project, Source
    from churn_desktop.engine.analysis import Analysis
    from churn_desktop.engine.movements import Movements
    from churn_desktop.engine.purchases import PurchaseCycle
    from churn_desktop.engine.stages import StageTable
    from churn_desktop.engine.survival import Curve
    from churn_desktop.importing.importer import Understanding

DEFINITIONS_VERSION = 1

_COUNTS = (
    "opening",
    "new",
    "returned",
    "lost",
    "joined_and_left",
    "leave_events",
    "closing",
)
_MRR = (
    "opening",
    "new",
    "reactivation",
    "expansion",
    "contraction",
    "churned",
    "closing",
)
_STAGE = ("losses", "risk", "share_of_losses", "hazard_per_month", "naive_share")


def as_json(
    project: Project, understanding: Understanding, analysis: Analysis
) -> dict[str, Any]:
    """Give every figure of an analysis under the names of the definitions.

    Returns
    -------
    dict
        Only what JSON knows: rates as fractions, dates as text, None for what is not
        defined. A part without data is absent and named under ``missing`` with the
        meanings of columns of which it needs one.
    """
    book = analysis.book
    material = Material(project, understanding, analysis)
    data: dict[str, Any] = {
        "definitions_version": DEFINITIONS_VERSION,
        "as_of": None if book.as_of is None else to_date(book.as_of).isoformat(),
        "currency": book.currency,
        "source": _source(project, understanding),
        "customers": _customers(analysis),
        "issues": _issues(understanding),
    }
    if analysis.cycle is not None:
        data["purchase_cycle"] = _cycle(analysis.cycle)
    if analysis.movements is not None:
        data["headline"] = _headline(analysis)
        data["periods"] = _periods(analysis, analysis.movements)
    data["survival"] = _survival(analysis.survival)
    if analysis.stages is not None:
        data["stages"] = _stages(analysis.stages)
    if project.notes:
        data["notes"] = note_parts(material)
    data |= why_parts(material) | money_parts(material)
    if not book.dated:
        data["share_of_rows_left"] = plain(analysis.left.share)
    data["missing"] = [
        {"page": str(page), "needs": [str(role) for role in needs]}
        for page in PageId
        if (needs := material.missing(page))
    ]
    return data


def list_parts(source: Source) -> list[dict[str, Any]]:
    """Name the lists that were read together, each with its day."""
    return [
        {"name": part.name, "day": part.day.isoformat(), "rows": part.rows}
        for part in source.parts
    ]


def _source(project: Project, understanding: Understanding) -> dict[str, Any]:
    source = project.source
    lists = list_parts(source)
    return {
        "file": source.path.name,
        "sheet": source.sheet,
        "header_row": source.header_row,
        "shape": None if project.shape is None else str(project.shape),
        "columns": {str(role): heading for role, heading in project.roles.items()},
        "rows": len(project.table),
        "rows_used": int(understanding.used.sum()),
        **({"lists": lists} if lists else {}),
    }


def _issues(understanding: Understanding) -> list[dict[str, Any]]:
    return [
        {
            "code": str(issue.code),
            "severity": str(issue.severity),
            "rows": issue_count(issue) if issue.rows else 0,
            "first_row": issue.first_row,
            "column": issue.column,
        }
        for issue in grouped(understanding.issues)
    ]


def _customers(analysis: Analysis) -> dict[str, Any]:
    """Count customers; of numbers by period nobody knows how many different ones."""
    left, movements = analysis.left, analysis.movements
    if analysis.book.ledger is None or movements is None or movements.frame.empty:
        active = left.total - left.count
        return {"total": left.total, "active": active, "left": left.count}
    frame = movements.frame
    gone = int(frame["lost"].sum() + frame["joined_and_left"].sum())
    return {"total": None, "active": int(frame["closing"].iloc[-1]), "left": gone}


def _cycle(cycle: PurchaseCycle) -> dict[str, Any]:
    known = cycle.threshold_days is not None
    lapsed = int(cycle.lapsed.sum())
    return {
        "median_gap_days": plain(cycle.median_gap_days),
        "threshold_days": plain(cycle.threshold_days),
        "at_risk_days": plain(cycle.at_risk_days),
        "percentile_days": plain(cycle.percentile_days),
        "gaps": cycle.gaps,
        "window_days": cycle.window_days,
        "active": cycle.customers - lapsed if known else None,
        "lapsed": lapsed if known else None,
        "one_time": cycle.one_time,
    }


def _headline(analysis: Analysis) -> dict[str, Any] | None:
    row, movements = analysis.headline, analysis.movements
    if row is None or movements is None:
        return None
    return {"index": row, "start": movements.periods[row].start.isoformat()}


def _periods(analysis: Analysis, movements: Movements) -> list[dict[str, Any]]:
    rate_table, limits = rates.rate_table(movements), rates.intervals(movements)
    money = _mrr(analysis)
    periods = []
    for row, period in enumerate(movements.periods):
        low, high = (
            plain(limits[f"opening_base_{end}"].iloc[row]) for end in ("low", "high")
        )
        entry: dict[str, Any] = {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "complete": period.complete,
            **{key: plain(movements.frame[key].iloc[row]) for key in _COUNTS},
            "rates": {key: plain(rate_table[key].iloc[row]) for key in rates.RATES},
            "interval": None if low is None else [low, high],
        }
        if money is not None:
            entry["mrr"] = money[row]
        periods.append(entry)
    return periods


def _mrr(analysis: Analysis) -> list[dict[str, Any]] | None:
    found = analysis.revenue
    if found is None:
        return None
    table = found.frame[list(_MRR)].join(revenue.rate_table(found))
    return [
        {key: plain(table[key].iloc[row]) for key in table.columns}
        for row in range(len(table))
    ]


def _survival(curve: Curve) -> dict[str, Any]:
    columns = (curve.time, curve.survival, curve.low, curve.high, curve.at_risk)
    names = ("t", "survival", "low", "high", "at_risk")
    return {
        "unit": str(curve.unit),
        "n": curve.n,
        "events": curve.ended,
        "median": curve.median,
        "points": [
            dict(zip(names, map(plain, point), strict=True))
            for point in zip(*(column.tolist() for column in columns), strict=True)
        ],
    }


def _stages(stages: StageTable) -> dict[str, Any]:
    return {
        str(stage): {key: plain(stages.frame[key][stage]) for key in _STAGE}
        for stage in stages.frame.index
    }
