"""Customers who came together, and how many of them are still there later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from churn_desktop.core.formula import Formula
from churn_desktop.core.schema import PeriodLength
from churn_desktop.engine.cohort_ages import by_age, compare_cohorts, judged_age
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.cohort_triangle import (
    buys,
    cohort_label,
    triangles,
    write_age,
)
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
from churn_desktop.pages.sentences import count, join, percent, with_interval
from churn_desktop.pages.terms import measure, page_title, title

if TYPE_CHECKING:
    import pandas as pd

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.cohorts import Cohorts


_JUDGED = {
    PeriodLength.MONTH: (1, 3, 6, 12),
    PeriodLength.QUARTER: (1, 2, 4),
    PeriodLength.YEAR: (1,),
}


def lay_out(material: Material) -> Page:
    """Show the cohorts as a triangle, their mean by age, and which ones differ."""
    cohorts = None
    if not material.missing(PageId.COHORTS):
        cohorts = material.answers.cohorts
    if cohorts is None or not cohorts.size.sum():
        return without_data(material, PageId.COHORTS)
    length = material.assumptions.period
    judged = judged_age(cohorts, _JUDGED[length])
    mean = _mean_table(material, cohorts)
    blocks: list[Block] = [
        *(Text(text) for text in _sentences(material, cohorts, judged)),
        *_chart(material, mean, judged),
        *triangles(material, cohorts, judged),
        mean,
    ]
    return Page(PageId.COHORTS, page_title(PageId.COHORTS), tuple(blocks))


def _mean_table(material: Material, cohorts: Cohorts) -> Table:
    length, bought = material.assumptions.period, buys(material)
    frame = by_age(cohorts)
    # In their first period all of them bought; only later ones say something.
    known = (frame["customers"] > 0) & (frame["age"] >= (1 if bought else 0))
    frame = frame[known].reset_index(drop=True)
    ages = {"month": "age_months", "quarter": "age_quarters", "year": "age_years"}
    measures = (
        measure("age", Unit.COUNT, term=ages[length]),
        measure("customers", Unit.COUNT, term="age_customers"),
        measure("there", Unit.COUNT, term="bought" if bought else "there"),
        measure(
            "share",
            Unit.RATE,
            term=_share_term(material),
            formula=Formula("there / customers"),
            interval=("low", "high"),
        ),
        measure("low", Unit.RATE),
        measure("high", Unit.RATE),
    )
    ages_shown = frame["age"].tolist()

    def find(row: int, key: str) -> Codes | None:
        if key == "age":
            return None
        age = int(ages_shown[row])
        return cohorts.members_at(age, 0 if key == "customers" else age)

    return Table(
        "ages",
        _("All cohorts together"),
        measures,
        frame,
        members=material.members(find),
        folded=True,
    )


def _share_term(material: Material) -> str:
    return "bought_share" if buys(material) else "there_share"


def _chart(material: Material, mean: Table, judged: int | None) -> list[Chart]:
    frame = mean.frame
    if not frame["age"].max() > 0:
        return []
    ages = frame["age"].tolist()
    row = len(frame) - 1 if judged is None else ages.index(judged)
    message = (
        _("{time} later {share} of the customers buy")
        if buys(material)
        else _("After {time} {share} of the customers are still there")
    ).format(
        time=write_age(ages[row], material.assumptions.period),
        share=percent(frame["share"][row]),
    )
    series = Series(
        "share", title(_share_term(material)), Tone.MAIN, band=("low", "high")
    )
    return [
        Chart(
            "ages", message, ChartKind.LINE, mean.key, (series,),
            _("share of customers"),
        )
    ]  # fmt: skip


def _sentences(material: Material, cohorts: Cohorts, judged: int | None) -> list[str]:
    if not buys(material):
        how = _(
            "Each row is the customers who came in one period; the cells say how many "
            "of them are still there so much later. A cell is blank until all of them "
            "have been customers for so long."
        )
    else:
        how = _(
            "Each row is the customers who bought first in one period; the cells say "
            "how many of them bought in the period so much later. A cell is blank "
            "until that period is over."
        )
    if judged is None:
        return [
            _("There are too few cohorts yet to say which one is better than others."),
            how,
        ]
    return [_verdict(material, cohorts, judged), how]


def _verdict(material: Material, cohorts: Cohorts, age: int) -> str:
    """Say what is usual at an age, and name the best and the worst cohort."""
    mean = by_age(cohorts).iloc[age]
    time = write_age(age, material.assumptions.period)
    usual = (
        _("{time} later {share} of the customers buy.")
        if buys(material)
        else _("After {time} {share} of the customers are still there.")
    ).format(time=time, share=with_interval(*mean[["share", "low", "high"]]))
    found = compare_cohorts(cohorts, age)
    outside = found[found["outside"]]
    better = outside[outside["share"] > outside["mean"]]
    worse = outside[outside["share"] < outside["mean"]]
    if not len(outside):
        return join(
            usual,
            _("No cohort differs from that by more than usual variation explains."),
        )
    return join(
        usual,
        _named(material, cohorts, better, highest=True),
        _named(material, cohorts, worse, highest=False),
    )


def _named(
    material: Material, cohorts: Cohorts, found: pd.DataFrame, *, highest: bool
) -> str:
    """Name the most extreme of some cohorts, and how many others there are."""
    if not len(found):
        return ""
    share = found["share"].to_numpy()
    row = int(share.argmax() if highest else share.argmin())
    text = (
        _("The best cohort came in {period}: {share} of {count}.")
        if highest
        else _("The worst cohort came in {period}: {share} of {count}.")
    ).format(
        period=cohort_label(material, cohorts, int(found.index[row])),
        share=percent(share[row]),
        count=count(found["customers"].iloc[row]),
    )
    more = len(found) - 1
    if not more:
        return text
    rest = (
        ngettext(
            "{count} other is better than usual variation explains, too.",
            "{count} others are better than usual variation explains, too.",
            more,
        )
        if highest
        else ngettext(
            "{count} other is worse than usual variation explains, too.",
            "{count} others are worse than usual variation explains, too.",
            more,
        )
    ).format(count=count(more))
    return join(text, rest)
