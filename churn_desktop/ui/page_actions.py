"""What one does on a page: type numbers, mark rows, press buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from churn_desktop.i18n import gettext as _
from churn_desktop.pages.editing import Act, Answer, Input, Value, forget_typed
from churn_desktop.pages.model import PageId
from churn_desktop.pages.terms import in_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from churn_desktop.ui.main_window import MainWindow


class PageActions(QObject):
    """Turns what is done on the pages of one window into edits of the project."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        window.pages_made.connect(self._watch)

    def _watch(self) -> None:
        page = self._window.pages.page
        page.input_told.connect(self._put)
        page.act_wanted.connect(self._do)
        page.button_pressed.connect(self._press)

    def slots(self) -> dict[str, Callable[[], None]]:
        """Give what each entry does."""
        return {"forgetTyped": self.forget, "exampleScenarios": self.take_example}

    def take_example(self) -> None:
        """Show the scenarios of the published example on the page What if."""
        from churn_desktop.pages.scenario_inputs import put_example

        self._window.pages.choose(PageId.WHAT_IF)
        self._document.apply(_("taking the example"), put_example)

    def forget(self) -> None:
        """Do as if nothing had been typed on the page on screen."""
        page = self._window.pages.chosen
        if page is not None:
            self._document.apply(
                _("forgetting what was typed"),
                lambda project: forget_typed(project, page),
            )

    def _put(self, told: Input, value: Value) -> None:
        text = _("change of {what}").format(what=in_text(told.title))
        self._document.apply(text, lambda project: told.change(project, value))

    def _do(self, act: Act, rows: tuple[int, ...]) -> None:
        if not act.asks:
            self._finish(act, rows, Answer(self._document.today))
            return
        from churn_desktop.ui.dialogs.outcome_dialog import OutcomeDialog

        dialog = OutcomeDialog(act, self._document.today, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._finish(act, rows, dialog.answer))
        dialog.open()

    def _finish(self, act: Act, rows: tuple[int, ...], answer: Answer) -> None:
        text = act.text.replace("…", "")
        self._document.apply(text, lambda project: act.change(project, rows, answer))

    def _press(self, name: str) -> None:
        self._window.menus.actions[name].trigger()
