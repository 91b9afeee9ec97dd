from __future__ import annotations

from churn_desktop.ui.main_window import MainWindow


def test_they_say_what_they_undo(full_window: MainWindow) -> None:
    undo, redo = (full_window.menus.actions[name] for name in ("undo", "redo"))
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    full_window.document.apply("pasting", lambda p: p.assuming(include_free=True))
    assert undo.isEnabled()
    assert undo.text().replace("&", "") == "Undo pasting"
    undo.trigger()
    assert not undo.isEnabled()
    assert redo.isEnabled()
    assert redo.text().replace("&", "") == "Redo pasting"
    assert undo.objectName() == "undoAction"
