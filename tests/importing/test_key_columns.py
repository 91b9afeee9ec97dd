from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.recognise import recognise
from tests.importing.lists import text_table

KEYS = (
    "waLDQMmcOu2jLDaV1ddDkgCrB/jl6sD66Xzs0Vqax1Y=",
    "QA7uiXy8vIbUSPOkCf9RwQ3FsT8jVq2OxDr8zqa7bRQ=",
)


def test_long_codes_are_ids_where_nothing_else_is() -> None:
    one, two = KEYS
    text = f"msno|start date|end date\n{one}|2024-01-01|\n{two}|2024-02-01|2024-03-01"
    found, _ = recognise(text_table(text), {})
    assert found[Role.CUSTOMER_ID] == "msno"


def test_names_and_short_codes_are_none() -> None:
    text = "msno|start date\n{}|2024-01-01\n{}|2024-02-01"
    for pair in (("Ann Miller-Smith-Jones", "Bob"), ("A1", "B2"), ("x" * 20, "y" * 20)):
        found, _ = recognise(text_table(text.format(*pair)), {})
        assert Role.CUSTOMER_ID not in found
