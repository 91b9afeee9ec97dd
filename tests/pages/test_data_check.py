from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import ListPart
from churn_desktop.core.schema import Role
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.importer import understand
from churn_desktop.pages.data_check import lay_out
from churn_desktop.pages.issue_table import grouped
from churn_desktop.pages.material import Material
from tests.importing.lists import TODAY, project_of
from tests.pages.lists import empty, golden, snapshot, texts

BEFORE = IssueCode.END_BEFORE_START, Severity.ERROR, "until"
ISSUES = (
    Issue(IssueCode.ENCODING_GUESSED, Severity.NOTE, facts={"encoding": "gb18030"}),
    Issue(IssueCode.MISSING_AMOUNT, Severity.WARNING, "fee", (4, 5, 6)),
    Issue(*BEFORE, (9,)),
    Issue(*BEFORE, (3,)),
)


def test_issues_are_joined_and_the_gravest_comes_first() -> None:
    found = grouped(ISSUES)
    assert [issue.code for issue in found] == [
        IssueCode.END_BEFORE_START,
        IssueCode.MISSING_AMOUNT,
        IssueCode.ENCODING_GUESSED,
    ]
    assert found[0].rows == (3, 9)


def test_what_means_different_things_is_not_joined() -> None:
    kind = IssueCode.NUMBER_AS_TEXT, Severity.NOTE, "fee"
    found = grouped(
        [Issue(*kind, (2,), facts={"form": form}) for form in ("text", "scale", "text")]
    )
    assert [issue.rows for issue in found] == [(2,), (2,)]


def test_counts_of_cells_add_up() -> None:
    kind = IssueCode.ERROR_CELLS, Severity.WARNING, None
    joined = grouped(
        [
            Issue(*kind, (2,), facts={"count": "3"}),
            Issue(*kind, (5,), facts={"count": "1"}),
        ]
    )
    assert [issue.facts["count"] for issue in joined] == ["4"]


def test_the_page_says_what_where_and_how_many() -> None:
    material = golden(issues=ISSUES, set_aside=[0, 7])
    table = lay_out(material).table("issues")
    first = table.frame.iloc[0]
    assert first["kind"] == "End before start"
    assert first["sentence"].startswith("2 rows end before they start")
    assert (first["column"], first["rows"], first["first_row"]) == ("until", "2", "3")
    assert first["severity"] == "Set aside"
    assert "Correct the dates" in first["remedy"]
    whole = table.frame.iloc[2]
    assert (whole["rows"], whole["first_row"]) == ("", "")
    assert set(table.marked) == {(0, "severity")}


def test_the_rows_of_an_issue_can_be_shown() -> None:
    table = lay_out(golden(issues=ISSUES)).table("issues")
    assert table.members is not None
    rows, first = table.members(0, "rows"), table.members(0, "first_row")
    assert rows is not None
    assert first is not None
    assert rows.tolist() == [1, 7]  # file rows 3 and 9, below the heading in row 1
    assert first.tolist() == [1]
    assert table.members(0, "kind") is None
    assert table.members(2, "rows") is None


def test_it_says_how_the_list_was_read() -> None:
    said = texts(lay_out(golden(sheet="客户", set_aside=[0], last_day_of_service=True)))
    assert "Sheet “客户” of golden.xlsx was read as subscriptions" in said
    assert "The headings are in row 1." in said
    assert "129 of 130 rows are used." in said
    assert "1 row is set aside" in said
    assert "as of the end of 2024-03-31" in said
    assert "last day of service" in said


def test_a_text_file_has_no_sheet_and_an_undated_list_no_day() -> None:
    said = texts(lay_out(snapshot([3], [True])))
    assert "golden.xlsx was read as snapshot" in said
    assert "1 of 1 row is used." in said
    assert "as of" not in said
    assert "first day the customer is gone" in texts(lay_out(golden()))


def test_every_column_has_a_meaning_or_is_not_used() -> None:
    page = lay_out(golden(roles={Role.START: "since", Role.FEE: "fee"}))
    frame = page.table("columns").frame
    assert dict(zip(frame["column"], frame["meaning"], strict=True)) == {
        "customer": "not used",
        "since": "start date",
        "until": "not used",
        "fee": "fee",
    }


def test_a_list_without_doubts_says_so() -> None:
    page = lay_out(empty())
    assert "nothing is doubtful" in page.table("issues").title
    assert "0 of 0 rows are used." in texts(page)


def test_a_list_without_headings_says_so() -> None:
    material = golden()
    source = replace(material.project.source, header_row=0)
    bare = replace(material, project=replace(material.project, source=source))
    assert "It has no headings." in texts(lay_out(bare))


def test_the_currency_is_said() -> None:
    material = golden()
    book = replace(material.book, currency="CNY")
    paid = replace(material, analysis=replace(material.analysis, book=book))
    assert "Amounts are in CNY." in texts(lay_out(paid))


def read(rows: str, **source: object) -> Material:
    project = project_of(rows)
    project = replace(project, source=replace(project.source, **source))
    found = understand(project, today=TODAY)
    return Material(project, found, analyse(found.book, project.assumptions))


def test_what_leaving_means_fits_the_kind_of_list() -> None:
    orders = "".join(
        f"C{n}|2024-0{m}-0{n % 9 + 1}|5\n" for n in range(1, 12) for m in range(1, 6)
    )
    said = texts(lay_out(read(f"customer id|order date|order amount\n{orders}")))
    assert "buys nothing for more than" in said
    assert "end date" not in said
    months = "id|2024-01|2024-02|2024-03\nA|1|1|\nB||1|1\nC|1|1|1"
    assert "first day of a month without a payment" in texts(lay_out(read(months)))
    dated = "list date|customer id\n2024-01-31|A\n2024-01-31|B\n2024-02-29|A"
    said = texts(lay_out(read(dated)))
    assert "first list they are missing in" in said
    assert "end date" not in said


def test_several_lists_are_named() -> None:
    rows = "list date|customer id\n2024-01-31|A\n2024-01-31|B\n2024-02-29|A"
    parts = tuple(
        ListPart(f"{month}.csv", Path(f"{month}.csv"), date(2024, month, 28), 2)
        for month in (1, 2)
    )
    said = texts(lay_out(read(rows, parts=parts)))
    assert "2 lists were read together as" in said
    assert "1.csv and 2.csv" in said
    assert "headings are in row" not in said
