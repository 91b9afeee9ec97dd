"""Which groups of customers leave more than the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.calendar import PeriodLength
from churn_desktop.core.formula import Formula
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
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
from churn_desktop.pages.sentences import (
    count,
    group_name,
    join,
    listing,
    percent,
    with_interval,
)
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.exposure import Exposure
    from churn_desktop.engine.segments import Segments

MOST_ON_CHART = 15
"""A chart of more groups cannot be read."""

_CHURN = {
    PeriodLength.MONTH: "churn_month",
    PeriodLength.QUARTER: "churn_quarter",
    PeriodLength.YEAR: "churn_year",
}


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
        table = _of_column(material, shown, ranked[shown], "strongest", folded=False)
        blocks += [_chart(table, shown), table]
    if ranked:
        blocks.append(_overview(ranked))
    blocks += [
        _of_column(material, heading, found, f"column_{at}")
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


def someone_at_risk(material: Material) -> bool:
    """Tell whether anybody could have been lost: without, there are no figures."""
    return bool(material.answers.exposure.opening.any())


def churn_term(material: Material, exposure: Exposure) -> str:
    """Give the glossary's key for the churn of a group."""
    if exposure.rows is None:
        return "churn_share"
    return _CHURN[material.assumptions.period]


def group_table(
    material: Material,
    found: Segments,
    key: str,
    name: str,
    *,
    first: Measure | None = None,
    names: Mapping[str, str] | None = None,
    folded: bool = False,
) -> Table:
    """Give a column's groups side by side.

    Parameters
    ----------
    material : Material
    found : Segments
        Of the material's answers: their exposure is used.
    key, name : str
        Of the table.
    first : Measure, optional
        What names the rows, ``segment_group`` when not given.
    names : mapping of str to str, optional
        What to call the groups, in this order and before any other.
    folded : bool
    """
    exposure = material.answers.exposure
    order = _order(found, names or {})
    frame = found.frame.iloc[order].reset_index(drop=True)
    labels = [found.groups.labels[at] for at in order]
    written = [(names or {}).get(str(label), group_name(label)) for label in labels]
    frame = frame.drop(columns=["label", "p"])
    frame.insert(0, "group", written)
    frame["everybody"] = found.total.share
    if not material.book.has_amounts:
        frame = frame.drop(columns="mrr_lost")
    return Table(
        key,
        name,
        _measures(material, exposure, first),
        frame,
        marked={(row, "churn"): _reason(frame, row) for row in _marked(frame)},
        members=material.members(_find(found, exposure, labels)),
        folded=folded,
    )


def _order(found: Segments, names: Mapping[str, str]) -> list[int]:
    """Put named groups first, then those that leave most, the unnamed ones last."""
    labels, churn = found.groups.labels, found.frame["churn"]
    place = {label: at for at, label in enumerate(names)}

    def key(at: int) -> tuple[int, bool, float]:
        label = labels[at]
        named = place.get(str(label), len(place))
        share = churn[at] if churn[at] == churn[at] else 0.0
        return named, not label, -float(share)

    return sorted(range(len(labels)), key=key)


def _marked(frame: pd.DataFrame) -> list[int]:
    return [int(row) for row in np.flatnonzero(frame["marked"])]


def _reason(frame: pd.DataFrame, row: int) -> str:
    if frame["churn"][row] > frame["rest"][row]:
        text = _("More leave than of everybody else ({rate}), hardly by chance alone.")
    else:
        text = _("Fewer leave than of everybody else ({rate}), hardly by chance alone.")
    return text.format(rate=percent(frame["rest"][row]))


def _find(
    found: Segments, exposure: Exposure, labels: list[str | None]
) -> Callable[[int, str], Codes | None]:
    def find(row: int, key: str) -> Codes | None:
        members = found.groups.members(labels[row])
        if key in ("lost", "churn", "churn_low", "churn_high"):
            return members[exposure.lost[members] > 0]
        if key == "mrr_lost" and exposure.mrr_lost is not None:
            return members[exposure.mrr_lost[members] > 0]
        if key == "opening":
            return members[exposure.opening[members] > 0]
        return None if key in ("everybody", "rest") else members

    return find


def _measures(
    material: Material, exposure: Exposure, first: Measure | None
) -> tuple[Measure, ...]:
    at_risk = "exposed_rows" if exposure.rows is None else "exposed_periods"
    money = (
        (measure("mrr_lost", Unit.MONEY, term="group_mrr_lost"),)
        if material.book.has_amounts
        else ()
    )
    return (
        first or measure("group", Unit.TEXT, term="segment_group"),
        measure("customers", Unit.COUNT, term="group_customers"),
        measure("opening", Unit.COUNT, term=at_risk, expert=True),
        measure("lost", Unit.COUNT, term="group_lost"),
        measure(
            "churn",
            Unit.RATE,
            term=churn_term(material, exposure),
            formula=Formula("lost / opening"),
            interval=("churn_low", "churn_high"),
        ),
        measure("churn_low", Unit.RATE, term="low"),
        measure("churn_high", Unit.RATE, term="high"),
        measure("everybody", Unit.RATE, expert=True),
        measure("rest", Unit.RATE, expert=True),
        *money,
        measure(
            "survival",
            Unit.RATE,
            term="survival_12",
            interval=("survival_low", "survival_high"),
        ),
        measure("survival_low", Unit.RATE, term="low", expert=True),
        measure("survival_high", Unit.RATE, term="high", expert=True),
        measure("adjusted", Unit.RATIO, expert=True),
    )


def _of_column(
    material: Material, heading: str, found: Segments, key: str, *, folded: bool = True
) -> Table:
    return group_table(material, found, key, heading, folded=folded)


def _overview(ranked: Mapping[str, Segments]) -> Table:
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
    )


def _chart(table: Table, heading: str) -> Chart:
    frame = table.frame
    rows = _marked(frame)
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
