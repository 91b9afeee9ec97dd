from __future__ import annotations

from pathlib import Path

import pytest

from churn_desktop.storage import folders, journal
from churn_desktop.ui.origin import Origin, usual_recovery_folder


def test_a_list_that_was_opened_has_no_project_file() -> None:
    origin = Origin()
    assert origin.path is None
    assert origin.saved
    assert origin.view == {}


def test_a_folder_that_cannot_be_made_is_given_nevertheless(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail() -> Path:
        raise PermissionError

    monkeypatch.setenv(folders.OVERRIDE, str(tmp_path))
    assert usual_recovery_folder() == journal.recovery_folder()
    monkeypatch.setattr(journal, "recovery_folder", fail)
    assert usual_recovery_folder().parent == folders.home()
