"""What could be seen before customers left, and who looks like them today."""

from __future__ import annotations

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.core.schema import Role
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.signals import DETRACTORS, PASSIVES, PROMOTERS
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.group_table import group_table, someone_at_risk
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Card,
    Cards,
    Chart,
    ChartKind,
    Page,
    PageId,
    Series,
    Source,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.sentences import count, join, listing, percent
from churn_desktop.pages.terms import measure, page_title, role_title, title
from churn_desktop.pages.watch_lists import health_list, like_those_who_left

_SIGNALS = (Role.NPS, Role.LAST_ACTIVITY)


def lay_out(material: Material) -> Page:
    """Show scores, activity, their churn, and whom to look at first."""
    if material.missing(PageId.SIGNALS) or not someone_at_risk(material):
        return without_data(material, PageId.SIGNALS)
    blocks: list[Block] = []
    cards = (*_nps_card(material), *_active_card(material), *_lead_card(material))
    if cards:
        blocks.append(Cards(cards))
    blocks += [
        *_unheard(material),
        *_by_answer(material),
        *_by_silence(material),
        *_lead(material),
        *health_list(material),
        *like_those_who_left(material),
    ]
    return Page(PageId.SIGNALS, page_title(PageId.SIGNALS), tuple(blocks))


def _has(material: Material, role: Role) -> bool:
    told = material.book.attributes
    return role in told.numbers or role in told.days


def _unheard(material: Material) -> list[Text]:
    """Say which columns would tell more."""
    lacking = [role_title(role) for role in _SIGNALS if not _has(material, role)]
    if not lacking:
        return []
    return [
        Text(
            _("The list could tell more with a column that says: {columns}.").format(
                columns=listing(lacking)
            )
        )
    ]


def _nps_card(material: Material) -> tuple[Card, ...]:
    nps = material.answers.nps
    if nps is None:
        return ()
    note = ngettext(
        "{count} answer of those who are still customers",
        "{count} answers of those who are still customers",
        nps.answers,
    )
    known = nps.answers > 0
    return (
        Card(
            "nps",
            title("nps"),
            100 * nps.score if known else None,
            Unit.COUNT,
            (100 * nps.low, 100 * nps.high) if known else None,
            note.format(count=count(nps.answers)),
        ),
    )


def _active_card(material: Material) -> tuple[Card, ...]:
    active = material.answers.active
    if active is None:
        return ()
    share = active.share
    note = ngettext(
        "{active} of {count} customer", "{active} of {count} customers", share.total
    )
    return (
        Card(
            "monthly_active",
            title("monthly_active"),
            share.share if share.total else None,
            Unit.RATE,
            (share.low, share.high) if share.total else None,
            note.format(active=count(share.count), count=count(share.total)),
            Source(PageId.SIGNALS, "active", 0, "share"),
        ),
    )


def _lead_card(material: Material) -> tuple[Card, ...]:
    lead = material.answers.lead_time
    if lead is None or not len(lead.customer):
        return ()
    return (
        Card(
            "lead_time",
            _("Months silent before leaving"),
            lead.median,
            Unit.MONTHS,
            (lead.low, lead.high) if is_defined(lead.low) else None,
            ngettext(
                "median of {count} who left",
                "median of {count} who left",
                len(lead.customer),
            ).format(count=count(len(lead.customer))),
            Source(PageId.SIGNALS, "lead_time", 0, "median"),
        ),
    )


def _by_answer(material: Material) -> list[Block]:
    bands, nps = material.answers.nps_bands, material.answers.nps
    if bands is None or nps is None:
        return []
    names = {
        PROMOTERS: _("9 or 10 (promoters)"),
        PASSIVES: _("7 or 8 (passives)"),
        DETRACTORS: _("0 to 6 (detractors)"),
        BLANK: _("No answer"),
    }
    table = group_table(
        material,
        bands,
        "nps_bands",
        _("Churn by answer (NPS)"),
        first=measure("group", Unit.TEXT, term="nps_band"),
        names=names,
    )
    blocks: list[Block] = [_chart(table, "nps", _("Who left, by answer")), table]
    if nps.outside:
        text = ngettext(
            "{count} answer is not between 0 and 10 and is left out.",
            "{count} answers are not between 0 and 10 and are left out.",
            nps.outside,
        )
        blocks.append(Text(text.format(count=count(nps.outside)), warning=True))
    return blocks


def _by_silence(material: Material) -> list[Block]:
    bands = material.answers.activity_bands
    if bands is None:
        return []
    days = [label for label in bands.groups.labels if label]
    days.sort(key=lambda label: int(label.rstrip("+").partition("-")[0]))
    names = {label: _("{days} days").format(days=label) for label in days}
    table = group_table(
        material,
        bands,
        "activity_bands",
        _("Churn by silence"),
        first=measure("group", Unit.TEXT, term="activity_band"),
        names=names | {BLANK: _("No activity on record")},
    )
    plain = _("Who left, by how long they were silent")
    return [_chart(table, "activity", plain), table, *_active_table(material)]


def _active_table(material: Material) -> list[Table]:
    """Count the customers of today who did anything lately, and those who did not."""
    import pandas as pd

    active = material.answers.active
    if active is None or not active.share.total:
        return []
    quiet = np.zeros(len(material.book), dtype=bool)
    quiet[active.inactive] = True
    groups = [
        np.flatnonzero(material.answers.here & ~quiet).astype(np.int32),
        active.inactive,
    ]
    frame = pd.DataFrame(
        {
            "group": [_("Active in the last month"), _("Not active in the last month")],
            "customers": [len(group) for group in groups],
            "total": active.share.total,
        }
    )
    share = Formula("customers / total")
    frame["share"] = share.evaluate(frame)
    measures = (
        measure("group", Unit.TEXT, term="activity"),
        measure("customers", Unit.COUNT, term="activity_customers"),
        measure("total", Unit.COUNT, term="present", expert=True),
        measure("share", Unit.RATE, term="activity_share", formula=share),
    )
    return [
        Table(
            "active",
            _("Customers of today"),
            measures,
            frame,
            members=material.members(
                lambda row, key: np.union1d(*groups) if key == "total" else groups[row]
            ),
        )
    ]


def _chart(table: Table, key: str, plain: str) -> Chart:
    """Draw the churn of each band; the title names the one that leaves most."""
    frame = table.frame
    marked = [row for row, _key in table.marked]
    high = [row for row in marked if frame["churn"][row] > frame["rest"][row]]
    message = plain
    if high:
        worst = max(high, key=lambda row: frame["churn"][row])
        message = _("Of “{group}” more leave than of the others: {rate}").format(
            group=frame["group"][worst], rate=percent(frame["churn"][worst])
        )
    churn = table.measure("churn").title
    series = (
        Series("churn", churn, Tone.LOST, band=("churn_low", "churn_high")),
        Series("everybody", title("everybody"), Tone.NEUTRAL, dashed=True),
    )
    return Chart(key, message, ChartKind.RANGE, table.key, series, churn)


def _lead(material: Material) -> list[Block]:
    """Say how long before leaving customers fell silent."""
    import pandas as pd

    lead = material.answers.lead_time
    if lead is None:
        return []
    if not len(lead.customer):
        return [Text(_("Of nobody who left is an activity on record."))]
    frame = pd.DataFrame(
        {
            "customers": [len(lead.customer)],
            "lower": [lead.lower],
            "median": [lead.median],
            "upper": [lead.upper],
            "low": [lead.low],
            "high": [lead.high],
        }
    )

    def months(value: float) -> str:
        return write_value(value, Unit.MONTHS)

    text = _(
        "Half of those who left had been silent for {median} months or longer by then "
        "(middle half: {lower} to {upper} months)."
    ).format(
        median=months(lead.median), lower=months(lead.lower), upper=months(lead.upper)
    )
    unknown = ngettext(
        "{count} who left has no activity on record.",
        "{count} who left have no activity on record.",
        lead.unknown,
    ).format(count=count(lead.unknown))
    measures = (
        measure("customers", Unit.COUNT, term="lead_customers"),
        measure("lower", Unit.MONTHS, term="lead_lower"),
        measure("median", Unit.MONTHS, term="lead_median", interval=("low", "high")),
        measure("upper", Unit.MONTHS, term="lead_upper"),
        measure("low", Unit.MONTHS),
        measure("high", Unit.MONTHS),
    )
    table = Table(
        "lead_time",
        _("Months from the last activity to leaving"),
        measures,
        frame,
        members=material.members(lambda _row, _key: lead.customer),
    )
    return [Text(join(text, unknown if lead.unknown else "")), table]
