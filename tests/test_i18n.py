from __future__ import annotations

import locale
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import mofile, pofile

from churn_desktop import i18n, resources

CATALOGUE = b"""
msgid ""
msgstr ""
"Language: zh_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "churn rate"
msgstr "\xe6\xb5\x81\xe5\xa4\xb1\xe7\x8e\x87"

msgid "{n} customer"
msgid_plural "{n} customers"
msgstr[0] "{n} \xe4\xbd\x8d\xe5\xae\xa2\xe6\x88\xb7"
"""


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Use a catalogue of two messages instead of the shipped one."""
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = pofile.read_po(CATALOGUE.splitlines(keepends=True), locale="zh_CN")
    with (folder / f"{i18n.DOMAIN}.mo").open("wb") as out:
        mofile.write_mo(out, catalogue)
    monkeypatch.setattr(resources, "path", lambda *_parts: tmp_path)
    i18n.use("zh_CN")
    yield
    i18n.use("en")


def test_the_source_texts_are_english() -> None:
    assert i18n.language() == "en"
    assert i18n.gettext("churn rate") == "churn rate"
    assert i18n.ngettext("{n} customer", "{n} customers", 1) == "{n} customer"
    assert i18n.ngettext("{n} customer", "{n} customers", 2) == "{n} customers"


@pytest.mark.usefixtures("chinese")
def test_texts_are_translated_from_the_moment_a_language_is_used() -> None:
    assert i18n.language() == "zh_CN"
    assert i18n.gettext("churn rate") == "流失率"
    for number in (1, 2):
        text = i18n.ngettext("{n} customer", "{n} customers", number)
        assert text == "{n} 位客户"
    i18n.use("en")
    assert i18n.gettext("churn rate") == "churn rate"


@pytest.mark.usefixtures("chinese")
def test_a_text_the_catalogue_lacks_stays_english() -> None:
    assert i18n.gettext("no such sentence") == "no such sentence"


@pytest.mark.usefixtures("chinese")
def test_the_empty_text_is_not_the_header_of_the_catalogue() -> None:
    assert i18n.gettext("") == ""


def test_every_language_on_offer_is_shipped() -> None:
    for code in i18n.LANGUAGES:
        i18n.use(code)
        assert i18n.language() == code


def test_an_unknown_language_changes_nothing() -> None:
    with pytest.raises(ValueError, match="tlh"):
        i18n.use("tlh")
    assert i18n.language() == "en"


def test_marking_a_text_leaves_it_as_it_is() -> None:
    assert i18n.mark("churn rate") == "churn rate"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
    ],
)
def test_the_computer_chooses_the_first_language(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert i18n.system_language() == expected


@pytest.mark.parametrize(
    ("setting", "expected"),
    [("Chinese (Simplified)_China", "zh_CN"), ("English_Ireland", "en"), (None, "en")],
)
def test_windows_has_names_of_its_own(
    setting: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(locale, "getlocale", lambda: (setting, "936"))
    assert i18n.system_language() == expected
