from __future__ import annotations

import re
from pathlib import Path

import pytest

from churn_desktop.core.schema import Shape
from churn_desktop.engine.rates import RATES
from churn_desktop.engine.revenue import REVENUE_RATES

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.mark.parametrize("key", [*RATES, *REVENUE_RATES])
def test_every_formula_is_documented_as_it_is_computed(key: str) -> None:
    text = (DOCS / "definitions.md").read_text(encoding="utf-8")
    formula = (RATES | REVENUE_RATES)[key]
    row = next(line for line in text.splitlines() if line.startswith(f"| `{key}`"))
    assert f"`{formula.text}`" in row


@pytest.mark.parametrize("shape", list(Shape))
def test_every_kind_of_list_is_documented(shape: Shape) -> None:
    text = (DOCS / "definitions.md").read_text(encoding="utf-8")
    assert any(
        line.startswith(f"| {shape.value.replace('_', ' ')} |")
        for line in text.splitlines()
    )


def test_the_guide_to_the_code_names_files_that_exist() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    roots = (DOCS.parent, DOCS.parent / "churn_desktop")
    named = re.findall(r"`([a-z_]+/[a-z_/]*(?:\.py)?)(?:: \w+)?`", text)
    assert len(named) > 10
    for name in named:
        assert any((root / name).exists() for root in roots), name


def test_the_ideas_are_numbered_one_after_the_other() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    ideas = text.split("## The ideas")[1].split("\n## ")[0]
    numbers = [int(number) for number in re.findall(r"(?m)^(\d+)\. ", ideas)]
    assert numbers == [*range(1, len(numbers) + 1)]
