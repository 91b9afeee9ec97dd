"""Customers to look at first: a poor health score, or like those who left."""

from __future__ import annotations

import numpy as np

from churn_desktop.core.book import Codes
from churn_desktop.core.formula import Formula
from churn_desktop.core.schema import Role
from churn_desktop.engine.health import FEWEST_EVENTS, Health
from churn_desktop.engine.lookalikes import Lookalikes
from churn_desktop.engine.signals import silence
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.customer_list import one_by_one, who_columns, who_measures
from churn_desktop.pages.formats import is_defined, write_value
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Block, Table, Text, Unit
from churn_desktop.pages.sentences import (
    count,
    group_name,
    join,
    listing,
    percent,
    with_interval,
)
from churn_desktop.pages.terms import measure, with_limits

MOST_LISTED = 200
"""So many customers are listed, those to look at first."""


def health_list(material: Material) -> list[Block]:
    """List the customers with the lowest score, if the score has passed its test."""
    health = material.answers.health
    if health is None:
        return []
    test = health.test
    if test is None:
        return [
            Text(
                _(
                    "A health score is not shown: it has to be tested on at least "
                    "{count} customers who left and as many who stayed."
                ).format(count=count(FEWEST_EVENTS))
            )
        ]
    tested = _(
        "Tested on {left} who left and {stayed} who stayed: a month before, the one "
        "who left had the lower score in {share} of all pairs. A coin would be right "
        "in 50 %."
    ).format(
        left=count(test.left),
        stayed=count(test.stayed),
        share=with_interval(test.area, test.low, test.high),
    )
    if not test.useful:
        verdict = _("That is no better than chance, so the health score is not shown.")
        return [Text(join(tested, verdict))]
    caution = ""
    if Role.NPS in material.book.attributes.numbers:
        caution = _(
            "When an answer was given the list does not say; answers given on leaving "
            "would make the score look better than it is."
        )
    return [Text(join(tested, caution)), _health_table(material, health)]


def _health_table(material: Material, health: Health) -> Table:
    import pandas as pd

    known = np.flatnonzero(np.isfinite(health.score))
    order = np.argsort(health.score[known], kind="stable")
    who = known[order][:MOST_LISTED].astype(np.int32)
    told, book = material.book.attributes, material.book
    columns: dict[str, object] = {
        **who_columns(material, who),
        "health": health.score[who],
    }
    measures = [
        *who_measures(material),
        measure("health", Unit.COUNT),
    ]
    if Role.NPS in told.numbers:
        answers = told.numbers[Role.NPS][who].tolist()
        columns["score"] = [
            write_value(answer, Unit.COUNT) if is_defined(answer) else ""
            for answer in answers
        ]
        measures.append(measure("score", Unit.TEXT))
    if Role.LAST_ACTIVITY in told.days:
        idle = silence(book)
        columns["silent_days"] = idle[who]
        measures.append(measure("silent_days", Unit.DAYS))
    return Table(
        "health",
        _("Lowest health score: whom to look after first"),
        tuple(measures),
        pd.DataFrame(columns),
        members=one_by_one(material, who),
    )


def like_those_who_left(material: Material) -> list[Block]:
    """List the customers whose like left most, and what they have in common."""
    found = material.answers.lookalikes
    if found is None or not len(found.frame):
        if not material.book.attributes.groups:
            return []
        return [
            Text(
                _(
                    "No column tells those who leave from those who stay, so nobody "
                    "can be said to be like those who left."
                )
            )
        ]
    text = ngettext(
        "Compared by {count} column: {columns}. For each customer, how many of all "
        "customers with the same value left.",
        "Compared by {count} columns, as far as enough customers are alike: {columns}. "
        "For each customer, how many of all customers with the same values left.",
        len(found.columns),
    ).format(count=count(len(found.columns)), columns=listing(found.columns))
    return [Text(join(text, _all_alike(found))), _alike_table(material, found)]


def _all_alike(found: Lookalikes) -> str:
    """Say how many share the worst values."""
    share = found.frame["share"].iloc[0]
    many = int((found.frame["share"] == share).sum())
    return ngettext(
        "{count} customer is like those who left most ({rate}).",
        "{count} customers are like those who left most ({rate}).",
        many,
    ).format(count=count(many), rate=percent(share))


def _alike_table(material: Material, found: Lookalikes) -> Table:
    frame = found.frame.iloc[:MOST_LISTED].reset_index(drop=True)
    who = frame["customer"].to_numpy()
    frame = frame.assign(**who_columns(material, who))
    frame["traits"] = _traits(material, found, frame["compared"].tolist(), who)
    at_risk = (
        "exposed_rows" if material.answers.exposure.rows is None else "exposed_periods"
    )
    measures = (
        *who_measures(material),
        *with_limits(
            measure(
                "share",
                Unit.RATE,
                term="alike_share",
                formula=Formula("lost / opening"),
            )
        ),
        measure("alike", Unit.COUNT),
        measure("traits", Unit.TEXT),
        measure("opening", Unit.COUNT, term=at_risk, expert=True),
        measure("lost", Unit.COUNT, term="group_lost", expert=True),
    )

    def find(row: int, key: str) -> Codes | None:
        if key in ("customer_id", "name"):
            return who[row : row + 1]
        like, exposure = found.alike(row), material.answers.exposure
        if key == "lost":
            return like[exposure.lost[like] > 0]
        return like[exposure.opening[like] > 0]

    return Table(
        "alike",
        _("Customers like those who left, the highest churn of their like first"),
        measures,
        frame.drop(columns=["customer", "compared"]),
        members=material.members(find),
    )


def _traits(
    material: Material, found: Lookalikes, compared: list[int], who: Codes
) -> list[str]:
    """Write for each customer the values in which they are compared."""
    groups = [material.answers.segments[heading].groups for heading in found.columns]
    named = [
        [
            _("{column}: {value}").format(column=heading, value=group_name(label))
            for label in group.labels
        ]
        for heading, group in zip(found.columns, groups, strict=True)
    ]
    return [
        listing(
            [named[at][groups[at].codes[customer]] for at in range(number)],
            most=number,
        )
        for number, customer in zip(compared, who, strict=True)
    ]
