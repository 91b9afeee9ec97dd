from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from churn_desktop.ui import qt_words
from churn_desktop.ui.qt_words import WORDS, QtWords


@pytest.fixture
def words(qapp: QApplication) -> Iterator[QtWords]:
    words = QtWords()
    qapp.installTranslator(words)
    yield words
    qapp.removeTranslator(words)


@pytest.mark.usefixtures("words")
def test_words_are_said_in_the_language_of_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(qt_words, "_", lambda text: f"<{text}>")
    for context, source in WORDS:
        assert QCoreApplication.translate(context, source) == f"<{source}>"
    assert QCoreApplication.translate("QFileDialog", "Files") == "Files"


def test_only_what_qt_lacks_is_said_here(qapp: QApplication, words: QtWords) -> None:
    own = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert own.load("qtbase_zh_CN", folder)
    for context, source in WORDS:
        assert not own.translate(context, source)
    assert words.translate("QFileDialog", "Parent Directory") is None
