from __future__ import annotations

from churn_desktop.ui import clipboard
from churn_desktop.ui.clipboard import Cell, cells


def text(value: str) -> Cell:
    return Cell(value, number=False)


def test_cells_are_separated_as_spreadsheets_do() -> None:
    data = cells([[text("a"), Cell("1.5", True)], [text("b"), Cell("", True)]])
    assert data.text() == "a\t1.5\nb\t"


def test_text_is_never_a_formula_and_numbers_stay_negative() -> None:
    data = cells([[text("=1+1"), text("@me"), text("-"), Cell("-5", True)]])
    assert data.text() == "'=1+1\t'@me\t'-\t-5"


def test_breaks_and_tabs_stay_inside_their_cell() -> None:
    data = cells([[text('say "hi"\nthere'), text("a\tb")]])
    assert data.text() == '"say ""hi""\nthere"\t"a\tb"'


def test_text_is_marked_as_text_for_who_understands() -> None:
    html = cells([[text("000007"), Cell("7", True)]]).html()
    assert """mso-number-format:"\\@"'>000007</td><td>7</td>""" in html
    assert "&lt;b&gt;" in cells([[text("<b>")]]).html()


def test_very_many_cells_are_plain_text() -> None:
    rows = [[text("x")] * 1000] * (clipboard.CELLS_WITH_FORMAT // 1000 + 1)
    assert not cells(rows).hasHtml()
