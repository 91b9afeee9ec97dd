"""What is found out is what would be found out from scratch."""

from __future__ import annotations

from churn_desktop.core.calendar import PeriodLength
from churn_desktop.core.progress import silent
from churn_desktop.pages.model import PageId
from churn_desktop.ui.findings import find_out, reads_the_same
from tests.ui.made import TODAY, a_list


def test_periods_do_not_need_the_list_to_be_read_again() -> None:
    project = a_list()
    first = find_out(project, None, TODAY, None, silent)
    quarterly = project.assuming(period=PeriodLength.QUARTER)
    again = find_out(quarterly, None, TODAY, first, silent)
    assert again.understanding is first.understanding
    gap = project.assuming(allowed_gap_days=30)
    assert not reads_the_same(project, gap)
    assert find_out(gap, None, TODAY, first, silent).understanding is not (
        first.understanding
    )


def test_only_the_page_on_screen_is_laid_out() -> None:
    found = find_out(a_list(), None, TODAY, None, silent, PageId.PERIODS)
    laid_out = [page for page in PageId if found.pages.known(page) is not None]
    assert laid_out == [PageId.PERIODS]
    assert [page.id for page in found.report.pages] == list(PageId)
    assert found.report.page(PageId.PERIODS) is found.pages.known(PageId.PERIODS)
