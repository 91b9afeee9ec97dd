"""Take times that can be compared: in one run, in turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report.

    Attributes
    ----------
    work : str
    size : int
        Customers; 0 where there are none.
    seconds : float
        Ours; see ``unit``.
    peer : str
    peer_seconds : float or None
        None when the peer is not at hand, or when the row has a limit instead.
    target : str
        ``"15x"`` at least so many times as fast, ``"0.5 s"`` at most so long.
    agrees : bool
        Whether both gave the same answer.
    unit : str
        ``"ms"``, or ``"MB"`` where not seconds are compared but megabytes.
    """

    work: str
    size: int
    seconds: float
    peer: str = ""
    peer_seconds: float | None = None
    target: str = ""
    agrees: bool = True
    unit: str = "ms"


def in_turns(
    work: Mapping[str, Callable[[], object]],
    rounds: int,
    pick: Callable[[list[float]], float] = median,
) -> dict[str, float]:
    """Take the median time of each piece of work, one after the other each round.

    Parameters
    ----------
    work : mapping of str to callable
    rounds : int
    pick : callable
        What to take instead of the median: `min` for what has a limit and no peer, so
        that other work on the machine counts as little as can be.
    """
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            begun = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - begun)
    return {name: pick(times) for name, times in taken.items()}


def rounds_for(size: int) -> int:
    """Choose how often to repeat: more often what is short."""
    return 5 if size >= 500_000 else 9
