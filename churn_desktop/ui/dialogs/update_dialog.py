"""Shows what a refreshed file would change, customer by customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from churn_desktop.i18n import gettext as _
from churn_desktop.i18n import mark, ngettext
from churn_desktop.pages.sentences import join
from churn_desktop.pages.terms import role_title

if TYPE_CHECKING:
    from churn_desktop.importing.list_changes import CustomerChange, ListChanges
    from churn_desktop.importing.updates import Update

KINDS = {"new": mark("New"), "gone": mark("Gone"), "changed": mark("Changed")}


class UpdateDialog(QDialog):
    """Asks whether the changes are to be taken over.

    Signals
    -------
    other_wanted()
        Another file is to be read instead.
    """

    other_wanted = Signal()

    def __init__(self, update: Update, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("updateDialog")
        name = update.imported.source.path.name
        self.setWindowTitle(_("Update from {file}").format(file=name))
        self.summary = QLabel(summary(update))
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = QTreeWidget()
        self.tree.setObjectName("updateList")
        self.tree.setAccessibleName(_("What changed"))
        self.tree.setHeaderLabels([_("Customer"), _("What"), _("Before"), _("After")])
        self.tree.setUniformRowHeights(True)
        self.tree.addTopLevelItems([_item(one) for one in update.changes.customers])
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.expandAll()
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.accept_button = buttons.addButton(_("Update"), roles.AcceptRole)
        other = buttons.addButton(_("Another file…"), roles.ResetRole)
        buttons.addButton(_("Cancel"), roles.RejectRole)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self.accept_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        other.clicked.connect(self._change_file)
        column = QVBoxLayout(self)
        column.addWidget(self.summary)
        column.addWidget(self.tree, 1)
        more = _more(update.changes)
        if more:
            column.addWidget(QLabel(more))
        column.addWidget(buttons)
        self.resize(760, 520)
        self.tree.setFocus()

    def _change_file(self) -> None:
        self.reject()
        self.other_wanted.emit()


def summary(update: Update) -> str:
    """Say in a few sentences what would change and what stays."""
    changes = update.changes
    counts = [
        (changes.new, mark("{count} new"), mark("{count} new")),
        (changes.gone, mark("{count} gone"), mark("{count} gone")),
        (changes.changed, mark("{count} changed"), mark("{count} changed")),
        (changes.unchanged, mark("{count} unchanged"), mark("{count} unchanged")),
    ]
    said = _(", ").join(
        ngettext(one, many, count).format(count=f"{count:,}")
        for count, one, many in counts
    )
    told = [_("Customers: {counts}.").format(counts=said)]
    if changes.headings_added:
        told.append(_listed(_("New columns: {columns}."), changes.headings_added))
    if changes.headings_removed:
        gone = changes.headings_removed
        told.append(_listed(_("Columns no longer there: {columns}."), gone))
    if update.missing:
        titles = tuple(role_title(role) for role in update.missing)
        told.append(_listed(_("No column any more for: {columns}."), titles))
    if update.kept:
        told.append(
            ngettext(
                "{count} edit of yours stays.",
                "{count} edits of yours stay.",
                update.kept,
            ).format(count=f"{update.kept:,}")
        )
    if update.overruled:
        told.append(
            ngettext(
                "{count} edit of yours goes, because the file has something new there.",
                "{count} edits of yours go, because the file has something new there.",
                update.overruled,
            ).format(count=f"{update.overruled:,}")
        )
    told.append(_("Meanings, assumptions and notes stay."))
    return join(*told)


def _listed(sentence: str, names: tuple[str, ...]) -> str:
    return sentence.format(columns=_(", ").join(names))


def _more(changes: ListChanges) -> str:
    more = changes.new + changes.gone + changes.changed - len(changes.customers)
    if more <= 0:
        return ""
    return ngettext(
        "{count} more customer is not listed.",
        "{count} more customers are not listed.",
        more,
    ).format(count=f"{more:,}")


def _item(change: CustomerChange) -> QTreeWidgetItem:
    """Make a line for a customer, with a line below for each cell."""
    item = QTreeWidgetItem([change.customer, _(KINDS[change.kind])])
    if change.kind != "changed":
        return item
    if change.rows_added:
        words = ngettext("{count} row more", "{count} rows more", change.rows_added)
        item.addChild(_line(words.format(count=f"{change.rows_added:,}"), "", ""))
    if change.rows_removed:
        words = ngettext("{count} row less", "{count} rows less", change.rows_removed)
        item.addChild(_line(words.format(count=f"{change.rows_removed:,}"), "", ""))
    for cell in change.cells:
        item.addChild(_line(cell.heading, cell.before, cell.after))
    return item


def _line(what: str, before: str, after: str) -> QTreeWidgetItem:
    return QTreeWidgetItem(["", what, before, after])
