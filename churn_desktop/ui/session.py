"""The windows that are open, and what they have in common."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QIcon

from churn_desktop import i18n, resources
from churn_desktop.output.charts.style import FAMILIES
from churn_desktop.ui import settings, theme
from churn_desktop.ui.document import Document
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.qt_words import QtWords
from churn_desktop.ui.recovering import Recovering
from churn_desktop.ui.recovery_offers import RecoveryOffers
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.tasks import TaskRunner
from churn_desktop.ui.theme import Theme
from churn_desktop.ui.views.focus_ring import FocusRing
from churn_desktop.ui.views.return_presses import ReturnPresses

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Session(QObject):
    """Opens windows, and builds them anew when language or colours change."""

    def __init__(self, app: QApplication, remembered: Settings) -> None:
        super().__init__(app)
        self._app, self._settings = app, remembered
        self._font = app.font()
        self._words, self._translator = QtWords(), QTranslator(self)
        self._dressing = False
        self._quitting = False
        self._recovering = Recovering(self)
        self._focus_ring = FocusRing(app, self)
        ReturnPresses(app, self)
        self.windows: list[MainWindow] = []
        app.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def speak(self, language: str) -> None:
        """Use a language from now on, for Qt's own words too."""
        i18n.use(language)
        QLocale.setDefault(QLocale(language))
        self._app.setFont(_font(self._font, language))
        for translator in (self._words, self._translator):
            self._app.removeTranslator(translator)
        self._app.installTranslator(self._words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language}", folder):
            self._app.installTranslator(self._translator)

    def dress(self, chosen: Theme) -> None:
        """Use light or dark colours from now on."""
        self._dressing = True
        theme.apply(self._app, chosen)
        self._dressing = False

    def open_window(self, path: Path | tuple[Path, ...] | None = None) -> MainWindow:
        """Open a window, with a file, or several as one list, if there are any.

        A project that is open already is brought to the front instead.
        """
        for window in self.windows:
            if isinstance(path, Path) and window.document.file.is_at(path):
                window.raise_()
                window.activateWindow()
                return window
        runner = TaskRunner(self)
        document = Document(runner, parent=runner)
        window = self._make_window(document)
        if self.windows:
            last = self.windows[-1].pos()
            window.move(last.x() + 30, last.y() + 30)
        self.windows.append(window)
        window.show()
        if path is not None:
            window.opening.open_files([path] if isinstance(path, Path) else path)
        return window

    def open_from_outside(self, path: Path) -> None:
        """Open a file in the last window if that is empty, else in one of its own."""
        if not self.windows or any(w.document.file.is_at(path) for w in self.windows):
            self.open_window(path)
        else:
            self.windows[-1].opening.open_files([path])

    def open_copy(self, path: Path) -> None:
        """Open what a project file holds in a window of its own."""
        self.open_window().document.open_copy(path)

    def switch_language(self) -> None:
        """Speak the other language."""
        other = next(code for code in i18n.LANGUAGES if code != i18n.language())
        self._settings.put(settings.LANGUAGE, other)
        self.speak(other)
        self._build_anew()
        for window in self.windows:
            window.document.work_out_again()

    def switch_theme(self, name: str) -> None:
        """Use other colours."""
        self._settings.put(settings.THEME, name)
        self.dress(Theme(name))
        self._build_anew()

    def look_for_lost_work(self) -> None:
        """Offer what windows left that died."""
        if self.windows:
            self._recovering.look(self.windows[0].document.runner)

    def settle(self, seconds: float) -> None:
        """Let every edit survive a crash that may come."""
        for window in self.windows:
            window.document.file.settle(seconds)

    def quit(self) -> None:
        """Close every window; one that has to ask goes on with it when answered."""
        self._quitting = True
        while self.windows:
            if not self.windows[0].close():
                return

    def _stay(self) -> None:
        self._quitting = False

    def _make_window(self, document: Document) -> MainWindow:
        window = MainWindow(document, self._settings)
        window.window_wanted.connect(self.open_window)
        window.copy_wanted.connect(self.open_copy)
        window.language_wanted.connect(self.switch_language)
        window.theme_wanted.connect(self.switch_theme)
        window.saving.stayed.connect(self._stay)
        RecoveryOffers(self._recovering, window, self.open_window)
        window.quit_wanted.connect(self.quit)
        window.closed.connect(partial(self._forget, window))
        return window

    def _build_anew(self) -> None:
        """Put a new window around each document; the documents live on."""
        for number, old in enumerate(self.windows):
            old.remember()
            window = self._make_window(old.document)
            if old.document.project is not None:
                window.pages.come_after(old.pages)
            self.windows[number] = window
            window.show()
            old.hide()
            old.deleteLater()

    def _forget(self, window: MainWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)
            window.document.runner.shutdown()
            window.document.file.end()
            window.document.runner.deleteLater()
            window.deleteLater()
        if not self.windows:
            self._app.quit()
        elif self._quitting:
            self.quit()

    def _follow_system(self) -> None:
        following = self._settings.get(settings.THEME) == Theme.SYSTEM
        if following and not self._dressing:
            self.dress(Theme.SYSTEM)
            self._build_anew()


def _font(usual: QFont, language: str) -> QFont:
    """Say which fonts have Chinese, or any weight of any of them may be picked."""
    if sys.platform == "darwin":
        return usual
    known = _chinese_families() or _bring_families()
    # The family asked for may be "Sans Serif", which is none itself.
    own = QFontInfo(usual).family()
    chosen = QFont(usual)
    chosen.setFamilies([own, *known] if language == "en" else [*known, own])
    return chosen


def _chinese_families() -> list[str]:
    installed = set(QFontDatabase.families())
    return [family for family in FAMILIES if family in installed]


def _bring_families() -> list[str]:
    """Use the fonts of an installed copy where the computer has none."""
    for path in sorted((resources.root() / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    return _chinese_families()
