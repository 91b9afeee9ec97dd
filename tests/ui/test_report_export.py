from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import Role
from churn_desktop.ui import report_export, save_dialog, settings
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.segments import Segment
from churn_desktop.ui.views.notice_bar import Tone


def choose(monkeypatch: pytest.MonkeyPatch, path: str, kind: str = "") -> list[str]:
    """Answer the file dialog; give what it was offered."""
    offered: list[str] = []

    def answer(*arguments: object) -> tuple[str, str]:
        offered.append(str(arguments[2]))
        return path, kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return offered


def test_a_workbook_is_written_and_offered(
    full_window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(save_dialog, "show", opened.append)
    offered = choose(monkeypatch, str(tmp_path / "out.xlsx"))
    with qtbot.waitSignal(full_window.exporter.saved, timeout=90_000):
        full_window.exporter.ask()
    assert offered[0].endswith("shops - churn report.xlsx")
    notice = full_window.notices.notice
    assert notice is not None
    assert "Report saved" in notice.text
    assert len(load_workbook(tmp_path / "out.xlsx").sheetnames) > 5
    assert full_window.settings.get(settings.EXPORT_FOLDER) == str(tmp_path)
    for offer in notice.offers:
        offer.act()
    assert opened == [tmp_path / "out.xlsx", tmp_path]


def test_a_name_without_ending_gets_one(
    full_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []
    monkeypatch.setattr(
        full_window.exporter, "write", lambda path, mask: written.append(path)
    )
    choose(monkeypatch, str(tmp_path / "out"), "PDF document (*.pdf)")
    full_window.exporter.ask()
    choose(monkeypatch, str(tmp_path / "out.v2"), "Excel workbook (*.xlsx)")
    full_window.exporter.ask()
    choose(monkeypatch, "")
    full_window.exporter.ask()
    assert [path.name for path in written] == ["out.pdf", "out.v2.xlsx"]


def test_the_report_is_about_everyone(
    full_window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    full_window.document.choose_segment(Segment(Role.PLAN, "Pro"))
    qtbot.waitUntil(lambda: full_window.document.settled)
    written: list[int] = []

    def write(found: report_export.Findings, path: Path, progress: object) -> None:
        written.append(len(found.analysis.book))

    monkeypatch.setattr(report_export, "write_report", write)
    with qtbot.waitSignal(full_window.exporter.saved):
        full_window.exporter.write(tmp_path / "out.xlsx")
    assert written == [39]
    assert "all customers" in full_window.notices.text


def test_a_failure_offers_the_next_step(
    full_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "folder.xlsx"
    target.mkdir()
    full_window.exporter.write(target)
    bar = full_window.notices
    qtbot.waitUntil(
        lambda: bar.notice is not None and bar.notice.tone is Tone.ERROR, timeout=90_000
    )
    assert "folder.xlsx" in bar.text
    assert bar.notice is not None
    titles = [offer.title for offer in bar.notice.offers]
    assert titles == ["Try again", "Choose another name…"]


def test_without_a_list_there_is_nothing_to_write(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = choose(monkeypatch, str(tmp_path / "out.xlsx"))
    window.exporter.ask()
    window.exporter.write(tmp_path / "out.xlsx")
    assert offered == []
    assert not window.document.runner.busy


@pytest.mark.parametrize("name", ["out.xlsx", "out.pdf"])
def test_a_report_without_names_is_written(
    full_window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    name: str,
) -> None:
    offered = choose(monkeypatch, str(tmp_path / name))
    with qtbot.waitSignal(full_window.exporter.saved, timeout=90_000):
        full_window.menus.actions["exportMasked"].trigger()
    # Not even the proposed name says whose list it is.
    assert "shops" not in offered[0]
    if name == "out.xlsx":
        book = load_workbook(tmp_path / name)
        cells = {cell.value for sheet in book for row in sheet for cell in row}
        project = full_window.document.project
        assert project is not None
        assert not cells & set(project.table.frame["Customer"])
