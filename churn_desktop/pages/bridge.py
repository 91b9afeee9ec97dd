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
    from churn_desktop.core.book import Codes
    from churn_desktop.engine.movements import Movements

NAMES_IN_SENTENCE = 3
NAMES_IN_TABLE = 10


def bridge_sentences(movements: Movements, row: int) -> list[str]:
    """Say for each definition how it differs from the default in one period.

    Returns
    -------
    list of str
        One sentence for each definition that differs, in the order of the rates.
    """
    steps = bridge(movements, row)
    return [
        _sentence(movements, list(group))
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


def _sentence(movements: Movements, steps: Sequence[BridgeStep]) -> str:
    phrases = [_phrase(movements, step) for step in steps]
    return _("{definition}, compared with {base}: {differences}.").format(
        definition=title(steps[0].to_key),
        base=in_text(title(steps[0].from_key)),
        differences=_("; ").join(phrases),
    )


def _phrase(movements: Movements, step: BridgeStep) -> str:
    group = _group(step)
    if step.part == "numerator":
        names = movements.book.names[step.customers].tolist()
        group = _("{group} ({names})").format(
            group=group, names=listing(names, NAMES_IN_SENTENCE)
        )
        if step.count > 0:
            return _("counts also {group}").format(group=group)
        return _("does not count {group}").format(group=group)
    if step.weight != 1:
        if step.count > 0:
            return _("divides also by one half of {group}").format(group=group)
        return _("divides without one half of {group}").format(group=group)
    if step.count > 0:
        return _("divides also by {group}").format(group=group)
    return _("does not divide by {group}").format(group=group)


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
