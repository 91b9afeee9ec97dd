"""Forgetting how lists were to be read."""

from __future__ import annotations

from functools import partial

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.storage import reading_choices
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer

TOPIC = "forgetting"


def forget_readings(notices: NoticeBar) -> None:
    """Forget what was said about all lists; the user can take it back at once."""
    forgotten = reading_choices.forget_all()
    if not forgotten:
        text = _("Nothing was said about any list so far.")
        notices.tell(Notice(text, topic=TOPIC))
        return
    text = ngettext(
        "Forgotten how {count} kind of list is to be read: the next one is read as its "
        "columns show.",
        "Forgotten how {count} kinds of lists are to be read: the next ones are read "
        "as their columns show.",
        len(forgotten),
    ).format(count=len(forgotten))
    back = Offer(_("Remember again"), partial(_bring_back, notices, forgotten))
    notices.tell(Notice(text, offers=(back,), topic=TOPIC))


def _bring_back(notices: NoticeBar, forgotten: reading_choices.Forgotten) -> None:
    reading_choices.bring_back(forgotten)
    notices.tell(Notice(_("Everything is remembered as before."), topic=TOPIC))
