"""What lifelines does with a list of lifetimes; run by the Python that has it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test


def timed(run: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Give the median time of some runs, and the last answer."""
    taken, answer = [], None
    for _ in range(rounds):
        begun = time.perf_counter()
        answer = run()
        taken.append(time.perf_counter() - begun)
    return median(taken), answer


def main(source: str, rounds: int) -> None:
    """Fit and test the lifetimes of a file, and print the answers as JSON."""
    lives = np.load(source)
    length, ended, group = lives["length"], lives["ended"], lives["group"]
    fitting, curve = timed(lambda: KaplanMeierFitter().fit(length, ended), rounds)
    testing, test = timed(
        lambda: multivariate_logrank_test(length, group, ended), rounds
    )
    json.dump(
        {
            "kaplan_meier": fitting,
            "survival": [float(curve.predict(t)) for t in lives["at"]],
            "log_rank": testing,
            "statistic": float(test.test_statistic),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
