"""How the user's sheet is laid out on screen: kept with the project, not an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from churn_desktop.ui.models.sheet_filter import Condition, Filter, Worth
from churn_desktop.ui.sheet.arranger import SortKey

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Columns, order and filters; a heading that is gone by now is passed over.

    Attributes
    ----------
    columns : tuple of str
        Those on screen in their order; none: all as in the list.
    hidden : tuple of str
    widths : mapping of str to int
        In pixels without zoom, of the columns that were given one.
    frozen : str or None
        The last of the columns that stay in place.
    sorting : tuple of SortKey
    filters : mapping of str to Filter
    """

    columns: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    frozen: str | None = None
    sorting: tuple[SortKey, ...] = ()
    filters: Mapping[str, Filter] = field(default_factory=dict)

    def shown(self, headings: tuple[str, ...]) -> tuple[str, ...]:
        """Give the columns to show of a list; new ones come last, never none."""
        known = {*self.columns, *self.hidden}
        kept = [name for name in self.columns if name in headings]
        added = [name for name in headings if name not in known]
        return (*kept, *added) if kept else headings

    def plain(self) -> dict[str, object]:
        """Give it as JSON gives it back; what is usual is left out."""
        parts: dict[str, object] = {
            "columns": list(self.columns),
            "hidden": list(self.hidden),
            "widths": dict(self.widths),
            "frozen": self.frozen,
            "sorting": [[key.heading, key.descending] for key in self.sorting],
            "filters": {name: _plain_filter(f) for name, f in self.filters.items()},
        }
        return {name: part for name, part in parts.items() if part}


def layout_of(plain: object) -> SheetLayout:
    """Read a layout; what makes no sense is passed over, as a file may hold it."""
    parts = plain if isinstance(plain, dict) else {}
    widths = _dict(parts.get("widths"))
    filters = {name: _filter(one) for name, one in _dict(parts.get("filters")).items()}
    frozen = parts.get("frozen")
    return SheetLayout(
        columns=_texts(parts.get("columns")),
        hidden=_texts(parts.get("hidden")),
        widths={
            name: width
            for name, width in widths.items()
            if type(width) is int and 0 < width < 10_000
        },
        frozen=(frozen or None) if isinstance(frozen, str) else None,
        sorting=tuple(_sort_keys(parts.get("sorting"))),
        filters={name: one for name, one in filters.items() if one is not None},
    )


def _plain_filter(one: Filter) -> dict[str, object]:
    parts: dict[str, object] = {
        "without": sorted(one.without),
        "test": one.test,
        "low": one.low,
        "high": one.high,
    }
    found = {name: part for name, part in parts.items() if part}
    if one.only is not None:
        found["only"] = sorted(one.only)
    return {"worth": one.worth.value} | found


def _filter(plain: object) -> Filter | None:
    parts = _dict(plain)
    worth, test = _choice(Worth, parts.get("worth")), parts.get("test")
    condition = _choice(Condition, test)
    if worth is None or (test is not None and condition is None):
        return None
    only, low, high = parts.get("only"), parts.get("low", ""), parts.get("high", "")
    return Filter(
        only=None if only is None else frozenset(_texts(only)),
        without=frozenset(_texts(parts.get("without"))),
        test=condition,
        low=str(low),
        high=str(high),
        worth=worth,
    )


def _sort_keys(plain: object) -> list[SortKey]:
    pairs = plain if isinstance(plain, list) else []
    return [
        SortKey(pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list)
        and len(pair) == 2
        and isinstance(pair[0], str)
        and isinstance(pair[1], bool)
    ]


def _choice(kind: type[Choice], plain: object) -> Choice | None:
    return next((one for one in kind if one == plain), None)


def _dict(plain: object) -> dict[str, Any]:
    return plain if isinstance(plain, dict) else {}


def _texts(plain: object) -> tuple[str, ...]:
    texts = plain if isinstance(plain, list) else []
    return tuple(text for text in texts if isinstance(text, str))
