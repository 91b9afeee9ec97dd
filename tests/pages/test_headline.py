from __future__ import annotations

from churn_desktop.pages.overview import lay_out
from tests.engine.books import Row
from tests.pages.lists import dated
from tests.pages.test_overview import texts


def test_who_came_and_left_within_a_period_is_not_nobody() -> None:
    rows = [
        Row("stays", "2023-10-01", None, 5),
        Row("back", "2023-10-01", "2023-12-10", 5),
        Row("back", "2023-12-20", None, 5),
        Row("brief", "2023-12-05", "2023-12-20", 5),
    ]
    said = texts(lay_out(dated(rows, "2023-12-31")))
    assert (
        "All 2 customers at the start of Dec 2023 were customers at its end. "
        "1 who joined in Dec 2023 left again in it."
    ) in said
    assert "nobody left" not in said
    rows += [Row("old", "2023-06-01")]
    said = texts(lay_out(dated(rows, "2023-12-31")))
    assert "No complete period has lost a customer who was there" in said
