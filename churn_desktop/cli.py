"""The commands without a window: report, analyse, check, self-test."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from churn_desktop import i18n
from churn_desktop.cli_options import make_parser, page_ids, read_options
from churn_desktop.core.errors import BadChoice, ChurnDesktopError, NamesNeeded
from churn_desktop.core.progress import Cancelled, Progress, silent

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from churn_desktop.core.project import Project
    from churn_desktop.engine.analysis import Analysis
    from churn_desktop.importing.importer import Understanding

DONE, SET_ASIDE, COULD_NOT, CANCELLED = 0, 1, 2, 130
"""Exit codes: done; done but rows were set aside; could not; cancelled."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command and give its exit code."""
    # What libraries log is for developers; people get the one line that helps them.
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        # A console in another encoding must not stop a report half-way.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = make_parser().parse_args(arguments)
    i18n.use(options.language or i18n.system_language())
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "report": _report,
        "analyse": _analyse,
        "check": _check,
        "self-test": _self_test,
    }
    try:
        return commands[options.command](options)
    except ChurnDesktopError as error:
        from churn_desktop.pages.messages import explain_error

        _say(explain_error(error).whole)
        return COULD_NOT
    except (Cancelled, KeyboardInterrupt):
        return CANCELLED


def _read(
    options: argparse.Namespace, progress: Progress
) -> tuple[Project, Understanding]:
    """Open and understand the list a command is about."""
    from churn_desktop.importing.importer import understand
    from churn_desktop.storage.open_any import open_any

    today = date.today()
    project = open_any(
        options.files,
        read_options(options),
        today=today,
        progress=progress,
        period=options.period,
    )
    understanding = understand(project, today=today, progress=progress)
    if options.mask:
        from churn_desktop.output.mask import masked

        return masked(project, understanding, today=today, progress=progress)
    return project, understanding


def _analysed(
    options: argparse.Namespace, progress: Progress
) -> tuple[Project, Understanding, Analysis]:
    """Open, understand and analyse the list a command is about."""
    from churn_desktop.engine.analysis import analyse

    project, understanding = _read(options, progress)
    analysis = analyse(understanding.book, project.assumptions, progress)
    return project, understanding, analysis


def _report(options: argparse.Namespace) -> int:
    """Write the report as a workbook or a PDF."""
    suffix = options.output.suffix.lower()
    if suffix not in {".xlsx", ".pdf", ".ics"}:
        raise BadChoice("output", str(options.output), (".xlsx", ".pdf", ".ics"))
    if options.mask and suffix == ".ics":
        raise NamesNeeded(options.output)
    only = page_ids(options.pages)
    progress = _progress()
    project, understanding, analysis = _analysed(options, progress)
    from churn_desktop.pages.report import lay_out

    if suffix == ".ics":
        _write_calendar(project, understanding, analysis, options.output)
        return _tell_set_aside(understanding)
    report = lay_out(project, understanding, analysis, only)
    if suffix == ".pdf":
        from churn_desktop.output.pdf import write_pdf

        write_pdf(report, options.output, progress)
    else:
        from churn_desktop.output.workbook import write_workbook

        write_workbook(
            report, project, understanding, analysis, options.output, progress
        )
    if options.open:
        _show(options.output)
    return _tell_set_aside(understanding)


def _write_calendar(
    project: Project, understanding: Understanding, analysis: Analysis, path: Path
) -> None:
    """Write whom to get in touch with for a calendar."""
    from churn_desktop.output.calendar_file import write_calendar
    from churn_desktop.pages.material import Material

    today = date.today()
    if not write_calendar(Material(project, understanding, analysis), path, today):
        _say(
            i18n.gettext(
                "The calendar is empty: by this list nobody has to be contacted."
            )
        )


def _analyse(options: argparse.Namespace) -> int:
    """Print every figure as JSON."""
    from churn_desktop.output.json_data.document import as_json

    project, understanding, analysis = _analysed(options, _progress())
    _print(as_json(project, understanding, analysis))
    return _tell_set_aside(understanding)


def _check(options: argparse.Namespace) -> int:
    """Print how a file was read and what is doubtful about it."""
    from churn_desktop.output.check import Check, as_text, check_file
    from churn_desktop.storage.open_any import open_any

    today = date.today()
    found: Check = check_file(
        options.files,
        read_options(options),
        today=today,
        cells=options.cells,
        mask=options.mask,
        read=partial(open_any, period=options.period),
    )
    if options.json:
        _print(found.data)
    else:
        sys.stdout.write(as_text(found))
    if found.outcome == "refuse":
        from churn_desktop.pages.sentences import join

        error = found.data["error"]
        _say(join(error["message"], error["remedy"]))
        return COULD_NOT
    return SET_ASIDE if found.set_aside else DONE


def _self_test(options: argparse.Namespace) -> int:
    """Take every sample through the whole program."""
    from churn_desktop.selftest import run as self_test

    return DONE if self_test(sys.stdout, options.result) else COULD_NOT


def _tell_set_aside(understanding: Understanding) -> int:
    """Say on stderr how many rows no figure counts; give the exit code."""
    count = int(understanding.set_aside.sum())
    if not count:
        return DONE
    _say(
        i18n.ngettext(
            "{count} row was set aside; `check` lists it.",
            "{count} rows were set aside; `check` lists them.",
            count,
        ).format(count=count)
    )
    return SET_ASIDE


def _progress() -> Progress:
    """Show progress on stderr when somebody is looking at it."""
    if not sys.stderr.isatty():
        return silent
    last = 0.0

    def show(done: int, total: int, phase: str = "") -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > 0.1:
            last = now
            share = f"{100 * done // total} %" if total else str(done)
            sys.stderr.write(f"\r{phase} {share}\x1b[K")
            sys.stderr.flush()

    return show


def _show(path: Path) -> None:
    """Open a file with the program that the desktop has for it."""
    if sys.platform == "win32":
        os.startfile(path)
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is not None:
        subprocess.Popen([opener, path], stderr=subprocess.DEVNULL)


def _print(data: object) -> None:
    """Print JSON on stdout."""
    # Indented text comes from json's slow encoder: a million cells would take minutes.
    sys.stdout.write(json.dumps(data, ensure_ascii=False, allow_nan=False))
    sys.stdout.write("\n")


def _say(text: str) -> None:
    """Print one line on stderr."""
    sys.stderr.write(f"churn-desktop: {text}\n")
