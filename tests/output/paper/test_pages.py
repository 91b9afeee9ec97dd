from __future__ import annotations

from churn_desktop.output.paper.pages import HIGH, Ink, Paper, columns, height


def test_a_new_page_begins_when_one_is_full() -> None:
    paper = Paper("Report")
    assert paper.need(1)
    assert not paper.need(1)
    assert paper.need(HIGH)
    assert len(paper.pages) == 2
    assert [text.get_text() for text in paper.sheet.texts] == ["Report"]


def test_a_long_text_runs_over_pages() -> None:
    paper = Paper("")
    paper.write("word " * 6000)
    assert len(paper.pages) > 1
    lines = [text for page in paper.pages for text in page.axes[0].texts]
    assert "".join(line.get_text() for line in lines).count("word") == 6000
    assert all(0 < text.get_position()[1] < HIGH for text in lines)


def test_things_go_below_each_other() -> None:
    paper = Paper("")
    paper.turn()
    before = paper.y
    paper.write("one line")
    assert paper.y == before + height(1, 9.5)
    paper.fill(1, 1, 2, 0.5, "#EAF1F8")
    paper.rule([1.0, 2.0], 1, 3)
    assert len(paper.sheet.patches) == 1
    assert len(paper.sheet.collections) == 1


def test_room_is_counted_in_columns() -> None:
    assert columns(1, 10) < columns(2, 10) < columns(2, 8)
    assert Ink().align == "left"
