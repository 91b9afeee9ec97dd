from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core.errors import ChurnDesktopError
from churn_desktop.core.project import Source
from churn_desktop.storage.journal import Journal, recovery_folder
from churn_desktop.storage.locks import Lock, LockedBy, acquire
from churn_desktop.storage.project_file import save_project
from churn_desktop.storage.recovery import Recovered, pending_recoveries
from churn_desktop.ui.document import Document
from churn_desktop.ui.recovering import Recovering
from tests.ui.conftest import Opened
from tests.ui.made import a_csv, a_list, a_project

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20_000

EDITING = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from churn_desktop.core import edits
from churn_desktop.ui.document import Document
from churn_desktop.ui.tasks import TaskRunner
from dataclasses import replace

app = QApplication([])
document = Document(TaskRunner(), today=lambda: date(2024, 6, 30))

def edit(*_):
    def write(project):
        table = edits.set_cells(project.table, "Name", [3], ["Edited, never saved"])
        return replace(project, table=table)
    document.apply("Write", write)
    document.apply("Stage", lambda p: p.assuming(early_months=2))
    assert document.file.settle(60)
    print("edited", flush=True)

document.opened.connect(edit)
document.open(Path(sys.argv[1]))
app.exec()
"""


def killed_while_editing(path: Path) -> None:
    """Edit a file in a process of its own, and kill that before it can save."""
    with subprocess.Popen(
        [sys.executable, "-c", EDITING, str(path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "edited\n"
        child.kill()


def look(recovering: Recovering, document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(recovering.changed, timeout=PATIENCE):
        recovering.look(document.runner)


def recover(recovering: Recovering, document: Document, qtbot: QtBot) -> Recovered:
    done: list[Recovered | ChurnDesktopError] = []
    recovering.recover(
        recovering.pending[0],
        document,
        "Recovering",
        on_success=done.append,
        on_failure=done.append,
    )
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    assert isinstance(done[0], Recovered)
    qtbot.waitUntil(lambda: not document.runner.busy, timeout=PATIENCE)
    return done[0]


def leave(document: Path, **changes: int) -> None:
    """Leave a recovery file, as a window that died does."""
    journal = Journal(recovery_folder())
    journal.begin(a_list(), document)
    journal.record(a_list().assuming(**changes))
    journal.close()


@pytest.mark.parametrize("kind", ["list", "project"])
def test_edits_survive_kill_9(
    kind: str, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    path = a_csv(tmp_path)
    if kind == "project":
        path = tmp_path / "shops.churn"
        save_project(a_list(), path)
    before = path.read_bytes()
    killed_while_editing(path)
    assert path.read_bytes() == before
    recovering = Recovering()
    look(recovering, document, qtbot)
    assert [one.document for one in recovering.pending] == [path]
    assert recover(recovering, document, qtbot).complete
    project = document.project
    assert project is not None
    assert project.table.column("Name").text[3] == "Edited, never saved"
    assert project.assumptions.early_months == 2
    assert document.file.dirty
    assert document.file.path == (path if kind == "project" else None)
    assert document.file.imported is not None
    assert document.file.imported.table.column("Name").text[3] == "Shop 3"
    assert recovering.pending == ()
    # It is safe again before the old recovery file goes.
    assert len(list(recovery_folder().glob("*.churn"))) == 1
    document.close()
    assert pending_recoveries(recovery_folder()) == ()


def test_a_recovered_project_is_written_where_it_was(
    document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "shops.churn"
    save_project(a_list(), path)
    leave(path, early_months=5)
    recovering = Recovering()
    look(recovering, document, qtbot)
    recover(recovering, document, qtbot)
    assert isinstance(acquire(path), LockedBy)
    with qtbot.waitSignal(document.file.saved, timeout=PATIENCE):
        document.file.save()
    assert not document.file.dirty
    document.close()


def test_a_project_saved_since_is_not_overwritten_in_silence(
    document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "shops.churn"
    leave(path, early_months=5)
    save_project(a_project(), path)
    recovering = Recovering()
    look(recovering, document, qtbot)
    recover(recovering, document, qtbot)
    with qtbot.waitSignal(document.file.failed, timeout=PATIENCE):
        document.file.save()
    document.close()


def test_a_window_that_has_the_project_open_keeps_it(
    document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "shops.churn"
    save_project(a_list(), path)
    leave(path, early_months=5)
    with qtbot.waitSignal(document.opened, timeout=PATIENCE):
        document.open(path)
    recovering = Recovering()
    look(recovering, document, qtbot)
    recover(recovering, document, qtbot)
    assert document.file.owner is None
    assert document.file.dirty
    document.close()
    lock = acquire(path)
    assert isinstance(lock, Lock)
    lock.release()


def test_what_nobody_wants_is_discarded(document: Document, qtbot: QtBot) -> None:
    leave(Path("shops.xlsx"), early_months=5)
    recovering = Recovering()
    look(recovering, document, qtbot)
    recovering.discard(recovering.pending[0])
    assert recovering.pending == ()
    look(recovering, document, qtbot)
    assert recovering.pending == ()


def test_what_cannot_be_read_stays_offered(document: Document, qtbot: QtBot) -> None:
    (recovery_folder() / "0123.churn").write_bytes(b"nothing of ours")
    recovering = Recovering()
    look(recovering, document, qtbot)
    failed: list[ChurnDesktopError] = []
    recovering.recover(
        recovering.pending[0],
        document,
        "Recovering",
        on_success=lambda _found: None,
        on_failure=failed.append,
    )
    assert recovering.pending == ()
    qtbot.waitUntil(lambda: bool(failed), timeout=PATIENCE)
    assert len(recovering.pending) == 1
    assert document.project is None


def test_a_living_window_is_left_alone(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    source = Source(tmp_path / "a.csv", None, (), 1)
    document = opened(replace(a_list(), source=source))
    document.apply("Stage", lambda p: p.assuming(early_months=2))
    assert document.file.settle(20)
    recovering = Recovering()
    look(recovering, document, qtbot)
    assert recovering.pending == ()
