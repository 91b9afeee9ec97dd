"""What one sees first: a place to drop a file, recent files, samples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from churn_desktop import i18n, resources
from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark
from churn_desktop.ui.views.button_row import ButtonRow, WordButton, words
from churn_desktop.ui.views.recovery_list import Recoverable, RecoveryList

SAMPLES = (
    (
        "subscriptions_{language}.xlsx",
        mark("Subscriptions"),
        mark("Start and end dates, fees, plans and owners"),
    ),
    (
        "shop_{language}.csv",
        mark("Orders of a shop"),
        mark("No contracts: who stays silent for too long is lost"),
    ),
    (
        "counts_{language}.csv",
        mark("Numbers by month"),
        mark("Customers at start, new and lost, without any names"),
    ),
    (
        "snapshot_en.csv",
        mark("Snapshot without dates"),
        mark("How long each customer stayed and who left"),
    ),
)
RECENT_ON_SCREEN = 6


class StartPage(QScrollArea):
    """Offers files to open.

    Signals
    -------
    open_wanted()
        A file is to be chosen.
    file_chosen(Path)
    typing_wanted()
        Numbers are to be typed, without any list.
    template_wanted()
        An empty list to fill in is wanted.
    """

    open_wanted = Signal()
    file_chosen = Signal(object)
    typing_wanted = Signal()
    template_wanted = Signal()

    def __init__(self, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAccessibleName(_("Start"))
        self.setProperty("kind", "scroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        outer = QHBoxLayout(body)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(760)
        outer.addWidget(middle, 6)
        outer.addStretch(1)
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(12, 24, 12, 24)
        self._column.setSpacing(10)
        self._column.addWidget(
            words(_("Which customers left, and what did it cost?"), "page")
        )
        self._column.addWidget(
            words(
                _(
                    "Open a customer list from Excel, WPS or a CSV file. It stays on "
                    "this computer."
                ),
                "faint",
            )
        )
        self._recovery = RecoveryList()
        self._column.addWidget(self._recovery)
        self._drop = self._make_drop_area()
        self._column.addWidget(self._drop)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._column.addLayout(self._recent)
        self._add_without_list()
        self._add_samples()
        self._column.addStretch()
        self.setWidget(body)
        self.show_recent(recent)

    def set_hot(self, hot: bool) -> None:
        """Show that a file held over the window may be dropped."""
        self._drop.setProperty("hot", "true" if hot else "false")
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)

    def show_recoverable(self, lost: Sequence[Recoverable]) -> None:
        """Offer what can be recovered."""
        self._recovery.show_recoverable(lost)

    def show_recent(self, recent: Sequence[Path]) -> None:
        """List the files opened lately."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not recent:
            return
        self._recent.addWidget(words(_("Recent files"), "title"))
        for path in recent[:RECENT_ON_SCREEN]:
            self._recent.addWidget(self._link(path.name, str(path.parent), path))

    def _make_drop_area(self) -> QFrame:
        area = QFrame()
        area.setProperty("kind", "drop")
        column = QVBoxLayout(area)
        column.setContentsMargins(24, 26, 24, 26)
        column.setSpacing(10)
        invitation = QLabel(_("Drop a customer list here"))
        invitation.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        font = QFont(invitation.font())
        font.setPointSizeF(font.pointSizeF() * 1.25)
        invitation.setFont(font)
        column.addWidget(invitation)
        button = QPushButton(_("Open a list…"))
        button.setProperty("kind", "primary")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self.open_wanted)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        kinds = words(
            _("Excel (.xlsx, .xls, .xlsb), OpenDocument (.ods), CSV"), "faint"
        )
        kinds.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(kinds)
        several = words(
            _("Several files at once: lists of the same customers on several dates"),
            "faint",
        )
        several.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(several)
        return area

    def _add_without_list(self) -> None:
        self._column.addWidget(words(_("No list yet?"), "title"))
        numbers = self._card(
            _("Type numbers"), _("The churn rate, and more, from a few numbers")
        )
        numbers.setObjectName("typeNumbersButton")
        numbers.clicked.connect(self.typing_wanted)
        template = self._card(
            _("New list from template"), _("An empty Excel workbook with formulas")
        )
        template.setObjectName("templateButton")
        template.clicked.connect(self.template_wanted)
        self._column.addWidget(ButtonRow([numbers, template]))

    def _add_samples(self) -> None:
        language = i18n.language().partition("_")[0]
        folder = resources.root() / "samples"
        offered = [
            (folder / name.format(language=language), title, text)
            for name, title, text in SAMPLES
        ]
        found = [sample for sample in offered if sample[0].is_file()]
        if not found:
            return
        self._column.addWidget(words(_("Try a sample"), "title"))
        buttons = [self._sample(path, _(title), _(text)) for path, title, text in found]
        self._column.addWidget(ButtonRow(buttons))

    def _sample(self, path: Path, title: str, text: str) -> WordButton:
        card = self._card(title, text)
        card.clicked.connect(lambda: self.file_chosen.emit(path))
        return card

    def _card(self, title: str, text: str) -> WordButton:
        card = WordButton([words(title, "title"), words(text, "faint")])
        card.setAccessibleName(title)
        card.setAccessibleDescription(text)
        return card

    def _link(self, name: str, folder: str, path: Path) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(name)
        button.setProperty("kind", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(str(path))
        button.clicked.connect(lambda: self.file_chosen.emit(path))
        row.addWidget(button)
        row.addWidget(words(folder, "faint"), 1)
        return line
