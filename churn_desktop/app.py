"""Start the program with a window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from churn_desktop import __version__, i18n
from churn_desktop.pages.model import PageId
from churn_desktop.ui import bug_reports, settings
from churn_desktop.ui.memory import GarbageCollector
from churn_desktop.ui.session import Session
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.startup.application import Application
from churn_desktop.ui.startup.first_paint import FirstPaint
from churn_desktop.ui.startup.screenshot import COULD_NOT, Screenshot
from churn_desktop.ui.startup.start_times import StartTimes
from churn_desktop.ui.startup.warming_up import WarmingUp
from churn_desktop.ui.theme import Theme

SECONDS_TO_SETTLE = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and give the exit code once it is closed.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; those of the process when not given.
    """
    options = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    QCoreApplication.setOrganizationName("Churn Desktop")
    QCoreApplication.setApplicationName("churn-desktop")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication.instance() or Application(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationDisplayName("")
    app.setQuitOnLastWindowClosed(False)
    collector = GarbageCollector(app)
    remembered = Settings()
    session = Session(app, remembered)
    session.speak(options.language or _language(remembered))
    session.dress(Theme(options.theme or _theme(remembered)))
    usual_hook = sys.excepthook
    if options.screenshot is None and options.start_times is None:
        sys.excepthook = bug_reports.bug_hook(partial(_show_bug, session))
    else:
        sys.excepthook = bug_reports.bug_hook(_leave_after_bug)
    try:
        window = session.open_window(tuple(options.file) or None)
        if isinstance(app, Application):
            app.file_wanted.connect(session.open_from_outside)
        first, loaded = session.look_for_lost_work, _nothing
        if options.screenshot is not None:
            first = _nothing
            Screenshot(window, options.screenshot, options.page, app.exit)
        elif options.start_times is not None:
            times = StartTimes(window, options.start_times, app.exit)
            first, loaded = times.note_shown, times.loaded.emit
        warming_up = WarmingUp(loaded, app)
        warming_up.parts_imported.connect(window.prepare)
        FirstPaint(window, first, warming_up.begin)
        return app.exec()
    finally:
        sys.excepthook = usual_hook
        collector.deleteLater()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="churn-desktop")
    parser.add_argument("file", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--language", choices=tuple(i18n.LANGUAGES))
    parser.add_argument("--theme", choices=tuple(Theme))
    # For the documentation and for machines without a screen.
    hidden = argparse.SUPPRESS
    parser.add_argument("--screenshot", type=Path, help=hidden)
    parser.add_argument("--start-times", type=Path, help=hidden)
    parser.add_argument("--page", type=PageId, default=PageId.OVERVIEW, help=hidden)
    return parser


def _language(remembered: Settings) -> str:
    chosen = remembered.get(settings.LANGUAGE)
    return chosen if chosen in i18n.LANGUAGES else i18n.system_language()


def _theme(remembered: Settings) -> str:
    chosen = remembered.get(settings.THEME)
    return chosen if chosen in set(Theme) else Theme.SYSTEM


def _nothing() -> None:
    pass


def _show_bug(session: Session, details: str) -> None:
    """Tell about a bug once nothing could be lost if another one follows."""
    session.settle(SECONDS_TO_SETTLE)
    bug_reports.show_bug(details)


def _leave_after_bug(details: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{details}\n")
    app = QApplication.instance()
    if app is not None:
        app.exit(COULD_NOT)
