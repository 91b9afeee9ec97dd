from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from churn_desktop.engine.buyers import fit_buyers, purchase_histories
from churn_desktop.pages import purchase_cycle
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Page, Text
from tests.engine.test_lapses import shop
from tests.pages.lists import material_of, table_of
from tests.pages.test_purchase_cycle import BOUGHT, shop_material

AS_OF = "2024-12-31"


def visits(seed: int = 1, customers: int = 120) -> dict[str, list[str]]:
    """Buyers who come every two to eight weeks and give up after some purchases."""
    chance = np.random.default_rng(seed)
    found = {}
    for number in range(customers):
        day = date(2024, 1, 1) + timedelta(days=int(chance.integers(0, 90)))
        bought = []
        while day <= date.fromisoformat(AS_OF):
            bought.append(day.isoformat())
            if chance.random() < 0.2:
                break
            day += timedelta(days=int(chance.integers(10, 60)))
        found[f"C{number}"] = bought
    return found


@pytest.fixture(scope="module")
def material() -> Material:
    bought = visits()
    rows = [(who, when) for who, whens in bought.items() for when in whens]
    table = table_of({"who": [r[0] for r in rows], "day": [r[1] for r in rows]})
    return material_of(shop(bought, AS_OF), table, roles=BOUGHT, lapse_days=120)


def notes(page: Page) -> str:
    texts = [block for block in page.blocks if isinstance(block, Text) and block.expert]
    return " ".join(text.text for text in texts)


def test_each_state_has_its_chance_and_its_coming_purchases(material: Material) -> None:
    page = purchase_cycle.lay_out(material)
    table = page.table("outlook")
    assert table.expert
    lately, silent, lost = table.frame["alive_share"]
    assert 1 > lately > silent > lost > 0
    histories = purchase_histories(material.book.purchases, material.book.as_of)
    model = fit_buyers(histories)
    assert model is not None
    expected = table.frame["expected_purchases"].sum()
    assert expected == pytest.approx(model.expected(histories, 52.0).sum())
    assert table.members is not None
    behind = [table.members(row, "state_customers") for row in range(3)]
    assert sorted(np.concatenate(behind).tolist()) == list(
        range(len(material.project.table))
    )
    assert f"{len(histories)} customers: r {model.r:.3f}" in notes(page)


def test_silent_customers_have_their_own(material: Material) -> None:
    silent = purchase_cycle.lay_out(material).table("silent")
    outlook = material.answers.outlook
    assert outlook is not None
    who = [material.book.ids.tolist().index(i) for i in silent.frame["customer_id"]]
    assert silent.frame["expected_purchases"].tolist() == outlook.expected[who].tolist()
    assert silent.measure("alive").expert


def test_too_few_who_came_again_have_no_model() -> None:
    page = purchase_cycle.lay_out(shop_material("2024-05-30", lapse_days=60))
    assert "that needs 30 customers" in notes(page)
    assert "alive" not in page.table("silent").frame
