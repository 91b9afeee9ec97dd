from __future__ import annotations

import json
from datetime import date

import pytest

from churn_desktop.core.project import Note
from churn_desktop.output.json_data.document import as_json
from churn_desktop.output.json_data.notes import note_parts
from tests.pages.lists import golden, noted, snapshot


def test_notes_with_both_sides() -> None:
    material = noted(golden(), Note(date(2024, 3, 1), "Price rise"))
    (part,) = note_parts(material)
    assert (part["date"], part["text"]) == ("2024-03-01", "Price rise")
    change = part["change"]
    assert change["periods_each_side"] == 1
    assert (change["from"], change["until_before"]) == ("2024-02-01", "2024-04-01")
    assert (change["after"]["lost"], change["after"]["opening"]) == (10, 100)
    assert change["after"]["churn"] == pytest.approx(0.1)
    if change["unknown"] is None:
        low, high = change["interval"]
        assert low <= change["difference"] <= high


def test_too_little_is_said_and_not_zero() -> None:
    material = noted(golden(), Note(date(2024, 3, 5), "Late"))
    change = note_parts(material)[0]["change"]
    assert change["unknown"] == "none_after"
    assert change["difference"] is None
    assert change["interval"] is None
    assert change["after"]["interval"] is None


def test_the_part_is_there_only_with_notes() -> None:
    material = snapshot([1, 2, 3], [True, False, True])
    told = noted(material, Note(date(2024, 1, 1), "Fair"))
    data = as_json(told.project, told.understanding, told.analysis)
    assert data["notes"] == [{"date": "2024-01-01", "text": "Fair"}]
    assert json.dumps(data)
    bare = as_json(material.project, material.understanding, material.analysis)
    assert "notes" not in bare
