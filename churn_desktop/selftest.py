"""Try the whole program on its own samples: what a freshly installed copy must do."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TextIO

from churn_desktop import i18n, resources

TODAY = date(2025, 7, 1)
SAMPLES = ("subscriptions_en.xlsx", "subscriptions_zh.xlsx", "snapshot_en.csv")


def run(out: TextIO) -> bool:
    """Take every sample, in both languages, from file to workbook, PDF and chart.

    Parameters
    ----------
    out : text stream
        Gets a line for each step.

    Returns
    -------
    bool
        Whether every step worked.
    """
    before = i18n.language()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for language in ("en", "zh_CN"):
            for sample in SAMPLES:
                i18n.use(language)
                try:
                    written = _take_through(
                        resources.path("samples", sample), Path(folder)
                    )
                except Exception as error:  # noqa: BLE001 - any failure is the finding
                    failed += 1
                    out.write(f"failed  {language} {sample}: {error!r}\n")
                else:
                    passed += 1
                    sizes = ", ".join(f"{name} {size} bytes" for name, size in written)
                    out.write(f"ok      {language} {sample}: {sizes}\n")
    i18n.use(before)
    out.write(f"{passed} passed, {failed} failed\n")
    return not failed


def _take_through(sample: Path, folder: Path) -> list[tuple[str, int]]:
    """Read, analyse, lay out and write one list; give each file and its size."""
    from churn_desktop.core.progress import silent
    from churn_desktop.engine.analysis import analyse
    from churn_desktop.importing.importer import open_list, understand
    from churn_desktop.output.data import as_json
    from churn_desktop.output.figures import draw
    from churn_desktop.output.pdf import write_pdf
    from churn_desktop.output.workbook import write_workbook
    from churn_desktop.pages.report import lay_out

    project = open_list(sample, today=TODAY)
    understanding = understand(project, today=TODAY)
    analysis = analyse(understanding.book, project.assumptions)
    if not as_json(project, understanding, analysis)["customers"]["total"]:
        message = "no customers"
        raise ValueError(message)
    report = lay_out(project, understanding, analysis)
    page, chart = next((p, c) for p in report.pages for c in p.charts)

    def picture(path: Path) -> None:
        draw(chart, page.table(chart.table), currency=report.currency).savefig(path)

    steps: tuple[tuple[str, Callable[[Path], None]], ...] = (
        ("report.xlsx", lambda path: write_workbook(
            report, project, understanding, analysis, path, silent)),
        ("report.pdf", lambda path: write_pdf(report, path, silent)),
        ("chart.png", picture),
    )  # fmt: skip
    written = []
    for name, write in steps:
        path = folder / name
        write(path)
        written.append((name, path.stat().st_size))
        path.unlink()
    return written
