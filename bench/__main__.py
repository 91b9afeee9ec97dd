"""Print how fast the engine is beside its peers: ``python -m bench [--sizes ...]``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from bench import (
    analysis,
    charts,
    churn,
    latency,
    lifetimes,
    purchases,
    reading,
    sheet,
    start,
)
from bench.peers import peer_python
from bench.timing import Row

UNITS = {"k": 1_000, "m": 1_000_000}
PARTS = (
    "churn", "lifetimes", "purchases", "analysis", "sheet", "reading", "start",
    "latency", "charts",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and fail when an answer differs from a peer's."""
    options = _read(arguments)
    python = None
    if "lifetimes" in options.parts:
        python = peer_python(allowed=not options.no_peers)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, numpy {np.__version__}, "
        f"pandas {pd.__version__}; medians of runs in turns"
    )
    print(
        f"{'work':46}{'customers':>10}{'ours':>11}{'peer':>12}{'ratio':>8}  "
        f"{'target':7} peer"
    )
    differing = 0
    for row in _rows(options.sizes, options.parts, python):
        print(_line(row), flush=True)
        differing += not row.agrees
    return 1 if differing else 0


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=_size,
        default=[10_000, 100_000, 1_000_000],
        help="numbers of customers, such as 10k 100k 1M",
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument(
        "--no-peers",
        action="store_true",
        help="do not set up an environment for lifelines",
    )
    return parser.parse_args(arguments)


def _size(text: str) -> int:
    factor = UNITS.get(text[-1:].lower(), 1)
    return int(float(text.rstrip("kKmM")) * factor)


def _rows(
    sizes: Sequence[int], parts: Sequence[str], python: str | None
) -> Iterator[Row]:
    for size in sizes:
        if "churn" in parts:
            yield from churn.rows(size)
        if "lifetimes" in parts:
            yield from lifetimes.rows(size, python)
        if "purchases" in parts:
            yield from purchases.rows(size)
        if "analysis" in parts:
            yield from analysis.rows(size)
        if "sheet" in parts:
            yield from sheet.rows(size)
        if "latency" in parts:
            yield from latency.rows(size)
        if "reading" in parts:
            yield from reading.rows(size)
    if "start" in parts:
        yield from start.rows()
    if "charts" in parts:
        yield from charts.rows()


def _line(row: Row) -> str:
    peer = ratio = ""
    if row.peer_seconds is not None:
        peer = _amount(row.peer_seconds, row.unit)
        ratio = f"{row.peer_seconds / row.seconds:.1f}x"
    different = "" if row.agrees else "  ANSWERS DIFFER"
    size = f"{row.size:,}" if row.size else ""
    ours = _amount(row.seconds, row.unit)
    return (
        f"{row.work:46}{size:>10}{ours:>11}{peer:>12}{ratio:>8}"
        f"  {row.target:7} {row.peer}{different}"
    )


def _amount(value: float, unit: str) -> str:
    return f"{value * 1000 if unit == 'ms' else value:.2f} {unit}"


if __name__ == "__main__":
    sys.exit(main())
