from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.book import Ledger
from churn_desktop.core.calendar import add_months, to_date
from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import Role, Shape
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.counts import enough
from churn_desktop.importing.importer import Understanding, understand, with_roles
from tests.importing.lists import TODAY, codes, iso, issue_of, project_of, understood

LEDGER = "month|opening|new|lost|closing\n2024-01|100|20|10|110\n2024-02|110|5|15|100"


def counts_of(found: Understanding) -> Ledger:
    assert found.book.ledger is not None
    return found.book.ledger


def ledger(found: Understanding) -> list[tuple[str | None, float, float, float, float]]:
    c = counts_of(found)
    rows = zip(c.start, c.opening, c.new, c.lost, c.closing, strict=True)
    return [(iso(day), *map(float, numbers)) for day, *numbers in rows]


def test_a_ledger_is_taken_as_it_is() -> None:
    found = understood(LEDGER)
    assert found.book.shape == Shape.COUNTS
    assert ledger(found) == [
        ("2024-01-01", 100, 20, 10, 110),
        ("2024-02-01", 110, 5, 15, 100),
    ]
    assert to_date(counts_of(found).end) == date(2024, 3, 1)
    assert to_date(found.book.as_of or 0) == date(2024, 2, 29)
    assert counts_of(found).position.tolist() == [0, 1]
    assert found.issues == ()
    movements = analyse(found.book, project_of(LEDGER).assumptions).movements
    assert movements is not None
    assert movements.frame["lost"].tolist() == [10, 15]


@pytest.mark.parametrize("missing", ["opening", "new", "lost", "closing"])
def test_any_column_follows_from_the_others(missing: str) -> None:
    lines = [line.split("|") for line in LEDGER.splitlines()]
    at = lines[0].index(missing)
    text = "\n".join("|".join(line[:at] + line[at + 1 :]) for line in lines)
    found = understood(text)
    assert ledger(found) == ledger(understood(LEDGER))
    derived = [i for i in found.issues if i.code == IssueCode.COUNT_DERIVED]
    assert [issue.facts for issue in derived] == [{"role": f"count_{missing}"}]


def test_two_columns_are_enough_where_neighbours_help() -> None:
    found = understood(
        "month|opening|lost\n2024-01|100|10\n2024-02|110|15\n2024-03|95|1"
    )
    assert ledger(found) == [
        ("2024-01-01", 100, 20, 10, 110),
        ("2024-02-01", 110, 0, 15, 95),
    ]
    assert codes(found.issues)[IssueCode.COUNTS_INCOMPLETE] == (4,)
    assert found.set_aside.tolist() == [False, False, True]


def test_one_opening_number_carries_a_whole_ledger() -> None:
    months = ("2024-01||2|1", "2024-02||3|1", "2024-03|50|4|2", "2024-04||1|9")
    text = "\n".join(["month|opening|new|lost", *months])
    assert [row[1] for row in ledger(understood(text))] == [47, 48, 50, 52]
    assert [row[4] for row in ledger(understood(text))] == [48, 50, 52, 44]


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=9),
    st.data(),
)
def test_whatever_is_left_out_is_worked_out_right(
    moves: list[tuple[int, int]], data: st.DataObject
) -> None:
    here, rows = 500, []
    for number, (new, lost) in enumerate(moves):
        month = add_months(date(2020, 1, 1), number).isoformat()[:7]
        rows.append([month, here, new, lost, here + new - lost])
        here += new - lost
    want = [tuple(map(float, row[1:])) for row in rows]
    told: list[list[object]] = [list(row) for row in rows]
    for line in told:
        left_out = data.draw(st.integers(1, 5))
        if left_out < 5:
            line[left_out] = None
    found = understood([["month", "opening", "new", "lost", "closing"], *told])
    assert [row[1:] for row in ledger(found)] == want


def test_numbers_that_do_not_add_up_are_kept_and_said() -> None:
    found = understood(
        "month|opening|new|lost|closing\n2024-01|100|20|10|111\n2024-02|110|5|15|100"
    )
    assert [row[4] for row in ledger(found)] == [111, 100]
    wrong = issue_of(found.issues, IssueCode.COUNTS_DO_NOT_ADD_UP)
    assert (wrong.severity, wrong.rows) == (Severity.WARNING, (2, 3))


def test_losses_may_be_written_with_a_minus() -> None:
    found = understood("month|opening|new|lost\n2024-01|100|20|-10\n2024-02|110|5|-15")
    assert [row[3] for row in ledger(found)] == [10, 15]


def test_a_negative_number_of_customers_is_none() -> None:
    text = (
        "month|opening|new|lost|closing\n2024-01|100|-20|10|110\n2024-02|110|5|-1|116"
    )
    found = understood(text)
    assert codes(found.issues)[IssueCode.NUMBER_UNREADABLE] == (2, 3)
    assert ledger(found)[0] == ("2024-01-01", 100, 20, 10, 110)


def test_what_lies_behind_a_gap_is_set_aside() -> None:
    found = understood(
        "month|opening|new|lost\n2024-01|1|1|1\n2024-02|1|1|1\n2024-05|9|1|1\n2024-06|9|1|1"
    )
    assert [row[0] for row in ledger(found)] == ["2024-05-01", "2024-06-01"]
    gap = issue_of(found.issues, IssueCode.GAP_IN_PERIODS)
    assert (gap.severity, gap.rows) == (Severity.ERROR, (2, 3))
    assert found.set_aside.tolist() == [True, True, False, False]


def test_nothing_is_carried_across_a_gap() -> None:
    found = understood(
        "month|opening|new|lost\n2024-01|1|1|1\n2024-03||5|5\n2024-04|7|1|1"
    )
    assert ledger(found) == [("2024-03-01", 7, 5, 5, 7), ("2024-04-01", 7, 1, 1, 7)]


def test_a_period_that_stands_twice_counts_not_at_all() -> None:
    found = understood(
        "month|opening|new|lost\n2024-01|5|1|1\n2024-01|6|1|1\n2024-02|6|1|1"
    )
    repeated = issue_of(found.issues, IssueCode.REPEATED_PERIODS)
    assert (repeated.severity, repeated.rows) == (Severity.ERROR, (2, 3))
    assert [row[0] for row in ledger(found)] == ["2024-02-01"]


def test_periods_in_any_order() -> None:
    found = understood("month|opening|new|lost\nMar 2024|5|1|1\nFeb 2024|5|1|1")
    assert [row[0] for row in ledger(found)] == ["2024-02-01", "2024-03-01"]
    assert counts_of(found).position.tolist() == [1, 0]


def test_quarters_and_years() -> None:
    quarters = understood("季度|期初|新增|流失\n2024Q1|9|1|1\n2024年第2季度|9|2|1")
    assert to_date(counts_of(quarters).end) == date(2024, 7, 1)
    years = understood("year|opening|new|lost\n2022|9|1|1\n2023|9|2|1\nsoon|1|1|1")
    assert to_date(counts_of(years).end) == date(2024, 1, 1)
    assert codes(years.issues)[IssueCode.DATE_UNREADABLE] == (4,)


def test_periods_to_come_are_plans() -> None:
    text = "month|opening|new|lost\n2025-12|9|1|1\n2026-01|9|1|1\n2026-02|9|1|1"
    found = understood(text)
    assert codes(found.issues)[IssueCode.START_IN_FUTURE] == (4,)
    assert to_date(found.book.as_of or 0) == TODAY
    movements = analyse(found.book, project_of(text).assumptions).movements
    assert movements is not None
    assert [period.complete for period in movements.periods] == [True, False]
    early = understood(text, as_of=date(2025, 12, 31))
    assert len(counts_of(early)) == 1


def test_the_year_of_bare_months() -> None:
    text = "月份|期初|新增|流失\n11月|9|1|1\n12月|9|1|1"
    found = understood(text)
    assumed = issue_of(found.issues, IssueCode.YEAR_ASSUMED)
    assert assumed.facts == {"last": "12月", "year": "2025"}
    assert (assumed.severity, assumed.rows) == (Severity.WARNING, (2, 3))
    project = project_of(text)
    source = replace(project.source, title="2022年客户统计")
    told = understand(replace(project, source=source), today=TODAY)
    assert ledger(told)[0][0] == "2022-11-01"
    assert issue_of(told.issues, IssueCode.YEAR_ASSUMED).severity == Severity.NOTE
    beside = understood("年份|月份|期初|新增|流失\n2021|12月|9|1|1\n2022|1月|9|1|1")
    assert [row[0] for row in ledger(beside)] == ["2021-12-01", "2022-01-01"]
    assert IssueCode.YEAR_ASSUMED not in codes(beside.issues)


def test_a_day_stands_for_its_period() -> None:
    project = project_of("date|opening|new|lost\n2024-01-31|9|1|1\n2024-02-29|9|1|1")
    assert project.shape == Shape.COUNTS
    assert project.heading(Role.PERIOD) == "date"
    roles = {role: head for role, head in project.roles.items() if role != Role.PERIOD}
    again = with_roles(project, {**roles, Role.START: "date"})
    assert again.roles == project.roles


def test_nothing_left() -> None:
    found = understood("month|opening|new|lost\nsoon|1|1|1\n2024-01|x|y|1")
    assert len(counts_of(found)) == 0
    assert found.set_aside.all()


def test_customers_that_stayed_say_nothing_about_who_came_and_left() -> None:
    assert not enough({Role.COUNT_OPENING, Role.COUNT_CLOSING})
    assert not enough(set())
    assert enough({Role.COUNT_CLOSING, Role.COUNT_NEW})
