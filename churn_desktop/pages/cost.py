"""What losing customers costs, and which part of it is the largest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.core.formula import Formula
from churn_desktop.engine.cost import (
    LINES,
    PER_CUSTOMER,
    PER_YEAR,
    SCENARIOS,
    TOTALS,
    Cost,
    Headline,
)
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.blind_periods import blind_periods
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
    Tone,
    Unit,
)
from churn_desktop.pages.money_inputs import (
    COST_INPUTS,
    inputs_table,
    left_at_nothing,
    money_form,
)
from churn_desktop.pages.sentences import count, join
from churn_desktop.pages.terms import in_text, measure, page_title, title

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes

MIDDLE = SCENARIOS.index("middle")

_NAMES = {"low": mark("Low"), "middle": mark("Middle"), "high": mark("High")}
_SHOWN = {
    "revenue_now": "cost_revenue_now",
    "revenue_later": "cost_revenue_later",
    "handling": "cost_handling",
    "growth": "cost_growth",
    "value_and_reviews": "cost_value_and_reviews",
    "with_lost_margin": "cost_lost_margin",
    "with_replacement": "cost_with_replacement",
    "per_customer": "cost_per_customer",
    "per_year": "cost_per_year",
}
_GIVEN = {
    "lost_customers": ("cost_lost", Unit.COUNT),
    "lost_mrr": ("cost_mrr", Unit.MONEY),
    "months": ("cost_months", Unit.COUNT),
    "margin": ("margin", Unit.RATE),
    "now_months": ("cost_now_months", Unit.MONTHS),
    "monthly_churn": ("monthly_churn", Unit.RATE),
    "remaining_months": ("cost_remaining", Unit.MONTHS),
    "multiplier": ("cost_multiplier", Unit.RATIO),
    "refund": ("refund_per_loss", Unit.MONEY),
    "fee": ("fee_per_loss", Unit.MONEY),
    "hours": ("hours_per_loss", Unit.RATIO),
    "hourly_cost": ("hourly_cost", Unit.MONEY),
    "replacement_factor": ("replacement_factor", Unit.RATIO),
    "cac": ("cac", Unit.MONEY),
    "other_value": ("cost_other_value", Unit.MONEY),
    "review_cost": ("review_cost", Unit.MONEY),
}
_STACKS = {
    Headline.LOST_MARGIN: (
        ("revenue_now", Tone.LOST),
        ("revenue_later", Tone.WARNING),
        ("handling", Tone.NEUTRAL),
        ("value_and_reviews", Tone.MAIN),
    ),
    Headline.REPLACEMENT: (
        ("growth", Tone.LOST),
        ("handling", Tone.NEUTRAL),
        ("reviews", Tone.MAIN),
    ),
}


def lay_out(material: Material) -> Page:
    """Show the five headings, low, middle and high, and the two sums."""
    if material.missing(PageId.COST) or not len(material.book):
        return without_data(material, PageId.COST)
    cost = material.money.cost
    if not cost.losses.count:
        return Page(
            PageId.COST,
            page_title(PageId.COST),
            _nobody_left(material),
        )
    table = cost_table(material, cost)
    unset = left_at_nothing(material, COST_INPUTS)
    blocks: list[Block] = [
        Cards(_cards(material, table, cost)),
        Text(_what_it_costs(material, table, cost)),
        Text(_other_sum(material, table, cost)),
        *_unknown(cost),
        *_chart(table, cost),
        table,
        _cells_table(cost),
        inputs_table(material, COST_INPUTS, {"cac": cost.assumptions.cac}),
        *([unset] if unset else []),
    ]
    return Page(
        PageId.COST,
        page_title(PageId.COST),
        tuple(blocks),
        inputs=(money_form(material, COST_INPUTS),),
    )


def _cells_table(cost: Cost) -> Table:
    """Split the middle headline: in the books or not, at once or later."""
    import pandas as pd

    cells = cost.four_cells
    frame = pd.DataFrame(
        {
            "cost_seen": [_("seen in the books"), _("what did not happen")],
            "at_once": [cells[True, True], cells[False, True]],
            "later": [cells[True, False], cells[False, False]],
        }
    )
    frame["both"] = _BOTH.evaluate(frame)
    measures = (
        measure("cost_seen", Unit.TEXT),
        measure("at_once", Unit.MONEY, term="cost_at_once"),
        measure("later", Unit.MONEY, term="cost_later"),
        measure("both", Unit.MONEY, term="cost_both", formula=_BOTH),
    )
    name = _("Direct or not, at once or later (middle scenario)")
    return Table("four_cells", name, measures, frame)


_BOTH = Formula("at_once + later")


def cost_table(material: Material, cost: Cost) -> Table:
    """Give a row for each scenario; every figure follows from others of its row."""
    frame = cost.frame.reset_index(drop=True)
    frame.insert(0, "scenario", [_(_NAMES[name]) for name in SCENARIOS])
    frame["monthly_churn"] = material.money.pace.churn.rate
    formulas: dict[str, Formula] = {
        **{key: line.formula for key, line in LINES.items()},
        **TOTALS,
        "headline": Formula(str(cost.assumptions.headline)),
        "per_customer": PER_CUSTOMER,
        "per_year": PER_YEAR,
    }

    def money(key: str, term: str, *, expert: bool) -> Measure:
        return measure(
            key, Unit.MONEY, term=term, formula=formulas.get(key), expert=expert
        )

    # Without dates nobody knows in how many months they were lost.
    dated = is_defined(cost.losses.months)
    measures = (
        measure("scenario", Unit.TEXT),
        *(
            money(key, term, expert=False)
            for key, term in _SHOWN.items()
            if dated or key != "per_year"
        ),
        money("headline", "cost_headline", expert=True),
        *(
            measure(key, unit, term=term, expert=True)
            for key, (term, unit) in _GIVEN.items()
        ),
        *(money(key, f"cost_{key}", expert=True) for key in LINES),
    )

    def find(_row: int, key: str) -> Codes | None:
        return cost.losses.customers if key in _SHOWN or key in _GIVEN else None

    return Table(
        "cost",
        _("What losing these customers costs"),
        measures,
        frame,
        members=material.members(find),
    )


def _cards(material: Material, table: Table, cost: Cost) -> tuple[Card, ...]:
    both = {Headline.LOST_MARGIN, Headline.REPLACEMENT}
    (other,) = both - {cost.assumptions.headline}

    def card(key: str, name: str, note: str) -> Card:
        low, value, high = (float(table.frame[key][row]) for row in range(3))
        known = is_defined(value)
        if known and low < high:
            interval = write_interval(low, high, Unit.MONEY, material.currency)
            note = _("{note}; {interval} from low to high").format(
                note=note, interval=interval
            )
        source = Source(PageId.COST, table.key, MIDDLE, key)
        return Card(
            key, name, value if known else None, Unit.MONEY, note=note, source=source
        )

    cards = [
        card(
            "headline", title("cost_headline"), title(_SHOWN[cost.assumptions.headline])
        ),
        card("per_customer", title("cost_per_customer"), _("on average")),
    ]
    if other is Headline.LOST_MARGIN or table.frame["replacement"][MIDDLE]:
        cards.append(
            card(
                str(other), title(_SHOWN[other]), _("the other way to count, not added")
            )
        )
    return tuple(cards)


def _amount(material: Material, value: float) -> str:
    return write_value(value, Unit.MONEY, material.currency)


def _what_it_costs(material: Material, table: Table, cost: Cost) -> str:
    frame, losses = table.frame, cost.losses
    if is_defined(losses.months):
        text = ngettext(
            "In the last {months} complete months {count} customer left for good, who "
            "paid {amount} a month.",
            "In the last {months} complete months {count} customers left for good, who "
            "together paid {amount} a month.",
            losses.count,
        )
    else:
        text = ngettext(
            "By the list {count} customer left, who paid {amount} a month.",
            "By the list {count} customers left, who together paid {amount} a month.",
            losses.count,
        )
    who = text.format(
        months=count(losses.months) if is_defined(losses.months) else "",
        count=count(losses.count),
        amount=_amount(material, losses.mrr),
    )
    low, middle, high = (frame["headline"][row] for row in range(3))
    if not is_defined(middle):
        if is_defined(losses.mrr):
            why = _("What that costs cannot be said: churn is not known.")
        else:
            why = _("What that costs cannot be said: no amount is known.")
        return join(who, why)
    cost_text = _("Losing them costs {amount} ({interval} from low to high).").format(
        amount=_amount(material, middle),
        interval=write_interval(low, high, Unit.MONEY, material.currency),
    )
    if low == high:
        cost_text = _("Losing them costs {amount}.").format(
            amount=_amount(material, middle)
        )
    stay = ""
    if cost.assumptions.headline is Headline.LOST_MARGIN:
        stay = _(
            "Each of them is taken to have stayed for {months} months more: 1 divided "
            "by churn a month, and no longer than the longest stay."
        ).format(months=write_value(frame["remaining_months"][MIDDLE], Unit.MONTHS))
    return join(who, cost_text, stay)


def _other_sum(material: Material, table: Table, cost: Cost) -> str:
    """Name the sum that is not the headline, and say why they are not added."""
    other = Headline.REPLACEMENT
    if cost.assumptions.headline is other:
        other = Headline.LOST_MARGIN
    amount = table.frame[str(other)][MIDDLE]
    if other is Headline.REPLACEMENT and not table.frame["replacement"][MIDDLE]:
        return _(
            "Counted by what it takes to replace them, the sum is not known: set the "
            "cost to win a customer."
        )
    text = _(
        "Counted the other way ({name}) it is {amount}. The two are never added: who "
        "is replaced pays again."
    )
    return text.format(
        name=in_text(title(_SHOWN[str(other)])), amount=_amount(material, amount)
    )


def _unknown(cost: Cost) -> list[Text]:
    unknown = cost.losses.unknown
    if not unknown:
        return []
    text = ngettext(
        "Of {count} customer who left no amount is known; it counts as 0.",
        "Of {count} customers who left no amount is known; it counts as 0.",
        unknown,
    )
    return [Text(text.format(count=count(unknown)), warning=True)]


def _chart(table: Table, cost: Cost) -> list[Block]:
    stack = [
        (key, tone)
        for key, tone in _STACKS[cost.assumptions.headline]
        if table.frame[key].fillna(0).max() > 0
    ]
    if not stack:
        return []
    largest = max(stack, key=lambda item: float(table.frame[item[0]][MIDDLE]))[0]
    names = {key: title(_SHOWN.get(key, f"cost_{key}")) for key, _tone in stack}
    return [
        Chart(
            "cost",
            _("The largest part is this: {part}").format(part=in_text(names[largest])),
            ChartKind.STACKED,
            table.key,
            tuple(Series(key, names[key], tone) for key, tone in stack),
            _("cost of churn"),
        )
    ]


def _nobody_left(material: Material) -> tuple[Text, ...]:
    if material.money.pace.rows is not None:
        text = _(
            "Nobody left for good in the last complete months: churn cost nothing."
        )
        return (Text(text),)
    too_early = blind_periods(material)
    return (*too_early,) or (Text(_("Nobody has left yet: churn cost nothing.")),)
