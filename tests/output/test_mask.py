from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from openpyxl import Workbook

from churn_desktop import cli
from churn_desktop.core.choices import Contacted, ScenarioChoice
from churn_desktop.core.errors import NotMasked
from churn_desktop.core.issues import IssueCode
from churn_desktop.core.project import Mended, Note
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.importer import open_list, understand
from churn_desktop.output import mask
from churn_desktop.output.json_data.document import as_json
from churn_desktop.output.mask import masked, masked_path, masked_unread
from churn_desktop.output.workbook import write_workbook
from churn_desktop.pages.report import lay_out

TODAY = date(2025, 6, 1)
PLANTED = re.compile(r"Qz7x|欧阳测试|139555")
"""Is in every name, telephone number, note and id below."""
CUSTOMERS = 60
HEADINGS = (
    "Customer ID", "Customer name", "Phone", "Start date", "End date", "Monthly fee",
    "Plan", "Region", "Sales owner", "Reason for leaving", "Remarks by Qz7x900",
    "Favourite of Qz7x501", "Card",
)  # fmt: skip


def row(number: int) -> tuple[str, ...]:
    left = number % 3 == 0
    start = f"2023-{number % 12 + 1:02}-05"
    fee = "100 to Qz7x700" if number == 7 else str(50 + number)
    end = f"2024-{number % 12 + 1:02}-09" if left else ""
    if number == 8:
        end = "ask Qz7x701"
    return (
        f"Qz7x-{number:04}",
        f"Qz7x{number:03} Ltd" if number % 2 else f"欧阳测试{number:03}",
        f"139555{number:05}",
        start,
        end,
        fee,
        "Special for Qz7x702" if number == 11 else f"Plan {number % 2}",
        "With Qz7x501" if number % 2 else "South",
        f"Qz7x50{number % 4}",
        f"Moved, says 欧阳测试{number:03}" if left and number % 2 else "",
        f"call Qz7x{number:03} at 139555{number:05}",
        "yes" if number % 2 else "no",
        f"4000139555{number:05}",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "Files of Qz7x"
    folder.mkdir()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "欧阳测试"
    sheet.append(("Customers of Qz7x",))
    for cells in (HEADINGS, *(row(number) for number in range(1, CUSTOMERS + 1))):
        sheet.append(cells)
    sheet.append(("Total by Qz7x",))
    book.create_sheet("Qz7x notes").append(("hello",))
    path = folder / "欧阳测试 customers.xlsx"
    book.save(path)
    return path


def text_of(output: Path) -> str:
    """Give all that a file holds, however it is packed."""
    if output.suffix == ".pdf":
        found = subprocess.run(
            ["pdftotext", "-layout", str(output), "-"], check=True, capture_output=True
        ).stdout
        return (found + output.read_bytes()).decode("utf-8", "replace")
    with ZipFile(output) as parts:
        return "\n".join(
            name + parts.read(name).decode("utf-8", "replace")
            for name in parts.namelist()
        )


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_nothing_planted_is_in_a_masked_report(path: Path, suffix: str) -> None:
    if suffix == ".pdf" and shutil.which("pdftotext") is None:
        pytest.skip("pdftotext not installed")
    output = path.with_name(f"out{suffix}")
    assert cli.run(["report", str(path), "-o", str(output), "--mask"]) == cli.SET_ASIDE
    found = text_of(output)
    assert not PLANTED.findall(found)
    assert str(path.parent) not in found
    assert re.search(r"C000\d\d", found)


@pytest.mark.parametrize(
    "arguments", [("analyse", "--json"), ("check",), ("check", "--json", "--cells")]
)
def test_nothing_planted_is_printed(
    path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run([*arguments, str(path), "--mask"])
    printed = capsys.readouterr().out
    assert not PLANTED.findall(printed)
    assert str(path.parent) not in printed


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_no_report_holds_a_folder_of_the_user(path: Path, suffix: str) -> None:
    if suffix == ".pdf" and shutil.which("pdftotext") is None:
        pytest.skip("pdftotext not installed")
    output = path.with_name(f"out{suffix}")
    cli.run(["report", str(path), "-o", str(output)])
    found = text_of(output)
    assert "欧阳测试002" in found
    assert str(path.parent.parent) not in found


def test_figures_stay_as_they_are(path: Path) -> None:
    project = open_list(path, today=TODAY)
    found = understand(project, today=TODAY)
    hidden, again = masked(project, found, today=TODAY)
    assert [i.code for i in again.issues] == [i.code for i in found.issues]
    assert (again.used == found.used).all()
    plain, shown = (
        as_json(p, u, analyse(u.book, p.assumptions))
        for p, u in ((project, found), (hidden, again))
    )
    for part in ("customers", "periods", "headline", "survival", "stages", "value"):
        assert plain[part] == shown[part]
    # Groups keep their sizes; only what they are called may change.
    assert len(plain["segments"]["columns"]) == len(shown["segments"]["columns"])
    assert shown["source"]["columns"]["customer_id"] == "Customer ID"


def test_what_many_share_is_shown_and_people_have_the_same_key_everywhere(
    path: Path,
) -> None:
    project = open_list(path, today=TODAY)
    hidden, _ = masked(project, understand(project, today=TODAY), today=TODAY)
    frame = hidden.table.frame
    assert set(frame["Plan"]) - {""} == {"Plan 0", "Plan 1", "X001"}
    assert set(frame["Region"]) - {""} == {"South", "X002"}
    assert set(frame["Sales owner"]) - {""} == {"P001", "P002", "P003", "P004"}
    named = frame[frame["Customer name"] != ""]
    assert (named["Customer ID"] == named["Customer name"]).all()
    assert named["Customer ID"].nunique() == CUSTOMERS
    assert set(named["Phone"]) == {"***"}
    assert [h for h in hidden.table.headings if h.startswith("Column")] == [
        "Column 11", "Column 12", "Column 13",
    ]  # fmt: skip


def test_notes_and_mends_are_hidden_too(path: Path, tmp_path: Path) -> None:
    project = replace(
        open_list(path, today=TODAY),
        notes=(Note(date(2024, 2, 1), "Qz7x came"),),
        mended=(
            Mended(IssueCode.UNTIDY_TEXT, "Customer name", 4, "Qz7x ", "Qz7x"),
            Mended(IssueCode.DUPLICATE_ROWS, None, 99, "Qz7x | 欧阳测试", None),
        ),
    )
    project = project.assuming(avoidable=(("Moved, says 欧阳测试003", "avoidable"),))
    found = understand(project, today=TODAY)
    hidden, again = masked(project, found, today=TODAY)
    assert hidden.notes == (Note(date(2024, 2, 1), "***"),)
    assert [one.after for one in hidden.mended] == ["***", None]
    assert [why[0] for why, _how in hidden.assumptions.avoidable] == ["X"]
    analysis = analyse(again.book, hidden.assumptions)
    output = tmp_path / "report.xlsx"
    write_workbook(lay_out(hidden, again, analysis), hidden, again, analysis, output)
    assert not PLANTED.findall(text_of(output))


def test_a_list_nobody_understands_shows_no_cell(path: Path) -> None:
    project = open_list(path, today=TODAY)
    hidden = masked_unread(project)
    assert set(hidden.table.frame.to_numpy().ravel()) <= {"***", ""}
    assert not PLANTED.findall(repr((hidden.table.headings, hidden.reading_issues)))
    assert hidden.source.path == Path("list.xlsx")


def test_keys_are_never_numbers_that_customers_have(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"C{n:05},2024-01-{n:02},\n" for n in range(1, 21))
    path.write_text(f"customer_id,start_date,end_date\n{rows}", encoding="utf-8")
    project = open_list(path, today=TODAY)
    hidden, _ = masked(project, understand(project, today=TODAY), today=TODAY)
    shown = hidden.table.frame["customer_id"].tolist()
    assert not set(shown) & set(project.table.frame["customer_id"])
    assert shown != sorted(shown)


def test_a_list_that_would_be_read_otherwise_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = open_list(path, today=TODAY)
    found = understand(project, today=TODAY)
    stays = replace(found.book.stays, start=found.book.stays.start + np.int32(1))
    other = replace(found, book=replace(found.book, stays=stays))
    monkeypatch.setattr(mask, "understand", lambda *_a, **_k: other)
    with pytest.raises(NotMasked):
        masked(project, found, today=TODAY)


def test_the_name_of_a_file_is_hidden() -> None:
    assert masked_path(Path("/home/ann/Ann.CSV")) == Path("list.csv")


def test_what_was_typed_on_pages_shows_no_name(path: Path) -> None:
    project = open_list(path, today=date(2024, 6, 1))
    understanding = understand(project, today=date(2024, 6, 1))
    customer = str(understanding.book.ids[0])
    day = date(2024, 5, 1)
    told = project.assuming(
        scenarios=(ScenarioChoice("Keep Ann Planted", 0.02),),
        contacted=(
            Contacted(customer, "ask_reason", day, day, "Ann Planted stays"),
            Contacted("somebody else", "ask_reason", day, day),
        ),
    )
    hidden, again = masked(told, understanding, today=date(2024, 6, 1))
    assert [each.name for each in hidden.assumptions.scenarios] == ["1"]
    (done,) = hidden.assumptions.contacted
    assert done.customer == str(again.book.ids[0]) != customer
    assert "Planted" not in done.outcome
