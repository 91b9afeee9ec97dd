"""An environment of its own for lifelines, which cannot share ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / "out" / "bench-peers"
PACKAGES = ["lifelines>=0.30,<0.31"]


def peer_python(*, allowed: bool) -> str | None:
    """Find a Python that has lifelines.

    Parameters
    ----------
    allowed : bool
        Whether one may be set up, which downloads about 120 MB once.

    Returns
    -------
    str or None
        What ``BENCH_PEER_PYTHON`` names, else an environment under ``out``; None when
        there is none.
    """
    named = os.environ.get("BENCH_PEER_PYTHON")
    if named:
        return named
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    python = ENVIRONMENT / folder / f"python{suffix}"
    ready = ENVIRONMENT / ".ready"
    if not ready.exists():
        if not allowed:
            return None
        print("Setting up lifelines once, in", ENVIRONMENT, file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES]
        if subprocess.run(install, check=False).returncode:
            return None
        ready.touch()
    return str(python)


def ask_lifelines(
    python: str, folder: Path, arrays: dict[str, Any], rounds: int
) -> dict[str, Any]:
    """Let lifelines work on the same lifetimes and say what it found and how fast."""
    source = folder / "lifetimes.npz"
    np.savez(source, **arrays)
    script = Path(__file__).with_name("lifelines_peer.py")
    run = subprocess.run(
        [python, str(script), str(source), str(rounds)],
        check=True,
        capture_output=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer
