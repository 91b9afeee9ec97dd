"""Which contracts come up for renewal, and what they hide until then."""

from __future__ import annotations

import numpy as np

from churn_desktop.core.book import Codes
from churn_desktop.core.calendar import Period, to_date
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.plans import ANNUAL, BETWEEN, MONTHLY, Plans
from churn_desktop.engine.renewal_calendar import (
    HiddenChurn,
    RenewalCalendar,
)
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.customer_list import (
    MOST_LISTED,
    one_by_one,
    who_columns,
    who_measures,
)
from churn_desktop.pages.formats import is_defined, period_label, write_value
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
from churn_desktop.pages.renewal_list import contract_table, would_tell
from churn_desktop.pages.sentences import count, join, with_interval
from churn_desktop.pages.terms import measure, page_title, title

MOST_PLANS = 4
"""So many plans can be told apart on a chart."""
SURE = 0.05

_PLANS = {
    MONTHLY: mark("Monthly"),
    BETWEEN: mark("Longer than a month, under a year"),
    ANNUAL: mark("Annual and longer"),
}
_TONES = (Tone.MAIN, Tone.GAINED, Tone.WARNING, Tone.NEUTRAL)


def lay_out(material: Material) -> Page:
    """Show the coming twelve months, hidden churn, and plans by survival."""
    if material.missing(PageId.RENEWALS) or not len(material.book):
        return without_data(material, PageId.RENEWALS)
    found = material.ahead
    blocks: list[Block] = []
    if found.calendar is not None:
        blocks += _calendar(material, found.calendar)
    if found.hidden is not None and len(found.hidden.bound):
        blocks += _hidden(material, found.hidden)
    if found.plans is not None:
        blocks += _plans(material, found.plans)
    return Page(PageId.RENEWALS, page_title(PageId.RENEWALS), tuple(blocks))


def _calendar(material: Material, found: RenewalCalendar) -> list[Block]:
    if not len(found.frame):
        return [Text(_("No contract comes up for renewal in the coming 12 months."))]
    months = _month_table(material, found)
    return [
        Text(_what_comes(material, found)),
        _month_chart(months),
        months,
        *would_tell(material),
        contract_table(material, found),
    ]


def _what_comes(material: Material, found: RenewalCalendar) -> str:
    contracts = len(found.frame)
    text = ngettext(
        "In the coming 12 months {count} contract comes up for renewal; later terms of "
        "a contract are not counted.",
        "In the coming 12 months {count} contracts come up for renewal; later terms of "
        "a contract are not counted.",
        contracts,
    ).format(count=count(contracts))
    money = ""
    if found.without_amount < contracts:
        money = _("They bring {amount} a month.").format(
            amount=write_value(
                float(found.frame["mrr"].sum()), Unit.MONEY, material.currency
            )
        )
    unknown = ""
    if 0 < found.without_amount < contracts:
        unknown = ngettext(
            "Of {count} of them no amount is known.",
            "Of {count} of them no amount is known.",
            found.without_amount,
        ).format(count=count(found.without_amount))
    return join(text, money, unknown)


def _month_table(material: Material, found: RenewalCalendar) -> Table:
    frame = found.by_month.reset_index(drop=True)
    starts = frame["start"].tolist()
    frame.insert(
        0,
        "month",
        [
            period_label(Period(day, day, complete=False), PeriodLength.MONTH)
            for day in starts
        ],
    )
    in_month = np.array(
        [to_date(int(day)).replace(day=1) for day in found.frame["due"]], dtype=object
    )
    who = found.frame["customer"].to_numpy(dtype=np.int32)

    def find(row: int, _key: str) -> Codes | None:
        return np.unique(who[np.asarray(in_month == starts[row], dtype=bool)])

    measures: tuple[Measure, ...] = (
        measure("month", Unit.PERIOD, term="renewal_month"),
        measure("contracts", Unit.COUNT, term="renewal_contracts"),
    )
    if material.money.knows_amounts:
        measures += (
            measure("mrr", Unit.MONEY, term="renewal_mrr"),
            measure("amount", Unit.MONEY, term="renewal_amount"),
        )
    return Table(
        "months",
        _("The coming months"),
        measures,
        frame.drop(columns="start"),
        members=material.members(find),
    )


def _month_chart(months: Table) -> Chart:
    frame = months.frame
    busiest = frame["month"][int(frame["contracts"].to_numpy().argmax())]
    return Chart(
        "months",
        _("Most contracts come up in {month}").format(month=busiest),
        ChartKind.BAR,
        months.key,
        (Series("contracts", title("renewal_contracts"), Tone.MAIN),),
        _("contracts"),
    )


def _hidden(material: Material, found: HiddenChurn) -> list[Block]:
    share = found.share
    if not share.total:
        return []
    text = _(
        "Hidden churn: {count} of {total} customers bound for a year or longer gave a "
        "low score or are not active any more: {rate}."
    ).format(
        count=count(share.count),
        total=count(share.total),
        rate=with_interval(share.share, share.low, share.high),
    )
    delays = _("An annual contract delays the decision, it does not make it.")
    money = ""
    if share.count and material.money.knows_amounts:
        money = _("Their contracts bring {amount} a month.").format(
            amount=write_value(found.mrr, Unit.MONEY, material.currency)
        )
    if not share.count:
        return [Text(join(text, delays))]
    return [Text(join(text, money, delays)), _hidden_table(material, found)]


def _hidden_table(material: Material, found: HiddenChurn) -> Table:
    import pandas as pd

    low, idle = set(found.detractors.tolist()), set(found.inactive.tolist())
    who = found.hidden[:MOST_LISTED]
    reasons = {
        (True, True): _("low score, not active"),
        (True, False): _("low score"),
        (False, True): _("not active"),
    }
    frame = pd.DataFrame(
        {
            **who_columns(material, who),
            "because": [reasons[at in low, at in idle] for at in who.tolist()],
        }
    )

    return Table(
        "hidden",
        _("Bound by contract, and may not want to stay"),
        (
            *who_measures(material),
            measure("because", Unit.TEXT, term="hidden_because"),
        ),
        frame,
        members=one_by_one(material, who),
        folded=True,
    )


def _plans(material: Material, found: Plans) -> list[Block]:
    """Compare plans by survival, never by the share of those who left."""
    import pandas as pd

    names = {key: _(_PLANS[key]) if key in _PLANS else key for key in found.curves}
    frame = pd.DataFrame(
        {
            "plan": list(names.values()),
            "stays": [curve.n for curve in found.curves.values()],
            "ended": [curve.ended for curve in found.curves.values()],
            "median": [curve.median for curve in found.curves.values()],
        }
    )
    frame["median"] = frame["median"].astype(float)
    sizes = Table(
        "plans",
        _("Plans by how long customers stay"),
        (
            measure("plan", Unit.TEXT, term="plan_name"),
            measure("stays", Unit.COUNT, term="plan_stays"),
            measure("ended", Unit.COUNT, term="plan_ended"),
            measure("median", Unit.MONTHS, term="plan_median"),
        ),
        frame,
        members=material.members(
            lambda row, key: (found.ended if key == "ended" else found.customers)[
                list(names)[row]
            ]
        ),
    )
    return [
        Text(_alike(found, dated=material.book.dated)),
        *_plan_curves(found, names),
        sizes,
    ]


def _alike(found: Plans, *, dated: bool) -> str:
    if not is_defined(found.test.p):
        verdict = _("Too few have left to compare the plans.")
    elif found.test.p < SURE:
        verdict = _(
            "Customers of these plans stay for different times, hardly by chance "
            "alone (log-rank test)."
        )
    else:
        verdict = _(
            "The plans may be alike: the difference may well be chance (log-rank test)."
        )
    whose = _("A stay belongs to the plan it began with.")
    if not dated:
        whose = _(
            "The list tells only the last plan; who stayed long had time to change to "
            "a longer one, which makes that look better."
        )
    return join(
        verdict,
        whose,
        _(
            "Until a term is over nobody can leave, so compare the plans only after "
            "the longest term."
        ),
    )


def _plan_curves(found: Plans, names: dict[str, str]) -> list[Block]:
    import pandas as pd

    chosen = [key for key in names if found.curves[key].n][:MOST_PLANS]
    longest = max(
        (found.curves[key].time[-1] for key in chosen if len(found.curves[key].time)),
        default=0,
    )
    months = range(int(min(longest, 60)) + 1)
    columns: dict[str, object] = {"month": list(months)}
    for at, key in enumerate(chosen):
        columns[f"plan_{at}"] = [found.curves[key].at(month) for month in months]
    frame = pd.DataFrame(columns)
    if len(frame) < 2:
        return []
    table = Table(
        "plan_curves",
        _("Share still customers, by plan"),
        (
            measure("month", Unit.MONTHS, term="plan_month"),
            *(
                Measure(f"plan_{at}", names[key], Unit.RATE, title("survival"))
                for at, key in enumerate(chosen)
            ),
        ),
        frame,
        folded=True,
    )
    chart = Chart(
        "plan_curves",
        _("How long customers of each plan stay"),
        ChartKind.STEP,
        table.key,
        tuple(
            Series(f"plan_{at}", names[key], _TONES[at])
            for at, key in enumerate(chosen)
        ),
        _("share still customers"),
    )
    return [chart, table]
