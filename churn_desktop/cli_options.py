"""The options of the commands, and what they mean to the importer."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from churn_desktop import __version__
from churn_desktop.core.errors import BadChoice
from churn_desktop.core.schema import (
    DateOrder,
    FeeTerm,
    PeriodLength,
    Role,
    Shape,
    TimeUnit,
)

if TYPE_CHECKING:
    from churn_desktop.importing.options import ReadOptions
    from churn_desktop.pages.model import PageId


def make_parser() -> argparse.ArgumentParser:
    """Describe every command and option."""
    parser = argparse.ArgumentParser(
        prog="churn-desktop",
        description="Customer churn, retention and revenue loss from a customer list.",
        epilog="Without a command, churn-desktop [FILE] opens the window.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    reading = _reading_parser()
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--language", choices=["zh_CN", "en"])

    report = commands.add_parser(
        "report", parents=[reading, language], help="write the report"
    )
    report.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.xlsx|OUT.pdf|OUT.ics"
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


def _reading_parser() -> argparse.ArgumentParser:
    """Describe how a list may be read."""
    reading = argparse.ArgumentParser(add_help=False)
    reading.add_argument(
        "files", type=Path, nargs="+", metavar="FILE",
        help="a list; several files are lists of the same customers on several dates",
    )  # fmt: skip
    reading.add_argument(
        "--list-date", action="append", default=[], metavar="LIST=DATE",
        help="of which day a list is, where the name of its file or sheet does not say",
    )  # fmt: skip
    reading.add_argument("--sheet", metavar="NAME")
    reading.add_argument("--header-row", type=int, metavar="N")
    reading.add_argument(
        "--column", action="append", default=[], metavar="ROLE=HEADING",
        help="what a column means: " + ", ".join(Role),
    )  # fmt: skip
    reading.add_argument(
        "--shape", choices=list(Shape),
        help="what kind of list it is, where its columns do not show it",
    )  # fmt: skip
    reading.add_argument("--mask", action="store_true",
        help="show nothing that says who a customer is: no names, contacts, notes",
    )  # fmt: skip
    reading.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")
    reading.add_argument("--period", choices=list(PeriodLength))
    reading.add_argument("--last-day-of-service", action="store_true",
        help="end dates are the last day of service, not the first day gone",
    )  # fmt: skip
    reading.add_argument("--date-order", choices=list(DateOrder))
    reading.add_argument("--tenure-unit", choices=list(TimeUnit))
    reading.add_argument("--fee-term", choices=list(FeeTerm),
        help="what a fee is for, where neither its heading nor a billing term says it",
    )  # fmt: skip
    reading.add_argument(
        "--lapse-days", type=int, metavar="N",
        help="days of silence after which a customer without a contract has left",
    )  # fmt: skip
    reading.add_argument("--currency", metavar="CODE")
    return reading


def read_options(options: argparse.Namespace) -> ReadOptions:
    """Turn the command line's choices into the importer's."""
    from churn_desktop.core.project import Assumptions
    from churn_desktop.importing.options import ReadOptions

    columns = {}
    for choice in options.column:
        role, equals, heading = choice.partition("=")
        if not equals or role not in set(Role):
            raise BadChoice("column", choice, tuple(f"{role}=" for role in Role))
        columns[Role(role)] = heading
    days = {}
    for choice in options.list_date:
        name, _equals, day = choice.rpartition("=")
        try:
            days[name] = date.fromisoformat(day)
        except ValueError:
            raise BadChoice("list_date", choice) from None
    return ReadOptions(
        days=days,
        sheet=options.sheet,
        header_row=options.header_row,
        columns=columns,
        assumptions=Assumptions(
            as_of=options.as_of,
            period=PeriodLength(options.period or PeriodLength.MONTH),
            last_day_of_service=options.last_day_of_service,
            date_order=DateOrder(options.date_order) if options.date_order else None,
            shape=Shape(options.shape) if options.shape else None,
            tenure_unit=TimeUnit(options.tenure_unit) if options.tenure_unit else None,
            fee_term=FeeTerm(options.fee_term) if options.fee_term else None,
            currency=options.currency,
            lapse_days=options.lapse_days,
        ),
    )


def page_ids(text: str | None) -> tuple[PageId, ...] | None:
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
