"""Whom to get in touch with, by when and why: the list to work through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.book import Codes
from churn_desktop.core.calendar import NO_DAY, to_date
from churn_desktop.core.schema import Role
from churn_desktop.core.table import Texts
from churn_desktop.engine.followup_kinds import AT_RISK, Kind
from churn_desktop.engine.followups import FollowUps
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.customer_list import (
    MOST_LISTED,
    one_by_one,
    who_columns,
    who_measures,
)
from churn_desktop.pages.editing import Button
from churn_desktop.pages.followup_acts import DONE, done_text, followup_acts
from churn_desktop.pages.formats import write_value
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
from churn_desktop.pages.sentences import count, join, listing
from churn_desktop.pages.terms import measure, page_title, role_title, title

if TYPE_CHECKING:
    import pandas as pd

_KINDS = {
    Kind.CONTACT_DUE: mark("Gone silent"),
    Kind.RENEWAL: mark("Renewal due"),
    Kind.LOW_NPS_ANNUAL: mark("Low score, annual"),
    Kind.NEW_WITHOUT_CONTACT: mark("New, inactive"),
    Kind.ANNIVERSARY: mark("Anniversary"),
    Kind.ASK_REASON: mark("Ask for the reason"),
}
_BECAUSE = {
    Kind.CONTACT_DUE: mark("last seen on {since}"),
    Kind.RENEWAL: mark("a contract runs out on {due}"),
    Kind.LOW_NPS_ANNUAL: mark("recommendation score {number}"),
    Kind.NEW_WITHOUT_CONTACT: mark("a customer since {since}, not active since"),
    Kind.ANNIVERSARY: mark("{number} years on {due}"),
    Kind.ASK_REASON: mark("left on {since}, no reason given"),
}


def lay_out(material: Material) -> Page:
    """Show the dated list, most money at risk first."""
    found = None
    if not material.missing(PageId.FOLLOWUPS) and len(material.book):
        found = material.ahead.followups
    if found is None:
        return without_data(material, PageId.FOLLOWUPS)
    blocks: list[Block] = [Text(_summary(material, found))]
    if len(found.frame):
        kinds = _kind_table(material, found)
        blocks += [followup_table(material, found.frame), _chart(kinds), kinds]
    if found.missing:
        blocks.append(Text(_would_add(found)))
    buttons = (
        Button("exportFollowups", _("Save as list or calendar…")),
        Button("exitSurvey", _("Exit survey…")),
        Button("surveyAnswers", _("Take over survey answers…")),
    )
    name = page_title(PageId.FOLLOWUPS)
    return Page(PageId.FOLLOWUPS, name, tuple(blocks), buttons=buttons)


def kind_title(kind: str) -> str:
    """Name a kind of follow-up.

    Examples
    --------
    >>> kind_title("anniversary")
    'Anniversary'
    """
    return _(_KINDS[Kind(kind)])


def because(kind: str, due: int, since: int, number: float) -> str:
    """Say why a customer is on the list.

    Parameters
    ----------
    kind : str
    due, since : int
        Days.
    number : float
        All of them as in a row of `followups.FollowUps.frame`.
    """
    chosen = Kind(kind)
    text = _(_BECAUSE[chosen])
    if chosen is Kind.ANNIVERSARY and number == 1:
        text = _("1 year on {due}")
    return text.format(
        since="" if since == NO_DAY else to_date(since).isoformat(),
        due=to_date(due).isoformat(),
        number=write_value(number, Unit.COUNT),
    )


def followup_table(
    material: Material,
    entries: pd.DataFrame,
    key: str = "followups",
    name: str | None = None,
) -> Table:
    """List entries of `followups.FollowUps.frame` in their order.

    Parameters
    ----------
    material : Material
    entries : pandas.DataFrame
        All of them, or some.
    key, name : str
        Of the table.
    """
    import pandas as pd

    found = entries.iloc[:MOST_LISTED].reset_index(drop=True)
    who = found["customer"].to_numpy(dtype=np.int32)
    frame = pd.DataFrame(
        {
            **who_columns(material, who),
            "due": pd.Series([to_date(int(day)) for day in found["due"]], dtype=object),
            "kind": [kind_title(kind) for kind in found["kind"]],
            "because": [
                because(kind, int(due), int(since), float(number))
                for kind, due, since, number in zip(
                    *(found[name] for name in ("kind", "due", "since", "number")),
                    strict=True,
                )
            ],
            "at_risk": found["at_risk"],
            "contact": contacts_of(material, who),
            "outcome": found["outcome"],
        }
    )
    frame.insert(0, DONE, [done_text(int(day)) for day in found["done"]])
    measures: tuple[Measure, ...] = (
        measure(DONE, Unit.TEXT, term="followup_done"),
        *who_measures(material),
        measure("due", Unit.DATE, term="followup_due"),
        measure("kind", Unit.TEXT, term="followup_kind"),
        measure("because", Unit.TEXT, term="followup_because"),
    )
    if material.money.knows_amounts:
        measures += (measure("at_risk", Unit.MONEY, term="followup_at_risk"),)
    for own in ("contact", "outcome"):
        if (frame[own] != "").any():
            measures += (measure(own, Unit.TEXT, term=f"followup_{own}"),)
    done = np.flatnonzero(found["done"].to_numpy() != NO_DAY)

    return Table(
        key,
        name or _("Whom to get in touch with, most money at risk first"),
        measures,
        frame,
        faint=tuple(done.tolist()),
        members=one_by_one(material, who),
        acts=followup_acts(material.book, found),
        act_measure=DONE,
    )


def contacts_of(material: Material, who: Codes) -> Texts:
    """Give how to reach customers; empty where the list does not say."""
    known = material.book.attributes.texts.get(Role.CONTACT)
    return np.full(len(who), "", dtype=object) if known is None else known[who]


def _kind_table(material: Material, found: FollowUps) -> Table:
    import pandas as pd

    today = material.book.as_of or 0
    kinds, rows = [], []
    for kind in Kind:
        if len(every := found.of(kind)):
            part = every[every["done"] == NO_DAY]
            kinds.append(kind)
            rows.append(
                {
                    "kind": kind_title(kind),
                    "entries": len(part),
                    "overdue": int((part["due"] < today).sum()),
                    DONE: len(every) - len(part),
                    "at_risk": float(part["at_risk"].sum()),
                }
            )
    frame = pd.DataFrame(rows)

    def find(row: int, key: str) -> Codes | None:
        # Looked up when it is asked for: kept, it would be the whole list once more.
        part = found.of(kinds[row])
        done = part["done"] != NO_DAY
        part = part[done if key == DONE else ~done]
        if key == "overdue":
            part = part[part["due"] < today]
        return np.unique(part["customer"].to_numpy(dtype=np.int32))

    measures: tuple[Measure, ...] = (
        measure("kind", Unit.TEXT, term="followup_kind"),
        measure("entries", Unit.COUNT, term="followup_entries"),
        measure("overdue", Unit.COUNT, term="followup_overdue"),
    )
    if frame[DONE].any():
        measures += (measure(DONE, Unit.COUNT, term="followup_done"),)
    if material.money.knows_amounts:
        measures += (measure("at_risk", Unit.MONEY, term="followup_at_risk"),)
    return Table("kinds", _("By kind"), measures, frame, members=material.members(find))


def _chart(kinds: Table) -> Chart:
    frame = kinds.frame
    largest = frame["kind"][int(frame["entries"].to_numpy().argmax())]
    return Chart(
        "kinds",
        _("Most often: {kind}").format(kind=largest),
        ChartKind.BAR,
        kinds.key,
        (Series("entries", title("followup_entries"), Tone.MAIN),),
        _("customers"),
    )


def _summary(material: Material, found: FollowUps) -> str:
    wanted = found.open[found.open["kind"].isin([str(kind) for kind in AT_RISK])]
    if not len(found.frame):
        return _("On {date} nobody has to be contacted by any of the rules.").format(
            date=material.as_of
        )
    keep = found.at_risk
    text = ngettext(
        "On {date} there is {count} customer to get in touch with so as not to lose "
        "them.",
        "On {date} there are {count} customers to get in touch with so as not to lose "
        "them.",
        len(keep),
    ).format(date=material.as_of, count=count(len(keep)))
    if not len(keep):
        return _("On {date} nobody who is still a customer has to be asked.").format(
            date=material.as_of
        )
    money = ""
    # A customer on the list for two reasons is at risk only once.
    amounts = wanted.groupby("customer")["at_risk"].max()
    if material.money.knows_amounts and amounts.notna().any():
        money = _("Together they bring {amount} a year.").format(
            amount=write_value(float(amounts.sum()), Unit.MONEY, material.currency)
        )
    return join(text, money)


def _would_add(found: FollowUps) -> str:
    wanted = [
        _("{column} ({kind})").format(column=role_title(role), kind=kind_title(kind))
        for kind, role in found.missing.items()
    ]
    return _("More could be listed with a column that says: {columns}.").format(
        columns=listing(wanted, most=len(wanted))
    )
