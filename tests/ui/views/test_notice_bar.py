from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from churn_desktop.ui.views.notice_bar import Notice, NoticeBar, Offer, Tone


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def buttons(bar: NoticeBar) -> list[QPushButton]:
    return [b for b in bar.findChildren(QPushButton) if not b.isHidden()]


def test_it_is_there_only_when_it_has_something_to_say(bar: NoticeBar) -> None:
    assert bar.objectName() == "noticeBar"
    assert bar.isHidden()
    bar.tell(Notice("Read as a list."))
    assert not bar.isHidden()
    assert bar.text == "Read as a list."
    bar.close_notice()
    assert bar.isHidden()
    assert bar.text == ""


def test_offers_are_buttons(bar: NoticeBar, qtbot: QtBot) -> None:
    done: list[str] = []
    offers = (
        Offer("Open", lambda: done.append("open")),
        Offer("Folder", lambda: done.append("folder")),
    )
    bar.tell(Notice("Saved.", offers=offers))
    qtbot.waitUntil(lambda: [b.text() for b in buttons(bar)] == ["Open", "Folder"])
    buttons(bar)[1].click()
    assert done == ["folder"]
    bar.tell(Notice("Something else."))
    assert buttons(bar) == []


def test_the_one_before_comes_back(bar: NoticeBar) -> None:
    bar.tell(Notice("First", topic="reading"))
    bar.tell(Notice("Second", Tone.ERROR, topic="failure"))
    assert bar.property("tone") == "error"
    bar.close_notice()
    assert bar.text == "First"
    assert bar.property("tone") == "note"


def test_one_topic_has_one_notice(bar: NoticeBar) -> None:
    bar.tell(Notice("Old", topic="reading"))
    bar.tell(Notice("New", topic="reading"))
    bar.forget("reading")
    assert bar.notice is None


def test_words_are_no_markup(bar: NoticeBar) -> None:
    bar.tell(Notice("<b>bold</b>.xlsx"))
    assert bar.text == "<b>bold</b>.xlsx"


def test_the_background_waits_until_nothing_else_is_told(bar: NoticeBar) -> None:
    bar.tell(Notice("The disk is full.", Tone.ERROR, topic="saving"))
    bar.tell(Notice("Read as subscriptions.", topic="reading", background=True))
    assert bar.text == "The disk is full."
    bar.forget("saving")
    assert bar.text == "Read as subscriptions."
