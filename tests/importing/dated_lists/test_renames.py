from __future__ import annotations

import pytest

from churn_desktop.importing.dated_lists import renames
from churn_desktop.importing.dated_lists.renames import Seen, core_name, likely_renames


def pairs(
    gone: list[tuple[str, str]], come: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    old = [Seen(number, *each) for number, each in enumerate(gone)]
    new = [Seen(100 + number, *each) for number, each in enumerate(come)]
    return [(one.name, other.name) for one, other in likely_renames(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Acme Ltd.", "ACME Limited"),
        ("上海某某有限公司", "上海某某公司"),
        ("Müller GmbH", "MÜLLER"),
        ("Meyers Shop", "Meyer Shop"),
        ("北京大华科技", "北京大化科技"),
        ("000123", "123"),
        ("王伟", "王伟"),
    ],
)
def test_names_of_the_same_customer(old: str, new: str) -> None:
    assert pairs([(old, "")], [(new, "")]) == [(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Store 12", "Store 13"),
        ("C10023", "C10024"),
        ("Mayer", "Meyer"),
        ("王伟", "王玮"),
        ("Northern Lights", "Southern Lights"),
        ("", ""),
    ],
)
def test_names_of_others(old: str, new: str) -> None:
    assert pairs([(old, "")], [(new, "")]) == []


def test_the_same_contact_under_another_name() -> None:
    found = pairs([("Old", "138-0013 8000")], [("New", "13800138000"), ("X", "")])
    assert found == [("Old", "New")]
    assert pairs([("Old", "")], [("New", "")]) == []


def test_each_new_one_is_paired_once() -> None:
    found = pairs([("Acme", "1"), ("Acme Inc", "2")], [("ACME", "2")])
    assert found == [("Acme", "ACME")]


def test_long_lists_are_not_compared_letter_by_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renames, "_MOST_SPELLED", 0)
    assert pairs([("Meyers Shop", "")], [("Meyer Shop", "")]) == []
    assert pairs([("Meyers Shop", "")], [("meyers shop", "")]) != []


def test_a_name_of_nothing_but_a_form_of_company() -> None:
    assert core_name("Company") == "company"
    assert core_name("有限公司") == "有限公司"
