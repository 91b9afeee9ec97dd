"""What a customer is worth, and when winning one has paid off."""

from __future__ import annotations

import math

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.engine.payback import RECOVERED, BeforePayback
from churn_desktop.engine.spend import PER_MONTH, SpendByTenure
from churn_desktop.engine.value import VALUE, CustomerValue, NoPayback
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.customer_list import (
    MOST_LISTED,
    one_by_one,
    who_columns,
    who_measures,
)
from churn_desktop.pages.formats import is_defined, write_interval, write_value
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Card,
    Cards,
    Chart,
    ChartKind,
    Measure,
    Page,
    PageId,
    Series,
    Source,
    Table,
    Text,
    Unit,
)
from churn_desktop.pages.money_inputs import (
    VALUE_INPUTS,
    inputs_table,
    left_at_nothing,
    money_form,
)
from churn_desktop.pages.projection import projection_blocks
from churn_desktop.pages.sentences import count, join, with_interval
from churn_desktop.pages.terms import measure, page_title, title

ESTIMATE = 1
"""The row between high churn and low churn."""
_SEEN_TWICE = 2.0


def lay_out(material: Material) -> Page:
    """Show customer value, its payback and what customers spend over the years."""
    if material.missing(PageId.VALUE) or not len(material.book):
        return without_data(material, PageId.VALUE)
    found = material.money.value
    table = value_table(found)
    unset = left_at_nothing(material, VALUE_INPUTS)
    blocks: list[Block] = [
        Cards(_cards(material, table)),
        Text(join(*_lifetimes(material, found))),
        Text(_payback(found)),
        table,
        inputs_table(material, VALUE_INPUTS, {"cac": material.money.cac}),
        *([unset] if unset else []),
        *_before_payback(material, material.money.before_payback),
        *_spend(material, material.money.spend),
        *projection_blocks(material),
    ]
    return Page(
        PageId.VALUE,
        page_title(PageId.VALUE),
        tuple(blocks),
        inputs=(money_form(material, VALUE_INPUTS),),
    )


def value_table(found: CustomerValue) -> Table:
    """Give customer value by the limits of churn; every figure follows from its row."""
    frame = found.frame.reset_index(drop=True)
    names = [_("as high as it may be"), _("as measured"), _("as low as it may be")]
    frame.insert(0, "case", names)
    # The cap, not a formula, says how long customers stay of whom none has left.
    fixed = ("lifetime_months", "discounted_months") if found.capped else ()

    def worked(key: str, unit: Unit, *, expert: bool = False) -> Measure:
        formula = None if key in fixed else VALUE[key]
        known = ("clv", "lifetime_months", "discounted_months", *_SIMPLE)
        term = key if key in known else f"value_{key}"
        return measure(key, unit, term=term, formula=formula, expert=expert)

    measures = (
        measure("case", Unit.TEXT, term="value_case"),
        measure("monthly_churn", Unit.RATE),
        measure("arpa", Unit.MONEY, term="value_arpa"),
        measure("margin", Unit.RATE),
        worked("lifetime_months", Unit.MONTHS),
        worked("clv", Unit.MONEY),
        measure("months_within_cap", Unit.MONTHS, expert=True),
        worked("clv_within_cap", Unit.MONEY),
        worked("clv_discounted", Unit.MONEY),
        measure("cac", Unit.MONEY),
        worked("ltv_to_cac", Unit.RATIO),
        worked("cac_payback_months", Unit.MONTHS),
        *(
            worked(key, Unit.MONEY, expert=True)
            for key in ("base", "upsell", "cross_sell", "referral", "word_of_mouth")
        ),
        measure("upsell_monthly", Unit.MONEY, expert=True),
        measure("cross_sell_monthly", Unit.MONEY, expert=True),
        measure("referred_customers", Unit.RATIO, expert=True),
        measure("word_of_mouth_customers", Unit.RATIO, expert=True),
        measure("monthly_discount", Unit.RATE, expert=True),
        worked("discounted_months", Unit.MONTHS, expert=True),
    )
    return Table("value", _("What a customer is worth"), measures, frame)


_SIMPLE = ("clv_within_cap", "clv_discounted", "ltv_to_cac", "cac_payback_months")


def _cards(material: Material, table: Table) -> tuple[Card, ...]:
    cap = write_value(material.assumptions.lifetime_cap, Unit.MONTHS)
    notes = {
        "clv": (Unit.MONEY, _("margin over the whole lifetime")),
        "clv_within_cap": (
            Unit.MONEY,
            _("margin of at most {months} months").format(months=cap),
        ),
        "lifetime_months": (Unit.MONTHS, _("1 divided by churn a month")),
        "ltv_to_cac": (Unit.RATIO, _("3 and more is often called healthy")),
    }
    cards = []
    for key, (unit, note) in notes.items():
        low, value, high = (float(table.frame[key][row]) for row in range(3))
        if key == "ltv_to_cac" and not is_defined(value):
            continue
        both = is_defined(low) and is_defined(high) and low < high
        cards.append(
            Card(
                key,
                title(key),
                value if is_defined(value) else None,
                unit,
                (low, high) if both else None,
                note,
                Source(PageId.VALUE, table.key, ESTIMATE, key),
            )
        )
    return tuple(cards)


def _lifetimes(material: Material, found: CustomerValue) -> list[str]:
    """Tell the lifetime both ways, and which to trust."""
    frame = found.frame
    lifetime = float(frame["lifetime_months"].iloc[ESTIMATE])
    if not is_defined(lifetime):
        return [_("Churn is not known, so no lifetime is.")]
    months = write_value(lifetime, Unit.MONTHS)
    if found.capped:
        text = _(
            "Nobody left in the months looked at, so the lifetime is the longest stay "
            "you assume: {months} months."
        )
    else:
        text = _("At the churn of now a customer stays for {months} months on average.")
    said = [text.format(months=months)]
    mean, horizon = found.survival_months, found.survival_horizon
    if mean is not None and horizon is not None:
        said.append(
            _(
                "Within the {horizon} months that the list has seen, the mean stay is "
                "{mean} months; who is still there stays longer."
            ).format(
                horizon=write_value(horizon, Unit.MONTHS),
                mean=write_value(mean, Unit.MONTHS),
            )
        )
        if lifetime > _SEEN_TWICE * horizon and not found.capped:
            said.append(
                _(
                    "The lifetime is far longer than anybody has been seen to stay: "
                    "trust the value within the longest stay more."
                )
            )
    if material.assumptions.margin == 1:
        said.append(
            _("The margin is not set, so every value is in revenue, not in profit.")
        )
    return said


def _payback(found: CustomerValue) -> str:
    payback = found.payback
    if payback.months is not None:
        return _(
            "What it costs to win a customer is paid back after {months} months."
        ).format(months=write_value(payback.months, Unit.MONTHS))
    return {
        NoPayback.NO_MARGIN: _(
            "What it costs to win a customer is never paid back: there is no margin."
        ),
        NoPayback.NO_AMOUNT: _(
            "When a customer has paid back cannot be said: no amount is known."
        ),
    }.get(
        payback.reason or NoPayback.NO_COST,
        _(
            "When a customer has paid back cannot be said: set what it costs to win "
            "one, or choose the column that says so."
        ),
    )


def _before_payback(material: Material, found: BeforePayback) -> list[Block]:
    """List who left before they had paid back what winning them cost."""
    if not found.share.total:
        return []
    share = found.share
    text = ngettext(
        "Of {total} lost customer whose cost is known, {count} left before paying it "
        "back: {rate}.",
        "Of {total} lost customers whose cost is known, {count} left before paying it "
        "back: {rate}.",
        share.total,
    ).format(
        total=count(share.total),
        count=count(share.count),
        rate=with_interval(share.share, share.low, share.high),
    )
    if not share.count:
        return [Text(text)]
    short = _("Together {amount} was not paid back.").format(
        amount=write_value(found.short, Unit.MONEY, material.currency)
    )
    frame = found.frame.iloc[:MOST_LISTED].reset_index(drop=True)
    who = frame["customer"].to_numpy(dtype=np.int32)
    frame = frame.assign(**who_columns(material, who))
    measures = (
        *who_measures(material),
        measure("months", Unit.MONTHS, term="stay_months"),
        measure("paid", Unit.MONEY, term="paid_in_all"),
        measure("margin", Unit.RATE, expert=True),
        measure("recovered", Unit.MONEY, formula=RECOVERED["recovered"]),
        measure("cac", Unit.MONEY),
        measure("short", Unit.MONEY, formula=RECOVERED["short"]),
    )

    table = Table(
        "before_payback",
        _("Lost before they paid back, most missing first"),
        measures,
        frame.drop(columns="customer"),
        members=one_by_one(material, who),
        folded=True,
    )
    return [Text(join(text, short)), table]


def _spend(material: Material, found: SpendByTenure | None) -> list[Block]:
    """Show what customers spend a month by how long they have been there."""
    if found is None or not len(found.frame):
        return []
    frame = found.frame.reset_index(drop=True)
    bands = [
        _("{first} to {last}").format(first=first, last=last)
        for first, last in zip(frame["from_month"], frame["to_month"], strict=True)
    ]
    frame.insert(0, "band", bands)
    formula: Formula = PER_MONTH
    measures = (
        measure("band", Unit.TEXT, term="tenure_band"),
        measure("customers", Unit.COUNT, term="tenure_customers"),
        measure("customer_months", Unit.COUNT, term="tenure_months"),
        measure("revenue", Unit.MONEY, term="tenure_revenue"),
        measure("per_month", Unit.MONEY, term="tenure_per_month", formula=formula),
    )
    table = Table(
        "tenure", _("What customers spend, by how long they have stayed"), measures,
        frame, members=material.members(lambda row, _key: found.there[row]),
    )  # fmt: skip
    chart = Chart(
        "tenure",
        _("What a customer spends a month, by how long they have stayed"),
        ChartKind.BAR,
        table.key,
        (Series("per_month", title("tenure_per_month")),),
        _("a customer and month"),
    )
    return [Text(_later(found)), chart, table]


def _later(found: SpendByTenure) -> str:
    ratio = found.ratio
    if math.isnan(ratio.value):
        return _(
            "Nobody has been a customer for three years, so what the same customers "
            "spend later cannot be compared; the bars show those who stayed so long."
        )
    text = ngettext(
        "{count} customer who stayed three years spent {ratio} times as much in months "
        "31 to 36 as in months 1 to 6{interval}.",
        "The {count} customers who stayed three years spent {ratio} times as much in "
        "months 31 to 36 as in months 1 to 6{interval}.",
        len(found.customers),
    )
    limits = write_interval(ratio.low, ratio.high, Unit.RATIO)
    interval = ""
    if limits:
        interval = _(" (95 % interval {interval})").format(interval=limits)
    return text.format(
        count=count(len(found.customers)),
        ratio=write_value(ratio.value, Unit.RATIO),
        interval=interval,
    )
