"""Tells something without standing in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from churn_desktop.i18n import gettext as _


class Tone(StrEnum):
    """How much a notice matters."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of a notice: a next step."""

    title: str
    act: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell.

    Attributes
    ----------
    text : str
    tone : Tone
    offers : sequence of Offer
    topic : str
        A notice takes the place of an older one on the same topic.
    background : bool
        Whether it is shown only while nothing else is.
    """

    text: str
    tone: Tone = Tone.NOTE
    offers: Sequence[Offer] = ()
    topic: str = ""
    background: bool = False


class NoticeBar(QFrame):
    """Shows the latest notice; closing it brings the one before back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setProperty("kind", "notice")
        self.setAccessibleName(_("Notice"))
        self._notices: list[Notice] = []
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum
        )
        self._offers = QHBoxLayout()
        self._offers.setSpacing(6)
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setToolTip(_("Close this notice"))
        close.setAccessibleName(_("Close this notice"))
        close.clicked.connect(self.close_notice)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 8, 5)
        row.addWidget(self._text, 1)
        row.addLayout(self._offers)
        row.addWidget(close)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What it tells at the moment."""
        return self._notices[-1] if self._notices else None

    @property
    def text(self) -> str:
        """What it says at the moment."""
        return self._text.text() if self._notices else ""

    def tell(self, notice: Notice) -> None:
        """Show a notice."""
        self.forget(notice.topic)
        if notice.background:
            self._notices.insert(0, notice)
        else:
            self._notices.append(notice)
        self._show_latest()

    def take_keyboard(self) -> None:
        """Let the next key go to the first offer."""
        first = self._offers.itemAt(0)
        button = None if first is None else first.widget()
        if button is not None:
            button.show()
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self, topic: str) -> None:
        """Take back what was told on a topic."""
        self._notices = [old for old in self._notices if old.topic != topic]
        self._show_latest()

    def close_notice(self) -> None:
        """Take away the notice on screen."""
        if self._notices:
            self._notices.pop()
        self._show_latest()

    def _show_latest(self) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        notice = self.notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._text.setText(notice.text)
        self.setProperty("tone", notice.tone.value)
        # A style sheet looks at properties only when a widget is dressed anew.
        self.style().unpolish(self)
        self.style().polish(self)
        for offer in notice.offers:
            button = QPushButton(offer.title)
            button.clicked.connect(lambda _checked=False, o=offer: o.act())
            self._offers.addWidget(button)
