from __future__ import annotations

from churn_desktop.pages.glossary.notes import NOTES
from churn_desktop.pages.terms import note, title


def test_every_word_has_a_title_and_a_sentence() -> None:
    for key in NOTES:
        assert title(key)
        assert note(key).endswith(".")
