"""The parts of the plain data that say why customers leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from churn_desktop.engine.cohort_ages import by_age
from churn_desktop.output.json_data.values import plain
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import PageId

if TYPE_CHECKING:
    from churn_desktop.core.book import Amounts
    from churn_desktop.engine.segments import Segments
    from churn_desktop.engine.signals import LeadTime, NetPromoter

_REASON = (
    "reason",
    "customers",
    "share",
    "mrr_lost",
    "mrr_share",
    "early",
    "mid",
    "late",
    "avoidable",
)


def why_parts(material: Material) -> dict[str, Any]:
    """Give the parts of those pages that have something to say, by page.

    Returns
    -------
    dict
        ``cohorts``, ``segments``, ``reasons`` and ``signals``; a part whose columns
        the list lacks is absent.
    """
    makers = {
        PageId.COHORTS: _cohorts,
        PageId.SEGMENTS: _all_segments,
        PageId.REASONS: _reasons,
        PageId.SIGNALS: _signals,
    }
    parts = {
        str(page): make(material)
        for page, make in makers.items()
        if len(material.book) and not material.missing(page)
    }
    return {page: part for page, part in parts.items() if part is not None}


def _cohorts(material: Material) -> dict[str, Any] | None:
    cohorts = material.answers.cohorts
    if cohorts is None:
        return None
    rows = []
    for row, period in enumerate(cohorts.periods):
        if not cohorts.size[row]:
            continue
        entry = {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "complete": period.complete,
            "customers": int(cohorts.size[row]),
            "counts": _cells(cohorts.counts[row]),
            "shares": _cells(cohorts.shares[row]),
        }
        if cohorts.mrr is not None:
            entry["mrr"] = _cells(cohorts.mrr[row])
        rows.append(entry)
    bought = material.book.purchases is not None
    return {
        "period": str(material.assumptions.period),
        "counted": "bought" if bought else "still_there",
        "cohorts": rows,
        "by_age": [
            {key: plain(value) for key, value in row.items()}
            for row in by_age(cohorts).to_dict("records")
        ],
    }


def _cells(values: Amounts) -> list[Any]:
    """Give a row of a triangle up to its last known cell."""
    found = [plain(value) for value in values]
    while found and found[-1] is None:
        found.pop()
    return found


def _all_segments(material: Material) -> dict[str, Any]:
    answers = material.answers
    rows, periods = answers.exposure.rows, material.periods
    return {
        # A rate for each of these periods; a share of all time without them.
        "first": None if rows is None else periods[rows[0]].start.isoformat(),
        "after": None if rows is None else periods[rows[-1]].end.isoformat(),
        "columns": {
            heading: {
                "differs": found.differs,
                "log_rank_p": plain(found.log_rank.p),
                "pooled": list(found.groups.pooled),
                "groups": _groups(found),
            }
            for heading, found in answers.segments.items()
        },
        "repeating": list(answers.repeating),
    }


def _groups(found: Segments) -> list[dict[str, Any]]:
    """Give the groups of a column; the label of the small ones together is None."""
    return [
        {
            "label": row["label"],
            "customers": row["customers"],
            "opening": row["opening"],
            "lost": row["lost"],
            "churn": plain(row["churn"]),
            "interval": _interval(row["churn_low"], row["churn_high"]),
            "survival_12": plain(row["survival"]),
            "survival_12_interval": _interval(
                row["survival_low"], row["survival_high"]
            ),
            "mrr_lost": plain(row["mrr_lost"]),
            "p_adjusted": plain(row["adjusted"]),
            "differs": row["marked"],
        }
        for row in found.frame.to_dict("records")
    ]


def _reasons(material: Material) -> list[dict[str, Any]] | None:
    found = material.answers.reasons
    if found is None:
        return None
    return [
        {key: plain(row[key]) for key in _REASON}
        | {"interval": _interval(row["share_low"], row["share_high"])}
        for row in found.frame.to_dict("records")
    ]


def _signals(material: Material) -> dict[str, Any]:
    answers = material.answers
    parts: dict[str, Any] = {}
    if answers.nps is not None and answers.nps_bands is not None:
        parts["nps"] = _nps(answers.nps)
        parts["by_nps"] = _groups(answers.nps_bands)
    if answers.active is not None and answers.activity_bands is not None:
        share = answers.active.share
        parts["monthly_active"] = {
            "active": share.count,
            "customers": share.total,
            "share": plain(share.share),
            "interval": _interval(share.low, share.high),
        }
        parts["by_activity"] = _groups(answers.activity_bands)
    if answers.lead_time is not None:
        parts["lead_time_months"] = _lead_time(answers.lead_time)
    if answers.health is not None:
        test = answers.health.test
        parts["health"] = {
            "signals": list(answers.health.signals),
            "tested": test is not None,
        }
        if test is not None:
            parts["health"] |= {
                "area": plain(test.area),
                "interval": _interval(test.low, test.high),
                "left": test.left,
                "stayed": test.stayed,
            }
    return parts


def _nps(nps: NetPromoter) -> dict[str, Any]:
    return {
        "score": plain(nps.score),
        "interval": _interval(nps.low, nps.high),
        "promoters": nps.promoters,
        "passives": nps.passives,
        "detractors": nps.detractors,
        "blank": nps.blank,
    }


def _lead_time(lead: LeadTime) -> dict[str, Any]:
    return {
        "customers": len(lead.customer),
        "unknown": lead.unknown,
        "lower": plain(lead.lower),
        "median": plain(lead.median),
        "upper": plain(lead.upper),
        "interval": _interval(lead.low, lead.high),
    }


def _interval(low: float, high: float) -> list[Any] | None:
    found = [plain(low), plain(high)]
    return None if None in found else found
