"""Pages of long lists are laid out beside the window: first the one on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from churn_desktop.core.progress import Progress
from churn_desktop.pages.model import Page, PageId
from churn_desktop.ui.memory import give_back
from churn_desktop.ui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from churn_desktop.pages.report import Pages
    from churn_desktop.ui.findings import Findings

SHORT = 20_000
"""A page of a list with so many rows is there before another thread is asked."""

REST = 400
"""Milliseconds without a change before the other pages are laid out as well."""


class BackgroundPages(QObject):
    """Has the pages of the newest findings laid out.

    Signals
    -------
    ready(PageId)
        A page that was wanted can be had.
    """

    ready = Signal(object)

    def __init__(self, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._pages: Pages | None = None
        self._short = True
        self._task: Task | None = None
        self._quiet = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self._lay_out_all)
        runner.started.connect(self._give_way)

    def begin(self, findings: Findings | None) -> None:
        """Forget the pages of older findings."""
        self._stop()
        self._pages = None if findings is None else findings.pages
        self._short = findings is None or len(findings.project.table) <= SHORT
        if not self._short:
            self._timer.start()

    def want(self, page_id: PageId) -> Page | None:
        """Give a page; None while it is not there yet: `ready` follows."""
        found = self.at_hand(page_id)
        if found is None and self._pages is not None:
            self._stop()
            self._run((page_id,), page_id)
        return found

    def at_hand(self, page_id: PageId) -> Page | None:
        """Give a page if it can be had without waiting."""
        if self._pages is None:
            return None
        get = self._pages.page if self._short else self._pages.known
        return get(page_id)

    def _lay_out_all(self) -> None:
        self._run(tuple(PageId), None)

    def _run(self, page_ids: tuple[PageId, ...], wanted: PageId | None) -> None:
        pages = self._pages
        if pages is None:
            return

        def work(progress: Progress) -> None:
            for number, page_id in enumerate(page_ids):
                progress(number, len(page_ids))
                pages.page(page_id)
                if wanted is None:
                    # Else what one page needed for a while stays beside the next one's.
                    give_back()

        self._quiet = wanted is None
        self._task = self._runner.run(
            work, on_success=lambda _done: self._end(pages, wanted)
        )

    def _give_way(self, label: str) -> None:
        """Let work that the user asked for go first."""
        if label and self._quiet and self._task is not None:
            self._stop()
            self._timer.start()

    def _end(self, pages: Pages, wanted: PageId | None) -> None:
        if pages is self._pages:
            self._task = None
        if wanted is not None and pages is self._pages:
            self._timer.start()
            self.ready.emit(wanted)

    def _stop(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
