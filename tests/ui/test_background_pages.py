"""Long lists: pages are laid out beside the window."""

from __future__ import annotations

from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from churn_desktop.core.progress import Progress
from churn_desktop.pages.model import PageId
from churn_desktop.ui import background_pages
from churn_desktop.ui.background_pages import BackgroundPages
from churn_desktop.ui.document import Document
from churn_desktop.ui.findings import Findings
from churn_desktop.ui.main_window import MainWindow
from churn_desktop.ui.tasks import TaskRunner
from tests.ui.conftest import Opened
from tests.ui.made import a_list


@pytest.fixture
def findings(opened: Opened) -> Findings:
    found = opened(a_list()).findings
    assert found is not None
    return found


@pytest.fixture
def desk(runner: TaskRunner, monkeypatch: pytest.MonkeyPatch) -> BackgroundPages:
    """For which every list is a long one."""
    monkeypatch.setattr(background_pages, "SHORT", 0)
    return BackgroundPages(runner)


def test_a_page_of_a_short_list_is_there_at_once(
    runner: TaskRunner, findings: Findings
) -> None:
    desk = BackgroundPages(runner)
    assert desk.want(PageId.STAGES) is None
    desk.begin(findings)
    found = desk.want(PageId.STAGES)
    assert found is findings.pages.known(PageId.STAGES) is not None
    assert not runner.busy


def test_a_page_of_a_long_list_follows(
    desk: BackgroundPages, findings: Findings, qtbot: QtBot
) -> None:
    desk.begin(findings)
    assert desk.want(PageId.STAGES) is None
    with qtbot.waitSignal(desk.ready) as told:
        pass
    assert told.args == [PageId.STAGES]
    assert desk.want(PageId.STAGES) is not None


def test_the_other_pages_are_laid_out_when_nothing_is_going_on(
    desk: BackgroundPages, findings: Findings, qtbot: QtBot
) -> None:
    desk.begin(findings)
    qtbot.waitUntil(lambda: all(findings.pages.known(page) for page in PageId))


def test_what_the_user_asks_for_goes_first(
    desk: BackgroundPages, runner: TaskRunner, findings: Findings, qtbot: QtBot
) -> None:
    begun, go_on = Event(), Event()

    def hold(_progress: Progress) -> None:
        begun.set()
        go_on.wait()

    runner.run(hold, on_success=lambda _done: None)
    begun.wait()
    desk.begin(findings)
    qtbot.waitUntil(lambda: desk._quiet)
    known = []
    runner.run(
        lambda _progress: known.extend(filter(findings.pages.known, PageId)),
        on_success=lambda _done: None,
        label="Writing",
    )
    go_on.set()
    qtbot.waitUntil(lambda: all(findings.pages.known(page) for page in PageId))
    assert len(known) < len(PageId)


def test_older_findings_are_forgotten(
    desk: BackgroundPages, runner: TaskRunner, findings: Findings, qtbot: QtBot
) -> None:
    desk.begin(findings)
    assert desk.want(PageId.STAGES) is None
    desk.begin(None)
    with qtbot.assertNotEmitted(desk.ready):
        qtbot.waitUntil(lambda: not runner.busy)
    assert desk.want(PageId.STAGES) is None


def test_the_window_shows_a_page_once_it_is_there(
    document: Document,
    full_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(background_pages, "SHORT", 0)
    pages = full_window.pages
    document.work_out_again()
    qtbot.waitUntil(lambda: document.settled)
    found = document.findings
    assert found is not None
    assert found.pages.known(PageId.OVERVIEW) is not None
    pages.choose(PageId.STAGES)
    assert pages.page.page is None
    qtbot.waitUntil(lambda: pages.page.page is found.pages.known(PageId.STAGES))
