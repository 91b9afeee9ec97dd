"""Errors and issues in plain words: what happened, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from churn_desktop.core.errors import (
    BadChoice,
    ChangedOnDisk,
    ChurnDesktopError,
    DamagedProject,
    FileFailure,
    FileProblem,
    NamesNeeded,
    NotAProject,
    NotASeries,
    NotMasked,
    NotWrittenBack,
    OpenElsewhere,
    ProjectTooNew,
    UnclearList,
    UnreadableFile,
    UnwritableFile,
)
from churn_desktop.core.issues import Issue, IssueCode
from churn_desktop.core.schema import Role
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.pages.issue_words.files import FILE_WORDS
from churn_desktop.pages.issue_words.kinds import KIND_WORDS
from churn_desktop.pages.issue_words.rows import ROW_WORDS, IssueWords
from churn_desktop.pages.issue_words.untidy import UNTIDY_WORDS
from churn_desktop.pages.issue_words.variants import variant_of
from churn_desktop.pages.sentences import join
from churn_desktop.pages.terms import role_title
from churn_desktop.pages.words.choices import (
    explain_choice,
    explain_series,
    explain_unclear,
)

_WORDS = {**FILE_WORDS, **ROW_WORDS, **KIND_WORDS, **UNTIDY_WORDS}


@dataclass(frozen=True, slots=True)
class Advice:
    """A failure in words.

    Attributes
    ----------
    title : str
        What happened, one sentence.
    text : str
        To which file, sheet and row, and what to do.
    """

    title: str
    text: str

    @property
    def whole(self) -> str:
        """Both after each other.

        Examples
        --------
        >>> Advice("The file is not there.", "list.xlsx: Choose it again.").whole
        'The file is not there. list.xlsx: Choose it again.'
        """
        return join(self.title, self.text)


_UNREADABLE = {
    FileProblem.MISSING: (
        mark("The file is not there."),
        mark("It may have been moved, renamed or deleted. Choose it again."),
    ),
    FileProblem.NOT_PERMITTED: (
        mark("The file may not be read."),
        mark(
            "Your account has no permission to open it. Copy it into a folder of "
            "your own and open the copy."
        ),
    ),
    FileProblem.EMPTY: (
        mark("The file is empty."),
        mark("There is nothing in it. Check that this is the right file."),
    ),
    FileProblem.ENCRYPTED: (
        mark("The file is protected by a password."),
        mark("Open it in Excel or WPS, save a copy without a password, and open that."),
    ),
    FileProblem.DAMAGED: (
        mark("The file is damaged."),
        mark(
            "It cannot be read without risking wrong values. Open it in Excel or "
            "WPS, let it be repaired, save it, and open it here again."
        ),
    ),
    FileProblem.NOT_SPREADSHEET: (
        mark("This is not a customer list."),
        mark(
            "The file is neither a workbook nor a text table. Save the list as "
            ".xlsx or .csv and open that."
        ),
    ),
    FileProblem.WEB_PAGE: (
        mark("This is a web page, not a workbook."),
        mark(
            "Some programs export web pages under the name of a workbook. Open it "
            "in Excel or WPS, save it as .xlsx, and open that."
        ),
    ),
    FileProblem.TOO_BIG: (
        mark("The file is too big."),
        mark(
            "It would need more memory than this program allows itself. Save only "
            "the sheet with the customer list, or save it as .csv."
        ),
    ),
    FileProblem.UNSAFE: (
        mark("The file is built in an unsafe way."),
        mark(
            "It was not opened, to protect this computer. Open it in Excel or WPS "
            "if you trust its sender, save it again, and open the new file."
        ),
    ),
    FileProblem.UNCLOSED_QUOTE: (
        mark("A quotation mark is never closed."),
        mark(
            "Everything after it would be read as one cell. Remove or close the "
            "quotation mark in a text editor, or export the list again."
        ),
    ),
    FileProblem.NO_SUCH_SHEET: (
        mark("The workbook has no such sheet."),
        mark("Choose one of the sheets that are in it."),
    ),
    FileProblem.TOO_SLOW: (
        mark("Reading the file took too long."),
        mark(
            "It was given up. Save the sheet with the customer list as .csv and "
            "open that."
        ),
    ),
}

_UNWRITABLE = {
    "in_use": (
        mark("The file is open in another program."),
        mark("Close it there and try again, or choose another name."),
    ),
    "not_permitted": (
        mark("The file may not be written there."),
        mark("Your account has no permission. Choose another folder."),
    ),
    "disk_full": (
        mark("The disk is full."),
        mark("Make room or choose another disk, and try again."),
    ),
    "failed": (
        mark("The file could not be written."),
        mark("Choose another folder and try again."),
    ),
}

_FILES = {
    NotAProject.code: (
        mark("This is not a saved project."),
        mark("It was not saved by this program. Choose a file that was."),
    ),
    DamagedProject.code: (
        mark("The saved project is damaged."),
        mark("It is not what was saved. Open an older copy, or the list itself."),
    ),
    ProjectTooNew.code: (
        mark("The project was saved by a newer version of this program."),
        mark("Install the newer version to open it."),
    ),
    ChangedOnDisk.code: (
        mark("The project was changed by another program or computer."),
        mark("Load it again, or save yours under another name or over it."),
    ),
    NotMasked.code: (
        mark("The list cannot be shown without its names."),
        mark(
            "Without them it would be read otherwise, and the figures would be others. "
            "Nothing was written."
        ),
    ),
    NamesNeeded.code: (
        mark("A calendar of whom to contact needs their names."),
        mark(
            "Without them nobody knows who is meant, so nothing was written. Leave out "
            "--mask, or write the report as .xlsx or .pdf."
        ),
    ),
    NotWrittenBack.code: (
        mark("Edits cannot be written into a file of this kind."),
        mark(
            "Save the list as .xlsx in Excel or WPS, update this project from that "
            "file, and try again."
        ),
    ),
}


def explain_error(error: ChurnDesktopError) -> Advice:
    """Say what failed and what to do.

    Returns
    -------
    Advice
        In the user's language; the file, sheet and row where they are known.

    Examples
    --------
    >>> from pathlib import Path
    >>> print(explain_error(UnwritableFile(Path("churn.xlsx"), "in_use")).text)
    churn.xlsx: Close it there and try again, or choose another name.
    """
    if isinstance(error, UnreadableFile):
        title, text = _UNREADABLE[error.problem]
        place = _place(error.path.name, error.sheet, error.row)
        return Advice(_(title), _at(place, _(text)))
    if isinstance(error, UnwritableFile):
        title, text = _UNWRITABLE.get(error.problem, _UNWRITABLE["failed"])
        return Advice(_(title), _at(error.path.name, _(text)))
    if isinstance(error, UnclearList):
        title, text = explain_unclear(error)
        return Advice(title, _at(_place(error.path.name, error.sheet, None), text))
    if isinstance(error, BadChoice):
        title, text = explain_choice(error)
        return Advice(title, _at(error.place, text) if error.place else text)
    if isinstance(error, NotASeries):
        title, text = explain_series(error)
        return Advice(title, _at(error.name, text))
    if isinstance(error, OpenElsewhere):
        return _explain_elsewhere(error)
    if isinstance(error, FileFailure):
        title, text = _FILES[error.code]
        return Advice(_(title), _at(error.path.name, _(text)))
    return Advice(_("This did not work."), str(error))


def issue_title(found: Issue | IssueCode) -> str:
    """Name a kind of doubt, short enough for a list."""
    return _(_words(found).title)


def remedy(found: Issue | IssueCode) -> str:
    """Say what to do about a doubt; ``""`` when nothing needs to be done."""
    text = _words(found).remedy
    return _(text) if text else ""


def explain_issue(issue: Issue) -> str:
    """Say in one sentence what is doubtful.

    Examples
    --------
    >>> from churn_desktop.core.issues import Severity
    >>> explain_issue(Issue(IssueCode.END_BEFORE_START, Severity.ERROR, rows=(17,)))
    '1 row ends before it starts and is set aside.'
    """
    count = issue_count(issue)
    sentence = _words(issue).sentence(count)
    facts = {**issue.facts, "count": f"{count:,}"}
    if "order" in facts:
        facts["order"] = _order(facts["order"])
    if "role" in facts:
        facts["role"] = role_title(Role(facts["role"]))
    return sentence.format_map(_Facts(facts))


def issue_count(issue: Issue) -> int:
    """Count the cells or rows an issue is about; 1 for a whole column or file."""
    told = issue.facts.get("count", "")
    return int(told) if told.isdecimal() else max(len(issue.rows), 1)


class _Facts(dict[str, str]):
    """Facts for a sentence; one that is not known must not cost the sentence."""

    def __missing__(self, name: str) -> str:
        return "…"


def _words(found: Issue | IssueCode) -> IssueWords:
    if isinstance(found, Issue):
        return variant_of(found) or _WORDS[found.code]
    return _WORDS[found]


def _explain_elsewhere(error: OpenElsewhere) -> Advice:
    if error.here:
        title = _("The project is open in another window.")
        text = _("Close it there, or save under another name.")
    elif error.host:
        title = _("The project is open on the computer “{name}”.").format(
            name=error.host
        )
        text = _("Close it there, or save under another name.")
    else:
        title = _("The project is open elsewhere.")
        text = _("Close it there, or save under another name.")
    return Advice(title, _at(error.path.name, text))


def _place(file: str, sheet: str | None, row: int | None) -> str:
    parts = [file]
    if sheet is not None:
        parts.append(_("sheet “{sheet}”").format(sheet=sheet))
    if row is not None:
        parts.append(_("row {row}").format(row=f"{row:,}"))
    return _(", ").join(parts)


def _at(place: str, text: str) -> str:
    return _("{place}: {text}").format(place=place, text=text)


def _order(order: str) -> str:
    return {
        "dmy": _("day, month, year"),
        "mdy": _("month, day, year"),
        "ymd": _("year, month, day"),
    }.get(order, order)
