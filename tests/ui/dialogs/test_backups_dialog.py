from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from churn_desktop.storage.backups import Backup
from churn_desktop.ui.dialogs.backups_dialog import BackupsDialog

BACKUPS = tuple(
    Backup(Path(f"{hour}.churn"), datetime(2024, 3, 1, hour, tzinfo=UTC), 20_000)
    for hour in (14, 9)
)


def test_the_newest_is_chosen_first(qtbot: QtBot) -> None:
    dialog = BackupsDialog("a.churn", BACKUPS)
    qtbot.addWidget(dialog)
    assert dialog.list.count() == 2
    assert dialog.chosen is BACKUPS[0]
    with qtbot.waitSignal(dialog.copy_wanted) as wanted:
        dialog.copy_button.click()
    assert wanted.args == [BACKUPS[0]]


def test_an_older_one_is_restored(qtbot: QtBot) -> None:
    dialog = BackupsDialog("a.churn", BACKUPS)
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(1)
    with qtbot.waitSignal(dialog.restore_wanted) as wanted:
        dialog.restore_button.click()
    assert wanted.args == [BACKUPS[1]]


def test_a_window_that_may_not_write_restores_nothing(qtbot: QtBot) -> None:
    dialog = BackupsDialog("a.churn", BACKUPS, writable=False)
    qtbot.addWidget(dialog)
    assert dialog.copy_button.isEnabled()
    assert not dialog.restore_button.isEnabled()


def test_it_says_when_there_are_none(qtbot: QtBot) -> None:
    dialog = BackupsDialog("a.churn", ())
    qtbot.addWidget(dialog)
    assert "no backups yet" in dialog.about.text()
    assert not dialog.copy_button.isEnabled()
    assert not dialog.restore_button.isEnabled()
