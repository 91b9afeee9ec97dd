from __future__ import annotations

from dataclasses import replace

import pandas as pd

from churn_desktop.output.paper.pages import Paper
from churn_desktop.output.paper.terms import draw_terms, new_terms, printed
from churn_desktop.pages.model import Measure, Page, PageId, Table, Unit
from tests.output.made import a_table


def a_page(of: PageId, **notes: str) -> Page:
    measures = tuple(Measure(k, k, Unit.COUNT, note) for k, note in notes.items())
    frame = pd.DataFrame({key: [1] for key in notes})
    return Page(of, of.title(), (Table("t", "", measures, frame),))


def test_a_word_is_defined_where_it_is_new_or_means_something_else() -> None:
    pages = (
        a_page(PageId.CUSTOMERS, own="Their own column."),
        a_page(PageId.PERIODS, lost="Gone.", new="Came."),
        a_page(PageId.REVENUE, new="Came."),
        a_page(PageId.STAGES, new="Came in this stage."),
    )
    found = [(page.id, terms) for page, terms in new_terms(pages)]
    assert found == [
        (PageId.PERIODS, [("lost", "Gone."), ("new", "Came.")]),
        (PageId.STAGES, [("new", "Came in this stage.")]),
    ]


def test_long_details_and_what_is_for_experts_are_not_printed() -> None:
    table = a_table()
    assert printed(table)
    assert printed(replace(table, folded=True))
    assert not printed(replace(table, expert=True))
    long = pd.concat([table.frame] * 5, ignore_index=True)
    assert printed(replace(table, frame=long))
    assert not printed(replace(table, frame=long, folded=True))


def test_definitions_stand_side_by_side_under_their_page() -> None:
    paper = Paper("Report")
    notes = {f"word{n}": f"Meaning {n}." for n in range(4)}
    assert draw_terms(paper, [a_page(PageId.PERIODS, **notes)])
    written = {t.get_text(): t.get_position() for t in paper.sheet.texts}
    assert {"What the words mean", "Periods", *notes, *notes.values()} <= set(written)
    assert written["word0"][1] == written["word2"][1] < written["word3"][1]


def test_without_definitions_there_is_no_page_for_them() -> None:
    paper = Paper("")
    assert not draw_terms(paper, [Page(PageId.COST, "Cost", ())])
    assert paper.pages == []
