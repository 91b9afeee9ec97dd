"""A long list in the real window: ``python -m bench.window [--rows 1000000]``.

Opened, scrolled, sorted, filtered, edited and saved: how long each takes until all
figures are right, how long the window stands still meanwhile, and how much memory it
takes by then.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from churn_desktop.storage import folders

COLUMNS = "Customer,Name,Start,End,Fee,Plan,Phone,City,Note,Code,Rep,Region"
TICK = 5
"""Milliseconds between two looks at the clock."""


class Watched:
    """A window, and a clock that its event loop drives."""

    def __init__(self) -> None:
        from PySide6.QtCore import QSettings, Qt, QTimer
        from PySide6.QtWidgets import QApplication

        from churn_desktop.ui.session import Session
        from churn_desktop.ui.settings import Settings
        from churn_desktop.ui.theme import Theme

        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        self._app = app
        store = QSettings(tempfile.mktemp(), QSettings.Format.IniFormat)
        self._session = Session(app, Settings(store))
        self._session.speak("en")
        self._session.dress(Theme.LIGHT)
        self.window = self._session.open_window()
        self.window.resize(1280, 820)
        self._timer = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._last, self._longest = time.perf_counter(), 0.0

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    def settled(self) -> bool:
        """Tell whether all that is shown is right."""
        document = self.window.document
        known = document.findings is not None and document.settled
        return known and not document.runner.busy

    def step(self, name: str, act: Callable[[], object]) -> None:
        """Do something, wait until all is right, and print what that took."""
        self._app.processEvents()
        begun = self._last = time.perf_counter()
        self._longest = 0.0
        act()
        self._app.processEvents()
        while not self.settled():
            self._app.processEvents()
            time.sleep(0.001)
        for _ in range(3):
            self._app.processEvents()
        self._tick()
        taken = time.perf_counter() - begun
        still = self._longest * 1000
        print(f"{name:34}{taken:8.2f} s{still:9.0f} ms{memory():9.0f} MB", flush=True)

    def breathe(self) -> None:
        """Let the event loop turn once."""
        self._app.processEvents()

    def end(self) -> None:
        """Close without saving."""
        self.window.document.file.give_up()
        self.window.document.close()
        self.window.close()


def memory() -> float:
    """Give the memory of this process in MB; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def write_list(path: Path, rows: int) -> None:
    """Write a list of subscriptions, a line after the other."""
    with path.open("w") as file:
        file.write(f"{COLUMNS}\n")
        for n in range(rows):
            day = f"{1 + n % 12:02}-{1 + n * 7 % 28:02}"
            until = f"{2023 + n % 2}-{day}" if n % 5 < 2 else ""
            plan = ("Basic", "Pro", "Team")[n % 3]
            file.write(
                f"C{n:07},Name {n * 7919 % rows},{2018 + n % 5}-{day},{until},"
                f"{n * 31 % 490 + 10},{plan},139{n:08},City {n % 300},"
                f"note {n % 5000},K{n * 7},Rep {n % 40},R{n % 9}\n"
            )


def measure(rows: int, folder: Path) -> None:
    """Work with a list of so many rows."""
    from PySide6.QtGui import QGuiApplication

    from churn_desktop.pages.model import PageId
    from churn_desktop.ui.models.sheet_filter import Filter
    from churn_desktop.ui.sheet.arranger import SortKey

    few, many = folder / "few.csv", folder / "many.csv"
    write_list(few, 400)
    write_list(many, rows)
    watched = Watched()
    window, document = watched.window, watched.window.document
    print(f"{'':34}{'until right':>10}{'still':>12}{'memory':>12}")
    watched.step("a short list, to load libraries", lambda: window.open_path(few))
    document.file.give_up()
    document.close()
    # As the program does once everything is loaded.
    gc.freeze()
    watched.step(f"open {rows:,} rows", lambda: window.open_path(many))
    customers, undo = window.pages.customers, document.undo_stack.undo
    sheet, arranger, model = customers.sheet, customers.arranger, customers.model

    def at(row: int, column: int, act: Callable[[], object]) -> None:
        sheet.go_to(row, column)
        act()

    def scroll() -> None:
        bar = sheet.verticalScrollBar()
        for part in range(100):
            bar.setValue(bar.maximum() * part // 100)
            sheet.viewport().repaint()
            watched.breathe()

    steps: dict[str, Callable[[], object]] = {
        "show the sheet": lambda: window.pages.choose(PageId.CUSTOMERS),
        "100 places while scrolling": scroll,
        "freeze two columns, scroll again": lambda: (sheet.freeze("Name"), scroll()),
        "sort by a text": lambda: arranger.sort(SortKey("Name", descending=True)),
        "sort by a date": lambda: arranger.sort(SortKey("Start")),
        "filter by a value": lambda: arranger.filter(
            "Plan", Filter(only=frozenset({"Pro"}))
        ),
        "all rows again": lambda: arranger.filter("Plan", None),
        "type an amount": lambda: model.typed.emit(10, 4, "77"),
        "type a note": lambda: model.typed.emit(10, 8, "x"),
        "undo": undo,
        "paste 40,000 cells": lambda: at(5, 4, window.editing.paste),
        "delete a row": lambda: at(9, 0, window.editing.delete_rows),
        "insert a row": lambda: at(9, 0, window.editing.insert_rows),
        "fill a column down": lambda: (
            sheet.go_to(0, 9),
            sheet.go_to(len(model) - 1, 9, extend=True),
            window.editing.fill_down(),
        ),
        "the overview": lambda: window.pages.choose(PageId.OVERVIEW),
        "save": lambda: document.file.save(folder / "many.churn"),
    }
    lines = "\n".join(f"{n}\tPlan {n % 5}" for n in range(20_000))
    QGuiApplication.clipboard().setText(lines)
    for name, act in steps.items():
        watched.step(name, act)
    watched.end()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.window", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options: Any = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    before = os.environ.get(folders.OVERRIDE)
    with tempfile.TemporaryDirectory() as made:
        os.environ[folders.OVERRIDE] = str(Path(made) / "profile")
        try:
            measure(options.rows, Path(made))
        finally:
            os.environ.pop(folders.OVERRIDE)
            if before is not None:
                os.environ[folders.OVERRIDE] = before
    return 0


if __name__ == "__main__":
    sys.exit(main())
