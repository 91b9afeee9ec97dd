from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from churn_desktop.ui import settings
from churn_desktop.ui.settings import Setting, Settings


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "settings.ini")


def opened(path: str) -> Settings:
    return Settings(QSettings(path, QSettings.Format.IniFormat))


def test_defaults_hold_until_somebody_chooses(path: str) -> None:
    remembered = opened(path)
    assert remembered.get(settings.THEME) == "system"
    assert remembered.get(settings.EXPERT) is False
    assert remembered.get(settings.GEOMETRY) == QByteArray()


def test_values_survive_a_restart_with_their_type(path: str) -> None:
    first = opened(path)
    first.put(settings.EXPERT, True)
    first.put(settings.LANGUAGE, "zh_CN")
    first.put(settings.GEOMETRY, QByteArray(b"\x00\x01"))
    del first
    again = opened(path)
    assert again.get(settings.EXPERT) is True
    assert again.get(settings.LANGUAGE) == "zh_CN"
    assert again.get(settings.GEOMETRY) == QByteArray(b"\x00\x01")


def test_keys_are_unique() -> None:
    keys = [s.key for s in vars(settings).values() if isinstance(s, Setting)]
    assert len(keys) == len(set(keys)) > 5
