"""Saying of reasons for leaving whether they could have been avoided."""

from __future__ import annotations

from collections.abc import Sequence

from churn_desktop.core.project import Project
from churn_desktop.engine.groups import BLANK
from churn_desktop.engine.reasons import Avoidable
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.editing import Act, Answer

_NEXT = {
    Avoidable.UNKNOWN: Avoidable.YES,
    Avoidable.YES: Avoidable.NO,
    Avoidable.NO: Avoidable.UNKNOWN,
}


def reason_acts(said: Sequence[str]) -> tuple[Act, ...]:
    """Give what can be said of the reasons in the rows of a table.

    Parameters
    ----------
    said : sequence of str
        The reason of each row as it stands in the list; of the blank one nothing can
        be said.
    """

    def turn(project: Project, rows: tuple[int, ...], _answer: Answer) -> Project:
        named = [said[row] for row in rows if said[row] != BLANK]
        if not named:
            return project
        known = dict(project.assumptions.avoidable)
        before = Avoidable(known.get(named[0], Avoidable.UNKNOWN))
        return mark_reasons(project, named, _NEXT[before])

    def saying(kind: Avoidable) -> Act:
        def change(project: Project, rows: tuple[int, ...], _answer: Answer) -> Project:
            named = [said[row] for row in rows if said[row] != BLANK]
            return mark_reasons(project, named, kind)

        return Act(str(kind), _(_WORDS[kind]), change)

    return (
        Act("turn", _("Could it be avoided: yes, no, unknown"), turn),
        *(saying(kind) for kind in Avoidable),
    )


_WORDS = {
    Avoidable.YES: mark("It could have been avoided"),
    Avoidable.NO: mark("It could not have been avoided"),
    Avoidable.UNKNOWN: mark("It is not known whether it could be avoided"),
}


def mark_reasons(project: Project, reasons: Sequence[str], kind: Avoidable) -> Project:
    """Say of reasons whether they could have been avoided.

    Parameters
    ----------
    project : Project
    reasons : sequence of str
        As they stand in the list.
    kind : Avoidable

    Returns
    -------
    Project
        The same one if that was said before.
    """
    before = project.assumptions.avoidable
    told = {reason: said for reason, said in before if reason not in reasons}
    if kind is not Avoidable.UNKNOWN:
        told |= dict.fromkeys(reasons, str(kind))
    after = tuple(sorted(told.items()))
    return (
        project if after == tuple(sorted(before)) else project.assuming(avoidable=after)
    )
