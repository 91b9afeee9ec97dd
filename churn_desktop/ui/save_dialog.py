"""Files the user takes away: where they go, and what can be done with them then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from churn_desktop.i18n import gettext as _
from churn_desktop.ui import settings
from churn_desktop.ui.settings import Settings
from churn_desktop.ui.views.notice_bar import Offer


def ask_where(
    window: QWidget,
    remembered: Settings,
    title: str,
    proposed: Path,
    kinds: Mapping[str, str],
) -> Path | None:
    """Let the user choose a file to write; its folder is proposed the next time.

    Parameters
    ----------
    window : QWidget
    remembered : Settings
    title : str
        Of the dialog.
    proposed : Path
        In the folder to begin with.
    kinds : mapping of str to str
        What each ending is called.

    Returns
    -------
    Path or None
        Ends as one of the kinds. None when the user wants no file after all.
    """
    folder = Path(remembered.get(settings.EXPORT_FOLDER) or proposed.parent)
    chosen, kind = QFileDialog.getSaveFileName(
        window, title, str(folder / proposed.name), ";;".join(kinds.values())
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() not in kinds:
        endings = {words: ending for ending, words in kinds.items()}
        path = path.with_name(path.name + endings.get(kind, next(iter(kinds))))
    remembered.put(settings.EXPORT_FOLDER, str(path.parent))
    return path


def offers_for(path: Path) -> tuple[Offer, ...]:
    """Offer to open a file that was written, and its folder."""
    return (
        Offer(_("Open"), lambda: show(path)),
        Offer(_("Show in folder"), lambda: show(path.parent)),
    )


def show(path: Path) -> None:
    """Open a file or a folder with the program that the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
