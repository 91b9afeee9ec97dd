from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import OPEN_END, to_date
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Shape, TimeUnit
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.renewal_calendar import upcoming_renewals
from tests.importing.lists import codes, iso, issue_of, understood


def spells(book: Book) -> list[tuple[str, str | None, str | None]]:
    stays = book.stays
    return [
        (book.ids[c], iso(s), iso(e))
        for c, s, e in zip(stays.customer, stays.start, stays.end, strict=True)
    ]


def test_contracts_become_spells() -> None:
    found = understood(
        """
        id|name|start_date|end_date|monthly_fee
        B|Bea|2024-01-05||100
        A|Ann|2024-01-10|2024-02-10|50
        """
    )
    book = found.book
    assert book.shape == Shape.SUBSCRIPTIONS
    assert book.ids.tolist() == ["B", "A"]
    assert book.names.tolist() == ["Bea", "Ann"]
    assert spells(book) == [
        ("B", "2024-01-05", "open"),
        ("A", "2024-01-10", "2024-02-10"),
    ]
    assert book.contracts.monthly_amount.tolist() == [100, 50]
    assert book.contracts.position.tolist() == [0, 1]
    assert iso(book.as_of or 0) == "2024-02-10"
    assert (book.has_amounts, book.dated) == (True, True)
    assert book.durations.unit == TimeUnit.DAYS
    assert book.durations.length.tolist() == [36, 31]
    assert book.durations.ended.tolist() == [False, True]
    assert found.used.all()
    assert found.issues == ()


def test_arrays_are_of_the_kinds_the_engine_counts_on() -> None:
    book = understood("id|start_date|end_date\nA|2024-01-01|2024-01-02").book
    for array in (book.contracts.customer, book.contracts.start, book.contracts.end,
                  book.contracts.position, book.stays.start, book.stays.end,
                  book.stays.customer, book.durations.customer):  # fmt: skip
        assert array.dtype == np.int32
    assert book.durations.length.dtype == np.float64
    assert book.ids.dtype == object


def test_a_book_is_sorted_by_customer_and_start() -> None:
    text = (
        "id|start_date|end_date\nB|2024-03-01|\nA|2024-02-01|\nB|2024-01-01|2024-02-01"
    )
    contracts = understood(text).book.contracts
    assert contracts.customer.tolist() == [0, 0, 1]
    assert contracts.position.tolist() == [2, 0, 1]


def test_rows_that_say_too_little_are_set_aside() -> None:
    text = """
        id|start_date|end_date
        A|2024-01-01|
        |2024-01-01|
        C||2024-01-01
        D|2024-02-30|
        E|2024-01-01|soon
        F|2024-02-01|2024-01-31
        """
    found = understood(text)
    assert found.used.tolist() == [True, *[False] * 5]
    assert (found.used ^ found.set_aside).all()
    assert codes(found.issues) == {
        IssueCode.MISSING_ID: (3,),
        IssueCode.MISSING_START: (4,),
        IssueCode.DATE_UNREADABLE: (5, 6),
        IssueCode.END_BEFORE_START: (7,),
    }
    assert {issue.severity for issue in found.issues} == {Severity.ERROR}


def test_the_as_of_date_is_the_latest_that_is_not_after_today() -> None:
    text = "id|start_date|end_date\nA|2025-06-01|2026-05-01\nB|2025-07-01|"
    assert to_date(understood(text).book.as_of or 0) == date(2025, 7, 1)
    text = "id|start_date|last_login\nA|2025-06-01|2025-09-09"
    assert to_date(understood(text).book.as_of or 0) == date(2025, 9, 9)


def test_the_as_of_date_of_a_list_without_a_past_is_today() -> None:
    found = understood("id|start_date\nA|2026-06-01")
    assert to_date(found.book.as_of or 0) == date(2026, 1, 1)
    assert len(found.book) == 0
    issue = issue_of(found.issues, IssueCode.START_IN_FUTURE)
    assert (issue.rows, issue.facts) == ((2,), {"as_of": "2026-01-01"})


def test_an_end_ahead_has_not_happened() -> None:
    text = "id|start_date|end_date\nA|2025-01-01|2026-05-01\nB|2025-06-01|2025-07-01"
    found = understood(text)
    # Still a customer, and the day on which the contract comes up is known.
    assert spells(found.book)[0] == ("A", "2025-01-01", "2026-05-01")
    assert found.book.durations.ended.tolist() == [False, True]
    assert found.book.durations.length.tolist() == [181, 30]
    calendar = upcoming_renewals(found.book)
    assert calendar is not None
    assert [iso(day) for day in calendar.frame.due] == ["2026-05-01"]
    issue = issue_of(found.issues, IssueCode.END_IN_FUTURE)
    assert (issue.rows, issue.severity) == ((2,), Severity.NOTE)
    assert issue.facts == {"as_of": "2025-07-01"}


def test_the_user_can_look_at_an_earlier_day() -> None:
    text = "id|start_date|end_date\nA|2025-01-01|2025-05-01\nB|2025-06-01|"
    found = understood(text, as_of=date(2025, 3, 31))
    assert spells(found.book) == [("A", "2025-01-01", "2025-05-01")]
    assert found.book.durations.ended.tolist() == [False]
    assert found.set_aside.tolist() == [False, True]
    assert codes(found.issues) == {
        IssueCode.START_IN_FUTURE: (3,),
        IssueCode.END_IN_FUTURE: (2,),
    }
    assert found.book.durations.length.tolist() == [89]


@pytest.mark.parametrize(
    "mark", ["", "至今", "永久", "-", "present", "n/a", "2050-01-01", "9999-12-31"]
)
def test_open_ends(mark: str) -> None:
    found = understood(
        f"id|start_date|end_date\nA|2024-01-01|{mark}\nB|2024-01-01|2024-02-01"
    )
    assert found.book.stays.end[0] == OPEN_END
    assert iso(found.book.as_of or 0) == "2024-02-01"
    assert not found.set_aside.any()


def test_an_end_can_be_the_last_day_of_service() -> None:
    text = "id|start_date|end_date\nA|2024-01-01|2024-01-31\nB|2024-01-01|2024-02-29"
    book = understood(text, last_day_of_service=True).book
    assert iso(book.as_of or 0) == "2024-02-29"
    assert spells(book) == [
        ("A", "2024-01-01", "2024-02-01"),
        ("B", "2024-01-01", "2024-03-01"),
    ]
    assert book.durations.ended.tolist() == [True, False]


def test_joined_and_left_on_one_day() -> None:
    text = "id|start_date|end_date\nA|2024-01-01|2024-01-01\nB|2024-01-02|"
    found = understood(text)
    assert spells(found.book)[0] == ("A", "2024-01-01", "2024-01-01")
    assert found.book.durations.length.tolist() == [0.5, 0]
    assert codes(found.issues) == {IssueCode.ZERO_DURATION: (2,)}
    found = understood(text, last_day_of_service=True)
    assert found.book.durations.length.tolist() == [1, 0]


def test_contracts_that_overlap_or_touch_are_one_stay() -> None:
    text = """
        id|start_date|end_date|monthly_fee
        A|2024-01-01|2024-02-01|10
        A|2024-02-01|2024-03-01|20
        A|2024-02-15|2024-02-20|5
        A|2024-03-11|2024-04-01|30
        """
    found = understood(text)
    assert spells(found.book) == [
        ("A", "2024-01-01", "2024-03-01"),
        ("A", "2024-03-11", "2024-04-01"),
    ]
    assert found.book.stays.number.tolist() == [0, 1]
    issue = issue_of(found.issues, IssueCode.MERGED_STAYS)
    assert (issue.rows, issue.severity) == ((3, 4), Severity.NOTE)
    assert issue.facts == {"contracts": "4", "stays": "2"}
    assert len(understood(text, allowed_gap_days=10).book.stays) == 1
    assert found.book.durations.length.tolist() == [60, 21]


def test_free_and_trial_rows_are_outside_unless_included() -> None:
    text = """
        id|start_date|monthly_fee|is_trial
        A|2024-01-01|0|no
        B|2024-01-01|10|yes
        C|2024-01-01|10|no
        """
    found = understood(text)
    assert found.book.ids.tolist() == ["C"]
    assert found.set_aside.tolist() == [True, True, False]
    assert codes(found.issues) == {
        IssueCode.TRIAL_OR_FREE: (2, 3),
        IssueCode.NO_ENDS: (),
    }
    assert understood(text, include_free=True).book.ids.tolist() == ["A", "B", "C"]


def test_a_status_that_contradicts_the_dates_is_said_and_not_believed() -> None:
    text = """
        id|start_date|end_date|status
        A|2024-01-01||lost
        B|2024-01-01|2024-02-01|active
        C|2024-01-01||active
        D|2024-01-01|2024-02-01|lost
        E|2024-01-01|2030-01-01|lost
        F|2024-01-01|2030-01-01|active
        G|2024-01-01||
        """
    found = understood(text)
    assert codes(found.issues)[IssueCode.FLAG_CONTRADICTS_DATES] == (2, 3)
    assert found.used.all()
    assert found.book.stays.end[0] == OPEN_END


def test_a_status_nobody_understands_costs_no_row() -> None:
    text = """
        id|start_date|end_date|status
        A|2024-01-01||active
        B|2024-01-01||active
        C|2024-01-01||moon
        """
    found = understood(text)
    assert found.used.all()
    assert (
        issue_of(found.issues, IssueCode.FLAG_UNREADABLE).severity == Severity.WARNING
    )


def test_rows_written_twice_are_said_and_kept() -> None:
    text = """
        序号|id|start_date|end_date|monthly_fee
        1|A|2024-01-01||10
        2|A|2024-01-01||10
        3|A|2024-01-01||20
        4|B|2024-01-01||10
        """
    found = understood(text)
    issue = issue_of(found.issues, IssueCode.DUPLICATE_ROWS)
    assert (issue.rows, issue.severity) == ((3,), Severity.WARNING)
    assert np.nansum(found.book.contracts.monthly_amount) == 50


def test_amounts_that_cannot_be_counted_leave_the_customer() -> None:
    text = """
        id|start_date|monthly_fee
        A|2024-01-01|-5
        B|2024-01-01|
        C|2024-01-01|7
        D|2024-01-01|x1
        """
    found = understood(text)
    assert len(found.book) == 4
    assert np.isnan(found.book.contracts.monthly_amount).tolist() == [
        True,
        True,
        False,
        True,
    ]
    assert codes(found.issues) == {
        IssueCode.NUMBER_UNREADABLE: (5,),
        IssueCode.MISSING_AMOUNT: (3, 5),
        IssueCode.NEGATIVE_AMOUNT: (2,),
        IssueCode.NO_ENDS: (),
    }


def test_without_ids_each_row_is_a_customer() -> None:
    text = "start_date|end_date\n2024-01-01|2024-02-01\n2024-01-01|2024-02-01"
    found = understood(text)
    assert found.book.ids.tolist() == ["2", "3"]
    assert len(found.book.stays) == 2
    assert found.issues == ()


def test_a_list_without_rows() -> None:
    book = understood("id|start_date|end_date").book
    assert len(book) == len(book.stays) == len(book.durations) == 0
    assert to_date(book.as_of or 0) == date(2026, 1, 1)


def test_times_are_cut_off() -> None:
    text = "id|created_at|canceled_at\nA|2024-01-01 23:59:59|2024-01-02T00:00:01+08:00"
    assert spells(understood(text).book) == [("A", "2024-01-01", "2024-01-02")]


def test_a_list_without_ends_says_that_no_churn_can_be_seen() -> None:
    found = understood("id|start_date\nA|2024-01-01\nB|2024-01-02")
    assert issue_of(found.issues, IssueCode.NO_ENDS).severity == Severity.NOTE
    found = understood("id|start_date|end_date\nA|2024-01-01|\nB|2024-01-02|")
    assert found.issues == ()


def test_a_list_in_which_everything_has_run_out_asks_for_its_own_day() -> None:
    rows = "\n".join(f"{n}|2024-01-{n + 1:02}|2025-01-{n + 1:02}" for n in range(12))
    found = understood(f"id|start_date|expiry_date\n{rows}")
    issue = issue_of(found.issues, IssueCode.EVERYBODY_LEFT)
    assert issue.column == "expiry_date"
    assert issue.facts == {"as_of": "2025-01-12", "latest": "2024-01-12"}
    rows += "\nx|2024-05-01|"
    assert IssueCode.EVERYBODY_LEFT not in codes(
        understood(f"id|start_date|expiry_date\n{rows}").issues
    )


def test_contracts_that_follow_a_day_later_ask_what_an_end_is() -> None:
    text = "id|start_date|end_date" + "".join(
        f"\n{n}|2024-01-01|2024-01-31\n{n}|2024-02-01|2024-02-29" for n in range(10)
    )
    issue = issue_of(understood(text).issues, IssueCode.ENDS_ARE_LAST_DAYS)
    assert (issue.column, len(issue.rows)) == ("end_date", 10)
    said = understood(text, last_day_of_service=True)
    assert IssueCode.ENDS_ARE_LAST_DAYS not in codes(said.issues)
    assert len(said.book.stays) == 10
    touching = understood(
        text.replace("-31", "-02-01").replace("2024-01-02", "2024-02")
    )
    assert IssueCode.ENDS_ARE_LAST_DAYS not in codes(touching.issues)


def test_free_rows_that_are_set_aside_are_no_known_amount() -> None:
    book = understood(
        "id|start_date|fee|term\nA|2024-01-01|10|?\nB|2024-01-05|0|monthly\n"
        "C|2024-02-01||monthly"
    ).book
    assert book.ids.tolist() == ["A", "C"]
    assert not book.has_amounts
    assert analyse(book, Assumptions()).revenue is None
