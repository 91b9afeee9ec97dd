"""What a user may say about a file instead of leaving it to be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user may say about a file instead of leaving it to be found.

    Attributes
    ----------
    sheet : str or None
    header_row : int or None
        File row of the (last) heading row, from 1.
    columns : mapping of Role to str
        Headings of roles that are decided.
    assumptions : Assumptions
    encoding, delimiter : str or None
        Of a text file.
    days : mapping of str to datetime.date
        Of several lists read together, by the names of their files or sheets.
    """

    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[Role, str] = field(default_factory=dict)
    assumptions: Assumptions = field(default_factory=Assumptions)
    encoding: str | None = None
    delimiter: str | None = None
    days: Mapping[str, date] = field(default_factory=dict)
