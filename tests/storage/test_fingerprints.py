from __future__ import annotations

import os
from pathlib import Path

import pytest

from churn_desktop.storage.fingerprints import changed, fingerprint
from churn_desktop.storage.project_file import save_project
from tests.storage.made import a_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(b"id,fee\n" * 400_000)
    return path


def test_a_file_nobody_touched_has_not_changed(path: Path) -> None:
    assert not changed(path, fingerprint(path))


def test_a_file_that_was_only_touched_has_not_changed(path: Path) -> None:
    known = fingerprint(path)
    os.utime(path, ns=(1, 1))
    assert not changed(path, known)


def test_another_cell_at_the_end_is_a_change(path: Path) -> None:
    known = fingerprint(path)
    data = path.read_bytes()
    path.write_bytes(data[:-4] + b"Fee\n")
    os.utime(path, ns=(1, 1))
    assert changed(path, known)


def test_coming_and_going_is_a_change(path: Path) -> None:
    known = fingerprint(path)
    path.unlink()
    assert fingerprint(path) is None
    assert changed(path, known)
    assert not changed(path, None)
    path.write_bytes(b"")
    assert changed(path, None)


def test_the_same_project_saved_again_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "list.churn"
    save_project(a_project(), path)
    known = fingerprint(path)
    save_project(a_project(), path)
    os.utime(path, ns=(1, 1))
    assert changed(path, known)
