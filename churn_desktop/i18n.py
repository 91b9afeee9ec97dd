"""The language people read: one gettext catalogue, chosen while the program runs."""

from __future__ import annotations

import gettext as _gettext
import locale
import os
import sys

from churn_desktop import resources

DOMAIN = "churn_desktop"
SOURCE_LANGUAGE = "en"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Code of each language on offer and its own name for itself."""


class _Current:
    language = SOURCE_LANGUAGE
    catalogue = _gettext.NullTranslations()


def use(language: str) -> None:
    """Make every later call answer in `language`, a key of `LANGUAGES`."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language: {language!r}")
    if language == SOURCE_LANGUAGE:
        catalogue = _gettext.NullTranslations()
    else:
        folder = resources.path("locale")
        catalogue = _gettext.translation(DOMAIN, folder, [language])
    _Current.language, _Current.catalogue = language, catalogue


def language() -> str:
    """Return the code of the language in use."""
    return _Current.language


def gettext(text: str) -> str:
    """Translate `text`."""
    # The empty text stands for the catalogue's own header.
    return _Current.catalogue.gettext(text) if text else text


def gettext_in(language: str, text: str) -> str:
    """Translate `text` into a language that need not be the one in use."""
    if language == SOURCE_LANGUAGE or not text:
        return text
    folder = resources.path("locale")
    return _gettext.translation(DOMAIN, folder, [language]).gettext(text)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate the form that fits `number`."""
    return _Current.catalogue.ngettext(singular, plural, number)


def mark(text: str) -> str:
    """Put `text` into the catalogue now; whoever shows it calls `gettext`."""
    return text


def system_language() -> str:
    """Return the offered language closest to what this computer is set to."""
    wanted = ""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = wanted or os.environ.get(name, "")
    if not wanted and sys.platform in ("win32", "darwin"):
        wanted = locale.getlocale()[0] or ""
    # Windows says "Chinese (Simplified)_China" where others say "zh_CN.UTF-8".
    # A reader of traditional characters is served better by these than by English.
    return "zh_CN" if wanted.lower().startswith(("zh", "chinese")) else SOURCE_LANGUAGE
