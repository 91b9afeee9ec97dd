"""Crash on purpose and count what is lost: ``python -m bench.crash [--kills 200]``.

First thousands of random edits, taken back and done again; then real kills at random
moments of real work; then, where there is a C compiler on Linux, an end, a failure and
a power cut at every single call to the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Protocol

from bench.crash import random_edits
from bench.crash.disk import available, started_with_disk
from bench.crash.work import a_project, in_state, state_of
from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.files import write_safely
from churn_desktop.storage import folders
from churn_desktop.storage.autosave import Autosave
from churn_desktop.storage.journal import Journal
from churn_desktop.storage.project_file import load_project, save_project
from churn_desktop.storage.recovery import pending_recoveries, recover

ALLOWED_LOSS = 1.0
"""Seconds of typing that may be lost."""

Tell = Callable[[int], None]


class Victim(Protocol):
    """Work without end in a process that is going to be killed."""

    def __init__(self, folder: Path, rows: int) -> None: ...

    def work(self, tell: Tell) -> None:
        """Work, telling each state that must last."""

    def found(self) -> int | None:
        """Give the state that is left; None when there is no whole one."""


class Saving:
    """A project file that is saved again and again."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._path, self._first = folder / "list.churn", a_project(rows)

    def work(self, tell: Tell) -> None:
        for number in count(1):
            project = in_state(self._first, number)
            save_project(project, self._path, imported=self._first)
            tell(number)

    def found(self) -> int | None:
        return state_of(load_project(self._path).project, self._first)


class Recording:
    """A journal that gets edit after edit."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._folder, self._first = folder / "recovery", a_project(rows)

    def work(self, tell: Tell) -> None:
        journal = Journal(self._folder, "one")
        journal.begin(self._first, Path("list.csv"), saved=False)
        for number in count(1):
            journal.record(in_state(self._first, number))
            tell(number)

    def found(self) -> int | None:
        (left,) = pending_recoveries(self._folder)
        recovered = recover(left)
        return state_of(recovered.stored.project, self._first)


class Typing(Recording):
    """Somebody who types faster than anybody can, while the window saves behind."""

    def work(self, tell: Tell) -> None:
        autosave = Autosave(Journal(self._folder, "one"))
        autosave.begin(self._first, Path("list.csv"), saved=False)
        autosave.settle()
        for number in count(1):
            autosave.record(in_state(self._first, number))
            tell(number)
            time.sleep(0.01)


class Exporting:
    """A report that is written again and again."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._path, self._size = folder / "report.xlsx", rows * 100

    def work(self, tell: Tell) -> None:
        for number in count(1):
            write_safely(self._path, partial(self._write, number))
            tell(number)

    def found(self) -> int | None:
        data = self._path.read_bytes()
        number = int.from_bytes(data[:8])
        return number if data == self._content(number) else None

    def _write(self, number: int, path: Path) -> None:
        data = self._content(number)
        with path.open("wb") as file:
            for start in range(0, len(data), 65536):
                file.write(data[start : start + 65536])

    def _content(self, number: int) -> bytes:
        return number.to_bytes(8) * (self._size // 8)


class InPlace(Exporting):
    """The same without care, to show that this measures something."""

    def work(self, tell: Tell) -> None:
        for number in count(1):
            self._write(number, self._path)
            tell(number)


VICTIMS: dict[str, type[Victim]] = {
    "save": Saving,
    "autosave": Recording,
    "typing": Typing,
    "export": Exporting,
    "in place": InPlace,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was tried and what was lost; 1 when anything was."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000, help="at random")
    parser.add_argument("--kills", type=int, default=200, help="of each kind")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--step", type=int, default=1, help="every so many calls")
    parser.add_argument("--no-calls", action="store_true", help="only real kills")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    edits = ["--edits", str(options.edits), "--seed", str(options.seed)]
    lost = random_edits.main(edits) if options.edits else 0
    print(f"{'kill -9 while':16}{'kills':>7}{'lost':>6}   oldest edit lost")
    for name, kind in VICTIMS.items():
        losses, oldest = _kill_often(kind, options.kills, options.rows, chance)
        age = f"{oldest:.2f} s" if name == "typing" else ""
        print(f"{name:16}{options.kills:7}{losses:6}   {age}", flush=True)
        lost += 0 if name == "in place" else losses
    if options.no_calls:
        pass
    elif available():
        lost += _every_call(options.step)
    else:
        print("No C compiler on Linux here: single calls were not tried.")
    return 1 if lost else 0


def _kill_often(
    kind: type[Victim], kills: int, rows: int, chance: random.Random
) -> tuple[int, float]:
    """Kill so often; how often something was lost, and the oldest edit that was."""
    lost, oldest = 0, 0.0
    for _ in range(kills):
        folder = Path(tempfile.mkdtemp())
        os.environ[folders.OVERRIDE] = str(folder / "profile")
        victim = kind(folder, rows)
        told, killed = _kill_once(victim, chance.uniform(0, 0.5))
        try:
            found = victim.found()
        except (ChurnDesktopError, OSError, ValueError):
            found = None
        missing = [at for number, at in told if found is None or number > found]
        age = killed - min(missing, default=killed)
        if kind is Typing:
            lost += found is None or age > ALLOWED_LOSS
            oldest = max(oldest, age)
        else:
            lost += bool(missing) or found is None
        shutil.rmtree(folder)
    return lost, oldest


def _kill_once(victim: Victim, seconds: float) -> tuple[list[tuple[int, float]], float]:
    """Kill a process some time after its first state; what it told, and when."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _work(victim, tell)
    os.close(tell)
    with open(told) as answers:  # noqa: PTH123 - a pipe has no path
        lines = [answers.readline()]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        killed = time.monotonic()
        lines += answers.readlines()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the process ended before it was killed")
    parts = [line.split() for line in lines]
    return [(int(number), float(at)) for number, at in parts], killed


def _work(victim: Victim, handle: int) -> None:
    """Work and tell when each state was ready, until the end comes."""

    def tell(number: int) -> None:
        os.write(handle, b"%d %.6f\n" % (number, time.monotonic()))

    try:
        victim.work(tell)
    except BaseException:  # noqa: BLE001 - the copy of a process must not go on
        traceback.print_exc()
    os._exit(1)


def _every_call(step: int) -> int:
    with tempfile.TemporaryDirectory() as made:
        works = ["save", "autosave", "--step", str(step)]
        done = started_with_disk("bench.crash.points", works, Path(made))
    bad = 0
    print(f"{'at every call of':24}{'tried':>7}  found")
    for work, ways in json.loads(done.stdout).items():
        for way, tally in ways.items():
            tried = tally.pop("points")
            fine = tally.pop("said", 0)
            wrong = {what: number for what, number in tally.items() if number}
            bad += sum(wrong.values())
            said = f"{fine} times said that it failed" if fine else ""
            print(f"{work + ': ' + way:24}{tried:7}  {wrong or 'nothing lost'} {said}")
    return bad


if __name__ == "__main__":
    sys.exit(main())
