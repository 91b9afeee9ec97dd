from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from churn_desktop import resources
from churn_desktop.ui.startup.warming_up import HEAVY

ROOT = Path(__file__).resolve().parents[1]


def run(tmp_path: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Start the program as a user would, with a profile of its own."""
    profile = {
        name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA")
    }
    environment = {**os.environ, **profile, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "churn_desktop", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_picture_of_the_analysed_sample(tmp_path: Path, language: str) -> None:
    target = tmp_path / "window.png"
    sample = resources.path("samples", "subscriptions_en.xlsx")
    done = run(
        tmp_path,
        sample,
        "--screenshot",
        target,
        "--page",
        "periods",
        "--theme",
        "dark",
        "--language",
        language,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    image = QImage(str(target))
    assert image.width() > 800
    assert image.pixelColor(5, image.height() // 2).lightness() < 80


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, tmp_path / "no.xlsx", "--screenshot", tmp_path / "window.png")
    assert done.returncode == 2
    assert "no.xlsx" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "window.png").exists()


def test_a_choice_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "--theme", "pink")
    assert done.returncode == 2
    assert "pink" in done.stderr


def test_the_window_is_shown_before_anything_heavy_is_imported() -> None:
    script = "import sys, churn_desktop.app; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = set(told.stdout.split())
    assert "churn_desktop.ui.main_window" in imported
    heavy = {*HEAVY, "numpy", "matplotlib", "openpyxl", "xlsxwriter", "sqlite3"}
    heavy |= {"churn_desktop.importing", "churn_desktop.engine"}
    heavy |= {"churn_desktop.ui.pages_area", "churn_desktop.ui.views.assumptions_panel"}
    heavy |= {name for name in imported if name.startswith("churn_desktop.ui.dialogs.")}
    assert imported.isdisjoint(heavy)
