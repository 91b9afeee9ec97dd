from __future__ import annotations

import pytest

from churn_desktop.engine.projection import fit_renewals, renewal_table
from churn_desktop.engine.stages import months_lived
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Text
from churn_desktop.pages.projection import BEYOND, projection_blocks
from tests.engine.books import Row
from tests.pages.lists import dated, single


def leaving() -> Material:
    """Forty customers of whom fewer and fewer leave from year to year."""
    left = [12, 6, 4, 2, 1]
    rows, number = [], 0
    for year, gone in enumerate(left):
        for _each in range(gone):
            number += 1
            end = f"{2016 + year}-07-01"
            rows.append(Row(f"L{number}", "2016-01-01", end, 10))
    rows += [Row(f"S{n}", "2016-01-01", None, 10) for n in range(15)]
    return dated(rows, "2021-12-31")


def test_what_is_projected_is_what_the_model_says() -> None:
    material = leaving()
    text, chart, table = projection_blocks(material)
    assert all(block.expert for block in (text, chart, table))
    # Six whole years were seen of everybody: nothing was seen in part.
    model = fit_renewals(*renewal_table(months_lived(material.book), 12))
    assert model is not None
    frame = table.frame
    assert frame["time"].tolist()[:3] == [0, 12, 24]
    ahead = round((len(model.observed) - 1) * BEYOND)
    assert frame["projected"].tolist() == pytest.approx(model.survival(ahead).tolist())
    assert frame["observed"][1] == pytest.approx(1 - 12 / 40)
    assert isinstance(text, Text)
    assert "shifted beta-geometric" in text.text
    assert "{" not in text.text


def test_too_little_seen_is_said_and_not_projected() -> None:
    (text,) = projection_blocks(single())
    assert isinstance(text, Text)
    assert text.expert
    assert "cannot be projected" in text.text
