"""How long work reports where it is and learns that it was cancelled."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """Raised inside a piece of work when the user no longer wants it."""


class Progress(Protocol):
    """Called by long work now and then; may raise `Cancelled`.

    Parameters
    ----------
    done, total : int
        How much is done, in any unit; ``total`` 0 means unknown.
    phase : str
        A short identifier of what is being done (``"reading"``).
    """

    def __call__(self, done: int, total: int, phase: str = "") -> None: ...


def silent(done: int, total: int, phase: str = "") -> None:
    """Report to nobody and never cancel."""
