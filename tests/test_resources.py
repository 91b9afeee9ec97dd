from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from churn_desktop import resources

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _forget_where() -> Iterator[None]:
    resources.root.cache_clear()
    yield
    resources.root.cache_clear()


def place(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that the program lies in `package`."""
    package.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))


def test_a_checkout_keeps_them_beside_the_package() -> None:
    assert resources.root() == ROOT / "resources"


def test_a_wheel_carries_them_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(tmp_path / "site-packages/churn_desktop", monkeypatch)
    inside = tmp_path / "site-packages/churn_desktop/resources"
    inside.mkdir()
    (tmp_path / "site-packages/resources").mkdir()  # some other distribution's
    assert resources.root() == inside


@pytest.mark.parametrize("inside", ["resources", "churn_desktop/resources"])
def test_a_frozen_program_unpacks_them(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / inside).mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.root() == tmp_path / inside


def test_a_copy_without_them_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(tmp_path / "churn_desktop", monkeypatch)
    with pytest.raises(FileNotFoundError, match="no resources folder"):
        resources.root()


def test_a_path_is_given_in_parts() -> None:
    found = resources.path("samples", "subscriptions_en.xlsx")
    assert found == ROOT / "resources/samples/subscriptions_en.xlsx"


def test_a_missing_file_is_told_at_once() -> None:
    with pytest.raises(FileNotFoundError, match=r"no_such_file\.xlsx"):
        resources.path("samples", "no_such_file.xlsx")


@pytest.mark.parametrize("inside", ["bundle/resources", "app/resources"])
def test_an_installed_copy_knows_whose_work_it_contains(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / inside
    found.mkdir(parents=True)
    place(found.parent / "churn_desktop", monkeypatch)
    assert resources.notice() is None
    licences = tmp_path / ("bundle" if "bundle" in inside else "") / "licences"
    licences.mkdir()
    (licences / "NOTICE.txt").write_text("Qt by others", encoding="utf-8")
    assert resources.notice() == f"{licences}\n\nQt by others"
