from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.output.sheets.assembly import Assembly
from churn_desktop.output.sheets.contents_sheet import page_entry, revenue_check
from churn_desktop.pages.model import ChartKind, Page, PageId, Text
from tests.output.made import a_chart, opened


def test_a_page_is_told_by_its_message() -> None:
    blocks = (Text("Few.", warning=True), a_chart(ChartKind.LINE, "It fell."))
    assert page_entry(Page(PageId.PERIODS, "Periods", blocks), "P").text == "It fell."
    only = Page(PageId.DATA_CHECK, "Data check", (Text("All is well."),))
    assert page_entry(only, "D").text == "All is well."
    assert page_entry(Page(PageId.STAGES, "Stages", ()), "S").text == ""


def test_a_missing_page_says_what_it_needs() -> None:
    page = Page(PageId.REVENUE, "Revenue", (), (Role.FEE,))
    entry = page_entry(page, None)
    assert entry.sheet is None
    assert entry.text == "Not in this report; it needs a column for: fee."
    assert "Not in this report" in page_entry(Page(PageId.STAGES, "S", ()), None).text


def test_checks_say_whether_the_report_adds_up() -> None:
    assert revenue_check("'R'!$H$5:$H$9", good=True).value == "OK"
    wrong = revenue_check("'R'!$H$5:$H$9", good=False)
    assert wrong.value == "check!"
    assert wrong.formula.startswith("IF(AND(MAX('R'!$H$5:$H$9)<0.01,")


def test_the_first_sheet_leads_everywhere(quarterly: Assembly, workbook: bytes) -> None:
    book = opened(workbook)
    sheet = book["Contents"]
    assert book.sheetnames[0] == book.active.title == "Contents"
    assert sheet["A1"].value == "list"
    links = {cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}
    texts = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert quarterly.report.as_of in texts
    assert quarterly.report.source in texts
    assert texts.count("OK") == 3
    assert any("their rates and charts follow" in text for text in texts)
