from __future__ import annotations

from churn_desktop.core.calendar import NO_DAY, to_day
from churn_desktop.core.schema import Role
from churn_desktop.engine.followup_kinds import Kind
from churn_desktop.pages import followups
from churn_desktop.pages.model import PageId
from tests.engine.books import Row
from tests.engine.test_lapses import VISITS, shop
from tests.pages.lists import dated, golden, material_of, snapshot, table_of, texts


def test_who_left_is_asked_for_the_reason_most_money_first() -> None:
    page = followups.lay_out(golden())
    frame = page.table("followups").frame
    assert len(frame) == 12
    assert frame["at_risk"].is_monotonic_decreasing
    assert frame["kind"].unique().tolist() == ["Ask for the reason"]
    assert frame["because"][0] == "left on 2024-03-26, no reason given"
    members = page.table("followups").members
    assert members is not None
    assert members(0, "name") is not None
    assert "last activity" in texts(page)
    assert page.table("kinds").frame["overdue"].tolist() == [12]


def test_silent_buyers_are_at_risk_without_amounts() -> None:
    rows = [(who, when) for who, whens in VISITS.items() for when in whens]
    table = table_of({"who": [r[0] for r in rows], "day": [r[1] for r in rows]})
    roles = {Role.CUSTOMER_ID: "who", Role.PURCHASE_DATE: "day"}
    material = material_of(
        shop(VISITS, "2024-05-30"), table, roles=roles, lapse_days=60
    )
    page = followups.lay_out(material)
    found = page.table("followups")
    assert "Gone silent" in found.frame["kind"].tolist()
    assert "customers to get in touch with" in texts(page)


def test_every_kind_can_say_why() -> None:
    day = to_day_of("2024-03-01")
    said = {kind: followups.because(kind, day, day, 2.0) for kind in Kind}
    assert said[Kind.ANNIVERSARY] == "2 years on 2024-03-01"
    assert followups.because(Kind.ANNIVERSARY, day, day, 1.0) == "1 year on 2024-03-01"
    assert followups.because(Kind.LOW_NPS_ANNUAL, day, NO_DAY, 3.0).endswith("3")
    assert not any("{" in text for text in said.values())
    assert len({followups.kind_title(kind) for kind in Kind}) == len(Kind)


def to_day_of(text: str) -> int:
    from datetime import date

    return to_day(date.fromisoformat(text))


def test_nobody_to_ask_is_said_and_what_is_missing_is_named() -> None:
    page = followups.lay_out(dated([Row("Ann", "2023-01-20", None, 5)], "2024-03-31"))
    assert page.tables == ()
    assert "nobody has to be contacted" in texts(page)
    page = followups.lay_out(snapshot([1], [True]))
    assert page.id is PageId.FOLLOWUPS
    assert page.missing == (Role.START,)
