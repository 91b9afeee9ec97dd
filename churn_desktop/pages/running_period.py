"""The period that is not over: what is known of it before it counts."""

from __future__ import annotations

from churn_desktop.i18n import ngettext
from churn_desktop.pages.material import Material
from churn_desktop.pages.sentences import count, join


def so_far(material: Material) -> str:
    """Say how many have left in the last period, when it is not over yet.

    Returns
    -------
    str
        ``""`` when the last period is over, or nobody is known to have left in it:
        that may only not be known yet.

    Notes
    -----
    The figures of the first look are those of the last complete period. Where the
    losses of a list are all later, nobody would learn of them there.
    """
    movements = material.analysis.movements
    if movements is None or not material.incomplete or not material.as_of:
        return ""
    row = len(material.periods) - 1
    if row not in material.incomplete:
        return ""
    counts = movements.frame
    lost, opening, briefly = (
        int(counts[key][row]) for key in ("lost", "opening", "joined_and_left")
    )
    left = back = ""
    if lost:
        left = ngettext(
            "{period} is not over: {lost} of {count} customer left by {date}.",
            "{period} is not over: {lost} of {count} customers left by {date}.",
            opening,
        ).format(
            period=material.label(row),
            lost=count(lost),
            count=count(opening),
            date=material.as_of,
        )
    if briefly:
        back = ngettext(
            "Of those who joined in {period}, {count} has left already.",
            "Of those who joined in {period}, {count} have left already.",
            briefly,
        ).format(period=material.label(row), count=count(briefly))
    return join(left, back)
