"""Try the whole program on its own samples: what a freshly installed copy must do."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from churn_desktop import __version__, i18n, resources

if TYPE_CHECKING:
    from churn_desktop.core.project import Project

TODAY = date(2025, 7, 1)
SAMPLES = (
    "subscriptions_en.xlsx",
    "subscriptions_zh.xlsx",
    "snapshot_en.csv",
    "shop_zh.csv",
    "counts_en.csv",
)
PRINTED = {"en": "subscriptions_en.xlsx", "zh_CN": "subscriptions_zh.xlsx"}
"""The sample of which each language makes a PDF, which takes longest."""

CHINESE = "客户流失率赵钱孙李珺琪"


@dataclass(frozen=True, slots=True)
class Step:
    """How one part of the program did.

    Attributes
    ----------
    name : str
    ok : bool
    seconds : float
    detail : str
        What was made, or what went wrong.
    """

    name: str
    ok: bool
    seconds: float
    detail: str


def run(out: TextIO, result: Path | None = None) -> bool:
    """Try every part of the program, and say how it went.

    Parameters
    ----------
    out : text stream
        Gets a line for each step.
    result : Path, optional
        Gets the same as JSON, for copies of the program that have no console.

    Returns
    -------
    bool
        Whether every step worked.
    """
    before = i18n.language()
    done = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name, work in _steps(Path(folder)):
            done.append(_try(name, work))
            out.write(f"{'ok' if done[-1].ok else 'failed':7} {name}: ")
            out.write(f"{done[-1].detail}\n")
            out.flush()
    i18n.use(before)
    failed = sum(not step.ok for step in done)
    out.write(f"{len(done) - failed} passed, {failed} failed\n")
    if result is not None:
        _write_result(result, done)
    return not failed


def _try(name: str, work: Callable[[], str]) -> Step:
    began = time.monotonic()
    try:
        ok, detail = True, work()
    except Exception as error:  # noqa: BLE001 - any failure is the finding
        place = traceback.extract_tb(error.__traceback__)[-1]
        ok, detail = False, f"{error!r} in {place.name}, line {place.lineno}"
    return Step(name, ok, round(time.monotonic() - began, 2), detail)


def _write_result(path: Path, done: list[Step]) -> None:
    facts = {
        "version": __version__,
        "installed": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "ok": all(step.ok for step in done),
        "steps": [asdict(step) for step in done],
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _steps(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Name everything there is to try."""
    for language in i18n.LANGUAGES:
        for sample in SAMPLES:
            work = partial(_take_through, sample, language, folder)
            yield f"{language} {sample}", work
    yield "import process", partial(_read_damaged, folder)
    yield "edited copy", partial(_save_back, folder)
    yield "Chinese font", _draw_chinese
    yield "project file", partial(_save_and_load, folder)
    yield "crash recovery", partial(_crash_and_recover, folder)


def _take_through(sample: str, language: str, folder: Path) -> str:
    """Read, analyse, lay out and write one list; tell each file and its size."""
    from churn_desktop.core.progress import silent
    from churn_desktop.engine.analysis import analyse
    from churn_desktop.importing.importer import open_list, understand
    from churn_desktop.output.figures import draw, save_picture
    from churn_desktop.output.json_data.document import as_json
    from churn_desktop.output.pdf import write_pdf
    from churn_desktop.output.workbook import write_workbook
    from churn_desktop.pages.report import lay_out

    i18n.use(language)
    project = open_list(resources.path("samples", sample), today=TODAY)
    understanding = understand(project, today=TODAY)
    analysis = analyse(understanding.book, project.assumptions)
    if not as_json(project, understanding, analysis)["customers"]["active"]:
        message = "no customers"
        raise ValueError(message)
    report = lay_out(project, understanding, analysis)
    page, chart = next((p, c) for p in report.pages for c in p.charts)

    def picture(path: Path) -> None:
        figure = draw(chart, page.table(chart.table), currency=report.currency)
        save_picture(figure, path)

    steps: dict[str, Callable[[Path], None]] = {
        "report.xlsx": lambda path: write_workbook(
            report, project, understanding, analysis, path, silent
        ),
        "chart.png": picture,
        "chart.svg": picture,
    }
    if sample == PRINTED[language]:
        steps["report.pdf"] = lambda path: write_pdf(report, path, silent)
    written = []
    for name, write in steps.items():
        path = folder / name
        write(path)
        written.append(f"{name} {path.stat().st_size} bytes")
        path.unlink()
    return ", ".join(written)


def _read_damaged(folder: Path) -> str:
    """See that a damaged file is refused, by a process that is not this one."""
    from churn_desktop.core.errors import UnreadableFile
    from churn_desktop.importing.importer import open_list

    damaged = folder / "damaged.xlsx"
    whole = resources.path("samples", SAMPLES[0]).read_bytes()
    damaged.write_bytes(whole[: len(whole) // 2])
    try:
        open_list(damaged, today=TODAY)
    except UnreadableFile as error:
        if error.detail == "reader died":
            raise
        return f"half a workbook is refused as {error.problem}"
    message = "half a workbook was read"
    raise ValueError(message)


def _save_back(folder: Path) -> str:
    """Change a cell and write it into a copy of the workbook it came from."""
    from churn_desktop.core.edits import set_cells
    from churn_desktop.importing.importer import open_list
    from churn_desktop.output.own_file.save_back import plan, write_back

    imported = open_list(resources.path("samples", PRINTED["zh_CN"]), today=TODAY)
    heading = imported.table.headings[0]
    table = set_cells(imported.table, heading, [0], ["甲"])
    path = folder / "副本.xlsx"
    # Writing reads the copy again, and compares every cell.
    if write_back(plan(replace(imported, table=table), imported), path):
        message = "a cell was refused"
        raise ValueError(message)
    return f"{path.stat().st_size} bytes"


def _draw_chinese() -> str:
    """See that charts have a font with Chinese characters."""
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    from churn_desktop.output.charts.style import fonts

    i18n.use("zh_CN")
    for family in fonts():
        font = FT2Font(findfont(FontProperties(family=[family])))
        if all(font.get_char_index(ord(character)) for character in CHINESE):
            return family
    message = f"no font has all of {CHINESE}"
    raise ValueError(message)


def _save_and_load(folder: Path) -> str:
    """Write a project file and read it again."""
    from churn_desktop.storage.project_file import load_project, save_project

    project = _edited_project()
    path = folder / "项目 1.churn"
    save_project(project, path)
    _compare(project, load_project(path).project)
    return f"{path.stat().st_size} bytes"


def _crash_and_recover(folder: Path) -> str:
    """Leave an edited document behind as a crash does, and find it again."""
    from churn_desktop.storage.journal import Journal
    from churn_desktop.storage.recovery import pending_recoveries, recover

    left = folder / "recovery"
    left.mkdir()
    project = _edited_project()
    journal = Journal(left)
    journal.begin(project.assuming(early_months=1), project.source.path)
    journal.record(project)
    journal.close()
    pending = pending_recoveries(left)
    found = recover(pending[0])
    _compare(project, found.stored.project)
    return f"{len(pending)} document, complete: {found.complete}"


def _edited_project() -> Project:
    from churn_desktop.importing.importer import open_list

    path = resources.path("samples", SAMPLES[0])
    return open_list(path, today=TODAY).assuming(early_months=2)


def _compare(wanted: Project, found: Project) -> None:
    """Raise an error where two projects differ."""
    same = (
        wanted.assumptions == found.assumptions
        and wanted.roles == found.roles
        and wanted.shape == found.shape
        and wanted.table.frame.equals(found.table.frame)
    )
    if not same:
        message = "it is not as it was"
        raise ValueError(message)
