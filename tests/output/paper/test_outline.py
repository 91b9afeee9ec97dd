from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from churn_desktop.output.paper.outline import Link, add_outline


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    path = tmp_path / "some.pdf"
    with PdfPages(path) as file:
        for number in range(3):
            figure = Figure(figsize=(4, 3))
            figure.text(0.5, 0.5, f"page {number}")
            file.savefig(figure)
    return path


def test_bookmarks_and_links_follow_what_was_there(pdf: Path) -> None:
    before = pdf.read_bytes()
    link = Link(page=0, left=1, top=0.5, right=3, bottom=1, target=2)
    add_outline(pdf, [("Start", 0), ("客户", 2)], [link], 3, "zh-CN")
    after = pdf.read_bytes()
    assert after.startswith(before)
    added = after[len(before) :].decode("latin-1")
    kids = re.search(rb"/Kids \[([^]]*)\]", before)
    assert kids is not None
    third = kids[1].split()[6].decode()
    assert f"/Title <FEFF{'客户'.encode('utf-16-be').hex().upper()}>" in added
    assert added.count(f"/Dest [ {third} 0 R /Fit ]") == 2
    assert "/Rect [ 72.0 144.0 216.0 180.0 ]" in added
    assert "/Lang (zh-CN)" in added
    # Every new place in the second table is that of the object it names.
    for number, place in re.findall(r"\n(\d+) 1\n(\d{10}) 00000 n ", added):
        assert after[int(place) :].startswith(f"{number} 0 obj".encode())


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo not installed")
def test_other_programs_read_it(pdf: Path) -> None:
    add_outline(pdf, [("Start", 0)], [Link(0, 1, 1, 2, 2, 1)], 3, "en")
    done = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True)
    assert b"Pages:           3" in done.stdout
    assert done.stderr == b""
