from __future__ import annotations

import numpy as np

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.importing.findings import Findings


def test_issues_name_file_rows() -> None:
    findings = Findings(np.array([5, 6, 9]), "Sheet1")
    wrong = np.array([True, False, True])
    findings.rows(IssueCode.MISSING_ID, Severity.ERROR, wrong, "id", why="blank")
    findings.whole(IssueCode.FLAG_CODED, Severity.NOTE, "status", left="1")
    assert findings.issues == (
        Issue(
            IssueCode.MISSING_ID,
            Severity.ERROR,
            "id",
            (5, 9),
            "Sheet1",
            {"why": "blank"},
        ),
        Issue(
            IssueCode.FLAG_CODED, Severity.NOTE, "status", (), "Sheet1", {"left": "1"}
        ),
    )


def test_nothing_wrong_is_no_issue() -> None:
    findings = Findings(np.array([2]), None)
    findings.rows(IssueCode.MISSING_ID, Severity.ERROR, np.array([False]))
    assert findings.issues == ()
