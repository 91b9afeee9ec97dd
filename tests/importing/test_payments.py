from __future__ import annotations

import numpy as np
import pytest

from churn_desktop.core.issues import IssueCode
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import FeeTerm, Role
from churn_desktop.importing.columns import parse_columns
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.payments import Payments, read_payments
from tests.importing.lists import codes, issue_of, text_table


def payments(
    text: str,
    currency: str | None = None,
    fee_term: FeeTerm | None = None,
    **roles: str,
) -> tuple[Payments, Findings]:
    table = text_table(text)
    wanted = {Role(role): heading for role, heading in roles.items()}
    columns, _ = parse_columns(table, wanted, Assumptions())
    findings = Findings(table.rows, None)
    return read_payments(table, columns, findings, currency, fee_term), findings


def test_a_monthly_fee_is_never_divided() -> None:
    text = "MonthlyCharges|Contract\n50|Month-to-month\n60|One year\n70|Two year"
    found, findings = payments(text, fee="MonthlyCharges", billing_term="Contract")
    assert found.monthly_amount.tolist() == [50, 60, 70]
    assert found.term_months.tolist() == [1, 12, 24]
    assert findings.issues == ()


def test_a_fee_is_divided_by_the_months_of_its_term() -> None:
    text = "费用|计费周期\n39|月付\n1200|年付\n300|季付\n10|周付"
    found, _ = payments(text, fee="费用", billing_term="计费周期")
    assert found.monthly_amount == pytest.approx([39, 100, 100, 10 * 52 / 12])


def test_a_contract_may_be_paid_more_often_than_it_is_renewed() -> None:
    text = "fee|Contract\n1200|One year\n100|Month-to-month"
    found, findings = payments(text, fee="fee", billing_term="Contract")
    assert found.monthly_amount.tolist() == [100, 100]
    issue = issue_of(findings.issues, IssueCode.UNKNOWN_BILLING_TERM)
    assert (issue.rows, issue.facts) == ((), {"form": "contract"})


def test_a_heading_that_says_a_year_is_divided_by_twelve() -> None:
    found, _ = payments("年费\n1200", fee="年费")
    assert found.monthly_amount.tolist() == [100]


def test_a_fee_that_does_not_say_for_how_long_is_a_months_and_said() -> None:
    found, findings = payments("fee\n39", fee="fee")
    assert found.monthly_amount.tolist() == [39]
    issue = issue_of(findings.issues, IssueCode.UNKNOWN_BILLING_TERM)
    assert (issue.rows, issue.facts) == ((), {"months": "1"})


CONTRACTS = """合同金额|签订日期|到期日期
12000|2022-01-01|2023-01-01
12000|2022-01-01|2022-12-31
500|2022-03-15|2022-04-30
3600|2022-03-01|
900|2022-03-01|2022-03-01"""


def test_an_amount_for_a_contract_is_divided_by_its_months() -> None:
    found, findings = payments(
        CONTRACTS, fee="合同金额", start="签订日期", end="到期日期"
    )
    half_a_month = 500 / (1 + 15 / 30)
    expected = [1000, 1000, half_a_month, np.nan, np.nan]
    assert found.monthly_amount == pytest.approx(expected, nan_ok=True)
    said = {issue.facts["form"]: issue.rows for issue in findings.issues}
    assert said == {"whole_contract": (), "no_length": (5, 6)}


def test_the_user_says_what_a_fee_is_for() -> None:
    roles = {"fee": "合同金额", "start": "签订日期", "end": "到期日期"}
    for term, first in (
        (FeeTerm.YEAR, 1000), (FeeTerm.HALF_YEAR, 2000), (FeeTerm.QUARTER, 4000),
        (FeeTerm.MONTH, 12000), (FeeTerm.WEEK, 52000), (FeeTerm.CONTRACT, 1000),
    ):  # fmt: skip
        found, _ = payments(CONTRACTS, fee_term=term, **roles)
        assert found.monthly_amount[0] == pytest.approx(first)
    yearly, findings = payments("月费\n1200", fee="月费", fee_term=FeeTerm.YEAR)
    assert (yearly.monthly_amount.tolist(), findings.issues) == ([100], ())


def test_an_amount_for_a_contract_without_an_end_is_not_guessed() -> None:
    found, findings = payments(
        "Contract Value|Start\n1200|2022-01-01\n|2022-02-01",
        fee="Contract Value", start="Start",
    )  # fmt: skip
    assert not found.known(np.arange(len(found.free), dtype=np.int32))
    assert codes(findings.issues) == {IssueCode.UNKNOWN_BILLING_TERM: (2,)}


def test_an_unknown_term_leaves_the_amount_out() -> None:
    text = "fee|billing\n39|monthly\n39|now and then\n39|\n0|"
    found, findings = payments(text, fee="fee", billing_term="billing")
    assert found.monthly_amount[[0, 3]].tolist() == [39, 0]
    assert np.isnan(found.monthly_amount[1:3]).all()
    assert codes(findings.issues) == {IssueCode.UNKNOWN_BILLING_TERM: (3, 4)}


def test_paid_once_is_outside() -> None:
    text = "fee|billing\n39|monthly\n500|one-off\n39|trial"
    found, findings = payments(text, fee="fee", billing_term="billing")
    assert found.outside.tolist() == [False, True, True]
    assert findings.issues == ()


def test_free_negative_and_missing() -> None:
    found, _ = payments("monthly fee|x\n0|a\n-5|b\n|c", fee="monthly fee")
    assert found.free.tolist() == [True, False, False]
    assert found.negative.tolist() == [False, True, False]
    assert found.monthly_amount[0] == 0
    assert np.isnan(found.monthly_amount[1:]).all()
    assert found.known(np.arange(len(found.free), dtype=np.int32))


def test_no_fee_at_all() -> None:
    found, _ = payments("id|billing\n1|annual", billing_term="billing")
    assert np.isnan(found.monthly_amount).all()
    assert found.term_months.tolist() == [12]
    assert not found.known(np.arange(len(found.free), dtype=np.int32))
    assert found.currency is None


def test_a_column_of_currencies() -> None:
    text = "monthly fee|currency\n5|USD\n6|CNY\n7|usd\n8|"
    found, findings = payments(text, fee="monthly fee")
    assert found.currency == "USD"
    assert found.monthly_amount[[0, 2]].tolist() == [5, 7]
    assert np.isnan(found.monthly_amount[[1, 3]]).all()
    issue = issue_of(findings.issues, IssueCode.MIXED_CURRENCIES)
    assert issue.rows == (3, 5)
    assert issue.facts == {"kept": "USD", "others": "CNY"}


def test_the_user_chooses_the_currency() -> None:
    text = "monthly fee|币种\n5|美元\n6|人民币\n7|美元"
    found, _ = payments(text, "CNY", fee="monthly fee")
    assert found.currency == "CNY"
    assert found.monthly_amount[1] == 6
    assert np.isnan(found.monthly_amount[[0, 2]]).all()


def test_a_column_of_one_currency() -> None:
    found, findings = payments("monthly fee|currency\n5|EUR\n6|EUR", fee="monthly fee")
    assert (found.currency, findings.issues) == ("EUR", ())
    found, _ = payments("monthly fee|currency\n¥5|\n6|", fee="monthly fee")
    assert found.currency == "CNY"


def test_a_column_of_terms_with_nothing_in_it_is_none() -> None:
    found, findings = payments("fee|term\n10|\n20|", fee="fee", billing_term="term")
    assert found.monthly_amount.tolist() == [10, 20]
    issue = issue_of(findings.issues, IssueCode.UNKNOWN_BILLING_TERM)
    assert issue.facts == {"months": "1"}
