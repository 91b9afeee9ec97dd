"""End, fail and cut the power at every single call that a save or an autosave makes.

``python -m bench.crash.points save autosave --step 1``; run by `bench.crash`.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.crash.disk import Disk, Mode, calls_in
from bench.crash.power import Power, put
from bench.crash.work import Autosave, Save, Work
from churn_desktop.core.errors import UnwritableFile

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
WORK: dict[str, type[Work]] = {"save": Save, "autosave": Autosave}


@dataclass(frozen=True, slots=True)
class Site:
    """A folder on the watched disk, made ready for one attempt."""

    disk: Disk
    folder: Path
    kind: type[Work]

    def ready(self) -> Work:
        """Start from a clean folder."""
        self.disk.choose()
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        return self.kind(self.folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print as JSON what was tried and what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", nargs="+", choices=WORK)
    parser.add_argument("--step", type=int, default=1, help="every so many calls")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        top = Path(made).resolve()
        folder = top / "disk"
        folder.mkdir()
        disk = Disk(folder)
        found = {}
        for name in options.work:
            site = Site(disk, folder, WORK[name])
            found[name] = {
                "kill": _kill(site, options.step),
                "fail": _fail(site, options.step),
                "power": _power(site, top, options.step),
            }
    json.dump(found, sys.stdout)
    return 0


def _count(site: Site) -> int:
    work = site.ready()
    site.disk.choose()
    work.run(lambda _: None)
    return site.disk.calls


def _kill(site: Site, step: int) -> dict[str, int]:
    """End the process before, and in the middle of, every call."""
    tally: Counter[str] = Counter()
    for mode in (Mode.KILL, Mode.KILL_HALF):
        for call in range(0, _count(site), step):
            work = site.ready()
            done, killed = _die_at(site.disk, work, mode, call)
            tally["points"] += killed
            tally["lost"] += not work.holds(at_least=done)
    return dict(tally)


def _die_at(disk: Disk, work: Work, mode: Mode, call: int) -> tuple[int, bool]:
    """Do some work in a process of its own; how far it said it was, and its end."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        disk.choose(mode, call)
        with open(tell, "w", buffering=1) as teller:  # noqa: PTH123 - a pipe has no path
            work.run(partial(print, file=teller))
            os._exit(0)
    os.close(tell)
    with open(told) as answers:  # noqa: PTH123
        numbers = answers.read().split()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed and status:
        raise RuntimeError(f"ended with {status}")
    return int(numbers[-1]) if numbers else 0, killed


def _fail(site: Site, step: int) -> dict[str, int]:
    """Let every call fail once, and from then on."""
    tally: Counter[str] = Counter()
    for mode in (Mode.FAIL, Mode.FAIL_FROM):
        for error in ERRORS:
            for call in range(0, _count(site), step):
                work = site.ready()
                done = _fail_at(site.disk, work, (mode, call, error), tally)
                site.disk.choose()
                tally["points"] += 1
                tally["lost"] += not work.holds(at_least=done)
                tally["stray"] += work.stray()
                tally["not mended"] += not work.goes_on()
    return dict(tally)


def _fail_at(
    disk: Disk, work: Work, how: tuple[Mode, int, int], tally: Counter[str]
) -> int:
    done = 0

    def note(number: int) -> None:
        nonlocal done
        done = number

    disk.choose(*how)
    try:
        work.run(note)
    except UnwritableFile:
        tally["said"] += 1
    except Exception as error:  # noqa: BLE001 - any other is a finding
        tally[f"surprise {type(error).__name__}"] += 1
    return done


def _power(site: Site, top: Path, step: int) -> dict[str, int]:
    """Cut the power after every call."""
    tally: Counter[str] = Counter()
    work = site.ready()
    power = Power(site.folder)
    log = top / "calls"
    marks: list[tuple[int, int]] = []
    with log.open("wb", buffering=0) as file:
        site.disk.record(file.fileno())
        site.disk.choose()
        work.run(lambda number: marks.append((file.tell(), number)))
        site.disk.record(-1)
    for index, (call, end) in enumerate(calls_in(log.read_bytes())):
        power.follow(call)
        if index % step:
            continue
        done = max((n for at, n in marks if at <= end), default=0)
        for image in power.images(seed=index):
            target = top / "image"
            target.mkdir()
            put(image, site.folder, target)
            tally["points"] += 1
            tally["lost"] += not site.kind(target, ready=True).holds(at_least=done)
            shutil.rmtree(target)
    return dict(tally)


if __name__ == "__main__":
    sys.exit(main())
