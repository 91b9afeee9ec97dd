"""Which groups of customers leave more than the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.group_table import (
    group_table,
    marked_rows,
    someone_at_risk,
)
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
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
from churn_desktop.pages.sentences import (
    count,
    group_name,
    join,
    listing,
    with_interval,
)
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    from churn_desktop.engine.segments import Segments

MOST_ON_CHART = 15
"""A chart of more groups cannot be read."""


def lay_out(material: Material) -> Page:
    """Show every column's groups, the column that differs most first."""
    if material.missing(PageId.SEGMENTS) or not someone_at_risk(material):
        return without_data(material, PageId.SEGMENTS)
    ranked = rank(material)
    blocks: list[Block] = [Text(text) for text in _sentences(material, ranked)]
    shown = next(
        (each for each in ranked if len(ranked[each].frame) <= MOST_ON_CHART), None
    )
    if shown is not None:
        table = group_table(material, ranked[shown], "strongest", shown)
        blocks += [_chart(table, shown), table]
    if ranked:
        blocks.append(_overview(ranked, shown))
    blocks += [
        group_table(material, found, f"column_{at}", heading, folded=True)
        for at, (heading, found) in enumerate(ranked.items())
        if heading != shown
    ]
    return Page(PageId.SEGMENTS, page_title(PageId.SEGMENTS), tuple(blocks))


def rank(material: Material) -> Mapping[str, Segments]:
    """Order the columns: those whose groups differ most first.

    The answers to a survey have a page of their own and are left out.
    """
    answers = material.answers
    elsewhere = material.project.roles.get(Role.NPS)

    def key(item: tuple[str, Segments]) -> tuple[bool, float, float]:
        frame = item[1].frame
        p = frame["p"].min()
        spread = frame["churn"].max() - frame["churn"].min()
        return not item[1].differs, 1.0 if np.isnan(p) else float(p), -float(spread)

    found = [
        (heading, segments)
        for heading, segments in answers.segments.items()
        if heading != elsewhere and len(segments.groups) > 1
    ]
    return dict(sorted(found, key=key))


def _overview(ranked: Mapping[str, Segments], shown: str | None) -> Table:
    """List the columns, how many of their groups differ, and between what."""
    import pandas as pd

    rows = []
    for heading, found in ranked.items():
        frame = found.frame
        named = frame[frame["label"].astype(bool) & frame["churn"].notna()]
        named = frame if not len(named) else named
        churn = named["churn"].fillna(-1.0).to_numpy()
        most, least = named.iloc[churn.argmax()], named.iloc[churn.argmin()]
        rows.append(
            {
                "column": heading,
                "groups": len(found.groups) + max(len(found.groups.pooled) - 1, 0),
                "marked": int(frame["marked"].sum()),
                "highest": group_name(most["label"]),
                "highest_churn": most["churn"],
                "lowest": group_name(least["label"]),
                "lowest_churn": least["churn"],
                "log_rank": found.log_rank.p,
            }
        )
    measures = (
        measure("column", Unit.TEXT, term="segment_column"),
        measure("groups", Unit.COUNT, term="segment_groups"),
        measure("marked", Unit.COUNT, term="segment_marked"),
        measure("highest", Unit.TEXT, term="segment_highest"),
        measure("highest_churn", Unit.RATE),
        measure("lowest", Unit.TEXT, term="segment_lowest"),
        measure("lowest_churn", Unit.RATE),
        measure("log_rank", Unit.RATIO, expert=True),
    )
    return Table(
        "columns",
        _("All columns, those that tell most first"),
        measures,
        pd.DataFrame(rows),
        leads=tuple(
            Source(
                PageId.SEGMENTS,
                "strongest" if heading == shown else f"column_{at}",
                0,
                "churn",
            )
            for at, heading in enumerate(ranked)
        ),
    )


def _chart(table: Table, heading: str) -> Chart:
    frame = table.frame
    rows = marked_rows(frame)
    if not rows:
        message = _("{column}: the differences may well be chance").format(
            column=heading
        )
    else:
        worst = max(rows, key=lambda row: frame["churn"][row])
        high = frame["churn"][worst] > frame["rest"][worst]
        message = (
            _("{column}: of “{group}” more leave than of the others")
            if high
            else _("{column}: of “{group}” fewer leave than of the others")
        ).format(column=heading, group=frame["group"][worst])
    churn = table.measure("churn").title
    series = (
        Series("churn", churn, Tone.LOST, band=("churn_low", "churn_high")),
        Series("everybody", title("everybody"), Tone.NEUTRAL, dashed=True),
    )
    return Chart("segments", message, ChartKind.RANGE, table.key, series, churn)


def _sentences(material: Material, ranked: Mapping[str, Segments]) -> list[str]:
    different = [heading for heading, found in ranked.items() if found.differs]
    texts = [_window(material)]
    if different:
        text = ngettext(
            "In {count} column some group differs from the others by more than chance: "
            "{columns}.",
            "In {count} columns some group differs from the others by more than "
            "chance: {columns}.",
            len(different),
        )
        texts.append(
            join(
                text.format(count=count(len(different)), columns=listing(different)),
                _("That a group leaves more does not make its column the cause."),
            )
        )
    elif ranked:
        texts.append(
            _("In no column does any group differ from the others by more than chance.")
        )
    repeating = material.answers.repeating
    if repeating:
        text = ngettext(
            "Left out, because it only says in other words who has left: {columns}.",
            "Left out, because they only say in other words who has left: {columns}.",
            len(repeating),
        )
        texts.append(text.format(columns=listing(repeating)))
    return texts


def _window(material: Material) -> str:
    """Say which periods the figures are about, and what is usual in them."""
    answers = material.answers
    rows, exposure = answers.exposure.rows, answers.exposure
    lost, opening = int(exposure.lost.sum()), int(exposure.opening.sum())
    usual = next(iter(answers.all_segments.values())).total
    share = with_interval(usual.share, usual.low, usual.high)
    if rows is None:
        return ngettext(
            "{lost} of {count} left at any time: {share}. This is a share, not a rate "
            "for a month or a year.",
            "{lost} of {count} left at any time: {share}. This is a share, not a rate "
            "for a month or a year.",
            opening,
        ).format(lost=count(lost), count=count(opening), share=share)
    first, last = material.label(rows[0]), material.label(rows[-1])
    if first == last:
        return _("In {period}, {share} of the customers were lost.").format(
            period=first, share=share
        )
    if material.assumptions.period is PeriodLength.MONTH:
        text = _("From {first} to {last}, {share} of the customers were lost a month.")
    else:
        text = _(
            "From {first} to {last}, {share} of the customers were lost a quarter."
        )
    return text.format(first=first, last=last, share=share)
