"""Makes the Chinese font that an installer brings along, for computers without one.

The characters of GBK: GB2312 lacks some that are common in given names.
"""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

SOURCE = "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf"
NAME = "NotoSansSC-Regular.otf"


def make(site_packages: Path, folder: Path) -> None:
    """Write the font and its licence.

    Parameters
    ----------
    site_packages : Path
        Where the libraries of the lock file are installed.
    folder : Path
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(characters(), encoding="utf-8")
    subprocess.run(
        [
            sys.executable, "-m", "fontTools.subset", site_packages / SOURCE,
            f"--text-file={wanted}", f"--output-file={folder / NAME}",
            "--layout-features=kern", "--no-hinting", "--desubroutinize",
            "--name-IDs=*", "--name-languages=*",
        ],
        check=True,
    )  # fmt: skip
    wanted.unlink()
    licence = next(site_packages.glob("pylopdf_fonts_zh_cn-*.dist-info/licenses/*"))
    text = licence.read_text(encoding="utf-8")
    if not re.search(r"SIL Open Font License", text, re.IGNORECASE):
        raise SystemExit(f"{licence}: not the licence of the font")
    (folder / "OFL.txt").write_text(text, encoding="utf-8", newline="\n")


def characters() -> str:
    """List what the font is to have: GBK, and Latin letters with their accents."""
    chinese = {
        bytes((first, second)).decode("gbk", "ignore")
        for first in range(0x81, 0xFF)
        for second in range(0x40, 0xFF)
    }
    latin = {chr(code) for code in range(0x20, 0x250)} | set("€₣₤₩₹₽₿←↑→↓−≈≠≤≥÷×")
    return "".join(sorted(
        text for text in chinese | latin
        if len(text) == 1 and unicodedata.category(text) not in {"Cc", "Cn", "Co"}
    ))  # fmt: skip


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
