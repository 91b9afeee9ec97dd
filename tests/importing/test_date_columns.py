from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import DateOrder
from churn_desktop.importing.date_columns import DateReading, read_date_columns
from churn_desktop.importing.findings import Findings
from tests.importing.lists import Value, cells_of, codes, iso, issue_of


def read(
    *values: Value, end: bool = False, meaningless: bool = False
) -> tuple[DateReading, Findings]:
    findings = Findings(np.arange(2, 2 + len(values)), None)
    found = read_date_columns(
        {"when": cells_of(*values)},
        findings,
        severity={"when": Severity.ERROR},
        end="when" if end else None,
        meaningless=["when"] if meaningless else [],
    )
    return found["when"], findings


def test_a_value_or_an_issue() -> None:
    found, findings = read("2024-03-05", "2024-02-30", None, "待定")
    assert [iso(day) for day in found.days] == ["2024-03-05", None, None, None]
    assert found.unreadable.tolist() == [False, True, False, True]
    assert found.blank.tolist() == [False, False, True, False]
    assert codes(findings.issues) == {IssueCode.DATE_UNREADABLE: (3, 5)}


@pytest.mark.parametrize(
    "mark",
    ["至今", "永久", "长期", "-", "—", "present", "Current", "N/A", "null", "ongoing",
     "未到期", "无", "9999-12-31", "2050-01-01", "2099/12/31", date(2099, 12, 31)],
)  # fmt: skip
def test_marks_of_an_open_end(mark: Value) -> None:
    found, findings = read("2024-03-05", mark, end=True)
    assert [iso(day) for day in found.days] == ["2024-03-05", "open"]
    issue = issue_of(findings.issues, IssueCode.OPEN_END_MARK)
    assert issue.severity == Severity.NOTE
    assert issue.rows == (3,)
    assert issue.facts["marks"] == (str(mark) if isinstance(mark, date) else mark)


def test_the_same_marks_are_no_dates_elsewhere() -> None:
    found, findings = read("2024-03-05", "-", "9999-12-31")
    assert [iso(day) for day in found.days] == ["2024-03-05", None, "9999-12-31"]
    assert codes(findings.issues) == {IssueCode.DATE_UNREADABLE: (3,)}


def test_numbers_among_dates_are_days_and_said() -> None:
    found, findings = read("2024-03-05", "2024-03-04", 45357)
    assert [iso(day) for day in found.days][2] == "2024-03-06"
    issue = issue_of(findings.issues, IssueCode.DATE_MIXED)
    assert (issue.severity, issue.rows) == (Severity.WARNING, (4,))
    assert issue.facts == {"form": "serial"}


def test_numbers_that_lie_among_the_dates_leave_no_doubt() -> None:
    found, findings = read("2024-03-05", "2024-03-09", "45357", "2024-03-01", 45000)
    assert [iso(day) for day in found.days][2] == "2024-03-06"
    levels = {issue.severity: issue.rows for issue in findings.issues}
    assert levels == {Severity.NOTE: (4,), Severity.WARNING: (6,)}


def test_more_numbers_than_dates_are_doubtful() -> None:
    _, findings = read("2024-03-05", "2024-03-09", 45357, 45358, 45359)
    assert issue_of(findings.issues, IssueCode.DATE_MIXED).severity == Severity.WARNING
    _, findings = read(45357, 45358)
    assert issue_of(findings.issues, IssueCode.DATE_MIXED).severity == Severity.WARNING


@pytest.mark.parametrize(
    ("end", "severity"), [(False, Severity.NOTE), (True, Severity.WARNING)]
)
def test_a_month_is_said(end: bool, severity: Severity) -> None:
    _, findings = read("2024-03-05", "2024-02", end=end)
    issue = issue_of(findings.issues, IssueCode.DATE_MIXED)
    assert (issue.rows, issue.facts) == ((3,), {"form": "month"})
    assert issue.severity == severity


def test_nothing_is_said_of_a_column_that_promises_nothing() -> None:
    findings = Findings(np.arange(2, 4), None)
    cells = cells_of("2024-03-05", "12x")
    read_date_columns({"when": cells}, findings, severity={"when": None})
    assert findings.issues == ()


def test_two_orders_in_a_column_are_said() -> None:
    _, findings = read("13/04/2024", "04/13/2024", "03/04/2024")
    assert codes(findings.issues) == {
        IssueCode.DATE_UNREADABLE: (4,),
        IssueCode.DATE_MIXED: (),
    }


def test_an_open_order_is_said_with_its_rows() -> None:
    found, findings = read("03/04/2024", "2024-01-01", "05/05/2024")
    assert found.order == DateOrder.DMY
    issue = issue_of(findings.issues, IssueCode.DATE_AMBIGUOUS)
    assert (issue.rows, issue.severity) == ((2,), Severity.WARNING)
    assert issue.facts == {"order": "dmy", "other": "mdy", "by": "default"}


def test_further_columns_of_the_sheet_are_asked_before_giving_up() -> None:
    findings = Findings(np.array([2]), None)
    found = read_date_columns(
        {"when": cells_of("03/04/2024")},
        findings,
        severity={"when": Severity.ERROR},
        others=lambda: {"birthday": cells_of("04/30/1980")},
    )
    assert list(found) == ["when"]
    assert iso(found["when"].days[0]) == "2024-03-04"
    issue = issue_of(findings.issues, IssueCode.DATE_AMBIGUOUS)
    assert issue.severity == Severity.NOTE
    assert issue.facts == {"order": "mdy", "other": "dmy", "by": "sheet"}


def test_words_in_a_column_without_meaning_are_texts() -> None:
    _, findings = read("2024-03-05", "soon", "2024-02-30", meaningless=True)
    assert codes(findings.issues) == {IssueCode.DATE_UNREADABLE: (4,)}
