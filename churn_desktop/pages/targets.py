"""A rate to reach, as customers to keep, with the ones to start from."""

from __future__ import annotations

import math

import numpy as np

from churn_desktop.engine.money import Money
from churn_desktop.engine.targets import SAVED, TARGET, Target, Yardsticks
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.blind_periods import without_headline
from churn_desktop.pages.editing import typed_buttons
from churn_desktop.pages.followups import followup_table
from churn_desktop.pages.formats import is_defined
from churn_desktop.pages.material import Material, without_data
from churn_desktop.pages.model import (
    Block,
    Card,
    Cards,
    Measure,
    Page,
    PageId,
    Source,
    Table,
    Text,
    Unit,
)
from churn_desktop.pages.own_target import goal_inputs, progress_blocks
from churn_desktop.pages.sentences import count, join, percent
from churn_desktop.pages.terms import measure, page_title, title


def lay_out(material: Material) -> Page:
    """Show a modest target, the customers to keep, and whether it says anything."""
    target, found = None, material.ahead
    if not material.missing(PageId.TARGETS):
        target = found.target
    if target is None or found.yardsticks is None:
        return without_data(material, PageId.TARGETS)
    if not is_defined(target.now) or not target.opening:
        nothing = _nothing_to_reach(material, target)
        return Page(PageId.TARGETS, page_title(PageId.TARGETS), (nothing,))
    table = target_table(material, target)
    blocks: list[Block] = [
        Cards(_cards(material, table)),
        Text(_what_to_do(material, found.yardsticks, target)),
        Text(_does_it_say_anything(target)),
        *progress_blocks(material),
        table,
        _yardstick_table(material, found.yardsticks),
        *_start_with(material, target),
    ]
    return Page(
        PageId.TARGETS,
        page_title(PageId.TARGETS),
        tuple(blocks),
        inputs=(goal_inputs(material, target),),
        buttons=typed_buttons(material.project, PageId.TARGETS),
    )


def _nothing_to_reach(material: Material, target: Target) -> Text:
    """Say why there is no rate, or nobody to keep."""
    if material.headline is None:
        return without_headline(material)
    if not is_defined(target.now):
        return Text(
            _("Nobody was a customer in a complete period, so there is no rate.")
        )
    return Text(_("Nobody is a customer any more, so there is nobody to keep."))


def _recent(material: Material) -> str:
    """Name the complete months that the churn of now is of, at most a year."""
    months = material.money.pace.months
    return ngettext(
        "the last complete month", "the last {months} complete months", months
    ).format(months=count(months))


def target_table(material: Material, target: Target) -> Table:
    """Turn the rate into customers, in one row of formulas."""
    import pandas as pd

    row = {
        "period": _("the coming period"),
        "opening": float(target.opening),
        "now": target.now,
        "target": target.target,
        "expected": target.expected,
        "allowed": target.allowed,
        "to_keep": float(target.to_keep),
        "cost_per_customer": _cost_per_customer(material.money),
    }
    frame = pd.DataFrame([row])
    frame["fewer"] = TARGET["to_keep"].evaluate(frame)
    frame["saved"] = SAVED.evaluate(frame)
    measures: tuple[Measure, ...] = (
        measure("period", Unit.TEXT),
        measure("opening", Unit.COUNT),
        measure("now", Unit.RATE, term="target_now"),
        measure("target", Unit.RATE, term="target_rate"),
        measure(
            "expected", Unit.MONTHS, term="target_expected", formula=TARGET["expected"]
        ),
        measure(
            "allowed", Unit.MONTHS, term="target_allowed", formula=TARGET["allowed"]
        ),
        measure("fewer", Unit.MONTHS, term="target_fewer", formula=TARGET["to_keep"]),
        measure("to_keep", Unit.COUNT, term="target_to_keep"),
    )
    if is_defined(row["cost_per_customer"]):
        measures += (
            measure("cost_per_customer", Unit.MONEY, term="cost_per_customer"),
            measure("saved", Unit.MONEY, term="target_saved", formula=SAVED),
        )
    return Table("target", _("What it takes"), measures, frame)


def _cost_per_customer(money: Money) -> float:
    if not money.knows_amounts or not money.cost.losses.count:
        return float("nan")
    return float(money.cost.frame["per_customer"]["middle"])


def _cards(material: Material, table: Table) -> tuple[Card, ...]:
    goal = material.assumptions.goal
    whose = _("the best that your own past suggests")
    if goal is not None:
        whose = _("your own, by {date}").format(date=goal.until.isoformat())
    shown = {
        "now": (
            Unit.RATE,
            "target_now",
            _("a period, in {time}").format(time=_recent(material)),
        ),
        "target": (Unit.RATE, "target_rate", whose),
        "to_keep": (Unit.COUNT, "target_to_keep", _("in the coming period")),
        "saved": (
            Unit.MONEY,
            "target_saved",
            _("if each loss costs as the page on cost says"),
        ),
    }
    cards = []
    for key, (unit, term, words) in shown.items():
        value = float(table.frame[key][0])
        if key == "saved" and not (is_defined(value) and value > 0):
            continue
        cards.append(
            Card(
                key,
                title(term),
                value,
                unit,
                note=words,
                source=Source(PageId.TARGETS, table.key, 0, key),
            )
        )
    return tuple(cards)


def _what_to_do(material: Material, own: Yardsticks, target: Target) -> str:
    goal = material.assumptions.goal
    if not target.to_keep and goal is not None:
        return _(
            "Your target of {target} is no better than the {rate} of {time}."
        ).format(
            target=percent(target.target),
            rate=percent(target.now),
            time=_recent(material),
        )
    if not target.to_keep:
        return _(
            "The churn of {time}, {rate} a period, is the best that your own past "
            "suggests: keeping it is the target."
        ).format(time=_recent(material), rate=percent(target.now))
    months = material.assumptions.period.months
    text = ngettext(
        "From {now} to {target} of {count} customer means: keep {keep} of the "
        "{expected} expected to leave",
        "From {now} to {target} of {count} customers means: keep {keep} of the "
        "{expected} expected to leave",
        target.opening,
    ).format(
        now=percent(target.now),
        target=percent(target.target),
        count=count(target.opening),
        keep=count(target.to_keep),
        expected=count(math.ceil(target.expected)),
    )
    within = ngettext(
        "{text} within {months} month.", "{text} within {months} months.", months
    ).format(text=text, months=months)
    better = _("The target is the median of all your complete periods.")
    if goal is not None:
        better = _("You set this target, to be reached by {date}.").format(
            date=goal.until.isoformat()
        )
    elif target.target == own.last_year:
        better = _("The target is what you reached in the twelve months before.")
    return join(within, better)


def _does_it_say_anything(target: Target) -> str:
    """Say whether reaching it once could be chance, and how long to wait."""
    if not target.to_keep:
        return _("A stricter target of your own can be typed above the figures.")
    if target.unusual is None:
        first = _("The past does not tell what is usual variation.")
    elif target.unusual:
        first = _(
            "That is more than usual variation: reaching it in one period already says "
            "something."
        )
    else:
        first = _(
            "That is within usual variation: reaching it in one period may well be "
            "chance."
        )
    if target.periods_to_tell is None:
        return join(
            first, _("Even ten years of periods could not tell the two rates apart.")
        )
    wait = ngettext(
        "After {count} period at the target it can be told from the rate of now.",
        "After {count} periods at the target it can be told from the rate of now.",
        target.periods_to_tell,
    )
    return join(first, wait.format(count=count(target.periods_to_tell)))


def _yardstick_table(material: Material, own: Yardsticks) -> Table:
    import pandas as pd

    frame = pd.DataFrame(
        {
            "yardstick": [
                _recent(material),
                _("median of all complete periods"),
                _("twelve months before"),
            ],
            "rate": [own.now.share, own.median, own.last_year],
        }
    )
    return Table(
        "yardsticks",
        _("Where the target comes from"),
        (
            measure("yardstick", Unit.TEXT),
            measure("rate", Unit.RATE, term="yardstick_rate"),
        ),
        frame,
    )


def _start_with(material: Material, target: Target) -> list[Block]:
    followups = material.ahead.followups if material.book.ledger is None else None
    if followups is None or not target.to_keep:
        return []
    if not len(target.start_with):
        return [
            Text(
                _(
                    "Whom to start with the list does not say: a column of last "
                    "activity, billing term or recommendation score would."
                )
            )
        ]
    waiting = followups.open
    chosen = np.isin(waiting["customer"].to_numpy(), target.start_with)
    return [
        followup_table(
            material,
            waiting[chosen].drop_duplicates("customer"),
            "start_with",
            _("Start with these, most money at risk first"),
        )
    ]
