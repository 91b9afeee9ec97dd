from __future__ import annotations

import pytest

from churn_desktop.core.issues import Severity
from churn_desktop.core.schema import LIST_HEADING, ROW_HEADING, Role, Shape
from churn_desktop.engine.revenue import KINDS
from churn_desktop.pages import terms
from churn_desktop.pages.model import PageId, Unit


def test_terms_are_those_of_the_trade() -> None:
    assert terms.title("opening_base") == "Churn rate"
    assert terms.title("retention") == "Retention rate"
    assert terms.title("opening") == "At start"
    assert terms.title("closing") == "At end"
    assert terms.title("joined_and_left") == "Joined and left"
    assert terms.title("grr") == "Gross revenue retention"
    assert "start of the period" in terms.note("opening_base")


def test_an_unknown_key_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        terms.title("no such measure")


@pytest.mark.parametrize(
    ("heading", "text"),
    [("Lost", "lost"), ("MRR at end", "MRR at end"), ("X-ray", "X-ray"), ("", "")],
)
def test_in_text_keeps_abbreviations(heading: str, text: str) -> None:
    assert terms.in_text(heading) == text


def test_everything_with_a_name_has_one() -> None:
    names = [
        *(terms.page_title(page) for page in PageId),
        *(terms.role_title(role) for role in Role),
        *(terms.shape_title(shape) for shape in Shape),
        *(terms.severity_title(severity) for severity in Severity),
        *(terms.change_title(kind) for kind in KINDS),
    ]
    assert all(names)
    assert len({terms.page_title(page) for page in PageId}) == len(PageId)
    assert len({terms.role_title(role) for role in Role}) == len(Role)


def test_a_measure_takes_its_words_from_the_glossary() -> None:
    measure = terms.measure("opening", Unit.MONEY, term="mrr_opening", expert=True)
    assert (measure.key, measure.title) == ("opening", "MRR at start")
    assert measure.note == terms.note("mrr_opening")
    assert measure.expert
    assert measure.unit is Unit.MONEY


def test_a_measure_and_its_limits_are_three_columns() -> None:
    share, low, high = terms.with_limits(terms.measure("risk", Unit.RATIO), expert=True)
    assert share.interval == (low.key, high.key) == ("risk_low", "risk_high")
    assert low.unit is high.unit is Unit.RATIO
    assert (share.expert, low.expert, high.expert) == (False, True, True)


def test_only_headings_the_program_added_are_put_into_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(terms, "_", lambda text: f"<{text}>")
    shown = [terms.heading_title(h) for h in (LIST_HEADING, ROW_HEADING, "list", "")]
    assert shown == ["<(list)>", "<(row)>", "list", ""]
