"""Why customers say they leave, and what of it could have been avoided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.schema import Role
from churn_desktop.engine.claims import CLAIMS, REASON_CLAIMS
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.reasons import Avoidable
from churn_desktop.engine.stages import STAGES
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
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
from churn_desktop.pages.sentences import count, group_name, join, percent
from churn_desktop.pages.stages import stage_name
from churn_desktop.pages.terms import measure, page_title, role_title, title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.reasons import Reasons

MOST_SHOWN = 12
"""So many reasons at the top; a list of all follows when there are more."""
MOST_BY_OWNER = 6
"""So many reasons get a column of their own beside the owners."""
_LONGEST_HEADING = 28

_KINDS = {
    Avoidable.YES: mark("Avoidable"),
    Avoidable.NO: mark("Not avoidable"),
    Avoidable.UNKNOWN: mark("Unknown"),
}
_CLAIMS = {
    "reason_indifference": mark("Left because nobody seemed to care about them"),
    "reason_dissatisfied": mark("Left because of the product or the service"),
    "reason_competitor": mark("Left for a competitor"),
    "avoidable": mark("Could have been avoided (“up to”)"),
}


def lay_out(material: Material) -> Page:
    """Show the reasons, their stages and owners, and what could be avoided."""
    if material.missing(PageId.REASONS) or not len(material.book):
        return without_data(material, PageId.REASONS)
    reasons = material.answers.reasons
    assert reasons is not None
    blocks: list[Block] = _sentences(material, reasons)
    if len(reasons.frame):
        top = _top(reasons)
        table = _reason_table(material, reasons, top, "reasons", folded=False)
        blocks += [_chart(reasons, table), table]
        if _sorted(reasons):
            blocks.append(_avoidable_table(material, reasons))
        blocks.append(_claims_table(reasons))
        if len(top) < len(reasons.frame):
            every = np.arange(len(reasons.frame), dtype=np.int32)
            blocks.append(
                _reason_table(material, reasons, every, "all_reasons", folded=True)
            )
        blocks += _owner_tables(material, reasons)
    return Page(PageId.REASONS, page_title(PageId.REASONS), tuple(blocks))


def reason_name(reason: str) -> str:
    """Name a reason; the blank one says that none is given."""
    return reason or _("No reason given")


def avoidable_title(kind: Avoidable) -> str:
    """Say whether a reason could have been avoided."""
    return _(_KINDS[kind])


def _top(reasons: Reasons) -> Codes:
    """Choose the rows at the top: the most frequent reasons, and the blank one."""
    rows = np.arange(len(reasons.frame))
    blank = reasons.frame["reason"].to_numpy() == BLANK
    return np.append(rows[~blank][:MOST_SHOWN], rows[blank]).astype(np.int32)


def _reason_table(
    material: Material, reasons: Reasons, rows: Codes, key: str, *, folded: bool
) -> Table:
    frame = reasons.frame.iloc[rows].reset_index(drop=True)
    said = frame["reason"].tolist()
    frame["reason"] = [reason_name(reason) for reason in said]
    kinds = {str(kind): avoidable_title(kind) for kind in Avoidable}
    frame["avoidable"] = frame["avoidable"].map(kinds)
    if not material.book.has_amounts:
        frame = frame.drop(columns=["mrr_lost", "mrr_share"])
    name = _("Every reason") if folded else _("Reasons for leaving")
    return Table(
        key,
        name,
        _reason_measures(material),
        frame,
        members=material.members(_find(reasons, said)),
        folded=folded,
    )


def _find(reasons: Reasons, said: list[str]) -> Callable[[int, str], Codes | None]:
    def find(row: int, key: str) -> Codes | None:
        return reasons.members(said[row], key if key in STAGES else None)

    return find


def _reason_measures(material: Material) -> tuple[Measure, ...]:
    money = (
        (
            measure("mrr_lost", Unit.MONEY, term="reason_mrr"),
            measure("mrr_share", Unit.RATE, term="reason_mrr_share"),
        )
        if material.book.has_amounts
        else ()
    )
    note = _("How many of those with this reason left in this stage.")
    stages = material.analysis.stages
    by_stage = [
        Measure(stage, stage_name(stages.frame, stage), Unit.COUNT, note)
        for stage in STAGES
        if stages is not None
    ]
    return (
        measure("reason", Unit.TEXT),
        measure("customers", Unit.COUNT, term="reason_customers"),
        measure(
            "share",
            Unit.RATE,
            term="reason_share",
            interval=("share_low", "share_high"),
        ),
        measure("share_low", Unit.RATE, term="low"),
        measure("share_high", Unit.RATE, term="high"),
        *money,
        *by_stage,
        measure("avoidable", Unit.TEXT),
    )


def _avoidable_table(material: Material, reasons: Reasons) -> Table:
    import pandas as pd

    shares = reasons.avoidable
    frame = pd.DataFrame(
        {
            "avoidable": [avoidable_title(kind) for kind in Avoidable],
            "customers": [shares[kind].count for kind in Avoidable],
            "share": [shares[kind].share for kind in Avoidable],
            "low": [shares[kind].low for kind in Avoidable],
            "high": [shares[kind].high for kind in Avoidable],
            "mrr_lost": [reasons.mrr_by_avoidable[kind] for kind in Avoidable],
        }
    )
    money: tuple[Measure, ...] = ()
    if material.book.has_amounts:
        money = (measure("mrr_lost", Unit.MONEY, term="reason_mrr"),)
    of_kind = [
        reasons.frame["reason"][reasons.frame["avoidable"] == str(kind)].tolist()
        for kind in Avoidable
    ]

    def find(row: int, key: str) -> Codes | None:  # noqa: ARG001
        found = [reasons.members(reason) for reason in of_kind[row]]
        return np.concatenate([np.empty(0, dtype=np.int32), *found])

    measures = (
        measure("avoidable", Unit.TEXT),
        measure("customers", Unit.COUNT, term="reason_customers"),
        measure("share", Unit.RATE, term="reason_share", interval=("low", "high")),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
        *money,
    )
    return Table(
        "avoidable",
        _("What could have been avoided"),
        measures,
        frame,
        members=material.members(find),
    )


def _claims_table(reasons: Reasons) -> Table:
    """Put the figures of the articles beside the list's own."""
    import pandas as pd

    wanted = (*REASON_CLAIMS, "avoidable")
    claimed = {claim.key: claim.claimed for claim in CLAIMS}
    frame = pd.DataFrame(
        {
            "claim": [_(_CLAIMS[key]) for key in wanted],
            "often_quoted": [claimed[key] for key in wanted],
            "source": _("source unclear"),
        }
    )
    measures = [
        measure("claim", Unit.TEXT),
        measure("often_quoted", Unit.RATE),
        measure("source", Unit.TEXT),
    ]
    if _sorted(reasons):
        share = reasons.avoidable[Avoidable.YES].share
        frame["own_figure"] = [*[float("nan")] * len(REASON_CLAIMS), share]
        measures.insert(2, measure("own_figure", Unit.RATE))
    return Table("claims", _("Often quoted, source unclear"), tuple(measures), frame)


def _sorted(reasons: Reasons) -> bool:
    """Tell whether the user has said of any reason whether it could be avoided."""
    known = (Avoidable.YES, Avoidable.NO)
    return any(reasons.avoidable[kind].count for kind in known)


def _owner_tables(material: Material, reasons: Reasons) -> list[Table]:
    tables = []
    for role in material.answers.owners:
        counted = reasons.by_owner(role)
        assert counted is not None
        tables.append(_owner_table(role, counted))
    return tables


def _owner_table(role: Role, counted: pd.DataFrame) -> Table:
    """Count the reasons of each owner's customers; few reasons have a column."""
    import pandas as pd

    said = [reason for reason in counted.columns if reason != BLANK][:MOST_BY_OWNER]
    said += [reason for reason in counted.columns if reason == BLANK]
    frame = pd.DataFrame(
        {
            "owner": [group_name(label) for label in counted.index],
            "losses": counted.sum(axis=1).to_numpy(),
            **{
                f"reason_{at}": counted[each].to_numpy() for at, each in enumerate(said)
            },
        }
    )
    measures = [
        measure("owner", Unit.TEXT),
        measure("losses", Unit.COUNT, term="owner_losses"),
        *(
            Measure(f"reason_{at}", _short(reason_name(reason)), Unit.COUNT)
            for at, reason in enumerate(said)
        ),
    ]
    if len(said) < len(counted.columns):
        frame["others"] = frame["losses"] - counted[said].sum(axis=1).to_numpy()
        measures.append(measure("others", Unit.COUNT, term="other_reasons"))
    name = _("Reasons by {owner}").format(owner=role_title(role))
    return Table(str(role), name, tuple(measures), frame)


def _short(reason: str) -> str:
    if len(reason) <= _LONGEST_HEADING:
        return reason
    return reason[: _LONGEST_HEADING - 1].rstrip() + "…"


def _chart(reasons: Reasons, table: Table) -> Chart:
    first = reasons.frame.iloc[0]
    if first["reason"] == BLANK:
        message = _("Of nobody who left is the reason known")
    else:
        message = _("“{reason}” is the most frequent reason: {share}").format(
            reason=first["reason"], share=percent(first["share"])
        )
    series = Series(
        "share", title("reason_share"), Tone.LOST, band=("share_low", "share_high")
    )
    return Chart(
        "reasons", message, ChartKind.RANGE, table.key, (series,),
        _("share of all who left"),
    )  # fmt: skip


def _sentences(material: Material, reasons: Reasons) -> list[Block]:
    gone = len(material.answers.departures)
    blocks: list[Block] = []
    if not gone:
        blocks.append(Text(_("Nobody has left yet, so there are no reasons.")))
    else:
        blocks += [Text(_known(reasons, gone)), *_money(material, reasons)]
        if not _sorted(reasons):
            blocks.append(
                Text(
                    _(
                        "No reason has been marked as avoidable or not avoidable yet, "
                        "so all of them count as unknown."
                    )
                )
            )
    if len(reasons.not_left):
        text = ngettext(
            "{count} customer has a reason for leaving and is still there.",
            "{count} customers have a reason for leaving and are still there.",
            len(reasons.not_left),
        )
        blocks.append(Text(text.format(count=count(len(reasons.not_left))), True))
    return blocks


def _known(reasons: Reasons, gone: int) -> str:
    """Say of how many the reason is known, and which is the most frequent."""
    frame = reasons.frame
    blank = int(frame["customers"][frame["reason"] == BLANK].sum())
    text = ngettext(
        "The reason is known of {known} of {count} customer who left.",
        "The reason is known of {known} of {count} customers who left.",
        gone,
    ).format(known=count(gone - blank), count=count(gone))
    if 2 * blank > gone:
        text = join(
            text,
            _("Of most it is not: ask, before reading much into the others."),
        )
    return text


def _money(material: Material, reasons: Reasons) -> list[Text]:
    if not material.book.has_amounts:
        return []
    frame = reasons.frame[reasons.frame["reason"] != BLANK]
    lost = frame["mrr_lost"].fillna(0.0).to_numpy()
    if not lost.max(initial=0.0):
        return []
    row = int(lost.argmax())
    text = _(
        "Most revenue was lost for this reason: {reason}, {amount} a month ({share})."
    )
    return [
        Text(
            text.format(
                reason=frame["reason"].iloc[row],
                amount=write_value(lost[row], Unit.MONEY, material.currency),
                share=percent(frame["mrr_share"].iloc[row]),
            )
        )
    ]
