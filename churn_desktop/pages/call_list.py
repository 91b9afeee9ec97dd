"""Whom to call first: those who may leave next, and those whose leaving cost most."""

from __future__ import annotations

from churn_desktop.engine.followup_kinds import AT_RISK
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.followups import because
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Unit
from churn_desktop.pages.revenue import largest_losses
from churn_desktop.pages.sentences import count, join, listing
from churn_desktop.pages.stages import stage_sentence

_NAMED = 3
_MOST_TO_ASK = 20


def where_to_look(material: Material, row: int) -> list[str]:
    """Say whom to call first; where nobody is known, at which age most leave.

    Parameters
    ----------
    material : Material
    row : int
        Number of the headline period.

    Returns
    -------
    list of str
        One paragraph, or none.
    """
    calls = join(_may_leave(material), _have_left(material, row))
    stages = material.analysis.stages
    if not calls and stages is not None:
        calls = stage_sentence(stages)
    return [calls] if calls else []


def _may_leave(material: Material) -> str:
    """Name the customers with most at stake whom it is time to call."""
    if material.book.ledger is not None or not len(material.book):
        return ""
    found = material.ahead.followups
    if found is None:
        return ""
    wanted = found.open[found.open["kind"].isin([str(kind) for kind in AT_RISK])]
    first = wanted.drop_duplicates("customer").iloc[:_NAMED]
    named = []
    for entry in first.to_dict("records"):
        reason = because(
            entry["kind"], int(entry["due"]), int(entry["since"]), entry["number"]
        )
        if is_defined(entry["at_risk"]):
            amount = write_value(entry["at_risk"], Unit.MONEY, material.currency)
            text = _("{name} ({reason}; {amount} a year at stake)")
        else:
            amount, text = "", _("{name} ({reason})")
        name = material.book.names[int(entry["customer"])]
        named.append(text.format(name=name, reason=reason, amount=amount))
    if not named:
        return ""
    return _("Call first: {names}.").format(names=listing(named))


def _have_left(material: Material, row: int) -> str:
    """Name the largest losses of a period."""
    revenue = material.analysis.revenue
    losses = [] if revenue is None else largest_losses(material, revenue, row)
    if not losses:
        return ""
    if len(losses) > _NAMED and losses[0][1] == losses[-1][1]:
        text = _(
            "All {count} who left in {period} paid the same ({amount} a month); ask "
            "each of them why."
        )
        if len(losses) > _MOST_TO_ASK:
            text = _(
                "All {count} who left in {period} paid the same ({amount} a month); "
                "ask some of them why."
            )
        return text.format(
            count=count(len(losses)),
            period=material.label(row),
            amount=write_value(losses[0][1], Unit.MONEY, material.currency),
        )
    named = [
        _("{name} ({amount} a month)").format(
            name=name, amount=write_value(amount, Unit.MONEY, material.currency)
        )
        for name, amount in losses[:_NAMED]
    ]
    return ngettext(
        "The largest loss was {names}: ask first why this customer left.",
        "The largest losses were {names}: ask them first why they left.",
        len(named),
    ).format(names=listing(named))
