"""Start: a window, a command without one, or the import worker."""

from __future__ import annotations

import gc
import sys

COMMANDS = frozenset(
    {"report", "analyse", "check", "self-test", "-h", "--help", "--version"}
)


def main() -> int:
    """Start what the command line asks for and give the exit code."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    if first == "--import-worker":
        from churn_desktop.importing.worker import worker_main

        return worker_main()
    if first in COMMANDS:
        from churn_desktop import cli

        return cli.run(arguments)
    # Nothing is garbage yet, and looking for it is a tenth of the start. The window
    # takes collecting over (`ui.memory`).
    gc.disable()
    from churn_desktop import app

    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
