"""What every test can count on: a language, a profile of its own, no screen."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from churn_desktop import i18n

ROOT = Path(__file__).resolve().parents[1]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "agg")

# How long an example takes says more about the machine than about the program.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect garbage between tests only: no thread may take a window apart."""
    gc.disable()
    if "PySide6" in sys.modules:
        from churn_desktop.ui.memory import collect_what_is_due

        collect_what_is_due()


@pytest.fixture
def reference_data() -> Callable[[str], Path]:
    """Find a file of the reference lists; skip the test where they are not at hand."""
    folder = Path(os.environ.get("CHURN_REFERENCE_DATA", ROOT / "../shared/data"))

    def find(relative: str) -> Path:
        found = (folder / relative).resolve()
        if not found.exists():
            pytest.skip("reference lists not present (set CHURN_REFERENCE_DATA)")
        return found

    return find


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    # Examples in docstrings are run by the same process.
    i18n.use("en")


@pytest.fixture(autouse=True)
def _own_profile(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keep settings and program data of the person at this computer out of reach."""
    profile = tmp_path_factory.mktemp("profile")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(profile))
    if {"qtbot", "qapp"} & set(request.fixturenames):
        _isolate_qt_settings(profile)


def _isolate_qt_settings(profile: Path) -> None:
    from PySide6.QtCore import QCoreApplication, QSettings

    QCoreApplication.setOrganizationName("churn-desktop-tests")
    QCoreApplication.setApplicationName("churn-desktop-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(profile))


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard() -> Iterator[None]:
    """Leave nothing of Python's on the clipboard, which outlives Python without one."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
