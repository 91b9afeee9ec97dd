from __future__ import annotations

from churn_desktop import i18n
from churn_desktop.output.paper.cover import TERMS, draw_cover
from churn_desktop.output.paper.pages import HIGH
from churn_desktop.pages.model import Page, PageId, Report, Text


def a_report(count: int) -> Report:
    pages = [
        Page(of, f"Page {of}", (Text("A sentence. " * 40),)) for of in list(PageId)
    ]
    pages = pages[:count] + [Page(page.id, page.title, ()) for page in pages[count:]]
    return Report("list", "As of 2024-03-31", "list.csv", None, tuple(pages))


def starts_of(report: Report) -> dict[str, int]:
    shown = [page.id for page in report.pages if page.blocks]
    return {**{of: at for at, of in enumerate(shown)}, TERMS: len(shown)}


def test_every_line_leads_to_its_page_and_says_its_number() -> None:
    i18n.use("en")
    report = a_report(3)
    paper, links, chapters = draw_cover(report, starts_of(report))
    assert len(paper.pages) == 1
    assert chapters[0] == ("Contents", 0)
    assert [name for name, _page in chapters[-2:]] == [
        report.pages[2].title,
        "What the words mean",
    ]
    assert [link.target for link in links] == [1, 2, 3, 4]
    texts = [text.get_text() for text in paper.sheet.texts]
    assert [text for text in texts if text.isdigit()] == ["2", "3", "4", "5"]
    assert any(text.startswith("Page revenue – Not in this report") for text in texts)


def test_nothing_runs_off_the_paper_however_much_there_is() -> None:
    i18n.use("zh_CN")
    report = a_report(len(PageId))
    paper, links, _chapters = draw_cover(report, starts_of(report))
    for page in paper.pages:
        for text in page.axes[0].texts:
            assert text.get_position()[1] < HIGH - 0.6
    assert len(links) == len(PageId) + 1
    assert links[0].target == len(paper.pages)
    i18n.use("en")
