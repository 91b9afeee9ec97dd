"""When in their life as a customer people leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churn_desktop.core.formula import Formula
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Chart,
    ChartKind,
    Page,
    PageId,
    Series,
    Table,
    Text,
    Tone,
    Unit,
)
from churn_desktop.pages.sentences import few, percent
from churn_desktop.pages.terms import in_text, measure, page_title, title, with_limits

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.stages import StageTable


def lay_out(material: Material) -> Page:
    """Show risk, losses and pace of leaving in each stage."""
    stages = material.analysis.stages
    if stages is None:
        return without_data(material, PageId.STAGES)
    table = stage_table(material, stages)
    warning = few(stages.curve.n)
    blocks: list[Block] = [
        *([warning] if warning else []),
        *_unknown_start(stages),
        _chart(stages, table),
        table,
        *(Text(text) for text in _naive(stages)),
    ]
    return Page(PageId.STAGES, page_title(PageId.STAGES), tuple(blocks))


def stage_name(frame: pd.DataFrame, stage: str) -> str:
    """Name a stage by its bounds.

    Parameters
    ----------
    frame : pandas.DataFrame
        As in `engine.stages.StageTable`.
    stage : str
        A label of its index.
    """
    low, high = (
        write_value(frame[key][stage], Unit.MONTHS)
        for key in ("from_month", "to_month")
    )
    if stage == "early":
        return _("First {months} months").format(months=high)
    if stage == "late":
        return _("After {months} months").format(months=low)
    return _("Months {first} to {last}").format(first=low, last=high)


def busiest_stage(stages: StageTable) -> str | None:
    """Give the stage in which customers leave most often a month.

    Returns
    -------
    str or None
        None when nobody left or nothing is known.
    """
    hazard = stages.frame["hazard_per_month"].dropna()
    if not (hazard > 0).any():
        return None
    return str(hazard.idxmax())


def stage_sentence(stages: StageTable) -> str:
    """Say in which stage customers leave most often; ``""`` when nobody left."""
    busiest = busiest_stage(stages)
    if busiest is None:
        return ""
    frame = stages.frame
    return _(
        "Customers leave most often in this stage: {stage}, {rate} each month."
    ).format(
        stage=in_text(stage_name(frame, busiest)),
        rate=percent(frame["hazard_per_month"][busiest]),
    )


def stage_table(material: Material, stages: StageTable) -> Table:
    """Give the table of stages, with the customers whose stays they are.

    Parameters
    ----------
    material : Material
    stages : StageTable
        Of the same analysis.
    """
    frame = stages.frame.reset_index(drop=True)
    frame.insert(0, "stage", [stage_name(stages.frame, s) for s in stages.frame.index])
    frame["to_month"] = frame["to_month"].where(np.isfinite(frame["to_month"]))
    columns = [
        "stage", "from_month", "to_month", "customers", "losses", "risk", "risk_low",
        "risk_high", "share_of_losses", "customer_months", "hazard_per_month",
        "naive_share",
    ]  # fmt: skip
    measures = (
        measure("stage", Unit.TEXT),
        measure("from_month", Unit.MONTHS, expert=True),
        measure("to_month", Unit.MONTHS, expert=True),
        measure("customers", Unit.COUNT, term="stage_customers"),
        measure("losses", Unit.COUNT),
        *with_limits(measure("risk", Unit.RATE)),
        measure("share_of_losses", Unit.RATE),
        measure("customer_months", Unit.COUNT),
        measure(
            "hazard_per_month",
            Unit.RATE,
            formula=Formula("losses / customer_months"),
        ),
        measure("naive_share", Unit.RATE, formula=Formula("losses / customers")),
    )
    bounds = stages.frame[["from_month", "to_month"]].to_numpy(dtype=float)

    def find(row: int, key: str) -> Codes | None:
        if key in ("from_month", "to_month", "customer_months"):
            return None
        ended = key not in ("stage", "customers")
        seen = material.answers.observed_months
        return seen.of_lengths(*bounds[row].tolist(), ended=ended)

    return Table(
        "stages",
        _("Stages of a customer's life"),
        measures,
        frame[columns],
        members=material.members(find),
    )


def _chart(stages: StageTable, table: Table) -> Chart:
    busiest = busiest_stage(stages)
    if busiest is None:
        message = _("Nobody has left in any stage")
    else:
        message = _("Customers leave most often here: {stage}").format(
            stage=in_text(stage_name(stages.frame, busiest))
        )
    series = Series("hazard_per_month", title("hazard_per_month"), Tone.LOST)
    y_title = _("share of customers who leave each month")
    return Chart("stages", message, ChartKind.BAR, table.key, (series,), y_title)


def _unknown_start(stages: StageTable) -> list[Text]:
    start = stages.curve.start
    if not start:
        return []
    return [
        Text(
            _(
                "Nobody in the list was seen before month {month}: who left earlier "
                "is missing, so early churn cannot be known."
            ).format(month=write_value(start, Unit.MONTHS)),
            warning=True,
        )
    ]


def _out_of_reach(stages: StageTable) -> list[str]:
    """Say which stages nobody has been seen to the end of."""
    if stages.curve.start:
        return []
    frame = stages.frame
    return [
        _(
            "No risk can be given for this stage: {stage}. Nobody in the list has been "
            "seen to its end."
        ).format(stage=in_text(stage_name(frame, str(stage))))
        for stage in frame.index[frame["risk"].isna()]
    ]


def _naive(stages: StageTable) -> list[str]:
    """Explain why shares of rows mislead, by the stage where they differ most."""
    frame = stages.frame
    gap = (frame["naive_share"] - frame["risk"]).abs().dropna()
    texts = [
        _(
            "The risk of the last stage is that of one year. Customers of every length "
            "count in the stages they lived through, also those who are still here."
        ),
        *_out_of_reach(stages),
    ]
    if not len(gap) or not gap.max():
        return texts
    stage = str(gap.idxmax())
    if is_defined(frame["naive_share"][stage]):
        texts.append(
            _(
                "Of the rows that ended or stand in this stage ({stage}), {naive} "
                "left. That share misleads, because everyone who stayed has moved on "
                "to a later stage: the risk to leave in it is {risk}."
            ).format(
                stage=in_text(stage_name(frame, stage)),
                naive=percent(frame["naive_share"][stage]),
                risk=percent(frame["risk"][stage]),
            )
        )
    return texts
