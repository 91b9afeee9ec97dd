"""What the program remembers about the person who uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

Value = TypeVar("Value", bool, str, QByteArray)


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One thing to remember.

    Attributes
    ----------
    key : str
        Where it is stored; never renamed.
    default : bool, str or QByteArray
        What holds until somebody chooses.
    """

    key: str
    default: Value


LANGUAGE = Setting("language", "")
"""Code of the chosen language; ``""`` follows the system."""
THEME = Setting("theme", "system")
EXPERT = Setting("expert", False)
CHARTS_ABOVE = Setting("charts_above", False)
FOLDER = Setting("folder", "")
"""Where a file was last opened from."""
PROJECT_FOLDER = Setting("project_folder", "")
EXPORT_FOLDER = Setting("export_folder", "")
GEOMETRY = Setting("window/geometry", QByteArray())
LAYOUT = Setting("window/layout", QByteArray())


class Settings:
    """The table of settings above over a store of Qt's."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = QSettings() if store is None else store

    def get(self, setting: Setting[Value]) -> Value:
        """Give the remembered value, the default where there is none that fits."""
        default = setting.default
        found = self._store.value(setting.key, default, type(default))
        return found if isinstance(found, type(default)) else default

    def put(self, setting: Setting[Value], value: Value) -> None:
        """Remember a value."""
        self._store.setValue(setting.key, value)
