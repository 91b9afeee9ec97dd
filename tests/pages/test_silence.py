from __future__ import annotations

from churn_desktop.pages import overview, purchase_cycle
from churn_desktop.pages.editing import Input
from churn_desktop.pages.material import Material
from churn_desktop.pages.model import Page, PageId, Text
from churn_desktop.pages.silence import silence_form
from tests.pages.test_purchase_cycle import shop_material


def days(page: Page) -> Input:
    (form,) = page.inputs
    (found,) = form.inputs
    return found


def warning(material: Material) -> str:
    (text,) = overview.lay_out(material).blocks
    assert isinstance(text, Text)
    return text.text


def test_where_silence_means_nothing_yet_it_is_asked_for() -> None:
    material = shop_material("2024-05-12")
    assert "from when on silence means" in warning(material)
    for page in (overview.lay_out(material), purchase_cycle.lay_out(material)):
        asked = days(page)
        assert (asked.value, asked.empty) == (None, "not known")
        changed = asked.change(material.project, 45.0)
        assert changed.assumptions.lapse_days == 45
        assert asked.change(changed, None).assumptions.lapse_days is None


def test_what_was_said_can_be_taken_back() -> None:
    material = shop_material("2024-05-12", lapse_days=100)
    asked = days(purchase_cycle.lay_out(material))
    assert (asked.value, asked.empty) == (100, "by the rhythm")
    assert overview.lay_out(material).inputs == ()
    assert material.missing(PageId.OVERVIEW) == ()


def test_the_rhythm_of_the_list_holds_while_nothing_is_said() -> None:
    material = shop_material("2024-05-12", lapse_days=100)
    cycle = material.analysis.cycle
    assert cycle is not None
    (asked,) = silence_form(shop_material("2024-05-12").assumptions, cycle).inputs
    assert asked.empty == "100, by the rhythm"
