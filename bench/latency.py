"""What a person waits for in the window: after an edit, another period or segment."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd

from bench.lists import make
from bench.timing import Row, in_turns
from churn_desktop.core import edits
from churn_desktop.core.calendar import OPEN_END
from churn_desktop.core.grid import Kind
from churn_desktop.core.project import Project, Source
from churn_desktop.core.schema import PeriodLength, Role, Shape
from churn_desktop.core.table import Table
from churn_desktop.pages.model import PageId

ROLES = {
    Role.CUSTOMER_ID: "Customer",
    Role.NAME: "Name",
    Role.START: "Start",
    Role.END: "End",
    Role.FEE: "Monthly fee",
    Role.PLAN: "Plan",
    Role.REGION: "Region",
    Role.SALES_OWNER: "Sales owner",
    Role.REASON: "Reason",
    Role.LAST_ACTIVITY: "Last activity",
}
PLANS = ("Basic", "Pro", "Enterprise")
ROUNDS = 7
WAITS = (
    ("one edit until the page is right", PageId.OVERVIEW, "edit", "0.1 s"),
    ("one edit, looking at the sheet", PageId.CUSTOMERS, "edit", "0.1 s"),
    ("another period", PageId.PERIODS, "period", "0.05 s"),
    ("another segment", PageId.PERIODS, "segment", "0.05 s"),
)


def rows(size: int) -> Iterator[Row]:
    """Measure from the call until the page on screen has its new figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, {"CHURN_DESKTOP_HOME": folder}),
    ):
        bench = OpenWindow(a_project(size), Path(folder))
        try:
            for work, page, change, target in WAITS:
                bench.look_at(page)
                changes: dict[str, Callable[[], object]] = {change: bench.wait(change)}
                taken = in_turns(changes, ROUNDS, min)
                yield Row(work, size, taken[change], target=target)
        finally:
            bench.close()


def a_project(size: int) -> Project:
    """Make a list of subscriptions with twelve columns."""
    random = np.random.default_rng(size)
    made = make(size)
    contracts = made.book.contracts
    gone = contracts.end != OPEN_END
    start = contracts.start.astype("datetime64[D]").astype(str)
    end = np.where(gone, contracts.end, 0).astype("datetime64[D]").astype(str)
    reasons = random.choice(["price", "moved", "competitor", ""], size)
    columns: dict[str, Any] = {
        "Customer": np.char.mod("C%07d", contracts.customer),
        "Name": np.char.mod("Company %d Ltd", contracts.customer),
        "Start": start,
        "End": np.where(gone, end, ""),
        "Monthly fee": contracts.monthly_amount.astype(str),
        "Plan": random.choice(PLANS, size),
        "Region": random.choice(["North", "South", "East", "West"], size),
        "Sales owner": random.choice(["Ann", "Bob", "Cid", "Dee"], size),
        "Reason": np.where(gone, reasons, ""),
        "Last activity": start,
        "Contact": np.char.mod("%d@example.org", contracts.customer),
        "Note": np.char.mod("note %d", contracts.position),
    }
    texts = {name: np.asarray(each).astype(object) for name, each in columns.items()}
    frame = pd.DataFrame(texts, index=pd.RangeIndex(2, size + 2), dtype=object)
    kinds = {
        name: np.where(text == "", Kind.BLANK, Kind.TEXT).astype(np.uint8)
        for name, text in texts.items()
    }
    letters = {name: at for at, name in enumerate(texts, 1)}
    source = Source(Path("list.csv"), None, (), 1)
    table = Table(frame, kinds, letters)
    return Project(table, source, Shape.SUBSCRIPTIONS, ROLES)


class OpenWindow:
    """A window on a list, changed again and again."""

    def __init__(self, project: Project, folder: Path) -> None:
        from PySide6.QtCore import QEventLoop, QSettings
        from PySide6.QtWidgets import QApplication

        from churn_desktop.ui.document import Document
        from churn_desktop.ui.main_window import MainWindow
        from churn_desktop.ui.settings import Settings
        from churn_desktop.ui.tasks import TaskRunner

        self._app = QApplication.instance() or QApplication([])
        self._loop = QEventLoop()
        self._runner = TaskRunner()
        self.document = Document(self._runner, today=lambda: date(2025, 1, 15))
        kept = QSettings(str(folder / "bench.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.document, Settings(kept))
        self.window.resize(1280, 820)
        self.window.show()
        self._runner.idle.connect(self._loop.quit)
        self.document.analysis_changed.connect(self._loop.quit)
        self.document.adopt(project)
        self._settle()
        self._number = 0

    def look_at(self, page: PageId) -> None:
        """Go to a page and let everything come to rest."""
        self.window.pages.choose(page)
        self._settle()

    def wait(self, change: str) -> Callable[[], None]:
        """Give a function that makes a change and returns when it is on screen."""
        act: Callable[[], None] = getattr(self, f"_{change}")

        def run() -> None:
            self._number += 1
            act()
            self._settle()

        return run

    def close(self) -> None:
        """Leave no work behind."""
        self.document.close()
        self._runner.shutdown()
        self.window.close()

    def _settle(self) -> None:
        while not self.document.settled:
            self._loop.exec()
        # What was put on screen is drawn by events that drawing asks for.
        for _round in range(3):
            self._app.processEvents()

    def _edit(self) -> None:
        table, text = self.document.project.table, str(100 + self._number)
        edited = edits.set_cells(table, "Monthly fee", [len(table) // 2], [text])
        self.document.apply("Edit", lambda project: replace(project, table=edited))

    def _period(self) -> None:
        period = (PeriodLength.QUARTER, PeriodLength.MONTH)[self._number % 2]
        self.document.apply("Period", lambda project: project.assuming(period=period))

    def _segment(self) -> None:
        from churn_desktop.ui.segments import Segment

        plan = PLANS[self._number % len(PLANS)]
        self.document.choose_segment(Segment(Role.PLAN, plan))
