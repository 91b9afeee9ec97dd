from __future__ import annotations

from datetime import date

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import NO_DAY, to_day
from churn_desktop.core.choices import Contacted
from churn_desktop.engine.contacts import (
    QUIET_DAYS,
    Entry,
    entries_of,
    tick,
    with_contacts,
)
from churn_desktop.engine.followup_kinds import Kind
from churn_desktop.engine.followups import FollowUps, list_followups
from tests.engine.books import book_of, golden_rows
from tests.ui.made import a_project

DAY = date(2024, 3, 1)


def entry(kind: Kind, due: str, since: str | None = None) -> Entry:
    def number(text: str) -> int:
        return to_day(date.fromisoformat(text))

    return Entry("C1", str(kind), number(due), number(since) if since else NO_DAY)


def contact(kind: Kind, due: str, when: str, customer: str = "C1") -> Contacted:
    days = date.fromisoformat(due), date.fromisoformat(when)
    return Contacted(customer, str(kind), *days)


def test_what_was_due_is_done_and_the_next_time_is_not() -> None:
    renewal = entry(Kind.RENEWAL, "2024-06-01", "2023-06-01")
    assert renewal.is_done_by(contact(Kind.RENEWAL, "2024-06-01", "2024-05-20"))
    next_year = entry(Kind.RENEWAL, "2025-06-01", "2024-06-01")
    assert not next_year.is_done_by(contact(Kind.RENEWAL, "2024-06-01", "2024-06-03"))


def test_somebody_else_or_something_else_is_not_done() -> None:
    renewal = entry(Kind.RENEWAL, "2024-06-01")
    other = contact(Kind.RENEWAL, "2024-06-01", "2024-05-20", "C2")
    assert not renewal.is_done_by(other)
    assert not renewal.is_done_by(contact(Kind.ANNIVERSARY, "2024-06-01", "2024-05-20"))


def test_silence_is_asked_about_once_until_it_was_broken() -> None:
    told = contact(Kind.CONTACT_DUE, "2024-03-10", "2024-03-12")
    later_rule = entry(Kind.CONTACT_DUE, "2024-03-14", "2024-03-01")
    assert later_rule.is_done_by(told)
    silent_again = entry(Kind.CONTACT_DUE, "2024-05-10", "2024-05-01")
    assert not silent_again.is_done_by(told)


def test_a_low_score_is_left_in_peace_for_a_while() -> None:
    told = contact(Kind.LOW_NPS_ANNUAL, "2024-03-01", "2024-03-01")
    assert entry(Kind.LOW_NPS_ANNUAL, "2024-03-31").is_done_by(told)
    much_later = entry(Kind.LOW_NPS_ANNUAL, "2024-07-01")
    assert to_day(date(2024, 7, 1)) - to_day(DAY) > QUIET_DAYS
    assert not much_later.is_done_by(told)


def golden_book() -> Book:
    return book_of(golden_rows(), "2024-03-31")


def found() -> FollowUps:
    listed = list_followups(golden_book())
    assert listed is not None
    return listed


def test_ticks_are_kept_with_the_project_and_can_be_taken_away() -> None:
    book, listed = golden_book(), found()
    first = entries_of(book, listed.frame)[0]
    said = Contacted("", "", DAY, DAY, "stays")
    project = tick(a_project(), [first], said)
    (kept,) = project.assumptions.contacted
    assert (kept.customer, kept.kind) == (first.customer, first.kind)
    assert (kept.when, kept.outcome) == (DAY, "stays")
    again = tick(project, [first], said)
    assert len(again.assumptions.contacted) == 1
    assert tick(again, [first], None).assumptions.contacted == ()
    nothing = a_project()
    assert tick(nothing, [first], None) is nothing


def test_what_is_done_comes_last_and_is_no_risk_any_more() -> None:
    book, listed = golden_book(), found()
    first = entries_of(book, listed.frame)[0]
    contacted = tick(a_project(), [first], Contacted("", "", DAY, DAY, "ok"))
    after = with_contacts(listed, book, contacted.assumptions.contacted)
    assert len(after.frame) == len(listed.frame)
    assert len(after.open) == len(listed.frame) - 1
    last = after.frame.iloc[-1]
    assert (last.done, last.outcome) == (to_day(DAY), "ok")
    assert entries_of(book, after.frame)[-1] == first
    assert {*after.at_risk} <= {*after.open.customer}
