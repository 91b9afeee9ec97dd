"""The first look at a list without dates: shares of rows, and how long people stay."""

from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.event_notes import without_time
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.lifetimes import after_a_year, month_table
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
from churn_desktop.pages.sentences import count, few, percent, with_interval
from churn_desktop.pages.stages import stage_sentence
from churn_desktop.pages.terms import page_title, title

_SHOWN_MONTHS = (3, 12)


def lay_out_snapshot(material: Material) -> Page:
    """Lay out the overview of a list that says how long, but not when.

    Parameters
    ----------
    material : Material
        Of a list without dates.
    """
    stages, left = material.analysis.stages, material.analysis.left
    if not left.total:
        return without_data(material, PageId.OVERVIEW)
    months = None if stages is None else month_table(stages.curve, material)
    stayed = [] if months is None else _survival_cards(months)
    warning = few(left.total)
    blocks: list[Block] = [
        Cards((_share_card(material), *stayed)),
        Text(_what_happened(material)),
        Text(_no_rate(material)),
        *(Text(text) for text in _where_to_look(material)),
        *([warning] if warning else []),
    ]
    if months is not None and len(months.frame):
        blocks += [_chart(months), months]
    blocks += without_time(material)
    return Page(PageId.OVERVIEW, page_title(PageId.OVERVIEW), tuple(blocks))


def _share_card(material: Material) -> Card:
    left = material.analysis.left
    note = ngettext(
        "{left} of {count} row: a share of rows, not a rate per period",
        "{left} of {count} rows: a share of rows, not a rate per period",
        left.total,
    )
    return Card(
        "share_of_rows_left",
        title("share_of_rows_left"),
        left.share,
        Unit.RATE,
        (left.low, left.high),
        note.format(left=count(left.count), count=count(left.total)),
    )


def _survival_cards(months: Table) -> list[Card]:
    cards = []
    for row, month in enumerate(months.frame["time"]):
        if month not in _SHOWN_MONTHS:
            continue
        share, low, high = (
            months.frame[key][row] for key in ("survival", "low", "high")
        )
        known = is_defined(share)
        name = _("Still customers after {months} months").format(months=month)
        cards.append(
            Card(
                f"survival_{month}",
                name,
                float(share) if known else None,
                Unit.RATE,
                (float(low), float(high)) if is_defined(low) else None,
                _("of all who ever started"),
                Source(PageId.LIFETIMES, months.key, row, "survival"),
            )
        )
    return cards


def _what_happened(material: Material) -> str:
    left = material.analysis.left
    if not left.count:
        return ngettext(
            "The only row has not left.", "None of {count} rows left.", left.total
        ).format(count=count(left.total))
    return ngettext(
        "{left} of {count} row left: {rate} of the rows.",
        "{left} of {count} rows left: {rate} of the rows.",
        left.total,
    ).format(
        left=count(left.count),
        count=count(left.total),
        rate=with_interval(left.share, left.low, left.high),
    )


def _no_rate(material: Material) -> str:
    if Role.START in material.project.roles:
        return _(
            "The list does not say when customers left, so this is no rate for a month "
            "or a year. With a column of end dates there would be one."
        )
    return _(
        "The list has no dates, so this is no rate for a month or a year. With a "
        "column of start dates there would be one."
    )


def _where_to_look(material: Material) -> list[str]:
    stages = material.analysis.stages
    if stages is None:
        return []
    return [
        text for text in (stage_sentence(stages), after_a_year(stages.curve)) if text
    ]


def _chart(months: Table) -> Chart:
    row = len(months.frame) - 1
    message = _("After {months} months {share} are still customers").format(
        months=count(months.frame["time"][row]),
        share=percent(months.frame["survival"][row]),
    )
    series = Series("survival", title("survival"), Tone.MAIN, band=("low", "high"))
    return Chart(
        "survival", message, ChartKind.STEP, months.key, (series,),
        _("share still customers"),
    )  # fmt: skip
