"""What can be done about the doubt that is chosen on the data check page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.model import Table

if TYPE_CHECKING:
    from churn_desktop.ui.findings import Findings

ANSWERED_BY_READING = frozenset(
    {
        IssueCode.ENCODING_GUESSED,
        IssueCode.OTHER_SHEETS,
        IssueCode.DATE_AMBIGUOUS,
        IssueCode.DATE_MIXED,
        IssueCode.NUMBER_AS_TEXT,
        IssueCode.FLAG_CODED,
        IssueCode.MIXED_CURRENCIES,
        IssueCode.TRIAL_OR_FREE,
        IssueCode.UNKNOWN_BILLING_TERM,
        IssueCode.CANDIDATE_COLUMNS,
        IssueCode.DUPLICATE_HEADINGS,
        IssueCode.BLANK_HEADINGS,
    }
)
"""Doubts that another choice of how the list is read would settle."""


class IssueBar(QFrame):
    """Leads from a doubt to its rows, to its mend or to how the list is read.

    Signals
    -------
    rows_wanted(Table, int)
        The rows of the issue in this row of the table are wanted.
    mend_wanted(Issue)
    reading_wanted()
        How the list is read is to be changed.
    """

    rows_wanted = Signal(object, int)
    mend_wanted = Signal(object)
    reading_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("issueBar")
        self.setProperty("kind", "bar")
        self._findings: Findings | None = None
        self._issues: Mapping[str, Issue] = {}
        self._place: tuple[Table, int] | None = None
        self._issue: Issue | None = None
        self._words = QLabel()
        self._words.setProperty("kind", "title")
        self.show_button = self._button(_("&Show the rows"), "showIssueButton")
        self.show_button.clicked.connect(self._ask_for_rows)
        self.mend_button = self._button(_("&Mend…"), "mendButton")
        self.mend_button.setProperty("kind", "primary")
        self.mend_button.clicked.connect(lambda: self.mend_wanted.emit(self._issue))
        self.reading_button = self._button(
            _("&How the list is read…"), "issueReadingButton"
        )
        self.reading_button.clicked.connect(self.reading_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 18, 6)
        row.addWidget(self._words, 1)
        for button in (self.reading_button, self.show_button, self.mend_button):
            row.addWidget(button)
        self.hide()

    @property
    def issue(self) -> Issue | None:
        """The doubt it is about."""
        return self._issue

    @property
    def text(self) -> str:
        """What it says the doubt is."""
        return self._words.text()

    def show_findings(self, findings: Findings | None) -> None:
        """Know the doubts about a list; none is chosen yet."""
        from churn_desktop.pages.issue_table import grouped, issue_key

        self._findings, self._place, self._issue = findings, None, None
        issues = [] if findings is None else grouped(findings.understanding.issues)
        self._issues = {issue_key(issue): issue for issue in issues}
        self.hide()

    def follow(self, table: Table, row: int) -> None:
        """Be about the doubt in one row of a table; about none in other tables."""
        if not 0 <= row < len(table.row_keys):
            return
        issue = self._issues.get(table.row_keys[row])
        self._issue, self._place = issue, (table, row)
        if issue is not None:
            rows = None if table.members is None else table.members(row, "rows")
            self._show(issue)
            # A total or a title that is doubtful is no row of the list.
            self.show_button.setVisible(rows is not None and len(rows) > 0)
        self.setVisible(issue is not None)

    def _show(self, issue: Issue) -> None:
        from churn_desktop.importing.mends import can_mend
        from churn_desktop.pages.messages import issue_title

        assert self._findings is not None
        words = issue_title(issue)
        count = len(issue.rows)
        if count:
            words = ngettext(
                "{issue}: {count} row", "{issue}: {count} rows", count
            ).format(issue=words, count=f"{count:,}")
        self._words.setText(words)
        self.mend_button.setVisible(can_mend(issue, self._findings.understanding))
        self.reading_button.setVisible(issue.code in ANSWERED_BY_READING)

    def _ask_for_rows(self) -> None:
        if self._place is not None:
            self.rows_wanted.emit(*self._place)

    @staticmethod
    def _button(words: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        return button
