"""Notes of what happened: asked for from anywhere, written in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from churn_desktop.core.project import Note, Project
from churn_desktop.i18n import gettext as _
from churn_desktop.ui.document import Document

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class NoteWriting(QObject):
    """Opens the notes of a document; what is changed there is one edit."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._parent = document, parent

    def ask(self, day: date | None = None, text: str = "") -> None:
        """Show the notes.

        Parameters
        ----------
        day : date, optional
            Of the note that is wanted; the user's own day when not given.
        text : str
            Of a note that is there already; else a new one is begun.
        """
        from churn_desktop.ui.dialogs.notes_dialog import NotesDialog

        project = self._document.project
        if project is None:
            return
        when = day or self._document.today
        dialog = NotesDialog(project.notes, when, self._parent.window())
        if day is not None and text:
            dialog.edit(Note(day, text))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._put(dialog.notes))
        dialog.open()

    def _put(self, notes: tuple[Note, ...]) -> None:
        self._document.apply(_("editing of notes"), partial(with_notes, notes=notes))


def with_notes(project: Project, notes: tuple[Note, ...]) -> Project:
    """Give the project with other notes; the same one when they are the same."""
    return project if notes == project.notes else replace(project, notes=notes)
