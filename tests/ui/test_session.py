from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from churn_desktop import i18n, resources
from churn_desktop.pages.model import PageId
from churn_desktop.ui import session as session_module
from churn_desktop.ui import settings
from churn_desktop.ui.session import Session
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.theme import DARK, Theme, colours
from tests.ui.made import a_csv, a_list


@pytest.fixture
def session(
    qapp: QApplication, remembered: Settings, qtbot: QtBot
) -> Iterator[Session]:
    qapp.setQuitOnLastWindowClosed(False)
    session = Session(qapp, remembered)
    session.speak("en")
    session.dress(Theme.LIGHT)
    yield session
    session.quit()
    session.speak("en")
    session.dress(Theme.LIGHT)
    session.deleteLater()


def test_a_second_file_gets_a_second_window(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    first = session.open_window(a_csv(tmp_path))
    qtbot.waitUntil(lambda: first.document.findings is not None, timeout=20_000)
    first.open_path(a_csv(tmp_path, "others.csv"))
    assert len(session.windows) == 2
    second = session.windows[1]
    qtbot.waitUntil(lambda: second.document.findings is not None, timeout=20_000)
    assert first.document.project is not second.document.project
    second.close()
    assert session.windows == [first]


def test_a_file_from_outside_takes_the_empty_window_first(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    first = session.open_window()
    session.open_from_outside(a_csv(tmp_path))
    qtbot.waitUntil(lambda: first.document.findings is not None, timeout=20_000)
    session.open_from_outside(a_csv(tmp_path, "others.csv"))
    assert len(session.windows) == 2
    second = session.windows[1]
    qtbot.waitUntil(lambda: second.document.findings is not None, timeout=20_000)
    second.document.file.save(tmp_path / "others.churn")
    qtbot.waitUntil(lambda: second.document.file.is_at(tmp_path / "others.churn"))
    session.open_from_outside(tmp_path / "others.churn")
    assert len(session.windows) == 2


def test_the_language_is_switched_around_the_living_document(
    session: Session, remembered: Settings, qtbot: QtBot
) -> None:
    old = session.open_window()
    document = old.document
    document.adopt(a_list())
    qtbot.waitUntil(lambda: document.settled)
    old.pages.choose(PageId.PERIODS)
    document.apply("Stage", lambda p: p.assuming(early_months=2))
    old.language_wanted.emit()
    new = session.windows[0]
    assert new is not old
    assert new.document is document
    assert i18n.language() == "zh_CN"
    assert remembered.get(settings.LANGUAGE) == "zh_CN"
    assert QLocale().language() == QLocale.Language.Chinese
    assert new.pages.chosen is PageId.PERIODS
    assert new.menus.actions["undo"].isEnabled()
    qtbot.waitUntil(lambda: document.settled)
    assert new.document.findings is not None
    new.language_wanted.emit()
    assert i18n.language() == "en"
    assert session.windows[0].menus.actions["language"].text() == "Switch to 简体中文"
    qtbot.waitUntil(lambda: document.settled)


def test_a_switch_leaves_the_keyboard_where_it_was(
    session: Session, qtbot: QtBot
) -> None:
    old = session.open_window()
    old.document.adopt(a_list())
    qtbot.waitUntil(lambda: old.document.settled)
    old.pages.choose(PageId.PERIODS)
    grid = old.pages.page.grid("movements")
    assert grid is not None
    grid.choose(2, "lost")
    old.pages.choose(PageId.CUSTOMERS)
    old.pages.customers.sort("Customer", descending=True)
    qtbot.waitUntil(lambda: old.document.runner.busy is False)
    old.pages.customers.sheet.go_to(5, 2)
    position = old.pages.customers.model.position(5)
    old.language_wanted.emit()
    new = session.windows[0].pages
    qtbot.waitUntil(new.customers.sheet.hasFocus)
    qtbot.waitUntil(lambda: new.customers.model.order is not None)
    current = new.customers.sheet.currentIndex()
    assert new.customers.model.position(current.row()) == position
    assert current.column() == 2
    new.choose(PageId.PERIODS)
    shown = new.page.grid("movements")
    assert shown is not None
    assert shown.current_cell() == (2, "lost")
    session.windows[0].language_wanted.emit()


def test_the_words_of_qt_are_in_the_same_language(
    session: Session, qtbot: QtBot
) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text()

    english = cancel()
    session.speak("zh_CN")
    assert cancel() == "取消"
    session.speak("en")
    assert cancel() == english


def test_colours_are_switched(
    session: Session, remembered: Settings, qtbot: QtBot
) -> None:
    old = session.open_window()
    old.theme_wanted.emit("dark")
    new = session.windows[0]
    assert new is not old
    assert colours(new.palette()) is DARK
    assert remembered.get(settings.THEME) == "dark"


def test_colours_follow_the_system_unless_chosen(
    session: Session, remembered: Settings, qapp: QApplication
) -> None:
    window = session.open_window()
    remembered.put(settings.THEME, "light")
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert session.windows[0] is window
    remembered.put(settings.THEME, "system")
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert session.windows[0] is not window


def test_the_last_window_ends_the_program(session: Session, qtbot: QtBot) -> None:
    session.open_window()
    second = session.open_window()
    second.quit_wanted.emit()
    assert session.windows == []


def test_a_computer_without_chinese_uses_the_font_that_was_brought_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fonts").mkdir()
    brought = tmp_path / "fonts" / "some.otf"
    brought.touch()
    added: list[str] = []

    class Database:
        @staticmethod
        def families() -> list[str]:
            return ["DejaVu Sans", *(["Noto Sans SC"] if added else [])]

        @staticmethod
        def addApplicationFont(path: str) -> None:  # noqa: N802 - Qt's name
            added.append(path)

    monkeypatch.setattr(session_module, "QFontDatabase", Database)
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    assert session_module._chinese_families() == []
    assert session_module._bring_families() == ["Noto Sans SC"]
    assert added == [str(brought)]
