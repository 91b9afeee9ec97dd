"""Files one can take away besides the report: an empty list, follow-ups, a survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import ngettext
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.model import PageId
from churn_desktop.pages.sentences import join, listing
from churn_desktop.ui import settings
from churn_desktop.ui.save_dialog import ask_where, offers_for
from churn_desktop.ui.views.notice_bar import Notice, Offer, Tone

if TYPE_CHECKING:
    from churn_desktop.core.progress import Progress
    from churn_desktop.core.project import Project
    from churn_desktop.importing.survey_answers import TakenOver
    from churn_desktop.pages.material import Material
    from churn_desktop.ui.findings import Findings
    from churn_desktop.ui.main_window import MainWindow

TOPIC = "made"


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A file to be made.

    Attributes
    ----------
    title : str
        Of the dialog.
    name : str
        That is proposed, with its ending.
    kinds : mapping of str to str
        What each ending is called.
    write : callable
        Writes it; runs beside the window.
    """

    title: str
    name: str
    kinds: dict[str, str]
    write: Callable[[Path], None]


class OtherExports(QObject):
    """Asks where to, writes in the background, and tells how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        window.start_page.typing_wanted.connect(self.type_numbers)
        window.start_page.template_wanted.connect(self.save_template)
        window.pages_made.connect(self._watch)

    def _watch(self) -> None:
        self._window.pages.page.picture_wanted.connect(self.save_picture)

    def slots(self) -> dict[str, Callable[[], None]]:
        """Give what each entry does."""
        return {
            "typeNumbers": self.type_numbers,
            "saveTemplate": self.save_template,
            "exportFollowups": self.save_followups,
            "exitSurvey": self.save_survey,
            "surveyAnswers": self.take_over_answers,
        }

    def type_numbers(self) -> None:
        """Show the calculator; without a list, with nothing but the calculator."""
        from churn_desktop.importing.blank_list import blank_counts
        from churn_desktop.pages.words.template import count_columns

        if self._document.project is None:
            blank = blank_counts(_("Typed numbers"), count_columns())
            self._document.adopt(blank)
        self._window.pages.choose(PageId.CALCULATOR)

    def save_template(self) -> None:
        """Write an empty list to fill in."""
        from churn_desktop.output.template import write_template
        from churn_desktop.pages.calculator import EXAMPLE

        project = self._document.project
        typed = None if project is None else project.assumptions.typed
        self.ask(
            Wanted(
                _("New list from template"),
                _("Customers and churn.xlsx"),
                {".xlsx": _("Excel workbook (*.xlsx)")},
                lambda path: write_template(path, typed or EXAMPLE),
            )
        )

    def save_followups(self) -> None:
        """Write whom to get in touch with, as a list or for a calendar."""
        findings, today = self._document.findings, self._document.today
        if findings is None:
            return

        def write(path: Path) -> None:
            from churn_desktop.output.calendar_file import write_calendar
            from churn_desktop.output.followup_list import write_followups

            if path.suffix.lower() == ".ics":
                write_calendar(_material(findings), path, today)
            else:
                write_followups(_material(findings), path)

        self.ask(
            Wanted(
                _("Save follow-ups"),
                _("{list} - follow-ups.xlsx").format(list=_stem(findings)),
                {
                    ".xlsx": _("Excel workbook (*.xlsx)"),
                    ".ics": _("Calendar (*.ics)"),
                },
                write,
            )
        )

    def save_survey(self) -> None:
        """Write a survey of those who left."""
        findings = self._document.findings
        if findings is None:
            return

        def write(path: Path) -> None:
            from churn_desktop.output.survey import write_survey

            write_survey(_material(findings), path)

        self.ask(
            Wanted(
                _("Exit survey"),
                _("{list} - exit survey.xlsx").format(list=_stem(findings)),
                {".xlsx": _("Excel workbook (*.xlsx)")},
                write,
            )
        )

    def save_picture(self, page: str, write: Callable[[Path], None]) -> None:
        """Write a chart of a page as a picture."""
        from churn_desktop.output.figures import PICTURE_KINDS

        findings = self._document.findings
        if findings is None:
            return
        name = _("{list} - {page}.png").format(list=_stem(findings), page=page)
        kinds = {f".{kind}": f"{kind.upper()} (*.{kind})" for kind in PICTURE_KINDS}
        self.ask(Wanted(_("Save picture"), name, kinds, write))

    def take_over_answers(self) -> None:
        """Let the user choose a survey with answers, and put them into the list."""
        if self._document.project is None:
            return
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window,
            _("Take over survey answers"),
            self._window.settings.get(settings.EXPORT_FOLDER),
            _("Excel workbook (*.xlsx)") + ";;" + _("All files (*)"),
        )
        if chosen:
            self.read_answers(Path(chosen))

    def read_answers(self, path: Path) -> None:
        """Read answers in the background, and put them into the list."""
        project, today = self._document.project, self._document.today
        if project is None:
            return
        self._window.notices.forget(TOPIC)

        def work(progress: Progress) -> TakenOver:
            from churn_desktop.importing.survey_answers import read_answers
            from churn_desktop.pages.words.survey import answer_headings

            heads = answer_headings(project)
            return read_answers(project, path, heads, today=today, progress=progress)

        self._document.runner.run(
            work,
            on_success=lambda taken: self._show_taken(taken, project, path),
            on_failure=self._document.failed.emit,
            label=_("Reading {file}").format(file=path.name),
        )

    def _show_taken(self, taken: TakenOver, before: Project, path: Path) -> None:
        """Put the list with its answers on screen, unless it was edited meanwhile."""
        self._document.apply(
            _("taking over survey answers"),
            lambda project: taken.project if project is before else project,
        )
        if self._document.project is not taken.project:
            self._window.notices.tell(
                Notice(
                    _("The list was edited meanwhile, so no answer was taken over."),
                    Tone.WARNING,
                    (Offer(_("Try again"), lambda: self.read_answers(path)),),
                    TOPIC,
                )
            )
            return
        text = ngettext(
            "Answers of {count} customer were taken over.",
            "Answers of {count} customers were taken over.",
            taken.customers,
        ).format(count=taken.customers)
        if taken.unknown:
            numbers = listing(taken.unknown)
            others = _("Not in the list: {numbers}.").format(numbers=numbers)
            text = join(text, others)
        self._window.notices.tell(Notice(text, topic=TOPIC))

    def ask(self, wanted: Wanted) -> None:
        """Let the user choose a file, and write it."""
        proposed = Path.home() / wanted.name
        path = ask_where(
            self._window, self._window.settings, wanted.title, proposed, wanted.kinds
        )
        if path is not None:
            self.write(wanted, path)

    def write(self, wanted: Wanted, path: Path) -> None:
        """Write the file in the background."""
        self._window.notices.forget(TOPIC)
        self._document.runner.run(
            lambda _progress: wanted.write(path),
            on_success=lambda _nothing: self._tell_saved(path),
            on_failure=lambda error: self._tell_failed(error, wanted, path),
            label=_("Writing {file}").format(file=path.name),
        )

    def _tell_saved(self, path: Path) -> None:
        self._window.notices.tell(
            Notice(
                _("Saved: {file}").format(file=path),
                offers=offers_for(path),
                topic=TOPIC,
            )
        )

    def _tell_failed(
        self, error: ChurnDesktopError, wanted: Wanted, path: Path
    ) -> None:
        self._window.notices.tell(
            Notice(
                explain_error(error).whole,
                Tone.ERROR,
                (
                    Offer(_("Try again"), lambda: self.write(wanted, path)),
                    Offer(_("Choose another name…"), lambda: self.ask(wanted)),
                ),
                TOPIC,
            )
        )


def _material(findings: Findings) -> Material:
    from churn_desktop.pages.material import Material

    return Material(findings.project, findings.understanding, findings.analysis)


def _stem(findings: Findings) -> str:
    return findings.project.source.path.stem
