"""Why two definitions differ, told by the customers they count differently."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from churn_desktop.engine.rates import BridgeStep, bridge
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Table, Unit
from churn_desktop.pages.sentences import count, listing
from churn_desktop.pages.terms import in_text, measure, title

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from churn_desktop.core.book import Codes
    from churn_desktop.engine.movements import Movements

NAMES_IN_SENTENCE = 3
NAMES_IN_TABLE = 10
_WITH_NAMES = {
    "joined_and_left",
    "left_and_came_back",
    "returned_and_left",
    "left_again",
}


def bridge_sentences(movements: Movements, row: int) -> list[str]:
    """Say for each definition how it differs from the default in one period.

    Returns
    -------
    list of str
        One sentence for each definition that differs, in the order of the rates.
    """
    steps = bridge(movements, row)
    return [
        _sentence(movements, row, list(group))
        for _key, group in groupby(steps, key=lambda step: step.to_key)
    ]


def bridge_table(material: Material, movements: Movements, row: int) -> Table:
    """List every difference with the customers behind it."""
    import pandas as pd

    steps = bridge(movements, row)
    names = movements.book.names
    frame = pd.DataFrame(
        {
            "definition": [title(step.to_key) for step in steps],
            "compared_with": [title(step.from_key) for step in steps],
            "part": [_part(step) for step in steps],
            "group": [_group(step) for step in steps],
            "difference": [step.count * step.weight for step in steps],
            "customers": [
                listing(names[step.customers].tolist(), NAMES_IN_TABLE)
                for step in steps
            ],
        }
    )
    measures = (
        measure("definition", Unit.TEXT),
        measure("compared_with", Unit.TEXT),
        measure("part", Unit.TEXT),
        measure("group", Unit.TEXT),
        measure("difference", Unit.COUNT),
        measure("customers", Unit.TEXT),
    )

    def find(at: int, key: str) -> Codes | None:
        return steps[at].customers if key in {"difference", "customers"} else None

    return Table(
        "bridge",
        _("{period}: where the definitions differ").format(period=material.label(row)),
        measures,
        frame,
        members=material.members(find),
        folded=True,
    )


def _sentence(movements: Movements, row: int, steps: Sequence[BridgeStep]) -> str:
    counted = [step for step in steps if step.part == "numerator"]
    divided = [step for step in steps if step.part == "denominator"]
    phrases = _counted(movements, counted) + _divided(movements, row, divided)
    return _("{definition}, compared with {base}: {differences}.").format(
        definition=title(steps[0].to_key),
        base=in_text(title(steps[0].from_key)),
        differences=_("; ").join(phrases),
    )


def _counted(movements: Movements, steps: Sequence[BridgeStep]) -> list[str]:
    more = [step for step in steps if step.count > 0]
    fewer = [step for step in steps if step.count < 0]
    if [step.measure for step in fewer] == ["lost"]:
        return [_instead(_("counts {group} instead of {other}"), more, fewer)]
    names = movements.book.names
    return [
        *(_("counts also {group}").format(group=_named(names, s)) for s in more),
        *(_("takes off {group}").format(group=_named(names, s)) for s in fewer),
    ]


def _divided(movements: Movements, row: int, steps: Sequence[BridgeStep]) -> list[str]:
    if not steps:
        return []
    if steps[0].weight != 1:
        opening, closing = (
            count(movements.frame[key][row]) for key in ("opening", "closing")
        )
        return [
            _("divides by the mean of {opening} at start and {closing} at end").format(
                opening=opening, closing=closing
            )
        ]
    more = [step for step in steps if step.count > 0]
    fewer = [step for step in steps if step.count < 0]
    if fewer:
        return [_instead(_("divides by {group} instead of {other}"), more, fewer)]
    groups = listing([_group(step) for step in more])
    return [_("divides also by {group}").format(group=groups)]


def _instead(text: str, more: Sequence[BridgeStep], fewer: Sequence[BridgeStep]) -> str:
    group = listing([_group(step) for step in more]) or _("nobody")
    return text.format(group=group, other=listing([_group(step) for step in fewer]))


def _named(names: npt.NDArray[np.object_], step: BridgeStep) -> str:
    if step.measure not in _WITH_NAMES:
        return _group(step)
    return _("{group} ({names})").format(
        group=_group(step),
        names=listing(names[step.customers].tolist(), NAMES_IN_SENTENCE),
    )


def _part(step: BridgeStep) -> str:
    return _("counted") if step.part == "numerator" else _("divided by")


def _group(step: BridgeStep) -> str:
    """Name the customers of a step with their number."""
    n = abs(step.count)
    text = _GROUPS[step.measure](n)
    return text.format(count=count(n))


_GROUPS = {
    "opening": lambda n: ngettext(
        "{count} customer at start", "{count} customers at start", n
    ),
    "new": lambda n: ngettext("{count} new customer", "{count} new customers", n),
    "returned": lambda n: ngettext(
        "{count} customer who returned", "{count} customers who returned", n
    ),
    "lost": lambda n: ngettext(
        "{count} customer who was lost", "{count} customers who were lost", n
    ),
    "joined_and_left": lambda n: ngettext(
        "{count} customer who joined and left",
        "{count} customers who joined and left",
        n,
    ),
    "left_and_came_back": lambda n: ngettext(
        "{count} customer who left and came back",
        "{count} customers who left and came back",
        n,
    ),
    "returned_and_left": lambda n: ngettext(
        "{count} customer who returned and left again",
        "{count} customers who returned and left again",
        n,
    ),
    "left_again": lambda n: ngettext(
        "{count} further time someone left again",
        "{count} further times someone left again",
        n,
    ),
    "renewals_due": lambda n: ngettext(
        "{count} contract due for renewal", "{count} contracts due for renewal", n
    ),
    "not_renewed": lambda n: ngettext(
        "{count} contract not renewed", "{count} contracts not renewed", n
    ),
}
