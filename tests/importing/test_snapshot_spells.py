from __future__ import annotations

from datetime import date

import pytest

from churn_desktop.core.calendar import to_date
from churn_desktop.core.issues import IssueCode
from churn_desktop.core.schema import Role, TimeUnit
from tests.importing.lists import codes, iso, understood

ROWS = (
    "id|tenure|churn|end date|monthly fee\nA|12|1|2024-03-31|10\nB|6.5|0||20\nC|0|0||5"
)
AS_OF = date(2024, 6, 30)


def test_everything_known_makes_spells() -> None:
    found = understood(ROWS, as_of=AS_OF)
    book = found.book
    spells = zip(book.contracts.start, book.contracts.end, strict=True)
    assert [(iso(start), iso(end)) for start, end in spells] == [
        ("2023-03-31", "2024-03-31"),
        ("2023-12-15", "open"),
        ("2024-06-30", "open"),
    ]
    assert to_date(book.as_of or 0) == AS_OF
    assert book.durations.length.tolist() == [366, 198, 0]
    assert book.contracts.monthly_amount.tolist() == [10, 20, 5]
    assert (book.amounts, len(book.positions)) == (None, 0)
    assert IssueCode.START_WORKED_OUT in codes(found.issues)


@pytest.mark.parametrize(
    ("unit", "start"),
    [
        (TimeUnit.DAYS, "2024-03-19"),
        (TimeUnit.WEEKS, "2024-01-07"),
        (TimeUnit.MONTHS, "2023-03-31"),
        (TimeUnit.YEARS, "2012-03-31"),
    ],
)
def test_units(unit: TimeUnit, start: str) -> None:
    book = understood(ROWS, as_of=AS_OF, tenure_unit=unit).book
    assert iso(int(book.contracts.start[0])) == start


def test_nobody_is_left_after_setting_rows_aside() -> None:
    roles = {Role.TENURE: "tenure", Role.STATUS: "churn", Role.END: "end date"}
    rows = "id|tenure|churn|end date\nA|x|1|2024-03-31\nB|y|0|"
    found = understood(rows, roles, as_of=AS_OF)
    assert found.set_aside.all()
    assert found.book.as_of is None


def test_without_an_as_of_date_there_are_durations() -> None:
    book = understood(ROWS).book
    assert book.as_of is None
    assert len(book.contracts) == 0


@pytest.mark.parametrize(
    "rows",
    [
        "id|tenure|churn|end date\nA|12|1|\nB|6|0|",  # nobody knows when A left
        "id|tenure|churn|end date\nA|12|1|2024-12-31\nB|6|0|",  # not yet
        "id|tenure|churn|end date\nA||1|2024-03-31\nB|6|0|",
        "id|tenure|churn\nA|12|1\nB|6|0",
    ],
)
def test_nothing_is_made_up(rows: str) -> None:
    found = understood(rows, as_of=AS_OF)
    assert found.book.as_of is None
    assert IssueCode.START_WORKED_OUT not in codes(found.issues)
