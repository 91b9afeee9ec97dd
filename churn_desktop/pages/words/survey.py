"""The questions to somebody who has left, and the headings of their answers."""

from __future__ import annotations

from churn_desktop import i18n
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark

_QUESTIONS = (
    (mark("Expected"), mark("What did you expect when you became a customer?")),
    (mark("Got it"), mark("Did you get it?")),
    (mark("Stuck at"), mark("Where were you stuck, and who helped?")),
    (mark("Reason for leaving"), mark("What was the main reason for leaving?")),
)
_FORM = {
    "title": mark("A few questions before you go"),
    "thanks": mark("Five minutes of yours help us do better. Thank you."),
    "customer": mark("Customer:"),
    "day": mark("Date:"),
}


def form_words(language: str) -> dict[str, str]:
    """Give the words of the form in a language: title, thanks, customer, day."""
    return {key: i18n.gettext_in(language, text) for key, text in _FORM.items()}


def questions(language: str) -> tuple[str, ...]:
    """Give the questions in a language.

    Examples
    --------
    >>> questions("en")[1]
    'Did you get it?'
    """
    return tuple(i18n.gettext_in(language, text) for _heading, text in _QUESTIONS)


def answer_headings(project: Project) -> tuple[str, ...]:
    """Give the headings of the columns of answers, the reason for leaving last.

    The reason goes where the list has its own column for it.
    """
    told = tuple(_(heading) for heading, _question in _QUESTIONS)
    return (*told[:-1], project.heading(Role.REASON) or told[-1])
