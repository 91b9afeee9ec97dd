from __future__ import annotations

from churn_desktop.engine.renewal_calendar import upcoming_renewals
from churn_desktop.pages.model import Text
from churn_desktop.pages.renewal_list import contract_table, would_tell
from tests.engine.books import Row
from tests.engine.shop import saying
from tests.pages.lists import dated, material_of, table_of

ROWS = [
    Row("Ann", "2023-06-10", "2024-06-10", 50),
    Row("Bob", "2023-08-01", "2024-08-01", 20),
]


def test_who_gave_no_score_is_said() -> None:
    plain = dated(ROWS, "2024-03-31")
    book = saying(plain.book, nps={"Ann": 9.0})
    material = material_of(book, table_of({"customer": ["Ann", "Bob"]}))
    calendar = upcoming_renewals(book)
    assert calendar is not None
    table = contract_table(material, calendar)
    assert table.frame["nps"].tolist() == ["9", "no answer"]
    (text,) = would_tell(material)
    assert isinstance(text, Text)
    assert "last activity" in text.text
    assert "NPS" not in text.text


def test_columns_that_would_tell_more_are_named() -> None:
    (text,) = would_tell(dated(ROWS, "2024-03-31"))
    assert isinstance(text, Text)
    assert "recommendation score (NPS) and last activity" in text.text
