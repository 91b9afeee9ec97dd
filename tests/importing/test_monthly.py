from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from churn_desktop.core.calendar import to_date
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.importer import Understanding, understand
from churn_desktop.importing.shapes import decide_shape
from tests.importing.lists import (
    TODAY,
    codes,
    iso,
    issue_of,
    project_of,
    text_table,
    understood,
)


def contracts(found: Understanding) -> list[tuple[str, str | None, str | None, float]]:
    book = found.book
    c = book.contracts
    return [
        (str(book.ids[who]), iso(start), iso(end), float(amount))
        for who, start, end, amount in zip(
            c.customer, c.start, c.end, c.monthly_amount, strict=True
        )
    ]


def as_of(found: Understanding) -> str:
    return to_date(found.book.as_of or 0).isoformat()


def test_runs_of_paid_months_are_contracts() -> None:
    found = understood(
        "id|2024-01|2024-02|2024-03|2024-04\nA|10|10|12|12\nB||5||5\nC|||7|0"
    )
    assert found.book.shape == Shape.MONTHLY
    assert contracts(found) == [
        ("A", "2024-01-01", "2024-03-01", 10),
        ("A", "2024-03-01", "open", 12),
        ("B", "2024-02-01", "2024-03-01", 5),
        ("B", "2024-04-01", "open", 5),
        ("C", "2024-03-01", "2024-04-01", 7),
    ]
    assert as_of(found) == "2024-04-30"
    assert found.book.stays.number.tolist() == [0, 0, 1, 0]
    assert found.book.has_amounts
    assert found.used.all()


def test_who_paid_in_the_first_month_may_have_come_before() -> None:
    found = understood("id|2024-01|2024-02|2024-03\nA|1|1|\nB||1|\nC|1|1|1")
    length = found.book.durations.length
    assert np.isnan(length).tolist() == [True, False, True]
    assert length[1] == 29
    unknown = issue_of(found.issues, IssueCode.STARTS_UNKNOWN)
    assert (unknown.severity, unknown.facts["count"]) == (Severity.WARNING, "2")
    analysis = analyse(found.book, project_of("id|a\n1|2").assumptions)
    assert analysis.survival.n == 1
    assert analysis.movements is not None
    assert analysis.movements.frame["lost"].tolist() == [0, 2]
    assert analysis.movements.frame["new"].tolist() == [1, 0]


def test_rows_of_one_customer_add_up() -> None:
    found = understood("id|2024-01|2024-02|2024-03\nA||5|5\nA||7|")
    assert contracts(found) == [
        ("A", "2024-02-01", "open", 5),
        ("A", "2024-02-01", "2024-03-01", 7),
    ]
    assert len(found.book.stays) == 1


@pytest.mark.parametrize("mark", ["-", "/", "—", "无", "n/a"])
def test_a_dash_is_no_payment_and_said(mark: str) -> None:
    found = understood(f"id|2024-01|2024-02|2024-03\nA|5|{mark}|5\nB|5|5|5")
    assert len(found.book.stays) == 3
    nothing = issue_of(found.issues, IssueCode.NUMBER_AS_TEXT)
    assert (nothing.facts["form"], nothing.rows) == ("nothing", (2,))
    assert nothing.severity == Severity.NOTE


def test_an_amount_that_cannot_be_read_costs_the_row() -> None:
    text = "id|2024-01|2024-02|2024-03\nA|5|?|5\nB|5|-3|5\nC|5|5|5\n|1|1|1\nD|||"
    found = understood(text)
    assert found.set_aside.tolist() == [True, True, False, True, True]
    rows = codes(found.issues)
    assert rows[IssueCode.NUMBER_UNREADABLE] == (2,)
    assert rows[IssueCode.NEGATIVE_AMOUNT] == (3,)
    assert rows[IssueCode.MISSING_ID] == (5,)
    assert rows[IssueCode.TRIAL_OR_FREE] == (6,)


def test_two_currencies_are_never_added() -> None:
    found = understood("id|2024-01|2024-02|2024-03\nA|¥5|$5|¥5\nB|¥5||¥5")
    assert found.book.currency == "CNY"
    assert found.set_aside.tolist() == [True, False]
    assert codes(found.issues)[IssueCode.MIXED_CURRENCIES] == (2,)
    one_cell = understood("id|2024-01|2024-02|2024-03\nA|¥5|$5|¥5\nB|¥5|¥6|¥5")
    assert one_cell.set_aside.tolist() == [True, False]


def test_the_user_may_name_the_currency() -> None:
    found = understood("id|2024-01|2024-02|2024-03\nA|5|5|5", currency="EUR")
    assert found.book.currency == "EUR"
    marked = understood("id|2024-01|2024-02|2024-03\nA|¥5|¥5|¥5", currency="EUR")
    assert (marked.book.currency, marked.used.all()) == ("EUR", True)


def test_the_user_may_say_what_amounts_count_in() -> None:
    text = "id|2024-01|2024-02|2024-03\nA|5|5|5"
    assert contracts(understood(text, amount_unit=1e4))[0][3] == 50_000


def test_a_list_that_is_not_filled_in_yet_has_lost_nobody() -> None:
    found = understood(
        "id|2024-01|2024-02|2024-03|2024-04|2024-05\nA||5|5|||\nB||5|5||0"
    )
    assert as_of(found) == "2024-03-31"
    assert [end for _, _, end, _ in contracts(found)] == ["open", "open"]
    empty = issue_of(found.issues, IssueCode.EMPTY_MONTHS)
    assert empty.facts == {"months": "2024-01, 2024-04, 2024-05"}


def test_a_month_in_which_nobody_paid_is_said() -> None:
    found = understood("id|2024-01|2024-02|2024-03\nA|5||5")
    empty = issue_of(found.issues, IssueCode.EMPTY_MONTHS)
    assert empty.facts == {"form": "between", "months": "2024-02"}
    assert len(found.book.stays) == 2


def test_payments_for_months_to_come_do_not_count_yet() -> None:
    text = "id|2025-11|2025-12|2026-01|2026-02\nA|5|5|5|5\nB|5|5||"
    found = understood(text)
    assert as_of(found) == TODAY.isoformat()
    assert contracts(found)[0] == ("A", "2025-11-01", "open", 5)
    ahead = issue_of(found.issues, IssueCode.EMPTY_MONTHS)
    assert ahead.facts == {"form": "ahead", "months": "2026-02"}
    early = understood(text, as_of=date(2025, 12, 10))
    assert as_of(early) == "2025-12-10"
    assert contracts(early)[1] == ("B", "2025-11-01", "open", 5)


def test_a_list_of_nothing_but_months_to_come() -> None:
    found = understood("id|2030-01|2030-02|2030-03\nA|5|5|5")
    assert as_of(found) == TODAY.isoformat()


def test_the_year_of_bare_months_is_assumed_aloud() -> None:
    found = understood("会员|1月|2月|3月\nA||5|5")
    assumed = issue_of(found.issues, IssueCode.YEAR_ASSUMED)
    assert (assumed.severity, assumed.facts) == (
        Severity.WARNING,
        {"last": "3月", "year": "2025"},
    )
    assert contracts(found)[0][1] == "2025-02-01"


def test_the_title_may_say_the_year() -> None:
    project = project_of("会员|1月|2月|3月\nA||5|5")
    source = replace(project.source, title="2023年会员缴费表")
    found = understand(replace(project, source=source), today=TODAY)
    assert contracts(found)[0][1] == "2023-02-01"
    assert issue_of(found.issues, IssueCode.YEAR_ASSUMED).severity == Severity.NOTE


def test_rows_entered_twice_are_said() -> None:
    found = understood("id|2024-01|2024-02|2024-03\nA|5|5|5\nA|5|5|5\nB|5|5|5")
    assert codes(found.issues)[IssueCode.DUPLICATE_ROWS] == (3,)


def test_without_ids_each_row_is_a_customer() -> None:
    found = understood("2024-01|2024-02|2024-03\n5|5|5\n7|7|")
    assert found.book.ids.tolist() == ["2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        # a ledger on its side, cohorts by month, marks of attendance
        "项目|1月|2月|3月\n期初客户数|10|11|12\n新增|3|3|3\n流失|2|2|2",
        "cohort|2024-01|2024-02|2024-03\n2024-01|9|5|4\n2024-02||8|7\n2024-03|||6",
        "name|2024-01|2024-02|2024-03\nA|yes|yes|no\nB|late|yes|yes",
    ],
)
def test_other_tables_with_months_on_top(text: str) -> None:
    table = text_table(text)
    assert decide_shape(table, {Role.CUSTOMER_ID: table.headings[0]}) is None


def test_ids_that_look_like_months_are_ids() -> None:
    text = "客户编号|1月|2月|3月\n202401|1|1|1\n202402|1|1|1"
    assert project_of(text).shape == Shape.MONTHLY


def test_nobody_at_all() -> None:
    found = understood("id|2024-01|2024-02|2024-03\nA|||\nB|0|0|0")
    assert len(found.book) == 0
    assert found.set_aside.all()


def test_many_rows() -> None:
    rng = np.random.default_rng(5)
    paid = rng.choice([None, 10, 20], (500, 6))
    heads: list[Any] = ["id", *(f"2024-0{month}" for month in range(1, 7))]
    rows: list[list[Any]] = [heads]
    rows += [[f"C{n}", *map(_number, line)] for n, line in enumerate(paid)]
    found = understood(rows)
    want = sum(
        line[month] is not None and (not month or line[month] != line[month - 1])
        for line in paid
        for month in range(6)
    )
    assert len(found.book.contracts) == want
    begins = found.book.contracts.customer.astype(np.int64) << 32
    begins += found.book.contracts.start
    assert (np.diff(begins) > 0).all()


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))
