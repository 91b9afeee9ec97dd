"""What was put right in the list at the user's wish, cell by cell."""

from __future__ import annotations

from churn_desktop.core.project import Mended, Project
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.issue_words.untidy import mend_title
from churn_desktop.pages.model import Measure, Table, Unit
from churn_desktop.pages.sentences import count
from churn_desktop.pages.terms import title

MOST_OPEN = 20
"""A longer log is folded on screen."""


def change_log(project: Project) -> Table | None:
    """Lay out what was mended, in the order in which it was.

    Returns
    -------
    Table or None
        None where nothing was.
    """
    import pandas as pd

    done = project.mended
    if not done:
        return None
    frame = pd.DataFrame(
        {
            "mend": [mend_title(one.code) for one in done],
            "row": [count(one.row) for one in done],
            "column": [one.column for one in done],
            "before": [one.before for one in done],
            "after": [_after(one) for one in done],
        },
        dtype=object,
    )
    measures = (
        Measure("mend", _("What was done"), Unit.TEXT, _("How it was put right.")),
        Measure("row", _("Row"), Unit.TEXT, _("The row of the file.")),
        Measure("column", title("column"), Unit.TEXT, _("The heading in your list.")),
        Measure("before", _("Before"), Unit.TEXT, _("What the cell held.")),
        Measure("after", _("After"), Unit.TEXT, _("What it holds now.")),
    )
    heading = ngettext(
        "What was mended: {count} change", "What was mended: {count} changes", len(done)
    ).format(count=count(len(done)))
    return Table("mended", heading, measures, frame, folded=len(done) > MOST_OPEN)


def _after(one: Mended) -> str:
    return _("row deleted") if one.after is None else one.after
