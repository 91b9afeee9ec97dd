"""Where an installed program starts: prepares what a checkout has by itself.

On Windows pure modules lie in ``lib.zip``, next to ``site-packages`` with the compiled
modules; elsewhere PyInstaller has put everything in its place.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path


class CompiledModules(MetaPathFinder):
    """Finds the compiled modules of packages whose pure modules are in an archive."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> ModuleSpec | None:
        """Look for a module that no other finder knows."""
        del path, target
        stem = self._folder.joinpath(*fullname.split("."))
        for suffix in EXTENSION_SUFFIXES:
            file = f"{stem}{suffix}"
            if os.path.isfile(file):  # noqa: PTH113 - asked for many names at start
                return spec_from_file_location(fullname, file)
        return None


def prepare() -> None:
    """Make this process look as the program expects it."""
    # Says that `sys.executable` is the program itself, not an interpreter.
    sys.frozen = True
    if sys.platform == "win32":
        _find_compiled_modules(Path(sys.executable).parent / "site-packages")
    _give_streams()
    # Programs that this one opens are to find the libraries of the system.
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is not None:
        os.environ["LD_LIBRARY_PATH"] = original
    elif sys.platform.startswith("linux"):
        os.environ.pop("LD_LIBRARY_PATH", None)
    from churn_desktop.storage import folders

    # Otherwise a folder of matplotlib's own, or one that is new at each start.
    os.environ["MPLCONFIGDIR"] = str(folders.home() / "matplotlib")


def _find_compiled_modules(folder: Path) -> None:
    sys.meta_path.append(CompiledModules(folder))
    add_folder = getattr(os, "add_dll_directory", None)
    for libraries in folder.glob("*.libs"):
        if add_folder is not None:
            add_folder(str(libraries))


def _give_streams() -> None:
    """Let text go nowhere where a program with a window has no console."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


if __name__ == "__main__":
    prepare()
    from churn_desktop.__main__ import main

    sys.exit(main())
