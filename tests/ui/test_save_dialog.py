from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from churn_desktop.ui import settings
from churn_desktop.ui.save_dialog import ask_where, offers_for
from churn_desktop.ui.settings import Settings

KINDS = {".xlsx": "Excel workbook (*.xlsx)", ".ics": "Calendar (*.ics)"}


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("due", "Calendar (*.ics)", "due.ics"),
        ("due", "", "due.xlsx"),
        ("due.2024", "Excel workbook (*.xlsx)", "due.2024.xlsx"),
        ("due.ICS", "Excel workbook (*.xlsx)", "due.ICS"),
    ],
)
def test_a_file_ends_as_one_of_its_kinds(
    remembered: Settings,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    kind: str,
    name: str,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    proposed: list[str] = []

    def choose(*asked: object) -> tuple[str, str]:
        proposed.append(str(asked[2]))
        return str(tmp_path / typed), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    usual = Path("elsewhere") / "list.xlsx"
    for _once in range(2):
        assert ask_where(window, remembered, "Save", usual, KINDS) == tmp_path / name
    assert proposed == [str(usual), str(tmp_path / "list.xlsx")]


def test_no_file_is_chosen_and_nothing_remembered(
    remembered: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    assert ask_where(window, remembered, "Save", Path("list.xlsx"), KINDS) is None
    assert not remembered.get(settings.EXPORT_FOLDER)


def test_a_file_and_its_folder_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: shown.append(Path(url.toLocalFile()))
    )
    for offer in offers_for(tmp_path / "list.xlsx"):
        offer.act()
    assert shown == [tmp_path / "list.xlsx", tmp_path]
