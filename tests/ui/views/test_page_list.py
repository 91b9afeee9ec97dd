from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from churn_desktop.core.schema import Role
from churn_desktop.pages.model import PageId
from churn_desktop.ui.views.page_list import GROUPS, PageList

KNOWN = {PageId.DATA_CHECK: (), PageId.OVERVIEW: (), PageId.REVENUE: (Role.FEE,)}


@pytest.fixture
def pages(qtbot: QtBot) -> PageList:
    pages = PageList()
    qtbot.addWidget(pages)
    pages.show()
    return pages


def test_every_page_is_in_one_group() -> None:
    listed = [page for _title, group in GROUPS for page in group]
    assert sorted(listed) == sorted(PageId)


def test_a_page_is_chosen_by_mouse_or_keys(pages: PageList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pages.page_chosen) as chosen:
        pages.choose(PageId.DATA_CHECK)
    assert chosen.args == [PageId.DATA_CHECK]
    with qtbot.waitSignal(pages.page_chosen) as chosen:
        qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert chosen.args == [PageId.OVERVIEW]
    assert pages.chosen is PageId.OVERVIEW


def test_doubts_are_counted(pages: PageList) -> None:
    pages.show_missing(KNOWN, doubts=1234)
    assert pages.item_of(PageId.DATA_CHECK).text() == "Data check (1,234)"
    pages.show_missing(KNOWN, doubts=0)
    assert pages.item_of(PageId.DATA_CHECK).text() == "Data check"


def test_a_page_without_its_column_is_grey_and_says_so(pages: PageList) -> None:
    pages.show_missing(KNOWN)
    grey = pages.item_of(PageId.REVENUE)
    usual = pages.item_of(PageId.OVERVIEW)
    assert grey.toolTip() == "Needs a column that says: fee"
    assert grey.foreground().color() != usual.foreground().color()
    assert grey.flags() & Qt.ItemFlag.ItemIsSelectable
    assert usual.toolTip() == ""


def test_nothing_is_chosen_at_first(qtbot: QtBot) -> None:
    pages = PageList()
    qtbot.addWidget(pages)
    assert pages.chosen is None
