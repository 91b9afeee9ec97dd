from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import pytest

from churn_desktop.core.issues import Issue
from churn_desktop.core.project import Assumptions, Note, Project, Source
from churn_desktop.core.schema import PeriodLength, Role
from churn_desktop.storage.plain_values import (
    Damaged,
    Unknown,
    field_types,
    from_plain,
    to_plain,
)
from tests.storage.made import a_project


@dataclass(frozen=True)
class Share:
    part: float
    sure: bool = True


def there_and_back(kind: object, value: object) -> object:
    return from_plain(kind, json.loads(json.dumps(to_plain(value))))


def test_each_part_of_a_project_comes_back() -> None:
    project, types = a_project(), field_types(Project)
    for field in fields(Project):
        if field.name != "table":
            value = getattr(project, field.name)
            assert there_and_back(types[field.name], value) == value


def test_every_assumption_is_written_out() -> None:
    """So that another default in a later version changes no figure."""
    plain = to_plain(Assumptions())
    assert plain.keys() == {field.name for field in fields(Assumptions)}


def test_what_was_not_yet_known_has_its_default() -> None:
    plain = to_plain(Assumptions(fiscal_year_start=4))
    del plain["allowed_gap_days"]
    assert from_plain(Assumptions, plain) == Assumptions(fiscal_year_start=4)


def test_a_path_of_any_bytes_comes_back() -> None:
    source = Source(Path("/lists/\udcff客户.xlsx"), None, (), 1)
    assert there_and_back(Source, source) == source


def test_a_whole_number_is_a_number() -> None:
    assert from_plain(Share, {"part": 1}) == Share(1)
    assert there_and_back(Share, Share(0.5, sure=False)) == Share(0.5, sure=False)


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Assumptions, {"weather": 1}),
        (PeriodLength, "decade"),
        (Mapping[Role, str], {"shoe_size": "A"}),
        (tuple[Role, ...], ["shoe_size"]),
    ],
)
def test_what_only_a_newer_version_knows(kind: object, plain: object) -> None:
    with pytest.raises(Unknown):
        from_plain(kind, plain)


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Assumptions, []),
        (Assumptions, {"fiscal_year_start": "4"}),
        (Assumptions, {"fiscal_year_start": True}),
        (Assumptions, {"last_day_of_service": 1}),
        (Assumptions, {"as_of": "2024-13-01"}),
        (Assumptions, {"as_of": 5}),
        (Assumptions, {"allowed_gap_days": None}),
        (Share, {"part": True}),
        (Note, {"when": "2024-01-01"}),
        (Source, {"path": 3, "sheet": None, "sheets": [], "header_row": 1}),
        (tuple[str, ...], "abc"),
        (tuple[str, ...], [1]),
        (Mapping[Role, str], ["start"]),
        (Mapping[Role, str], {"start": 3}),
        (date | None, []),
        (Issue, {"code": "truncated", "severity": "note", "rows": [1.5]}),
    ],
)
def test_what_makes_no_sense(kind: object, plain: object) -> None:
    with pytest.raises(Damaged):
        from_plain(kind, plain)


def test_only_values_can_be_kept() -> None:
    with pytest.raises(TypeError):
        to_plain(replace(a_project(), notes=(object(),)).notes)
