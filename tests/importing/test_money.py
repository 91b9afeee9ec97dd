from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.issues import IssueCode, Severity
from churn_desktop.core.schema import TimeUnit
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.money import (
    AmountReading,
    currency_of,
    looks_like_number,
    read_money,
)
from tests.importing.lists import Value, cells_of, codes, issue_of


def read(
    *values: Value, heading: str = "fee", **options: object
) -> tuple[AmountReading, Findings]:
    findings = Findings(np.arange(2, 2 + len(values)), None)
    found = read_money(
        cells_of(*values),
        heading,
        findings,
        severity=Severity.WARNING,
        **options,
    )
    return found, findings


def test_a_value_or_an_issue() -> None:
    found, findings = read("¥39.00", "3万5", None, "39元")
    assert found.values.tolist()[::3] == [39, 39]
    assert np.isnan(found.values[1:3]).all()
    assert found.unreadable.tolist() == [False, True, False, False]
    assert found.blank.tolist() == [False, False, True, False]
    assert found.currency == "CNY"
    assert codes(findings.issues) == {IssueCode.NUMBER_UNREADABLE: (3,)}


def test_words_for_nothing_and_for_much_are_said() -> None:
    found, findings = read("免费", "1.2万", "5")
    assert found.values.tolist() == [0, 12_000, 5]
    issues = {(i.facts["form"], i.severity): i.rows for i in findings.issues}
    assert issues == {("free", Severity.WARNING): (2,), ("scale", Severity.NOTE): (3,)}


def test_numbers_kept_as_text_beside_numbers_are_said() -> None:
    _, findings = read("1,234.50", 99)
    issue = issue_of(findings.issues, IssueCode.NUMBER_AS_TEXT)
    assert (issue.rows, issue.facts) == ((2,), {"form": "text"})
    assert read("1,234.50", "99")[1].issues == ()


def test_points_that_may_separate_thousands_are_said() -> None:
    _, findings = read("1.234", "5.000")
    issue = issue_of(findings.issues, IssueCode.NUMBER_AS_TEXT)
    assert issue.facts == {"form": "decimals"}


def test_two_currencies_are_never_added() -> None:
    found, findings = read("¥5", "¥6", "$7", "8")
    assert found.values[[0, 1, 3]].tolist() == [5, 6, 8]
    assert np.isnan(found.values[2])
    assert found.currency == "CNY"
    issue = issue_of(findings.issues, IssueCode.MIXED_CURRENCIES)
    assert (issue.rows, issue.severity) == ((4,), Severity.WARNING)
    assert issue.facts == {"kept": "CNY", "others": "USD"}
    assert not found.unreadable.any()


def test_the_user_chooses_among_currencies() -> None:
    found, _ = read("¥5", "¥6", "$7", currency="USD")
    assert found.currency == "USD"
    assert found.values[2] == 7
    assert np.isnan(found.values[:2]).all()
    assert read("5", "6", currency="EUR")[0].currency == "EUR"
    assert read("¥5", "$6", currency="EUR")[0].currency in ("CNY", "USD")


def test_a_heading_names_the_currency_unless_cells_do() -> None:
    assert read("5", heading="月费（元）")[0].currency == "CNY"
    assert read("$5", heading="月费（元）")[0].currency == "USD"
    assert read("$5", "¥5", heading="月费（元）")[0].currency == "CNY"
    assert read("5", heading="fee")[0].currency is None


def test_a_heading_can_count_in_ten_thousands() -> None:
    found, findings = read("1.5", heading="年费（万元）")
    assert found.values.tolist() == [15_000]
    assert (found.currency, found.months) == ("CNY", 12)
    issue = issue_of(findings.issues, IssueCode.NUMBER_AS_TEXT)
    assert issue.facts == {"form": "heading_scale", "scale": "10000"}


def test_percentages_are_no_money() -> None:
    found, _ = read("85%", heading="monthly rate (usd)", percent=True)
    assert found.values.tolist() == [0.85]
    assert (found.currency, found.months) == (None, None)


def test_durations_with_a_unit_of_their_own() -> None:
    found, findings = read(
        "12个月", "2年", "3 years", "7", "-1", "soon", heading="tenure",
        time=TimeUnit.MONTHS,
    )  # fmt: skip
    assert found.values[:4].tolist() == [12, 24, 36, 7]
    assert codes(findings.issues) == {IssueCode.NUMBER_UNREADABLE: (6, 7)}
    found, _ = read("2周", "1 month", heading="days", time=TimeUnit.DAYS)
    assert found.values == pytest.approx([14, 30.4375])


def test_texts_in_a_column_without_meaning_are_no_issue() -> None:
    _, findings = read("5", "甲", "3万5", "∞", meaningless=True)
    assert codes(findings.issues) == {IssueCode.NUMBER_UNREADABLE: (4, 5)}
    assert looks_like_number("-")
    assert not looks_like_number("abc")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("月费（元）", "CNY"),
        ("费用(元/月)", "CNY"),
        ("金额（万元）", "CNY"),
        ("Fee (USD)", "USD"),
        ("amount_usd", "USD"),
        ("price $", "USD"),
        ("人民币金额", "CNY"),
        ("费用（美元）", "USD"),
        ("EUR", "EUR"),
        ("元旦活动", None),
        ("fee", None),
        ("单元", None),
    ],
)
def test_currencies_by_name(text: str, code: str | None) -> None:
    assert currency_of(text) == code


def test_a_chosen_unit_goes_before_the_heading() -> None:
    found, findings = read("5", "1.2万", None, heading="月费（万元）", unit=1.0)
    assert found.values.tolist()[:2] == [5, 12_000]
    assert [i.facts["form"] for i in findings.issues] == ["scale"]
    found, _ = read("5", "1.2万", heading="fee", unit=10_000.0)
    assert found.values.tolist() == [50_000, 12_000]


def test_a_cell_with_a_unit_of_its_own_is_not_taken_many_times() -> None:
    found, _ = read("5", "1.2万", heading="月费（万元）")
    assert found.values.tolist() == [50_000, 12_000]
