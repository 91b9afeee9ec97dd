from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from churn_desktop.storage import folders


@pytest.mark.parametrize(
    ("platform", "variable", "ending"),
    [
        ("win32", "APPDATA", ("profile", "Churn Desktop")),
        ("linux", "XDG_DATA_HOME", ("profile", "churn-desktop")),
    ],
)
def test_follows_the_system(
    platform: str,
    variable: str,
    ending: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path / "profile"))
    assert folders.home() == tmp_path.joinpath(*ending)


def test_mac_keeps_it_in_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert folders.home().parent == tmp_path / "Library" / "Application Support"


@pytest.mark.parametrize("setting", [None, "", "relative/folder"])
def test_useless_settings_are_ignored(
    setting: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    if setting is None:
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_DATA_HOME", setting)
    assert folders.home() == tmp_path / ".local" / "share" / "churn-desktop"


def test_can_be_put_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(folders.OVERRIDE, str(tmp_path / "mine"))
    assert folders.home() == tmp_path / "mine"
    assert not folders.home().exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_folders_belong_to_their_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(folders.OVERRIDE, str(tmp_path / "mine"))
    made = folders.make("recovery", "copies")
    assert made == tmp_path / "mine" / "recovery" / "copies"
    for folder in (made, made.parent, made.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folders.make("recovery") == made.parent
