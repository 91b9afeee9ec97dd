"""Processes that are killed and disks that fail, in a short form of `bench.crash`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bench.crash.disk import available, started_with_disk
from bench.crash.random_edits import edit_randomly

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are copied by fork")
def test_nothing_is_lost_when_the_program_is_killed() -> None:
    options = ["--kills", "3", "--rows", "2000", "--no-calls", "--edits", "0"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.crash", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    *_, careless = done.stdout.splitlines()
    # The harness does see what is lost where nobody takes care.
    assert re.fullmatch(r"in place +3 +[1-3] *", careless)


@pytest.mark.skipif(not available(), reason="needs Linux and a C compiler")
@pytest.mark.parametrize("work", ["save", "autosave"])
def test_nothing_is_lost_at_any_call_to_the_disk(work: str, tmp_path: Path) -> None:
    done = started_with_disk("bench.crash.points", [work, "--step", "17"], tmp_path)
    for way, tally in json.loads(done.stdout)[work].items():
        assert tally.pop("points") > 3, way
        tally.pop("said", None)
        assert not any(tally.values()), (way, tally)


def test_random_edits_can_be_taken_back_and_are_kept(qapp: QApplication) -> None:
    found = edit_randomly(250)
    assert found.fine
    assert sum(found.kinds.values()) == 250
    assert len(found.kinds) == 11
