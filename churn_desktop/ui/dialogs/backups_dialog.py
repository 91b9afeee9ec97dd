"""Earlier states of a project file, to be looked at or brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _

if TYPE_CHECKING:
    from churn_desktop.storage.backups import Backup


class BackupsDialog(QDialog):
    """Lists the backups, newest first.

    Signals
    -------
    copy_wanted(Backup)
        It is to be opened beside the project.
    restore_wanted(Backup)
        It is to take the project's place.
    """

    copy_wanted = Signal(object)
    restore_wanted = Signal(object)

    def __init__(
        self,
        name: str,
        backups: Sequence[Backup],
        parent: QWidget | None = None,
        *,
        writable: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("backupsDialog")
        self.setWindowTitle(_("Backups of {file}").format(file=name))
        self._backups = backups
        self.about = QLabel(
            _(
                "Whenever you save, the project as it was before is kept, up to ten "
                "times. Restoring can be undone."
            )
            if backups
            else _("There are no backups yet: one is kept whenever you save again.")
        )
        self.about.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("backupsList")
        self.list.setAccessibleName(_("Backups"))
        for backup in backups:
            made = backup.made.astimezone().strftime("%Y-%m-%d %H:%M:%S")
            size = self.locale().formattedDataSize(backup.size)
            text = _("{time}, {size}").format(time=made, size=size)
            self.list.addItem(QListWidgetItem(text))
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.copy_button = buttons.addButton(_("Open as a copy"), roles.ActionRole)
        self.restore_button = buttons.addButton(_("Restore"), roles.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.copy_button.clicked.connect(self._open_copy)
        self.restore_button.clicked.connect(self._restore)
        buttons.rejected.connect(self.reject)
        self.list.itemActivated.connect(lambda _item: self._open_copy())
        self._writable = writable
        self.list.currentRowChanged.connect(self._enable)
        column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(480, 340)
        self._enable()
        if backups:
            self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def chosen(self) -> Backup | None:
        """The backup that is selected."""
        row = self.list.currentRow()
        return self._backups[row] if row >= 0 else None

    def _enable(self) -> None:
        chosen = self.chosen is not None
        self.copy_button.setEnabled(chosen)
        self.restore_button.setEnabled(chosen and self._writable)

    def _open_copy(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self.accept()
            self.copy_wanted.emit(chosen)

    def _restore(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self.accept()
            self.restore_wanted.emit(chosen)
