from __future__ import annotations

from churn_desktop.importing.dated_lists.rename_pairs import rename_pairs
from tests.importing.lists import understood

LISTS = (
    "list date|customer id|customer name|phone\n"
    "2024-01-31|1|Delta Ltd|555\n2024-01-31|2|Store 7|556\n2024-01-31|3|Ypsilon|557\n"
    "2024-02-29|1|Delta Ltd|555\n2024-02-29|8|Store 8|558\n2024-02-29|9|Zeta|557\n"
    "2024-03-31|5|DELTA|559\n2024-03-31|9|Zeta|557"
)


def test_who_is_gone_is_paired_with_who_comes_in_the_same_list() -> None:
    found = understood(LISTS)
    book = found.book
    pairs = [
        (str(book.ids[old.customer]), str(book.ids[new.customer]), row)
        for old, new, row in rename_pairs(book, found.columns)
    ]
    assert pairs == [("3", "9", 5), ("1", "5", 6)]


def test_other_lists_have_none() -> None:
    found = understood(
        "customer id|start date|end date\nA|2024-01-01|2024-02-02\nB|2024-02-02|"
    )
    assert list(rename_pairs(found.book, found.columns)) == []
