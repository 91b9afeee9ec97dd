"""Survival and the log-rank test, beside lifelines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.lists import GROUPS, make
from bench.peers import ask_lifelines
from bench.timing import Row, in_turns, rounds_for
from churn_desktop.engine.log_rank import log_rank
from churn_desktop.engine.survival import kaplan_meier

AT = [30, 365, 1000]


def rows(size: int, python: str | None) -> Iterator[Row]:
    """Compare lifetimes in days."""
    made = make(size)
    lives, group = made.book.durations, made.group
    length = np.where((lives.length == 0) & lives.ended, 0.5, lives.length)
    rounds = rounds_for(size)
    taken = in_turns(
        {
            "curve": lambda: kaplan_meier(length, lives.ended),
            "test": lambda: log_rank(length, lives.ended, group),
        },
        rounds,
    )
    names = ("Kaplan-Meier with interval", f"log-rank of {GROUPS} groups")
    if python is None:
        for name, part in zip(names, taken, strict=True):
            yield Row(name, size, taken[part], "lifelines is not at hand")
        return
    with tempfile.TemporaryDirectory() as folder:
        arrays = {"length": length, "ended": lives.ended, "group": group, "at": AT}
        theirs = ask_lifelines(python, Path(folder), arrays, rounds)
    curve = kaplan_meier(length, lives.ended)
    same = np.allclose([curve.at(t) for t in AT], theirs["survival"])
    statistic = log_rank(length, lives.ended, group).statistic
    yield Row(
        names[0], size, taken["curve"], "lifelines", theirs["kaplan_meier"], "15x", same
    )
    yield Row(
        names[1],
        size,
        taken["test"],
        "lifelines",
        theirs["log_rank"],
        "30x",
        bool(np.isclose(statistic, theirs["statistic"])),
    )
