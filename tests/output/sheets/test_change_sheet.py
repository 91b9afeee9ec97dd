from __future__ import annotations

from churn_desktop.output.sheets.assembly import Assembly
from churn_desktop.output.sheets.calculation import FIRST
from churn_desktop.output.sheets.change_sheet import ChangePlace
from tests.output.made import opened


def test_sums_of_losses_are_positive() -> None:
    place = ChangePlace("MRR changes", 10)
    assert place.total("new", "'P'!A1") == (
        "SUMIFS('MRR changes'!$J$6:$J$15,'MRR changes'!$B$6:$B$15,'P'!A1,"
        "'MRR changes'!$K$6:$K$15,\"new\")"
    )
    assert place.total("churned", "'P'!A1").startswith("-SUMIFS(")
    assert place.total("contraction", "'P'!A1").startswith("-SUMIFS(")


def test_every_change_has_its_row(quarterly: Assembly, workbook: bytes) -> None:
    revenue = quarterly.analysis.revenue
    assert revenue is not None
    ledger = revenue.ledger()
    stored = opened(workbook)["MRR changes"]
    assert stored.max_row == FIRST + len(ledger)
    changes = [stored.cell(FIRST + 1 + row, 10).value for row in range(len(ledger))]
    assert changes == (ledger["closing"] - ledger["opening"]).tolist()
    assert stored.cell(FIRST + 1, 4).value == "C00001"


def test_amounts_come_from_the_customers_own_rows(workbook: bytes) -> None:
    live = opened(workbook, formulas=True)["MRR changes"]
    rows = {}
    for row in range(FIRST + 1, live.max_row + 1):
        rows.setdefault(live.cell(row, 5).value, live.cell(row, 8).value)
    # Three rows below each other; two rows with others between; a single row.
    assert "'Customers'!$J$6:$J$8" in rows["X1"]
    assert "SUMIFS('Customers'!$J$9:$J$11" in rows["X2"]
    assert rows["X8"].startswith("=IF(AND(")
