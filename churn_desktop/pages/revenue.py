"""What customers pay a month, and how it grew and shrank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.engine.numerators import behind_money
from churn_desktop.engine.revenue import rate_table
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.customer_list import one_by_one, who_columns
from churn_desktop.pages.event_notes import events
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Chart,
    ChartKind,
    Measure,
    Page,
    PageId,
    Series,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.sentences import count, join, no_complete_period, percent
from churn_desktop.pages.terms import change_title, measure, page_title, title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.revenue import Revenue

LEDGER_ROWS = 20_000
"""More changes than that are listed for the headline period only."""

CONTROL = Formula(
    "opening + new + reactivation + expansion - contraction - churned - closing"
)
_TERMS = {"opening": "mrr_opening", "new": "mrr_new", "closing": "mrr_closing"}
_MOVEMENTS = (
    "opening", "new", "reactivation", "expansion", "contraction", "churned", "closing",
)  # fmt: skip


def lay_out(material: Material) -> Page:
    """Show the movements of revenue; without dates or fees say what is missing."""
    revenue = material.analysis.revenue
    if revenue is None:
        return without_data(material, PageId.REVENUE)
    table = revenue_table(material, revenue)
    blocks: list[Block] = [
        *_sentences(material, revenue, table),
        _chart(material, table),
        table,
        *_ledger(material, revenue),
    ]
    return Page(PageId.REVENUE, page_title(PageId.REVENUE), tuple(blocks))


def revenue_table(material: Material, revenue: Revenue) -> Table:
    """Give the movements and rates of revenue, a row for each period."""
    frame = revenue.frame[[*_MOVEMENTS]].copy()
    frame.insert(0, "period", material.labels())
    frame["control"] = CONTROL.evaluate(revenue.frame).round(2) + 0.0
    frame = frame.join(rate_table(revenue))
    frame["paying_customers"] = revenue.frame["paying_customers"]
    yearly = lost_a_year(material)
    frame["lost_a_year"] = yearly.evaluate(revenue.frame)

    def find(row: int, key: str) -> Codes | None:
        return behind_money(revenue, row, key)

    return Table(
        "mrr",
        _("Revenue a month (MRR) and its movements"),
        _measures(revenue, yearly),
        frame,
        faint=material.incomplete,
        members=material.members(find),
        events=events(material),
        days=material.days,
    )


def lost_a_year(material: Material) -> Formula:
    """Give the revenue lost within a year at the pace of a period, as a formula."""
    times = 12 // material.assumptions.period.months
    return Formula(
        "churned + contraction" if times == 1 else f"(churned + contraction) * {times}"
    )


def largest_losses(
    material: Material, revenue: Revenue, row: int
) -> list[tuple[str, float]]:
    """List the names and amounts a month of those lost in a period, largest first."""
    customers, amounts = revenue.losses(row)
    names = material.book.names[customers]
    return list(zip(names.tolist(), amounts.tolist(), strict=True))


def _measures(revenue: Revenue, yearly: Formula) -> tuple[Measure, ...]:
    rates = revenue.formulas

    def money(key: str, formula: Formula | None = None) -> Measure:
        return measure(key, Unit.MONEY, term=_TERMS.get(key), formula=formula)

    def rate(key: str, unit: Unit = Unit.RATE) -> Measure:
        return measure(key, unit, formula=rates[key])

    closing = Formula(
        "opening + new + reactivation + expansion - contraction - churned"
    )
    return (
        measure("period", Unit.PERIOD),
        *(money(key) for key in _MOVEMENTS[:-1]),
        money("closing", closing),
        measure(
            "control", Unit.MONEY, term="mrr_control", formula=CONTROL, expert=True
        ),
        *(
            rate(key)
            for key in ("gross_revenue_churn", "net_revenue_churn", "grr", "nrr")
        ),
        replace(rate("quick_ratio", Unit.RATIO), by_zero=_("no losses")),
        measure("paying_customers", Unit.COUNT),
        rate("arpa", Unit.MONEY),
        money("lost_a_year", yearly),
    )


def _sentences(material: Material, revenue: Revenue, table: Table) -> list[Text]:
    texts = []
    row = material.headline
    if row is None:
        texts.append(no_complete_period(material.as_of))
    else:
        texts.append(Text(_what_happened(material, table, row)))
    if revenue.missing_amounts:
        text = ngettext(
            "{count} row has no readable amount and counts as 0 here.",
            "{count} rows have no readable amount and count as 0 here.",
            revenue.missing_amounts,
        )
        texts.append(
            Text(text.format(count=count(revenue.missing_amounts)), warning=True)
        )
    if not material.assumptions.reactivation_in_nrr:
        texts.append(
            Text(
                _(
                    "Net revenue retention leaves out customers who came back; net "
                    "revenue churn counts them."
                )
            )
        )
    return texts


def _what_happened(material: Material, table: Table, row: int) -> str:
    def money(key: str) -> str:
        return write_value(table.frame[key][row], Unit.MONEY, material.currency)

    period = material.label(row)
    text = _(
        "In {period}, revenue a month went from {opening} to {closing}: {churned} were "
        "lost with customers who left and {contraction} with customers who pay less."
    ).format(
        period=period,
        opening=money("opening"),
        closing=money("closing"),
        churned=money("churned"),
        contraction=money("contraction"),
    )
    kept = table.frame["grr"][row]
    if not is_defined(kept):
        return text
    some = is_defined(table.frame["quick_ratio"][row])
    return join(
        text,
        "" if some else _("Nothing was lost, so there is no quick ratio."),
        _("{share} of the revenue at the start was kept, before increases.").format(
            share=percent(kept)
        ),
    )


def _chart(material: Material, table: Table) -> Chart:
    series = (
        Series("new", title("mrr_new"), Tone.GAINED),
        Series("reactivation", title("reactivation"), Tone.GAINED),
        Series("expansion", title("expansion"), Tone.GAINED),
        Series("contraction", title("contraction"), Tone.LOST, negative=True),
        Series("churned", title("churned"), Tone.LOST, negative=True),
    )
    return Chart(
        "mrr_movements",
        _message(material, table),
        ChartKind.STACKED,
        table.key,
        series,
        _("revenue a month gained and lost"),
    )


def _message(material: Material, table: Table) -> str:
    row = material.headline
    if row is None:
        return _("Revenue gained and lost so far")
    difference = float(table.frame["closing"][row] - table.frame["opening"][row])
    amount = write_value(abs(difference), Unit.MONEY, material.currency)
    if difference > 0:
        text = _("In {period} revenue a month grew by {amount}")
    elif difference < 0:
        text = _("In {period} revenue a month shrank by {amount}")
    else:
        text = _("In {period} revenue a month stayed the same")
    return text.format(period=material.label(row), amount=amount)


def _ledger(material: Material, revenue: Revenue) -> list[Block]:
    ledger = revenue.ledger()
    if not len(ledger):
        return []
    name = _("Every change of what a customer pays")
    if len(ledger) > LEDGER_ROWS:
        row = material.headline
        if row is None:
            return []
        ledger = ledger[ledger["row"] == row]
        name = _("{period}: every change of what a customer pays").format(
            period=material.label(row)
        )
    ledger = ledger.sort_values(["row", "customer"], kind="stable")
    return [_ledger_table(material, ledger, name)]


def _ledger_table(material: Material, ledger: pd.DataFrame, name: str) -> Table:
    import pandas as pd

    labels = np.array(material.labels(), dtype=object)
    customer = ledger["customer"].to_numpy()
    kinds = {kind: change_title(kind) for kind in ledger["kind"].unique()}
    frame = pd.DataFrame(
        {
            "period": labels[ledger["row"].to_numpy()],
            **who_columns(material, customer),
            "amount_before": ledger["opening"].to_numpy(),
            "amount_after": ledger["closing"].to_numpy(),
            "change": (ledger["closing"] - ledger["opening"]).to_numpy(),
            "change_kind": ledger["kind"].map(kinds).to_numpy(),
        }
    )
    measures = (
        measure("period", Unit.PERIOD),
        measure("customer_id", Unit.TEXT),
        measure("name", Unit.TEXT),
        measure("amount_before", Unit.MONEY),
        measure("amount_after", Unit.MONEY),
        measure("change", Unit.MONEY, formula=Formula("amount_after - amount_before")),
        measure("change_kind", Unit.TEXT),
    )

    return Table(
        "ledger",
        name,
        measures,
        frame,
        members=one_by_one(material, customer),
        folded=True,
    )
