from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.recognise import recognise
from tests.importing.lists import text_table

DUE = """
id | start date | end date   | {real}
1  | 2023-01-01 | 2026-01-01 | 2024-03-05
2  | 2023-02-01 | 2026-02-01 |
3  | 2023-03-01 | 2026-03-01 |
"""


def end(text: str, chosen: dict[Role, str] | None = None) -> str:
    found, _ = recognise(text_table(text), chosen or {})
    return found[Role.END]


def test_the_day_some_left_goes_before_the_day_all_are_due() -> None:
    assert end(DUE.format(real="cancellation date")) == "cancellation date"
    assert end(DUE.format(real="实际退租日期")) == "实际退租日期"


def test_a_day_that_is_only_due_does_not() -> None:
    assert end(DUE.format(real="valid until")) == "end date"
    assert end(DUE.format(real="updated")) == "end date"


def test_the_choice_of_the_user_stays() -> None:
    text = DUE.format(real="cancellation date")
    assert end(text, {Role.END: "end date"}) == "end date"


def test_ends_that_some_lack_stay() -> None:
    text = (
        "id|start date|end date|cancellation date\n1|2023-01-01|2024-01-01|2024-01-01"
    )
    assert end(f"{text}\n2|2023-01-01||\n3|2023-01-01|2024-01-01|") == "end date"


def test_zeros_are_no_days() -> None:
    text = "id|start date|end date|cancelled date\n1|2023-01-01|2026-01-01|0"
    found = end(
        f"{text}\n2|2023-01-01|2026-01-01|2024-01-01\n3|2023-01-01|2026-01-01|0"
    )
    assert found == "cancelled date"


def test_ends_without_any_day_are_none_where_a_status_says_who_left() -> None:
    text = (
        "id|start date|end date|status\n1|2023-01-01||Former patron\n2|2023-02-01||{}"
    )
    found, _ = recognise(text_table(text.format("Active patron")), {})
    assert Role.END not in found
    text = text.replace("Former", "Active")
    assert end(text.format("Active patron")) == "end date"
    chosen = {Role.END: "end date"}
    found, _ = recognise(text_table(text.format("Former patron")), chosen)
    assert found[Role.END] == "end date"
