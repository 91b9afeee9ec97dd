from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.book import Contracts, Stays
from churn_desktop.core.calendar import OPEN_END
from churn_desktop.core.stays import join_stays
from churn_desktop.output.sheets import cells
from churn_desktop.output.sheets.assembly import Assembly
from churn_desktop.output.sheets.list_place import START, ListPlace
from churn_desktop.output.sheets.stay_sheet import (
    StayPlace,
    over_rows,
    rows_of_stays,
    stays_back,
)
from tests.output.made import opened


def days(*found: int) -> np.ndarray:
    return np.array(found, dtype=np.int32)


def stays(*begin_end: tuple[int, int]) -> Stays:
    begin, end = zip(*begin_end, strict=True)
    count = len(begin_end)
    return Stays(days(*[0] * count), days(*begin), days(*end), days(*range(count)))


@pytest.mark.parametrize(
    ("found", "back"),
    [
        (stays((5, 50)), 0),
        # Left and came back in different periods.
        (stays((5, 50), (210, 260)), 0),
        # Left and came back within a period, and stayed.
        (stays((5, 110), (120, OPEN_END)), 1),
        # Came back and left again: nobody there at the end.
        (stays((5, 110), (120, 130)), 0),
        # A short stay in between.
        (stays((5, 110), (120, 130), (140, 210)), 2),
        # New in the period: nobody there before.
        (stays((105, 110), (120, 130), (140, 210)), 0),
        # The last day counts as there.
        (stays((5, 100), (101, 300)), 1),
    ],
)
def test_one_looks_back_no_further_than_needed(found: Stays, back: int) -> None:
    assert stays_back(found, days(0, 100, 200, 300)) == back


def test_rows_of_a_stay_are_those_that_were_joined() -> None:
    contracts = Contracts(
        days(0, 0, 0, 1), days(0, 10, 40, 5), days(20, 30, 50, 9),
        np.ones(4), np.ones(4), days(7, 2, 5, 0),
    )  # fmt: skip
    assert rows_of_stays(contracts, join_stays(contracts)) == [[7, 2], [5], [0]]


def test_a_stay_of_too_many_pieces_is_a_value() -> None:
    place = ListPlace("L", 2, 999)
    assert over_rows("MIN", range(0, 400, 2), START, place) is None
    assert over_rows("MIN", range(400), START, place) == "MIN('L'!$D$6:$D$405)"


def test_earlier_stays_stand_beside_each_one() -> None:
    place = StayPlace("Stays", 10, 2)
    assert place.earlier(1) == ("'Stays'!$F$6:$F$15", "'Stays'!$G$6:$G$15")
    assert place.earlier(2)[0] == "'Stays'!$H$6:$H$15"


def test_stays_are_formulas_over_the_list(quarterly: Assembly, workbook: bytes) -> None:
    assert quarterly.stays is not None
    assert quarterly.stays.back == 2
    stored = opened(workbook)["Stays"]
    live = opened(workbook, formulas=True)["Stays"]
    third = next(
        row for row in range(6, stored.max_row + 1)
        if (stored.cell(row, 1).value, stored.cell(row, 2).value) == ("C00001", 3)
    )  # fmt: skip
    assert live.cell(third, 3).value == "='Customers'!G8"
    assert live.cell(third, 5).value == f"=C{third - 2}"
    assert live.cell(third, 6).value == f"=C{third - 1}"
    assert live.cell(third, 8).value == f"=C{third - 2}"
    assert stored.cell(third, 4).number_format.startswith(f"[={cells.OPEN}]")
    joined = [live.cell(row, 3).value for row in range(6, live.max_row + 1)]
    assert "=MIN('Customers'!$G$9:$G$9,'Customers'!$G$11:$G$11)" in joined
