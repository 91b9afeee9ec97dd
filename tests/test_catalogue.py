"""The Chinese catalogue says everything that the source says, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "resources/locale/zh_CN/LC_MESSAGES/churn_desktop.po"

# As in the Makefile's target `catalogue`.
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None}
PLACEHOLDER = re.compile(r"{(\w*)[^{}]*}")

Id = str | tuple[str, ...] | list[str]


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN", abort_invalid=True)


def texts(value: Id) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def test_it_has_the_messages_of_the_source(catalogue: Catalog) -> None:
    source = {
        texts(found)
        for _file, _line, found, _comments, _context in extract_from_dir(
            ROOT / "churn_desktop", keywords=KEYWORDS
        )
    }
    shipped = {texts(message.id) for message in messages(catalogue)}
    assert sorted(source - shipped) == [], "run `make catalogue` and translate these"
    assert sorted(shipped - source) == [], "run `make catalogue`: no longer used"


def test_everything_is_translated(catalogue: Catalog) -> None:
    missing = [m.id for m in messages(catalogue) if not all(texts(m.string))]
    doubtful = [m.id for m in messages(catalogue) if m.fuzzy]
    assert missing == []
    assert doubtful == []


def test_translations_keep_their_placeholders(catalogue: Catalog) -> None:
    wrong = [
        message.id
        for message in messages(catalogue)
        for string in texts(message.string)
        # One customer may be written as a word; the plural carries every number.
        if placeholders(string) != placeholders(texts(message.id)[-1])
    ]
    assert wrong == []


def test_every_placeholder_has_a_name(catalogue: Catalog) -> None:
    unnamed = [
        message.id
        for message in messages(catalogue)
        if any("" in placeholders(text) for text in texts(message.id))
    ]
    assert unnamed == []


def test_what_is_shipped_is_what_was_translated(catalogue: Catalog) -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert {texts(m.id): texts(m.string) for m in messages(compiled)} == {
        texts(m.id): texts(m.string)
        for m in messages(catalogue)
        if all(texts(m.string))
    }
