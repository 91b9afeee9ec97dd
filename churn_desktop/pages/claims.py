"""Figures that are often quoted, beside the same figure of one's own list."""

from __future__ import annotations

from collections.abc import Sequence

from churn_desktop.engine.claims import Checked, Found, Needs
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Page,
    PageId,
    Table,
    Text,
    Unit,
)
from churn_desktop.pages.sentences import count
from churn_desktop.pages.terms import measure, page_title

_CLAIMS = {
    "existing_share": mark("Revenue that comes from existing customers"),
    "annual_retention": mark("Customers kept for a year, called elite"),
    "later_spend": mark("More spent in months 31-36 than in months 1-6"),
    "reason_indifference": mark("Leave because nobody seems to care"),
    "reason_dissatisfied": mark("Leave dissatisfied with the product"),
    "reason_competitor": mark("Leave for a competitor"),
    "avoidable": mark("Losses that could have been avoided"),
    "five_points_less": mark("More profit when 5 points fewer leave a year"),
    "five_a_month": mark("Lost in a year at 5 % a month"),
    "two_new_per_lost": mark("New customers to replace a lost one"),
}
_NUMBERS = ("two_new_per_lost",)
"""Claims that are no shares."""
_NOT_COMPARED = ("five_points_less", "five_a_month")
"""Claims about other quantities, to which one's own figure is only an example."""

_SOURCES = {
    Found.ANOTHER_MEASURE: mark("the source measured something else"),
    Found.THOUGHT_EXPERIMENT: mark("an example in the source, not a measurement"),
    Found.ORIGIN_UNCLEAR: mark("often quoted, source unclear"),
    Found.SECOND_HAND: mark("quoted second hand"),
    Found.ROUNDED: mark("rounded: arithmetic gives 46 %"),
    Found.NOT_VERIFIED: mark("no source could be verified"),
}
_NEEDS = {
    Needs.AMOUNTS: mark("needs amounts"),
    Needs.DATES: mark("needs dates"),
    Needs.THREE_YEARS: mark("needs customers of three years"),
    Needs.A_YEAR: mark("needs more than a year of data"),
    Needs.REASONS: mark("needs a column of reasons"),
    Needs.REASONS_SORTED: mark("needs reasons sorted by you"),
    Needs.LOSSES: mark("needs customers who left"),
}
_OWN = {
    "five_points_less": mark("how much longer customers would stay"),
    "five_a_month": mark("at your churn of a month, over a year"),
    "annual_retention": mark("of your customers a year ago"),
    "two_new_per_lost": mark("what a lost one paid ÷ what a new one pays"),
}


def lay_out(material: Material) -> Page:
    """Show what is claimed, what the list says, and how sure either is."""
    if not len(material.book) and material.book.ledger is None:
        return without_data(material, PageId.CLAIMS)
    shares = [each for each in material.money.claims if each.claim.key not in _NUMBERS]
    numbers = [each for each in material.money.claims if each.claim.key in _NUMBERS]
    table = claim_table(shares, "claims", _("Claimed, and by your list"), Unit.RATE)
    blocks: list[Block] = [
        Text(_how_many(material.money.claims)),
        table,
        claim_table(numbers, "numbers", _("And one that is a number"), Unit.RATIO),
    ]
    return Page(PageId.CLAIMS, page_title(PageId.CLAIMS), tuple(blocks))


def claim_table(found: Sequence[Checked], key: str, name: str, unit: Unit) -> Table:
    """Put claims and the list's own figures side by side."""
    import pandas as pd

    frame = pd.DataFrame(
        {
            "claim": [_(_CLAIMS[each.claim.key]) for each in found],
            "claimed": [each.claim.claimed for each in found],
            "own": pd.Series([each.own for each in found], dtype=float),
            "low": pd.Series([each.low for each in found], dtype=float),
            "high": pd.Series([each.high for each in found], dtype=float),
            "n": [each.n for each in found],
            "remark": [_remark(each) for each in found],
            "source": [_(_SOURCES[each.claim.found]) for each in found],
        }
    )
    outside = _("The claimed figure lies outside the interval of yours.")
    marked = {(row, "own"): outside for row, each in enumerate(found) if _differs(each)}
    measures = (
        measure("claim", Unit.TEXT, term="claim_said"),
        measure("claimed", unit),
        measure("own", unit, term="claim_own", interval=("low", "high")),
        measure("low", unit),
        measure("high", unit),
        measure("n", Unit.COUNT, term="claim_n"),
        measure("remark", Unit.TEXT, term="claim_remark"),
        measure("source", Unit.TEXT, term="claim_source"),
    )
    return Table(key, name, measures, frame, marked=marked)


def _differs(each: Checked) -> bool:
    """Tell whether a claim about customers cannot be right for those of the list."""
    if each.low is None or each.high is None or each.claim.key in _NOT_COMPARED:
        return False
    return not each.low <= each.claim.claimed <= each.high


def _remark(each: Checked) -> str:
    if each.needs is not None:
        return _(_NEEDS[each.needs])
    return _(_OWN[each.claim.key]) if each.claim.key in _OWN else ""


def _how_many(found: Sequence[Checked]) -> str:
    known = [each for each in found if each.own is not None]
    differ = sum(map(_differs, known))
    text = ngettext(
        "Of {total} figures that are often quoted your list can check {known}; "
        "{differ} of them does not hold for your customers.",
        "Of {total} figures that are often quoted your list can check {known}; "
        "{differ} of them do not hold for your customers.",
        differ,
    )
    return text.format(
        total=count(len(found)), known=count(len(known)), differ=count(differ)
    )
