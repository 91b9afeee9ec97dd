"""The parts of the plain data about money and about what comes next."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from churn_desktop.core.calendar import NO_DAY, to_date
from churn_desktop.engine.calculator import calculate
from churn_desktop.engine.cost import LINES, SCENARIOS, TOTALS
from churn_desktop.engine.scenario import YEAR
from churn_desktop.engine.value import VALUE
from churn_desktop.output.json_data.values import plain
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import PageId
from churn_desktop.pages.scenario_inputs import scenario_names

_COST = (*LINES, *TOTALS, "headline", "per_customer", "per_year")
_VALUE = ("monthly_churn", "arpa", "margin", "cac", "months_within_cap", *VALUE)
_ENTRY = ("customer", "kind", "due", "since", "at_risk", "done", "outcome")
_MONTH = ("start", "contracts", "mrr", "amount")
_TARGET = (
    "opening", "now", "target", "expected", "allowed", "to_keep", "unusual",
    "periods_to_tell",
)  # fmt: skip
_CASES = ("low", "estimate", "high")


def money_parts(material: Material) -> dict[str, Any]:
    """Give the parts of those pages that have something to say, by page."""
    makers = {
        PageId.RENEWALS: _renewals,
        PageId.COST: _cost,
        PageId.VALUE: _value,
        PageId.CLAIMS: _claims,
        PageId.FOLLOWUPS: _followups,
        PageId.TARGETS: _targets,
        PageId.WHAT_IF: _what_if,
    }
    return {
        str(page): make(material)
        for page, make in makers.items()
        if _known(material) and not material.missing(page)
    } | _calculator(material)


def _calculator(material: Material) -> dict[str, Any]:
    """Give what follows from typed numbers; nothing when none were typed."""
    typed = material.assumptions.typed
    if typed is None:
        return {}
    found = calculate(typed)
    data: dict[str, Any] = {
        "typed": asdict(typed),
        "problems": [str(problem) for problem in found.problems],
        "rates": {key: plain(value) for key, value in found.rates.items()},
        "intervals": {
            key: [plain(found.low[key]), plain(found.high[key])] for key in found.low
        },
        "annualised": plain(found.annualised),
        "stand_still": plain(found.stand_still),
    }
    if found.amounts is not None:
        data["mrr"] = {key: plain(v) for key, v in found.revenue_rates.items()}
    return {str(PageId.CALCULATOR): data}


def _known(material: Material) -> bool:
    return bool(len(material.book)) or material.book.ledger is not None


def _day(day: int) -> str | None:
    return None if day == NO_DAY else to_date(day).isoformat()


def _followups(material: Material) -> dict[str, Any] | None:
    found, book = material.ahead.followups, material.book
    if found is None:
        return None
    return {
        "entries": [
            {
                "customer": str(book.ids[customer]),
                "kind": str(kind),
                "due": _day(due),
                "since": _day(since),
                "at_risk": plain(amount),
                "done": _day(done),
                "outcome": outcome,
            }
            for customer, kind, due, since, amount, done, outcome in zip(
                *(found.frame[name].tolist() for name in _ENTRY), strict=True
            )
        ],
        "missing": {str(kind): str(role) for kind, role in found.missing.items()},
    }


def _renewals(material: Material) -> dict[str, Any]:
    found = material.ahead
    data: dict[str, Any] = {}
    if found.calendar is not None:
        months = found.calendar.by_month
        data["months"] = [
            {
                "start": start.isoformat(),
                "contracts": contracts,
                "mrr": plain(mrr),
                "amount": plain(amount),
            }
            for start, contracts, mrr, amount in zip(
                *(months[name].tolist() for name in _MONTH), strict=True
            )
        ]
        data["without_amount"] = found.calendar.without_amount
    if found.hidden is not None:
        share = found.hidden.share
        data["hidden"] = {
            "bound": len(found.hidden.bound),
            "hidden": share.count,
            "of": share.total,
            "interval": [plain(share.low), plain(share.high)],
            "mrr": plain(found.hidden.mrr),
        }
    if found.plans is not None:
        data["plans"] = {
            name: {"n": curve.n, "ended": curve.ended, "median": plain(curve.median)}
            for name, curve in found.plans.curves.items()
        }
        data["plans_p"] = plain(found.plans.test.p)
    return data


def _claims(material: Material) -> list[dict[str, Any]]:
    return [
        {
            "claim": each.claim.key,
            "claimed": each.claim.claimed,
            "own": each.own,
            "interval": None if each.low is None else [each.low, each.high],
            "n": each.n,
            "needs": None if each.needs is None else str(each.needs),
            "source": str(each.claim.found),
        }
        for each in material.money.claims
    ]


def _targets(material: Material) -> dict[str, Any] | None:
    found = material.ahead.target
    if found is None:
        return None
    progress, goal = material.ahead.progress, material.assumptions.goal
    own: dict[str, Any] = {}
    if goal is not None and progress is not None:
        own["goal"] = {
            "since": goal.since.isoformat(),
            "until": goal.until.isoformat(),
            "periods": len(progress.periods),
            "lost": progress.rate.count,
            "of": progress.rate.total,
            "allowed": plain(progress.allowed),
            "ahead": plain(progress.ahead),
            "reached": progress.reached,
            "beyond_chance": progress.sure,
        }
    return {
        **{key: plain(getattr(found, key)) for key in _TARGET},
        **own,
        "start_with": [str(name) for name in material.book.ids[found.start_with]],
    }


def _what_if(material: Material) -> list[dict[str, Any]] | None:
    found = material.ahead
    outlook = found.shown_outlook
    if outlook is None:
        return None
    names = scenario_names(material)
    parts = []
    for each in outlook.scenarios:
        last = outlook.at(each.key, YEAR)
        parts.append(
            {
                "scenario": each.key,
                "name": names[each.key],
                "monthly_churn": plain(each.monthly_churn),
                "added": plain(each.added),
                "customers_now": plain(each.start),
                "customers_in_a_year": plain(last["closing"]),
                "more_margin": plain(found.gain(outlook, each.key)),
            }
        )
    return parts


def _cost(material: Material) -> dict[str, Any]:
    cost = material.money.cost
    return {
        "months": plain(cost.losses.months),
        "lost_customers": cost.losses.count,
        "lost_mrr": plain(cost.losses.mrr),
        "without_amount": cost.losses.unknown,
        "headline": str(cost.assumptions.headline),
        "default_assumptions": list(cost.assumptions.left_alone),
        **{
            scenario: {key: plain(cost.frame[key][scenario]) for key in _COST}
            for scenario in SCENARIOS
        },
    }


def _value(material: Material) -> dict[str, Any]:
    found, early = material.money.value, material.money.before_payback
    projection: dict[str, Any] = {}
    if material.money.projection is not None:
        model, months = material.money.projection
        projection["projection"] = {
            "months": months,
            "a": plain(model.a),
            "b": plain(model.b),
            "observed": [plain(share) for share in model.observed.tolist()],
        }
    return {
        **projection,
        **{
            case: {key: plain(found.frame[key][case]) for key in _VALUE}
            for case in _CASES
        },
        "survival_months": plain(found.survival_months),
        "seen_months": plain(found.survival_horizon),
        "left_before_payback": {
            "count": early.share.count,
            "of": early.share.total,
            "unknown": early.unknown,
            "short": plain(early.short),
        },
    }
