from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import Role
from churn_desktop.pages.model import PageId
from churn_desktop.storage import recent
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.views.chart_canvas import ChartCanvas
from churn_desktop.ui.views.notice_bar import NoticeBar


def trigger(window: MainWindow, name: str) -> None:
    found = window.findChild(QAction, f"{name}Action")
    assert isinstance(found, QAction)
    found.trigger()


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path, kind: str = "") -> None:
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(path), kind)
    )


def told(window: MainWindow) -> str:
    bar = window.findChild(NoticeBar)
    assert bar is not None
    return bar.text


def answer_a_survey(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write a survey, answer it for its first customer, and have it taken over."""
    choosing(monkeypatch, path)
    trigger(window, "exitSurvey")
    qtbot.waitUntil(lambda: "Saved: " in told(window))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.cell(2, 1).value
    sheet.cell(2, 8, "Too slow")
    book.save(path)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_args, **_more: (str(path), "")
    )
    trigger(window, "surveyAnswers")


def test_numbers_can_be_typed_without_any_list(
    window: MainWindow, qtbot: QtBot
) -> None:
    button = window.findChild(QPushButton, "typeNumbersButton")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: window.document.findings is not None)
    assert window.pages.chosen is PageId.CALCULATOR
    assert window.pages.page.page is not None
    assert window.pages.page.page.table("steps").frame["percent"][0] == 10
    assert recent.recent_files() == ()


def test_typed_numbers_are_a_page_of_a_list(full_window: MainWindow) -> None:
    before = full_window.document.project
    trigger(full_window, "typeNumbers")
    assert full_window.pages.chosen is PageId.CALCULATOR
    assert full_window.document.project is before


def test_an_empty_list_is_written_and_told(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choosing(monkeypatch, tmp_path / "new list")
    trigger(window, "saveTemplate")
    qtbot.waitUntil((tmp_path / "new list.xlsx").is_file)
    qtbot.waitUntil(lambda: "Saved: " in told(window))


def test_what_cannot_be_written_is_told(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choosing(monkeypatch, tmp_path / "nowhere" / "list.xlsx")
    trigger(window, "saveTemplate")
    qtbot.waitUntil(lambda: "list.xlsx" in told(window))


def test_a_chart_is_saved_as_a_picture_where_the_last_file_went(
    full_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed: list[str] = []

    def ask(_window: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "churn"), "SVG (*.svg)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    full_window.pages.choose(PageId.OVERVIEW)
    chart = full_window.pages.page.findChild(ChartCanvas)
    assert chart is not None
    for _time in range(2):
        chart.menu(None).actions()[-1].trigger()
        qtbot.waitUntil(lambda: "Saved: " in told(full_window))
        full_window.notices.forget("made")
    assert (tmp_path / "churn.svg").stat().st_size > 1000
    assert Path(proposed[1]).parent == tmp_path
    assert Path(proposed[1]).name.endswith(" - Overview.png")


@pytest.mark.parametrize("name", ["due.ics", "due.xlsx"])
def test_follow_ups_are_written_as_list_or_calendar(
    full_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    choosing(monkeypatch, tmp_path / name)
    trigger(full_window, "exportFollowups")
    qtbot.waitUntil(lambda: "Saved: " in told(full_window))
    first = (tmp_path / name).read_bytes()[:2]
    assert first == (b"BE" if name.endswith("ics") else b"PK")


def test_answers_are_not_said_to_be_taken_over_into_a_list_edited_meanwhile(
    full_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, document = tmp_path / "survey.xlsx", full_window.document
    answer_a_survey(full_window, path, qtbot, monkeypatch)
    document.apply("a note", lambda project: replace(project, notes=()))
    edited = document.project
    qtbot.waitUntil(lambda: "no answer was taken over" in told(full_window))
    assert document.project is edited
    again = full_window.findChild(NoticeBar)
    assert again is not None
    next(
        button
        for button in again.findChildren(QPushButton)
        if button.text() == "Try again"
    ).click()
    qtbot.waitUntil(lambda: "Answers of 1 customer" in told(full_window))
    assert document.project is not edited


def test_a_survey_goes_out_and_its_answers_come_back(
    full_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, document = tmp_path / "survey.xlsx", full_window.document
    answer_a_survey(full_window, path, qtbot, monkeypatch)
    qtbot.waitUntil(lambda: "Answers of 1 customer" in told(full_window))
    assert document.project is not None
    reason = document.project.heading(Role.REASON)
    assert reason is not None
    assert "Too slow" in document.project.table.frame[reason].tolist()
    document.undo_stack.undo()
    assert document.project.heading(Role.REASON) != reason or "Too slow" not in (
        document.project.table.frame[reason].tolist()
    )
