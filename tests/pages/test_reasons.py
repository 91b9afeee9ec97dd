from __future__ import annotations

from dataclasses import replace

import numpy as np

from churn_desktop.core.schema import Role
from churn_desktop.pages import reasons
from churn_desktop.pages.material import Material
from tests.engine.books import Row, book_of, snapshot_of
from tests.pages.lists import golden, material_of, table_of, texts, told


def said(*given: str, amount: float | None = 10.0) -> Material:
    """Give a list of customers who left after a month, each with a reason."""
    rows = [Row(f"C{n}", "2024-01-10", "2024-02-10", amount) for n in range(len(given))]
    rows.append(Row("HERE", "2024-01-10", None, amount))
    book = book_of(rows, "2024-06-30")
    column = np.array([*given, ""], dtype=object)
    attributes = replace(book.attributes, texts={Role.REASON: column})
    book = replace(book, attributes=attributes)
    return material_of(book, table_of({"customer": [row.customer for row in rows]}))


def test_reasons_are_counted_with_stage_and_money() -> None:
    table = reasons.lay_out(told()).table("reasons")
    frame = table.frame
    assert frame["reason"].tolist() == ["price", "service", "No reason given"]
    assert frame["customers"].tolist() == [40, 39, 1]
    assert frame["mrr_lost"].tolist() == [2000, 1950, 50]
    assert frame["mid"].tolist() == [40, 39, 1]
    assert table.measure("mid").title == "Months 3 to 12"
    assert set(frame["avoidable"]) == {"Unknown"}


def test_a_cell_knows_who_left_for_it() -> None:
    table = reasons.lay_out(told()).table("reasons")
    assert table.members is not None
    price, early = table.members(0, "customers"), table.members(0, "early")
    silent = table.members(2, "share")
    assert price is not None
    assert early is not None
    assert silent is not None
    assert (len(price), len(early), silent.tolist()) == (40, 0, [11])


def test_the_most_frequent_reason_is_the_message() -> None:
    page = reasons.lay_out(told())
    assert page.charts[0].title == "“price” is the most frequent reason: 50.0 %"
    assert "known of 79 of 80 customers who left" in texts(page)
    assert "Most revenue was lost for this reason: price, 2,000 a month" in texts(page)


def test_few_known_reasons_are_doubted() -> None:
    page = reasons.lay_out(said("price", "", ""))
    assert "known of 1 of 3" in texts(page)
    assert "Of most it is not" in texts(page)


def test_when_no_reason_is_known_none_is_the_most_frequent() -> None:
    page = reasons.lay_out(said("", ""))
    assert page.charts[0].title == "Of nobody who left is the reason known"
    assert "Most revenue" not in texts(page)


def test_rare_reasons_are_in_a_list_of_their_own() -> None:
    given = [f"reason {n:02}" for n in range(15) for _ in range(20 - n)]
    page = reasons.lay_out(said(*given, ""))
    top, every = page.table("reasons"), page.table("all_reasons")
    assert len(top.frame) == reasons.MOST_SHOWN + 1
    assert top.frame["reason"].iloc[-1] == "No reason given"
    assert len(every.frame) == 16
    assert every.folded
    assert every.members is not None
    rare = every.members(14, "customers")
    assert rare is not None
    assert len(rare) == 6


def test_a_reason_of_somebody_still_there_is_pointed_out() -> None:
    rows = [Row("A", "2024-01-10"), Row("B", "2024-01-10", "2024-03-01")]
    book = book_of(rows, "2024-06-30")
    column = np.array(["price", "price"], dtype=object)
    attributes = replace(book.attributes, texts={Role.REASON: column})
    book = replace(book, attributes=attributes)
    page = reasons.lay_out(material_of(book, table_of({"customer": ["A", "B"]})))
    assert "1 customer has a reason for leaving and is still there." in texts(page)


def test_nobody_left_means_no_reasons() -> None:
    page = reasons.lay_out(said())
    assert texts(page) == "Nobody has left yet, so there are no reasons."
    assert page.tables == ()


def test_without_amounts_no_money_is_shown() -> None:
    page = reasons.lay_out(said("price", "service", amount=None))
    assert "mrr_lost" not in page.table("reasons").frame
    assert "revenue" not in texts(page)


def test_rows_without_dates_have_reasons_too() -> None:
    book = snapshot_of([1.0, 5.0, 9.0], [True, False, True])
    column = np.array(["price", "", "service"], dtype=object)
    attributes = replace(book.attributes, texts={Role.REASON: column})
    book = replace(book, attributes=attributes)
    page = reasons.lay_out(material_of(book, table_of({"customer": list(book.ids)})))
    assert page.table("reasons").frame["early"].tolist() == [1, 0]


def test_a_list_without_the_column_names_it() -> None:
    assert reasons.lay_out(golden()).missing == (Role.REASON,)
