"""Writing the report to a file the user chooses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.progress import Progress
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.ui import settings
from churn_desktop.ui.document import Document
from churn_desktop.ui.findings import Findings, find_out
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone

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

    def ask(self) -> None:
        """Let the user choose a file and write it."""
        findings = self._document.findings
        if findings is None:
            return
        source = findings.project.source.path
        folder = Path(self._settings.get(settings.EXPORT_FOLDER) or source.parent)
        name = _("{list} - churn report.xlsx").format(list=source.stem)
        chosen, kind = QFileDialog.getSaveFileName(
            self._window,
            _("Export report"),
            str(folder / name),
            ";;".join((_("Excel workbook (*.xlsx)"), _("PDF document (*.pdf)"))),
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() not in {".xlsx", ".pdf"}:
                path = path.with_name(
                    path.name + (".pdf" if "pdf" in kind else ".xlsx")
                )
            self._settings.put(settings.EXPORT_FOLDER, str(path.parent))
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the report of all customers."""
        findings, today = self._document.findings, self._document.today
        if findings is None:
            return

        def work(progress: Progress) -> Path:
            whole = findings
            if findings.segment is not None:
                whole = find_out(findings.project, None, today, findings, progress)
            write_report(whole, path, progress)
            return path

        self._notices.forget(TOPIC)
        self._document.runner.run(
            work,
            on_success=self._tell_saved,
            on_failure=lambda error: self._tell_failed(error, path),
            label=_("Writing {file}").format(file=path.name),
        )

    def _tell_saved(self, path: Path) -> None:
        text = _("Report saved: {file}").format(file=path)
        if self._document.segment is not None:
            text += " " + _("It is about all customers.")
        folder = path.parent
        self._notices.tell(
            Notice(
                text,
                offers=(
                    Offer(_("Open"), lambda: _open(path)),
                    Offer(_("Show in folder"), lambda: _open(folder)),
                ),
                topic=TOPIC,
            )
        )
        self.saved.emit(path)

    def _tell_failed(self, error: ChurnDesktopError, path: Path) -> None:
        advice = explain_error(error)
        self._notices.tell(
            Notice(
                f"{advice.title} {advice.text}",
                Tone.ERROR,
                (
                    Offer(_("Try again"), lambda: self.write(path)),
                    Offer(_("Choose another name…"), self.ask),
                ),
                TOPIC,
            )
        )


def write_report(findings: Findings, path: Path, progress: Progress) -> None:
    """Write the kind of report the name ends with."""
    if path.suffix.lower() == ".pdf":
        from churn_desktop.output.pdf import write_pdf

        write_pdf(findings.report, path, progress)
        return
    from churn_desktop.output.workbook import write_workbook

    write_workbook(
        findings.report,
        findings.project,
        findings.understanding,
        findings.analysis,
        path,
        progress,
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
