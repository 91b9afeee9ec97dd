"""Lists as they are found in the world, opened without any option."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from churn_desktop.core.book import Book
from churn_desktop.core.calendar import add_months, to_date, to_day
from churn_desktop.core.issues import IssueCode
from churn_desktop.core.project import Project
from churn_desktop.core.schema import Role, Shape, TimeUnit
from churn_desktop.engine.analysis import analyse
from churn_desktop.importing.importer import Understanding, open_list, understand
from churn_desktop.importing.options import ReadOptions
from tests.importing.lists import codes

Find = Callable[[str], Path]

TODAY = date(2026, 1, 1)
MAVENFLIX = (
    "subscriptions/Subscription Cohort Analysis Data.xlsx",
    "chinese/订阅客户台账_GB18030.csv",
    "chinese/订阅客户台账_中文表头_混合格式.xlsx",
)


def opened(
    path: Path, columns: dict[Role, str] | None = None
) -> tuple[Project, Understanding]:
    project = open_list(path, ReadOptions(columns=columns or {}), today=TODAY)
    return project, understand(project, today=TODAY)


def headings(project: Project, *roles: Role) -> list[str | None]:
    return [project.heading(role) for role in roles]


def expected(find: Find, name: str) -> Any:
    return json.loads(find(f"reference/{name}.json").read_text(encoding="utf-8"))


def open_at(book: Book, when: date) -> set[int]:
    """Customers with a stay that began before a day and ended on it or later."""
    day, stays = to_day(when), book.stays
    return {*stays.customer[(stays.start < day) & (stays.end >= day)].tolist()}


def survival(length: Any, ended: Any, times: list[float]) -> list[float]:
    """Kaplan-Meier by its definition."""
    found = []
    for t in times:
        steps = np.unique(length[ended & (length <= t)])
        alive = [
            1 - np.sum((length == step) & ended) / np.sum(length >= step)
            for step in steps
        ]
        found.append(float(np.prod(alive)))
    return found


@pytest.mark.parametrize("name", MAVENFLIX)
def test_mavenflix_in_three_forms(reference_data: Find, name: str) -> None:
    project, found = opened(reference_data(name))
    want = expected(reference_data, "mavenflix")
    book = found.book
    assert project.shape == Shape.SUBSCRIPTIONS
    assert (len(project.table), len(book)) == (want["rows"], want["customers"])
    assert found.used.all()
    assert to_date(book.as_of or 0).isoformat() == "2023-09-08"
    assert {*book.contracts.monthly_amount.tolist()} == {39.0}
    assert {*book.contracts.term_months.tolist()} == {1.0}
    assert len(codes(found.issues)[IssueCode.ZERO_DURATION]) == want["same_day_cancel"]
    for month in want["monthly"]:
        first = date.fromisoformat(month["month"] + "-01")
        opening, closing = open_at(book, first), open_at(book, add_months(first, 1))
        counts = (len(opening), len(closing), len(opening - closing))
        assert counts == (
            month["opening"],
            month["closing"],
            month["lost_from_opening"],
        ), month["month"]


@pytest.mark.parametrize("name", MAVENFLIX)
def test_mavenflix_by_the_row(reference_data: Find, name: str) -> None:
    _, found = opened(reference_data(name))
    want = expected(reference_data, "mavenflix")["km_row_level_days"]
    contracts, as_of = found.book.contracts, found.book.as_of or 0
    ended = contracts.end <= as_of
    length = np.where(ended, contracts.end, as_of) - contracts.start
    times = [float(t) for t in want["S"]]
    assert ended.sum() == want["events"]
    assert survival(length, ended, times) == pytest.approx([*want["S"].values()])


def test_how_the_chinese_forms_were_read(reference_data: Find) -> None:
    roles = (Role.CUSTOMER_ID, Role.START, Role.END, Role.FEE, Role.BILLING_TERM)
    want = ["客户编号", "开始日期", "到期日期", "月费（元）", "计费周期"]
    project, found = opened(reference_data(MAVENFLIX[1]))
    assert headings(project, *roles) == want
    assert project.source.header_row == 1
    assert project.source.encoding == "gb18030"
    assert found.book.currency == "CNY"
    project, found = opened(reference_data(MAVENFLIX[2]))
    assert headings(project, *roles) == want
    assert (project.source.sheet, project.source.header_row) == ("客户明细", 4)
    assert found.book.currency == "CNY"
    rows = codes(found.issues)
    assert rows[IssueCode.TITLE_ROWS] == (1, 2)
    assert rows[IssueCode.TOTAL_ROWS] == (3074,)
    assert rows[IssueCode.NOTE_ROWS] == (3075,)
    assert len(rows[IssueCode.NUMBER_AS_TEXT]) == 1491


def test_codeflix_has_its_days_first(reference_data: Find) -> None:
    project, found = opened(reference_data("subscriptions/codeflix_subscriptions.csv"))
    want, book = expected(reference_data, "codeflix"), found.book
    assert headings(project, Role.START, Role.END, Role.PLAN) == [
        "subscription_start",
        "subscription_end",
        "segment",
    ]
    assert found.used.all()
    assert len(book) == want["rows"]
    assert found.issues == project.reading_issues
    days = book.contracts.start
    assert [to_date(day).isoformat() for day in (days.min(), days.max())] == (
        want["start_range"]
    )
    assert to_date(book.as_of or 0).isoformat() == want["end_range"][1]
    for name, month in want["all"].items():
        first = date.fromisoformat(name + "-01")
        opening = open_at(book, first)
        lost = opening - open_at(book, add_months(first, 1))
        assert len(opening) == month["active_if_end>=first_day"]
        assert len(lost) == month["canceled(end in month)"]
    durations = book.durations
    curve = want["km_days_asof_2017-03-31"]
    assert survival(
        durations.length, durations.ended, [float(t) for t in curve]
    ) == pytest.approx([*curve.values()])


@pytest.mark.parametrize(
    ("name", "sheet", "tenure", "flag", "fee"),
    [
        (
            "telco/WA_Fn-UseC_-Telco-Customer-Churn.csv",
            None,
            "tenure",
            "Churn",
            "MonthlyCharges",
        ),
        (
            "telco/Telco_customer_churn.xlsx",
            "Telco_Churn",
            "Tenure Months",
            "Churn Label",
            "Monthly Charges",
        ),
    ],
)
def test_telco(
    reference_data: Find, name: str, sheet: str | None, tenure: str, flag: str, fee: str
) -> None:
    project, found = opened(reference_data(name))
    want, book = expected(reference_data, "telco"), found.book
    assert project.shape == Shape.SNAPSHOT
    assert (project.source.sheet, project.source.header_row) == (sheet, 1)
    assert headings(project, Role.TENURE, Role.STATUS, Role.FEE) == [tenure, flag, fee]
    assert headings(project, Role.BILLING_TERM) == ["Contract"]
    assert found.used.all()
    assert len(book) == want["overall"]["n"]
    assert book.durations.ended.sum() == want["overall"]["churned"]
    assert book.durations.length.sum() == want["data_quality"]["customer_months"]
    assert book.durations.unit == TimeUnit.MONTHS
    assert not book.durations.entry.any()
    assert book.amounts is not None
    assert book.amounts.sum() == pytest.approx(want["revenue"]["monthly_total"])


def test_telco_says_twice_who_left(reference_data: Find) -> None:
    project, _ = opened(reference_data("telco/Telco_customer_churn.xlsx"))
    (issue,) = [
        issue
        for issue in project.reading_issues
        if issue.code == IssueCode.CANDIDATE_COLUMNS
    ]
    assert issue.facts["columns"] == "Churn Label, Churn Value"
    assert issue.severity == "note"
    assert project.heading(Role.REASON) == "Churn Reason"


def test_the_list_is_on_the_second_sheet(reference_data: Find) -> None:
    project, found = opened(reference_data("snapshot/E Commerce Dataset.xlsx"))
    want = expected(reference_data, "ecommerce_5630")
    assert (project.source.sheet, project.source.header_row) == ("E Comm", 1)
    assert headings(project, Role.CUSTOMER_ID, Role.TENURE, Role.STATUS) == [
        "CustomerID",
        "Tenure",
        "Churn",
    ]
    assert len(project.table) == want["rows"]
    rows = codes(found.issues)
    assert len(rows[IssueCode.MISSING_TENURE]) == want["tenure_blank"]
    assert found.used.all()
    assert len(found.book) == want["rows"]
    assert found.book.durations.ended.sum() == want["churned"]
    curve = want["km_months_tenure_present"]
    # The reference leaves tenures of 0 that ended at 0; in a book they are 0.5.
    known = found.book.durations.known
    assert survival(
        np.floor(known.length), known.ended, [float(t) for t in curve]
    ) == pytest.approx([*curve.values()])


def test_the_golden_list(reference_data: Find) -> None:
    _, found = opened(reference_data("golden_list.csv"))
    assert found.used.all()
    march, april = (open_at(found.book, date(2024, m, 1)) for m in (3, 4))
    assert (len(march), len(april), len(march - april)) == (100, 108, 10)
    assert found.book.has_amounts


def test_customers_with_many_contracts(reference_data: Find) -> None:
    name = "subscriptions/ravenstack_subscriptions.csv"
    project, found = opened(reference_data(name))
    want = expected(reference_data, "ravenstack")
    assert headings(project, Role.CUSTOMER_ID, Role.FEE, Role.TRIAL) == [
        "account_id",
        "mrr_amount",
        "is_trial",
    ]
    assert len(project.table) == want["subscriptions"]
    assert found.set_aside.sum() == want["trial_rows"]
    contracts = found.book.contracts
    assert contracts.monthly_amount.sum() == want["mrr_sum_all_rows"]
    assert IssueCode.FLAG_CONTRADICTS_DATES not in codes(found.issues)


def test_a_list_that_says_who_left_but_not_when_is_a_share(
    reference_data: Find,
) -> None:
    path = reference_data("subscriptions/ravenstack_accounts.csv")
    project = open_list(path, today=TODAY)
    assert project.shape == Shape.SNAPSHOT
    assert headings(project, Role.START, Role.STATUS) == ["signup_date", "churn_flag"]
    book = understand(project, today=TODAY).book
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    counted = [row for row in rows if ",FALSE," in row[-12:]]  # no trial
    assert len(book.durations) == len(counted) < len(rows)
    assert book.durations.ended.sum() == sum(row.endswith("TRUE") for row in counted)
    assert not len(book.durations.known)


@pytest.mark.parametrize(
    "name",
    [
        "online_retail/online_retail_invoices.csv",
        "cdnow/CDNOW_sample.txt",
        "cdnow/example_transactions.csv",
        "chinese/客户信息表.xlsx",
        "chinese/汽修门店客户信息表_300行.xlsx",
    ],
)
def test_purchases_are_no_subscriptions(reference_data: Find, name: str) -> None:
    project = open_list(reference_data(name), today=TODAY)
    assert project.shape not in (Shape.SUBSCRIPTIONS, Shape.SNAPSHOT)
    assert Role.START not in project.roles


@pytest.mark.parametrize(
    ("name", "tenure", "status", "rows", "ended"),
    [
        ("aml", "time", "status", 23, 18),
        ("freireich_6mp", "weeks", "relapse", 42, 30),
        ("lung", "time", "status", 228, 165),
        ("waltons", "T", "E", 163, 156),
        ("rossi", "week", "arrest", 432, 114),
        ("veteran", "time", "status", 137, 128),
    ],
)
def test_survival_files_whose_headings_say_nothing(
    reference_data: Find, name: str, tenure: str, status: str, rows: int, ended: int
) -> None:
    columns = {Role.TENURE: tenure, Role.STATUS: status}
    project, found = opened(reference_data(f"survival/{name}.csv"), columns)
    assert project.shape == Shape.SNAPSHOT
    assert len(found.book.durations) == rows
    assert found.book.durations.ended.sum() == ended
    assert not found.book.durations.entry.any()


def test_cdnow_has_no_headings(reference_data: Find) -> None:
    project, found = opened(reference_data("cdnow/CDNOW_sample.txt"))
    want = expected(reference_data, "cdnow")["cycle_sample"]
    assert project.shape == Shape.PURCHASES
    assert headings(
        project, Role.CUSTOMER_ID, Role.PURCHASE_DATE, Role.PURCHASE_AMOUNT
    ) == [
        "(A)",
        "(C)",
        "(E)",
    ]
    assert project.table.column("(A)").text[0] == "00004"
    assert found.used.all()
    cycle = analyse(found.book, project.assumptions).cycle
    assert cycle is not None
    assert cycle.customers == want["customers"]
    assert cycle.purchases == want["occasions"]
    assert cycle.gaps == want["gaps"]
    assert cycle.median_gap_days == want["gap_median"]
    assert cycle.threshold_days == want["threshold_3x"]
    assert cycle.one_time == want["one_time_buyers"]
    assert int(cycle.lapsed.sum()) == want["lost"]
    assert to_date(found.book.as_of or 0).isoformat() == want["as_of"]
    assert found.book.purchases is not None
    total = expected(reference_data, "cdnow")["sample"]["revenue"]
    assert np.nansum(found.book.purchases.amount) == pytest.approx(total)


def test_online_retail_by_invoice(reference_data: Find) -> None:
    project, found = opened(reference_data("online_retail/online_retail_invoices.csv"))
    everything = expected(reference_data, "online_retail_cohorts")
    want = everything["purchase_cycle"]
    assert project.shape == Shape.PURCHASES
    cycle = analyse(found.book, project.assumptions).cycle
    assert cycle is not None
    assert cycle.customers == want["customers"]
    assert cycle.purchases == want["occasions"]
    assert cycle.gaps == want["gaps"]
    assert cycle.median_gap_days == want["gap_median"]
    assert cycle.one_time == want["customers_one_occasion"]
    assert found.book.purchases is not None
    revenue = everything["clean_totals"]["revenue"]
    assert np.nansum(found.book.purchases.amount) == pytest.approx(revenue, rel=1e-3)


def test_online_retail_line_by_line(reference_data: Find) -> None:
    name = "online_retail/Online Retail Dec-2010 first 8 days.xlsx"
    project, found = opened(reference_data(name))
    assert (project.shape, project.source.sheet) == (Shape.PURCHASES, "Online Retail")
    assert len(project.table) == 19632
    missing = project.table.blank("CustomerID")
    assert found.set_aside[missing].all()
    assert len(codes(found.issues)[IssueCode.MISSING_ID]) == int(missing.sum())
    book = found.book
    assert book.purchases is not None
    quantity = project.table.column("Quantity").text[book.purchases.position]
    assert (quantity.astype(float) > 0).all()
    by_day = {
        *zip(book.purchases.customer.tolist(), book.purchases.day.tolist(), strict=True)
    }
    cycle = analyse(book, project.assumptions).cycle
    assert cycle is not None
    assert cycle.purchases == len(by_day)


def test_a_garage_with_visits_in_a_cell(reference_data: Find) -> None:
    project, found = opened(reference_data("chinese/汽修门店客户信息表_300行.xlsx"))
    assert (project.shape, project.source.sheet) == (Shape.PURCHASES, "客户信息表")
    assert project.heading(Role.HISTORY) == "维修项目"
    assert project.heading(Role.LAST_ACTIVITY) == "上次进站时间"
    book = found.book
    assert len(book) == len(project.table) == 300
    texts = project.table.column("维修项目").text
    last = project.table.column("上次进站时间").text
    want = {
        (row, day)
        for row, (text, when) in enumerate(zip(texts, last, strict=True))
        for day in {*re.findall(r"\d{4}-\d\d-\d\d", text), when[:10]}
    }
    assert book.purchases is not None
    got = {
        (int(row), to_date(int(day)).isoformat())
        for row, day in zip(book.purchases.position, book.purchases.day, strict=True)
    }
    assert got == want


def test_a_garage_with_last_visits(reference_data: Find) -> None:
    today = date(2026, 11, 21)  # after the latest visit
    project = open_list(reference_data("chinese/客户信息表.xlsx"), today=today)
    found = understand(project, today=today)
    assert (project.shape, project.source.sheet) == (Shape.PURCHASES, "客户信息")
    assert found.book.purchases is not None
    assert len(found.book.purchases) == len(project.table) == 8
    assert found.book.names[0] == "张三"
