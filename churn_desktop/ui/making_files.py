"""Files one can take away besides the report: an empty list, follow-ups, a survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.i18n import gettext as _
from churn_desktop.pages.messages import explain_error
from churn_desktop.pages.model import PageId
from churn_desktop.ui import settings
from churn_desktop.ui.views.notice_bar import Notice, Offer, Tone

if TYPE_CHECKING:
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


class FileMaking(QObject):
    """Asks where to, writes in the background, and tells how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        window.start_page.typing_wanted.connect(self.type_numbers)
        window.start_page.template_wanted.connect(self.save_template)

    def slots(self) -> dict[str, Callable[[], None]]:
        """Give what each entry does."""
        return {"typeNumbers": self.type_numbers, "saveTemplate": self.save_template}

    def type_numbers(self) -> None:
        """Show the calculator; without a list, with nothing but the calculator."""
        from churn_desktop.importing.blank_list import blank_counts
        from churn_desktop.pages.template_words import count_columns

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

    def ask(self, wanted: Wanted) -> None:
        """Let the user choose a file, and write it."""
        remembered = self._window.settings
        folder = remembered.get(settings.EXPORT_FOLDER) or str(Path.home())
        chosen, kind = QFileDialog.getSaveFileName(
            self._window,
            wanted.title,
            str(Path(folder) / wanted.name),
            ";;".join(wanted.kinds.values()),
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in wanted.kinds:
            names = {words: ending for ending, words in wanted.kinds.items()}
            path = path.with_name(path.name + names.get(kind, next(iter(wanted.kinds))))
        remembered.put(settings.EXPORT_FOLDER, str(path.parent))
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
                offers=(
                    Offer(_("Open"), lambda: _open(path)),
                    Offer(_("Show in folder"), lambda: _open(path.parent)),
                ),
                topic=TOPIC,
            )
        )

    def _tell_failed(
        self, error: ChurnDesktopError, wanted: Wanted, path: Path
    ) -> None:
        advice = explain_error(error)
        self._window.notices.tell(
            Notice(
                f"{advice.title} {advice.text}",
                Tone.ERROR,
                (
                    Offer(_("Try again"), lambda: self.write(wanted, path)),
                    Offer(_("Choose another name…"), lambda: self.ask(wanted)),
                ),
                TOPIC,
            )
        )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
