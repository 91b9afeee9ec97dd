from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.pages import lifetimes, purchase_cycle
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import PageId, Text
from tests.engine.test_lapses import VISITS, shop
from tests.engine.test_ledger import TWO_MONTHS, book_of_counts
from tests.pages.lists import material_of, table_of

BOUGHT = {Role.CUSTOMER_ID: "who", Role.PURCHASE_DATE: "day"}


def shop_material(as_of: str, **assumptions: object) -> Material:
    book = shop(VISITS, as_of)
    rows = [(who, when) for who, whens in VISITS.items() for when in whens]
    table = table_of({"who": [r[0] for r in rows], "day": [r[1] for r in rows]})
    return material_of(book, table, roles=BOUGHT, **assumptions)


def texts(material: Material) -> str:
    page = purchase_cycle.lay_out(material)
    return " ".join(block.text for block in page.blocks if isinstance(block, Text))


def test_who_is_silent_and_who_is_lost() -> None:
    material = shop_material("2024-05-30", lapse_days=60)
    page = purchase_cycle.lay_out(material)
    states = page.table("states")
    assert states.frame["state_customers"].tolist() == [1, 1, 1]
    assert states.frame["one_time"].tolist() == [0, 0, 1]
    assert states.members is not None
    lost = states.members(2, "state_customers")
    assert lost is not None
    assert lost.tolist() == [3]
    silent = page.table("silent")
    assert silent.frame["name"].tolist() == ["Ada"]
    assert silent.frame["idle_days"].tolist() == [50]
    assert silent.frame["days_left"].tolist() == [10]
    assert page.charts[0].title.startswith("1 customer")


def test_the_threshold_by_percentile_is_told() -> None:
    # Gaps of 15, 81 and 50 days.
    said = texts(shop_material("2024-05-30", lapse_days=60))
    assert "80 % of the gaps are not longer than 68.6 days" in said


def test_without_a_threshold_the_page_says_what_is_needed() -> None:
    said = texts(shop_material("2024-05-12"))
    assert "only 3 gaps" in said
    assert purchase_cycle.lay_out(shop_material("2024-05-12")).tables == ()


def test_a_short_list_is_warned_about() -> None:
    said = texts(shop_material("2024-05-12", lapse_days=100))
    assert "less than twice the days of silence" in said


def test_other_lists_name_the_column_they_lack() -> None:
    material = material_of(
        book_of_counts(*TWO_MONTHS), table_of({"month": ["2024-01", "2024-02"]})
    )
    page = purchase_cycle.lay_out(material)
    assert page.missing == (Role.PURCHASE_DATE,)
    assert lifetimes.lay_out(material).missing == (Role.CUSTOMER_ID,)
    assert page.id is PageId.PURCHASE_CYCLE
