"""What this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from churn_desktop import __version__, resources
from churn_desktop.i18n import gettext as _


def show_about(parent: QWidget) -> None:
    """Say what the program is and what it keeps to itself."""
    box = QMessageBox(parent)
    box.setObjectName("aboutDialog")
    box.setWindowTitle(_("About Churn Desktop"))
    box.setText(_("Churn Desktop {version}").format(version=__version__))
    box.setInformativeText(
        _(
            "Shows from your own list which customers left, how sure that is, and "
            "what it cost. Everything stays on this computer; the program has no "
            "connection to the internet."
        )
    )
    notice = resources.notice()
    if notice is not None:
        # The licences of Qt and others ask for it.
        box.setDetailedText(notice)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.open()
