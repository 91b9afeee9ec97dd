from __future__ import annotations

import pytest

from churn_desktop.engine.claims import CLAIMS
from churn_desktop.pages import claims
from churn_desktop.pages.model import Text
from tests.pages.lists import empty, golden


def test_every_claim_stands_beside_the_own_figure_and_its_source() -> None:
    page = claims.lay_out(golden())
    shares, numbers = page.table("claims"), page.table("numbers")
    assert len(shares.frame) + len(numbers.frame) == len(CLAIMS)
    assert all(shares.frame["source"])
    retention = shares.frame.iloc[1]
    assert retention["remark"] == "needs more than a year of data"
    assert numbers.frame["own"][0] == pytest.approx(0.789, abs=0.001)
    assert numbers.marked == {
        (0, "own"): "The claimed figure lies outside the interval of yours."
    }
    # Another quantity is not compared with the claim.
    assert shares.marked == {}
    (text,) = [block.text for block in page.blocks if isinstance(block, Text)]
    assert "your list can check 3; 1 of them does not hold" in text


def test_an_empty_list_checks_nothing() -> None:
    page = claims.lay_out(empty())
    assert page.tables == ()
