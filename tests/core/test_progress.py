from __future__ import annotations

import pytest

from churn_desktop.core.progress import Cancelled, Progress, silent


def work(progress: Progress) -> str:
    progress(1, 2, "reading")
    return "done"


def test_nobody_needs_to_listen() -> None:
    assert work(silent) == "done"


def test_a_listener_can_stop_the_work() -> None:
    def stop(done: int, total: int, phase: str = "") -> None:
        raise Cancelled(phase)

    with pytest.raises(Cancelled, match="reading"):
        work(stop)
