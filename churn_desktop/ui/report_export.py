"""Writing the report to a file the user chooses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Progress
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.sentences import join
from churn_desktop.ui.document import Document
from churn_desktop.ui.save_dialog import ask_where, offers_for
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from churn_desktop.core.project import Project
    from churn_desktop.engine.analysis import Analysis
    from churn_desktop.importing.importer import Understanding
    from churn_desktop.pages.model import Report
    from churn_desktop.ui.findings import Findings

TOPIC = "export"


class Exporter(QObject):
    """Asks where to, writes in the background, and tells how it went.

    Signals
    -------
    saved(Path)
    """

    saved = Signal(object)

    def __init__(
        self,
        document: Document,
        remembered: Settings,
        notices: NoticeBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._settings = document, remembered
        self._notices, self._window = notices, window

    def ask_masked(self) -> None:
        """Let the user choose a file for a report in which nobody can be recognised."""
        self.ask(mask=True)

    def ask(self, *, mask: bool = False) -> None:
        """Let the user choose a file and write it."""
        findings = self._document.findings
        if findings is None:
            return
        source = findings.project.source.path
        usual = findings.project.source.folder
        name = _("{list} - churn report.xlsx").format(list=source.stem)
        if mask:
            # What the list is called may say whose it is.
            name = _("Churn report without names.xlsx")
        path = ask_where(
            self._window,
            self._settings,
            _("Export report without names") if mask else _("Export report"),
            usual / name,
            {".xlsx": _("Excel workbook (*.xlsx)"), ".pdf": _("PDF document (*.pdf)")},
        )
        if path is not None:
            self.write(path, mask=mask)

    def write(self, path: Path, *, mask: bool = False) -> None:
        """Write the report of all customers."""
        findings, today = self._document.findings, self._document.today
        if findings is None:
            return

        def work(progress: Progress) -> Path:
            whole = findings
            if findings.segment is not None:
                from churn_desktop.ui.findings import find_out

                whole = find_out(findings.project, None, today, findings, progress)
            if mask:
                write_masked(whole, path, today, progress)
            else:
                write_report(whole, path, progress)
            return path

        self._notices.forget(TOPIC)
        self._document.runner.run(
            work,
            on_success=self._tell_saved,
            on_failure=lambda error: self._tell_failed(error, path, mask=mask),
            label=_("Writing {file}").format(file=path.name),
        )

    def _tell_saved(self, path: Path) -> None:
        text = _("Report saved: {file}").format(file=path)
        if self._document.segment is not None:
            text = join(text, _("It is about all customers."))
        self._notices.tell(
            Notice(
                text,
                offers=offers_for(path),
                topic=TOPIC,
            )
        )
        self.saved.emit(path)

    def _tell_failed(self, error: ChurnDesktopError, path: Path, *, mask: bool) -> None:
        self._notices.tell(
            Notice(
                explain_error(error).whole,
                Tone.ERROR,
                (
                    Offer(_("Try again"), lambda: self.write(path, mask=mask)),
                    Offer(_("Choose another name…"), lambda: self.ask(mask=mask)),
                ),
                TOPIC,
            )
        )


def write_report(findings: Findings, path: Path, progress: Progress) -> None:
    """Write the kind of report the name ends with."""
    project, understanding = findings.project, findings.understanding
    _write(findings.report, project, understanding, findings.analysis, path, progress)


def write_masked(
    findings: Findings, path: Path, today: date, progress: Progress
) -> None:
    """Write a report in which nobody can be recognised."""
    from churn_desktop.engine.analysis import analyse
    from churn_desktop.output.mask import masked
    from churn_desktop.pages.report import lay_out

    project, understanding = masked(
        findings.project, findings.understanding, today=today, progress=progress
    )
    analysis = analyse(understanding.book, project.assumptions, progress)
    report = lay_out(project, understanding, analysis)
    _write(report, project, understanding, analysis, path, progress)


def _write(
    report: Report,
    project: Project,
    understanding: Understanding,
    analysis: Analysis,
    path: Path,
    progress: Progress,
) -> None:
    if path.suffix.lower() == ".pdf":
        from churn_desktop.output.pdf import write_pdf

        write_pdf(report, path, progress)
        return
    from churn_desktop.output.workbook import write_workbook

    write_workbook(report, project, understanding, analysis, path, progress)
