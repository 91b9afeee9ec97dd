"""Makes what the bundles for Linux and macOS need beside the program.

``python packaging/extras.py FOLDER``, run by the Python that has the libraries.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

import fonts
import notices


def main() -> None:
    """Write ``fonts/`` and ``licences/``."""
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    installed = Path(sysconfig.get_path("purelib"))
    fonts.make(installed, folder / "fonts")
    notices.collect(installed, folder / "licences")
    standard = Path(sysconfig.get_path("stdlib"))
    shutil.copyfile(standard / "LICENSE.txt", folder / "licences" / "Python.txt")


if __name__ == "__main__":
    main()
