from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core import edits
from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.project import Mended, Project
from churn_desktop.core.schema import DateOrder, Role
from churn_desktop.importing.importer import Understanding, understand
from churn_desktop.importing.mends import (
    Mend,
    apply_mend,
    can_mend,
    mend_of,
)
from tests.importing.lists import TODAY, issue_of, project_of

HEADINGS = ["no.", "customer id", "start date", "end date", "plan", "monthly fee"]
Line = Sequence[str]


def a_list(*lines: Line, **assumptions: object) -> Project:
    rows = [[str(n), *line] for n, line in enumerate(lines, start=1)]
    return project_of([HEADINGS, *rows], **assumptions)


def read(project: Project) -> Understanding:
    return understand(project, today=TODAY)


def proposed(project: Project, understanding: Understanding) -> list[Mend]:
    """Every mend there is for the doubts about a list."""
    found = (mend_of(project, understanding, i) for i in understanding.issues)
    return [mend for mend in found if mend is not None]


def mends(project: Project) -> dict[IssueCode, Mend]:
    return {mend.code: mend for mend in proposed(project, read(project))}


def cells(project: Project) -> list[list[str]]:
    return [list(row) for row in project.table.frame.itertuples(name=None)]


WRONG = (
    ("C1", "2024-05-01", "2024-03-01", "Pro", "10"),
    ("C2", "2024-01-01", "2024-02-01", "Pro ", "１０"),
    ("C3", "2024-01-01", "", "pro", "10"),
    ("C3", "2024-01-01", "", "pro", "10"),
    *[(f"D{n}", "2024-01-01", "", ["Pro", "Basic"][n % 2], "10") for n in range(12)],
)


def test_every_doubt_with_a_safe_mend_has_one() -> None:
    found = mends(a_list(*WRONG))
    assert set(found) == {
        IssueCode.END_BEFORE_START,
        IssueCode.UNTIDY_TEXT,
        IssueCode.SPELLING_VARIANTS,
        IssueCode.DUPLICATE_ROWS,
    }
    assert found[IssueCode.END_BEFORE_START].rows == (2,)
    assert [tuple(r) for r in found[IssueCode.DUPLICATE_ROWS].repetitions] == [(5, 4)]


def test_a_tidy_list_needs_none() -> None:
    assert mends(a_list(("C1", "2024-01-01", "", "Pro", "10"))) == {}


def test_a_swap_puts_the_row_back_into_use_and_is_written_down() -> None:
    project = a_list(*WRONG)
    mended = apply_mend(project, mends(project)[IssueCode.END_BEFORE_START])
    assert not read(project).used[0]
    assert read(mended).used[0]
    code = IssueCode.END_BEFORE_START
    assert mended.mended == (
        Mended(code, "start date", 2, "2024-05-01", "2024-03-01"),
        Mended(code, "end date", 2, "2024-03-01", "2024-05-01"),
    )
    assert project.mended == ()


def test_repetitions_go_and_the_log_keeps_what_they_said() -> None:
    project = a_list(*WRONG)
    mended = apply_mend(project, mends(project)[IssueCode.DUPLICATE_ROWS])
    assert len(mended.table) == len(project.table) - 1
    assert 5 not in mended.table.rows
    (log,) = mended.mended
    assert (log.column, log.row, log.after) == (None, 5, None)
    assert log.before == "4 | C3 | 2024-01-01 |  | pro | 10"


def test_a_row_that_repeats_no_other_any_more_stays() -> None:
    project = a_list(*WRONG)
    mend = mends(project)[IssueCode.DUPLICATE_ROWS]
    other = replace(project, table=edits.set_cells(project.table, "plan", [3], ["X"]))
    assert apply_mend(other, mend) is other
    gone = replace(project, table=edits.delete_rows(project.table, [2]))
    assert apply_mend(gone, mend) is gone


def test_only_the_chosen_rows_change() -> None:
    project = a_list(*WRONG, ("C9", "2024-06-01", "2024-01-01", "Pro", "10"))
    mend = mends(project)[IssueCode.END_BEFORE_START]
    mended = apply_mend(project, mend, [18])
    assert mended.table.frame["start date"].loc[[2, 18]].tolist() == [
        "2024-05-01", "2024-01-01",
    ]  # fmt: skip
    assert apply_mend(project, mend, []) is project


def test_half_a_swap_is_never_made() -> None:
    project = a_list(*WRONG)
    mend = mends(project)[IssueCode.END_BEFORE_START]
    later = edits.set_cells(project.table, "end date", [0], ["2024-07-01"])
    other = replace(project, table=later)
    assert apply_mend(other, mend) is other
    without = replace(project, table=edits.delete_column(project.table, "end date"))
    assert apply_mend(without, mend) is without


def test_the_other_spelling_can_be_kept() -> None:
    lines = [(f"C{n}", "2024-01-01", "", ["CC", "Credit Card"][n % 3 == 0], "1")
             for n in range(12)]  # fmt: skip
    project = a_list(*lines)
    understanding = read(project)
    (issue,) = [
        i for i in understanding.issues if i.code is IssueCode.SPELLING_VARIANTS
    ]
    usual = mend_of(project, understanding, issue)
    other = mend_of(project, understanding, issue, kept="Credit Card")
    assert usual is not None
    assert other is not None
    assert {c.after for c in usual.changes} == {"CC"}
    assert {c.after for c in other.changes} == {"Credit Card"}
    assert (len(usual.changes), len(other.changes)) == (4, 8)
    assert other.facts["other"] == "CC"


def test_dates_are_not_mended_while_their_order_is_open() -> None:
    project = a_list(("C1", "5/6/24", "1/2/24", "Pro", "1"))
    understanding = read(project)
    found = {issue.code: issue for issue in understanding.issues}
    assert found[IssueCode.DATE_AMBIGUOUS].severity is Severity.WARNING
    assert IssueCode.END_BEFORE_START in found
    assert not can_mend(found[IssueCode.END_BEFORE_START], understanding)
    assert not can_mend(found[IssueCode.SHORT_YEAR], understanding)
    assert mends(project) == {}
    decided = mends(project.assuming(date_order=DateOrder.DMY))
    assert set(decided) == {IssueCode.END_BEFORE_START, IssueCode.SHORT_YEAR}


def test_dates_in_several_orders_are_not_mended() -> None:
    project = a_list(
        ("C1", "25/6/24", "1/27/24", "Pro", "1"), ("C2", "1/6/24", "", "Pro", "1")
    )
    assert mends(project) == {}
    mixed = a_list(
        *[("C", ["25/6/24", "6/25/24"][n % 2], "", "", "") for n in range(9)]
    )
    assert IssueCode.SHORT_YEAR not in mends(mixed)


def test_mending_some_dates_does_not_change_how_others_are_read() -> None:
    """The only date that showed the order is among those that are written in full."""
    project = a_list(
        ("C1", "3/25/24", "", "Pro", "1"), ("C2", "3/4/24", "4/5/24", "Pro", "1")
    )
    before = read(project)
    for mend in proposed(project, before):
        mended = apply_mend(project, mend, [2])
        if mended is project:
            continue
        after = read(mended)
        for role in (Role.START, Role.END):
            values = after.columns[role].values
            assert values.tolist() == before.columns[role].values.tolist()
        assert mended.assumptions.date_order is DateOrder.MDY


def test_doubts_without_rows_have_no_mend() -> None:
    project = a_list(*WRONG)
    whole = Issue(IssueCode.UNTIDY_TEXT, Severity.NOTE, "plan")
    other = Issue(IssueCode.MISSING_AMOUNT, Severity.WARNING, "monthly fee", (2,))
    gone = Issue(IssueCode.UNTIDY_TEXT, Severity.NOTE, "gone", (2,))
    for issue in (whole, other, gone):
        assert mend_of(project, read(project), issue) is None


DATES = st.sampled_from(
    ["2024-05-01", "2024-03-01", "2024.3.5", "24-3-5", "5/3/24", "25/3/24", "3/25/2024",
     "2024年3月5日", "", "至今", "soon", "2042-01-01", "45352", " 2024-03-01 "]
)  # fmt: skip
PLANS = st.sampled_from(["Pro", "pro", "Pro ", "Ｐｒｏ", "Pro plan", "Basic", "CC", ""])
LINES = st.lists(
    st.tuples(st.sampled_from(["C1", "C2", "Ｃ１", " C3"]), DATES, DATES, PLANS,
              st.sampled_from(["10", "１０", "¥10", "10 "])),
    min_size=2, max_size=14,
)  # fmt: skip


@given(LINES, st.data())
@settings(max_examples=150)
def test_mending_loses_no_row_and_no_other_cell(
    lines: list[tuple[str, ...]], data: st.DataObject
) -> None:
    project = a_list(*lines, lines[0])
    if project.shape is None:
        return
    before = cells(project)
    for mend in proposed(project, read(project)):
        chosen = data.draw(st.sets(st.sampled_from(mend.rows)))
        mended = apply_mend(project, mend, chosen)
        # What was there is as it was: taking back is keeping it.
        assert cells(project) == before
        gone = set(project.table.rows.tolist()) - set(mended.table.rows.tolist())
        assert gone <= chosen
        assert bool(gone) <= (mend.code is IssueCode.DUPLICATE_ROWS)
        assert replayed(project, mended) == cells(mended)


def replayed(project: Project, mended: Project) -> list[list[str]]:
    """Do by hand what the log says was done."""
    log = mended.mended[len(project.mended) :]
    rows = {row[0]: row for row in cells(project)}
    headings = ["", *project.table.headings]
    for one in log:
        if one.column is None:
            assert one.before == " | ".join(rows.pop(one.row)[1:])
        else:
            place = headings.index(one.column)
            assert rows[one.row][place] == one.before
            rows[one.row][place] = one.after
    return list(rows.values())


@given(LINES)
@settings(max_examples=150)
def test_what_was_mended_needs_no_second_mend_and_reads_no_worse(
    lines: list[tuple[str, ...]],
) -> None:
    project = a_list(*lines, lines[0])
    if project.shape is None:
        return
    before = read(project)
    for mend in proposed(project, before):
        mended = apply_mend(project, mend)
        if mend.code is IssueCode.UNTIDY_TEXT:
            after = read(mended)
            assert after.used.tolist() == before.used.tolist()
            assert after.book.ids.tolist() == before.book.ids.tolist()
        assert apply_mend(mended, mend) is mended


@pytest.mark.parametrize("code", [IssueCode.SHORT_YEAR, IssueCode.END_BEFORE_START])
@given(lines=LINES)
@settings(max_examples=100)
def test_dates_of_other_rows_are_read_as_before(
    code: IssueCode, lines: list[tuple[str, ...]]
) -> None:
    project = a_list(*lines, lines[0])
    if project.shape is None:
        return
    before = read(project)
    for mend in proposed(project, before):
        if mend.code is not code:
            continue
        mended = apply_mend(project, mend, mend.rows[:1])
        after = read(mended)
        for role, column in before.columns.items():
            if role in (Role.START, Role.END):
                touched = mended.table.rows == mend.rows[0]
                was, now = column.values[~touched], after.columns[role].values[~touched]
                assert now.tolist() == was.tolist()


RENAMED = (
    "list date|customer id|customer name\n"
    "2024-01-31|1|Delta Ltd\n2024-01-31|2|Beta\n"
    "2024-02-29|7|DELTA\n2024-02-29|2|Beta\n"
    "2024-03-31|7|DELTA\n2024-03-31|2|Beta"
)


def test_a_renamed_customer_gets_the_former_number_in_all_later_lists() -> None:
    project = project_of(RENAMED)
    found = understand(project, today=TODAY)
    issue = issue_of(found.issues, IssueCode.RENAME_LIKELY)
    mend = mend_of(project, found, issue)
    assert mend is not None
    assert [(c.row, c.before, c.after) for c in mend.changes] == [
        (4, "7", "1"),
        (6, "7", "1"),
    ]
    mended = apply_mend(project, mend)
    again = understand(mended, today=TODAY)
    assert len(again.book) == len(found.book) - 1
    assert len(again.book.stays) == 2
    assert IssueCode.RENAME_LIKELY not in {i.code for i in again.issues}
