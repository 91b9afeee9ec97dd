"""Expected failures: what went wrong as data, never as a sentence.

`pages.messages` turns each into a title and an advice in the user's language.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from churn_desktop.core.schema import Shape


class ChurnDesktopError(Exception):
    """A failure the user can do something about.

    Attributes
    ----------
    code : str
        Stable identifier, printed by ``check --json``.
    """

    code: ClassVar[str] = "failed"


class FileProblem(StrEnum):
    """Why a file could not be read as a list."""

    MISSING = "missing"
    NOT_PERMITTED = "not_permitted"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NOT_SPREADSHEET = "not_spreadsheet"
    WEB_PAGE = "web_page"
    TOO_BIG = "too_big"
    UNSAFE = "unsafe"
    UNCLOSED_QUOTE = "unclosed_quote"
    NO_SUCH_SHEET = "no_such_sheet"
    TOO_SLOW = "too_slow"


class UnreadableFile(ChurnDesktopError):
    """A file that cannot be opened, or not without risking wrong values.

    Attributes
    ----------
    path : Path
    problem : FileProblem
    sheet : str or None
    row : int or None
        File row (1-based) of the first damage where it is known.
    detail : str
        A technical word for the log ("word document", "bad checksum").
    """

    code = "unreadable_file"

    def __init__(
        self,
        path: Path,
        problem: FileProblem,
        *,
        sheet: str | None = None,
        row: int | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(f"{problem}: {path.name} {detail}".rstrip())
        self.path = path
        self.problem = problem
        self.sheet = sheet
        self.row = row
        self.detail = detail


MONTHS = "months"
"""Stands among the roles that a list lacks for a column for each month."""


class UnclearList(ChurnDesktopError):
    """The table was read, but it lacks the columns any analysis needs.

    Attributes
    ----------
    path : Path
    sheet : str or None
    missing : tuple of str
        Roles (see `core.schema.Role`) of which one is needed; where the user says
        what kind of list it is, of which all are. Or `MONTHS`.
    shape : Shape or None
        What the user says it is.
    """

    code = "unclear_list"

    def __init__(
        self,
        path: Path,
        sheet: str | None,
        missing: tuple[str, ...],
        shape: Shape | None = None,
    ) -> None:
        super().__init__(f"{path.name}: no column for {' or '.join(missing)}")
        self.path = path
        self.sheet = sheet
        self.missing = missing
        self.shape = shape


class BadChoice(ChurnDesktopError):
    """A sheet, heading, role, date or page that was asked for does not exist.

    Attributes
    ----------
    option : str
        What was being chosen (``"column"``).
    value : str
        What was asked for.
    known : tuple of str
        What could have been asked for.
    place : str
        The file, where it is one of several; else ``""``.
    """

    code = "bad_choice"

    def __init__(
        self, option: str, value: str, known: tuple[str, ...] = (), place: str = ""
    ) -> None:
        super().__init__(f"{option}: {value!r}")
        self.option = option
        self.value = value
        self.known = known
        self.place = place


class NotASeries(ChurnDesktopError):
    """Files that were to be read as lists of the same customers, and are not.

    Attributes
    ----------
    name : str
        Of the file or sheet that does not fit.
    problem : str
        ``"no_day"``: nothing says of which day it is; ``"same_day"``: another one is
        of the same day; ``"no_customers"``: no column says whom its rows are about;
        ``"says_ends"``: it says itself when customers left; ``"strangers"``: few
        customers of the list before are in it.
    """

    code = "not_a_series"

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{problem}: {name}")
        self.name = name
        self.problem = problem


class UnwritableFile(ChurnDesktopError):
    """A file that could not be written; whatever was there before is intact.

    Attributes
    ----------
    path : Path
    problem : str
        ``"in_use"``, ``"not_permitted"``, ``"disk_full"`` or ``"failed"``.
    """

    code = "unwritable_file"

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{problem}: {path.name}")
        self.path = path
        self.problem = problem


class FileFailure(ChurnDesktopError):
    """A failure about which its kind and the file say everything."""

    def __init__(self, path: Path, *details: str) -> None:
        super().__init__(" ".join(filter(None, (path.name, *details))))
        self.path = path


class NotAProject(FileFailure):
    """A file that is no project of this program, whatever its name says."""

    code = "not_a_project"


class DamagedProject(FileFailure):
    """A project file whose contents are not what was once written.

    Attributes
    ----------
    detail : str
        A technical word for the log ("checksum").
    """

    code = "damaged_project"

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(path, detail)
        self.detail = detail


class ProjectTooNew(FileFailure):
    """An intact project file of a newer version of the program.

    Attributes
    ----------
    program : str
        The version that wrote it; ``""`` where the file does not say.
    detail : str
        A technical word for the log ("format 2").
    """

    code = "project_too_new"

    def __init__(self, path: Path, program: str = "", detail: str = "") -> None:
        super().__init__(path, program, detail)
        self.program = program
        self.detail = detail


class ChangedOnDisk(FileFailure):
    """A file somebody else has changed since it was read."""

    code = "changed_on_disk"


class OpenElsewhere(ChurnDesktopError):
    """A project file another window may write, and this one may not.

    Attributes
    ----------
    path : Path
    host : str
        Name of the other computer; ``""`` where it cannot be known.
    since : datetime.datetime or None
    here : bool
        Whether it is a window on this computer.
    """

    code = "open_elsewhere"

    def __init__(
        self,
        path: Path,
        host: str = "",
        since: datetime | None = None,
        *,
        here: bool = True,
    ) -> None:
        super().__init__(path.name)
        self.path = path
        self.host = host
        self.since = since
        self.here = here


class NotMasked(FileFailure):
    """A list whose figures would be others if nobody could be recognised in it."""

    code = "not_masked"


class NamesNeeded(FileFailure):
    """A file that is of no use to anybody without names was to have none."""

    code = "names_needed"


class NotWrittenBack(FileFailure):
    """A file of a kind that edits cannot be written into."""

    code = "not_written_back"
