from __future__ import annotations

import pytest

from churn_desktop.core.schema import Role
from churn_desktop.importing.importer import understand
from churn_desktop.output.mask_cells import MASKED, Masking
from tests.importing.lists import TODAY, project_of

LIST = (
    "customer id|customer name|start date|end date|reason|service owner|visits\n"
    "A-1|Anna Lee|2024-01-01||too dear|Kim|\n"
    "A-2|王伟|2024-01-02|2024-02-01|too dear|Kim|\n"
    "A-3|Bo|2024-01-03|2024-03-01||Lee|\n"
)


def masking(rows: str = LIST) -> Masking:
    project = project_of(rows)
    return Masking(project, understand(project, today=TODAY))


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("for Anna Lee only", True),
        ("ANNA LEE", True),
        ("王伟专用", True),
        ("Bo", True),
        # A piece of another word is nobody.
        ("Bonus", False),
        ("Kimono", False),
        ("A-1", True),
        ("A-12", False),
        ("Basic", False),
    ],
)
def test_names_are_found_in_other_words(text: str, tells: bool) -> None:
    assert masking().tells(text) is tells


def test_blank_cells_stay_blank_and_rare_words_are_replaced() -> None:
    made = masking()
    assert made.column("reason").text.tolist() == ["X001", "X001", ""]
    assert made.column("service owner").text.tolist() == ["P001", "P001", "P002"]
    assert made.word("too dear") == "X001"
    assert made.word("never seen") == MASKED


def test_days_of_visits_are_kept_and_words_are_not() -> None:
    cells = [f"2024-0{n}-03: oil for Mr Wang; 2024-0{n + 1}-05" for n in range(1, 6)]
    rows = "".join(f"C{n}|{cell}\n" for n, cell in enumerate(cells))
    project = project_of(f"customer id|visits\n{rows}", {Role.HISTORY: "visits"})
    made = Masking(project, understand(project, today=TODAY))
    assert made.column("visits").text[0] == "2024-01-03, 2024-02-05"


def test_months_keep_their_amounts() -> None:
    months = "|".join(f"2024-{n:02}" for n in range(1, 7))
    rows = "".join(f"N{n}|1|1|call Wang|1|1|\n" for n in range(1, 6))
    project = project_of(f"customer name|{months}\n{rows}")
    made = Masking(project, understand(project, today=TODAY))
    assert made.column("2024-01").text.tolist() == ["1"] * 5
    assert made.column("2024-03").text.tolist() == [MASKED] * 5
    assert made.heading("2024-01", 2) == "2024-01"
