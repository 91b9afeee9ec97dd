"""Why customers say they leave, and what of it could have been avoided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.reasons import Avoidable
from churn_desktop.engine.stages import STAGES
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
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
from churn_desktop.pages.reason_acts import reason_acts
from churn_desktop.pages.reason_tables import (
    anything_sorted,
    avoidable_table,
    avoidable_title,
    claims_table,
    owner_tables,
    reason_name,
)
from churn_desktop.pages.sentences import count, join, percent
from churn_desktop.pages.stages import stage_name
from churn_desktop.pages.terms import measure, page_title, title, with_limits

if TYPE_CHECKING:
    from churn_desktop.core.book import Codes
    from churn_desktop.engine.reasons import Reasons

MOST_SHOWN = 12
"""So many reasons at the top; a list of all follows when there are more."""


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
        if anything_sorted(reasons):
            blocks.append(avoidable_table(material, reasons))
        blocks.append(claims_table(reasons))
        if len(top) < len(reasons.frame):
            every = np.arange(len(reasons.frame), dtype=np.int32)
            blocks.append(
                _reason_table(material, reasons, every, "all_reasons", folded=True)
            )
        blocks += owner_tables(material, reasons)
    return Page(PageId.REASONS, page_title(PageId.REASONS), tuple(blocks))


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
        acts=reason_acts(said),
        act_measure="avoidable",
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
        *with_limits(measure("share", Unit.RATE, term="reason_share")),
        *money,
        *by_stage,
        measure("avoidable", Unit.TEXT),
    )


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
        if not anything_sorted(reasons):
            blocks.append(
                Text(
                    _(
                        "No reason has been marked as avoidable or not avoidable yet, "
                        "so all of them count as unknown. On screen a double click "
                        "into the last column of the table marks one."
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
