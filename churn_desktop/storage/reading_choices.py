"""How lists with the same headings were to be read the last time.

What is kept has no words of the list: a digest stands for its headings, and columns and
sheets are known by their number.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from churn_desktop.core.errors import UnwritableFile
from churn_desktop.core.schema import DateOrder, FeeTerm, Role, Shape, TimeUnit
from churn_desktop.files import write_safely
from churn_desktop.storage import folders
from churn_desktop.storage.plain_values import Damaged, Unknown, from_plain, to_plain

LIMIT = 200
"""So many kinds of lists are remembered; the one not seen for longest goes first."""

Forgotten: TypeAlias = Mapping[str, object]
"""What was remembered, as it is stored."""

_NAME = "reading.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What a user said about a list.

    Attributes
    ----------
    result : str
        Digest of the headings once it was read that way.
    columns : mapping of Role to int
        File column of each meaning, from 1.
    sheet : int or None
        Place among the sheets, from 0; None here and below: as it was found.
    header_row : int or None
    encoding, delimiter : str or None
    date_order : DateOrder or None
        The answer where the dates of a list leave it open.
    shape : Shape or None
        What the user says the list is.
    last_day_of_service, include_free : bool
    tenure_unit : TimeUnit or None
    fee_term : FeeTerm or None
    currency : str or None
    amount_unit : float or None
    lapse_days : int or None
    """

    result: str
    columns: Mapping[Role, int] = field(default_factory=dict)
    sheet: int | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    date_order: DateOrder | None = None
    shape: Shape | None = None
    last_day_of_service: bool = False
    include_free: bool = False
    tenure_unit: TimeUnit | None = None
    fee_term: FeeTerm | None = None
    currency: str | None = None
    amount_unit: float | None = None
    lapse_days: int | None = None


def digest(headings: Sequence[str]) -> str:
    """Give a name to a set of headings from which nobody can read them.

    Examples
    --------
    >>> digest(["a", "b"]) == digest(["b", "a"]), len(digest([]))
    (False, 64)
    """
    joined = "\0".join(headings).encode(errors="surrogatepass")
    return hashlib.sha256(joined).hexdigest()


def recall(headings: Sequence[str]) -> ReadingChoices | None:
    """Give what was said about lists with these headings, None when nothing was."""
    plain = _kept().get(digest(headings))
    try:
        found = None if plain is None else from_plain(ReadingChoices, plain)
    except (Unknown, Damaged, TypeError):
        # Written by another version, or not by this program at all.
        return None
    return found if isinstance(found, ReadingChoices) else None


def remember(headings: Sequence[str], choices: ReadingChoices) -> None:
    """Keep what was said about lists with these headings."""
    kept = _kept()
    name = digest(headings)
    kept.pop(name, None)
    kept[name] = to_plain(choices)
    _keep(dict(list(kept.items())[-LIMIT:]))


def forget_all() -> Forgotten:
    """Remember nothing any more; give what was, for `bring_back`."""
    kept = _kept()
    _keep({})
    return kept


def bring_back(forgotten: Forgotten) -> None:
    """Remember again what was forgotten, except where something newer was said."""
    merged = {**forgotten, **_kept()}
    _keep(dict(list(merged.items())[-LIMIT:]))


def _kept() -> dict[str, object]:
    try:
        text = (folders.home() / _NAME).read_text(encoding="utf-8")
        lists = json.loads(text)["lists"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return dict(lists) if isinstance(lists, dict) else {}


def _keep(lists: Mapping[str, object]) -> None:
    """Replace the record, readable by its owner only; not worth an error."""
    text = json.dumps({"version": _VERSION, "lists": lists})

    def write(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    with suppress(OSError, UnwritableFile):
        write_safely(folders.make() / _NAME, write, private=True)
