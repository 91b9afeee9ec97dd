"""The commands without a window: report, analyse, check, self-test."""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from churn_desktop import __version__, i18n
from churn_desktop.core.calendar import PeriodLength
from churn_desktop.core.errors import BadChoice, ChurnDesktopError
from churn_desktop.core.progress import Cancelled, Progress, silent
from churn_desktop.core.schema import DateOrder, Role, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from churn_desktop.core.project import Project
    from churn_desktop.engine.analysis import Analysis
    from churn_desktop.importing.importer import ReadOptions, Understanding
    from churn_desktop.pages.model import PageId

DONE, SET_ASIDE, COULD_NOT, CANCELLED = 0, 1, 2, 130
"""Exit codes: done; done but rows were set aside; could not; cancelled."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command and give its exit code."""
    # What libraries log is for developers; people get the one line that helps them.
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        # A console in another encoding must not stop a report half-way.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
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

        advice = explain_error(error)
        _say(f"{advice.title} {advice.text}")
        return COULD_NOT
    except (Cancelled, KeyboardInterrupt):
        return CANCELLED


def _parser() -> argparse.ArgumentParser:
    """Describe every command and option."""
    parser = argparse.ArgumentParser(
        prog="churn-desktop",
        description="Customer churn, retention and revenue loss from a customer list.",
        epilog="Without a command, churn-desktop [FILE] opens the window.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    reading = argparse.ArgumentParser(add_help=False)
    reading.add_argument("file", type=Path, metavar="FILE")
    reading.add_argument("--sheet", metavar="NAME")
    reading.add_argument("--header-row", type=int, metavar="N")
    reading.add_argument(
        "--column", action="append", default=[], metavar="ROLE=HEADING",
        help="what a column means: " + ", ".join(Role),
    )  # fmt: skip
    reading.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")
    reading.add_argument("--period", choices=list(PeriodLength), default="month")
    reading.add_argument("--last-day-of-service", action="store_true",
        help="end dates are the last day of service, not the first day gone",
    )  # fmt: skip
    reading.add_argument("--date-order", choices=list(DateOrder))
    reading.add_argument("--tenure-unit", choices=list(TimeUnit))
    reading.add_argument(
        "--lapse-days", type=int, metavar="N",
        help="days of silence after which a customer without a contract has left",
    )  # fmt: skip
    reading.add_argument("--currency", metavar="CODE")

    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--language", choices=["zh_CN", "en"])

    report = commands.add_parser(
        "report", parents=[reading, language], help="write the report"
    )
    report.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.xlsx|OUT.pdf"
    )
    report.add_argument("--pages", metavar="a,b,c", help="only these pages")
    report.add_argument("--open", action="store_true", help="show it when it is done")
    analyse = commands.add_parser(
        "analyse", parents=[reading, language], help="print the numbers"
    )
    analyse.add_argument("--json", action="store_true", required=True)
    check = commands.add_parser(
        "check",
        parents=[reading, language],
        help="print how the file was read and every issue",
    )
    check.add_argument("--json", action="store_true")
    check.add_argument("--cells", action="store_true", help="with every typed cell")
    self_test = commands.add_parser(
        "self-test", parents=[language], help="try the whole program on its samples"
    )
    self_test.add_argument("--result", type=Path, metavar="OUT.json")
    return parser


def _read_options(options: argparse.Namespace) -> ReadOptions:
    """Turn the command line's choices into the importer's."""
    from churn_desktop.core.project import Assumptions
    from churn_desktop.importing.importer import ReadOptions

    columns = {}
    for choice in options.column:
        role, equals, heading = choice.partition("=")
        if not equals or role not in set(Role):
            raise BadChoice("column", choice, tuple(f"{role}=" for role in Role))
        columns[Role(role)] = heading
    return ReadOptions(
        sheet=options.sheet,
        header_row=options.header_row,
        columns=columns,
        assumptions=Assumptions(
            as_of=options.as_of,
            period=PeriodLength(options.period),
            last_day_of_service=options.last_day_of_service,
            date_order=DateOrder(options.date_order) if options.date_order else None,
            tenure_unit=TimeUnit(options.tenure_unit) if options.tenure_unit else None,
            currency=options.currency,
            lapse_days=options.lapse_days,
        ),
    )


def _read(
    options: argparse.Namespace, progress: Progress
) -> tuple[Project, Understanding]:
    """Open and understand the list a command is about."""
    from churn_desktop.importing.importer import open_list, understand

    today = date.today()  # noqa: DTZ011 - the user's own calendar day is meant
    project = open_list(
        options.file, _read_options(options), today=today, progress=progress
    )
    return project, understand(project, today=today, progress=progress)


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
    if suffix not in {".xlsx", ".pdf"}:
        raise BadChoice("output", str(options.output), (".xlsx", ".pdf"))
    only = _pages(options.pages)
    progress = _progress()
    project, understanding, analysis = _analysed(options, progress)
    from churn_desktop.pages.report import lay_out

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


def _analyse(options: argparse.Namespace) -> int:
    """Print every figure as JSON."""
    from churn_desktop.output.data import as_json

    project, understanding, analysis = _analysed(options, _progress())
    _print(as_json(project, understanding, analysis))
    return _tell_set_aside(understanding)


def _check(options: argparse.Namespace) -> int:
    """Print how a file was read and what is doubtful about it."""
    from churn_desktop.output.check import Check, as_text, check_file

    today = date.today()  # noqa: DTZ011 - the user's own calendar day is meant
    found: Check = check_file(
        options.file, _read_options(options), today=today, cells=options.cells
    )
    if options.json:
        _print(found.data)
    else:
        sys.stdout.write(as_text(found))
    if found.outcome == "refuse":
        error = found.data["error"]
        _say(f"{error['message']} {error['remedy']}")
        return COULD_NOT
    return SET_ASIDE if found.set_aside else DONE


def _self_test(options: argparse.Namespace) -> int:
    """Take every sample through the whole program."""
    from churn_desktop.selftest import run as self_test

    return DONE if self_test(sys.stdout, options.result) else COULD_NOT


def _pages(text: str | None) -> tuple[PageId, ...] | None:
    """Read the list of page ids."""
    if text is None:
        return None
    from churn_desktop.pages.model import PageId

    known = tuple(PageId)
    wanted = []
    for name in text.split(","):
        if name.strip() not in known:
            raise BadChoice("pages", name.strip(), known)
        wanted.append(PageId(name.strip()))
    return tuple(wanted)


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
