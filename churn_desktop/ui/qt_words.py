"""Words of Qt's own dialogs that its translation lacks."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark

WORDS = {
    ("QFileDialog", "&Look in:"): mark("&Look in:"),
    ("QFileDialog", "Files of &type:"): mark("Files of &type:"),
    ("QAbstractFileIconProvider", "Drive"): mark("Drive"),
    ("QAbstractFileIconProvider", "Folder"): mark("Folder"),
}
"""What Qt asks for, in which part of it; its words changed after its translation."""


class QtWords(QTranslator):
    """Says the few words in the language of the program."""

    def isEmpty(self) -> bool:
        """Be asked at all: Qt leaves out who has no words."""
        return False

    def translate(
        self,
        context: str,
        source: str,
        _disambiguation: str | None = None,
        _count: int = -1,
    ) -> str | None:
        """Give a word, or None for one that Qt has itself."""
        known = WORDS.get((context, source))
        return None if known is None else _(known)
