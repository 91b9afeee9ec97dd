from __future__ import annotations

import pytest

from churn_desktop.output.own_file.parts import Part
from churn_desktop.pages.words.save_back import edits_told, part_title, risks


@pytest.mark.parametrize("part", Part)
def test_every_part_has_a_name(part: Part) -> None:
    assert part_title(part)


def test_risks_are_one_sentence() -> None:
    assert risks([Part.CHARTS, Part.PICTURES]) == (
        "These may be lost or changed in the copy: charts (they may look different); "
        "pictures."
    )


def test_all_that_is_written_is_told() -> None:
    assert edits_told(1200, 2, 1, ("Note", "NPS")) == (
        "1,200 cells will be written. 2 added rows come after the last row of the "
        "sheet. 1 deleted row becomes a blank row. Columns deleted here stay in the "
        "file: Note, NPS."
    )
