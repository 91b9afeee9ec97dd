from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from churn_desktop import i18n
from churn_desktop.core.progress import Cancelled
from churn_desktop.core.schema import PeriodLength
from churn_desktop.output.pdf import write_pdf
from churn_desktop.pages.model import Block, Page, PageId, Report, Text
from tests.output.made import TODAY, a_list, a_project, a_table, parts_of


def write(path: Path, language: str = "en") -> bytes:
    i18n.use(language)
    made = a_project(a_list(), period=PeriodLength.QUARTER, currency="CNY")
    write_pdf(parts_of(made)[0], path, today=TODAY)
    return path.read_bytes()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_both_languages_have_their_glyphs(language: str, tmp_path: Path) -> None:
    """A missing glyph is a warning, and a warning fails a test."""
    found = write(tmp_path / "报告.pdf", language)
    assert found.startswith(b"%PDF")
    assert found.count(b"/Type /Page\n") + found.count(b"/Type /Page ") > 8
    assert list(tmp_path.iterdir()) == [tmp_path / "报告.pdf"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext not installed")
def test_text_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    write(path)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True
    )
    text = done.stdout.decode()
    assert "Customers who stayed and customers who left" in text
    assert "客户" in text
    assert "=1+1" in text
    pages = re.findall(r"Page (\d+) of (\d+)", text)
    assert [int(page) for page, _count in pages] == list(range(1, len(pages) + 1))
    assert {int(count) for _page, count in pages} == {len(pages)}
    # The number beside a page of the report is where it begins.
    number = re.search(r"Definitions .* (\d+)\n", text)
    assert number is not None
    begin = text.split("\f")[int(number[1]) - 1]
    assert "Definitions" in begin


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def cancel(done: int, total: int, phase: str = "") -> None:
        if phase == "packing" and done == 2:
            raise Cancelled

    report = parts_of(a_project(a_list()))[0]
    with pytest.raises(Cancelled):
        write_pdf(report, tmp_path / "report.pdf", cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_list_of_nobody_is_still_a_report(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    write_pdf(parts_of(a_project([]))[0], path)
    assert path.stat().st_size > 1000


def test_a_few_sentences_need_no_paper_of_their_own(tmp_path: Path) -> None:
    def pages(*blocks: Block) -> int:
        parts = tuple(
            Page(of, of.title(), (block,))
            for of, block in zip(PageId, (Text("One."), *blocks), strict=False)
        )
        path = tmp_path / "report.pdf"
        write_pdf(Report("list", "", "", None, parts), path, today=TODAY)
        found = path.read_bytes()
        return found.count(b"/Type /Page\n") + found.count(b"/Type /Page ")

    # The cover comes first.
    assert pages() == pages(Text("Two."), Text("Three.")) == 2
    assert pages(Text("Two."), a_table()) == 4
