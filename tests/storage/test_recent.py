from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from churn_desktop.storage import folders, recent


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(folders.OVERRIDE, str(tmp_path / "home"))
    return tmp_path / "home"


def test_starts_with_nothing(home: Path) -> None:
    assert recent.recent_files() == ()
    assert not home.exists()


def test_newest_comes_first_and_only_once(tmp_path: Path) -> None:
    first, second = tmp_path / "客户.xlsx", tmp_path / "b.csv"
    for path in (first, second, first):
        recent.remember(path)
    assert recent.recent_files() == (first, second)


def test_keeps_the_last_ten(tmp_path: Path) -> None:
    for number in range(13):
        recent.remember(tmp_path / f"{number}.csv")
    assert [path.stem for path in recent.recent_files()] == [
        str(number) for number in range(12, 2, -1)
    ]


def test_relative_paths_become_absolute(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    recent.remember(Path("list.csv"))
    assert recent.recent_files() == (tmp_path / "list.csv",)


def test_forgets(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    recent.remember(first)
    recent.remember(second)
    recent.forget(second)
    assert recent.recent_files() == (first,)
    recent.forget_all()
    assert recent.recent_files() == ()


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"files": 3}', '{"files": [1, null]}', "\x00"]
)
def test_a_damaged_record_is_an_empty_one(damage: str, home: Path) -> None:
    home.mkdir()
    (home / "recent.json").write_text(damage, encoding="utf-8")
    assert recent.recent_files() == ()
    recent.remember(home / "list.csv")
    assert recent.recent_files() == (home / "list.csv",)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_its_owner_can_read_it(home: Path) -> None:
    recent.remember(home / "list.csv")
    assert stat.S_IMODE((home / "recent.json").stat().st_mode) == 0o600
    assert json.loads((home / "recent.json").read_text())["version"] == 1


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path, home: Path) -> None:
    home.write_text("in the way")
    recent.remember(tmp_path / "list.csv")
    assert recent.recent_files() == ()


def test_a_failed_write_keeps_the_record_and_leaves_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent.remember(home / "kept.csv")

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, "replace", refuse)
    recent.remember(home / "lost.csv")
    assert recent.recent_files() == (home / "kept.csv",)
    assert [path.name for path in home.iterdir()] == ["recent.json"]


def test_numbers_that_were_only_typed_are_no_file(home: Path) -> None:
    recent.remember(Path("Typed numbers"))
    assert recent.recent_files() == ()
