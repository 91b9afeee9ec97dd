from __future__ import annotations

import numpy as np

from churn_desktop.core.issues import IssueCode
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role
from churn_desktop.importing.columns import parse_columns
from churn_desktop.importing.findings import Findings
from churn_desktop.importing.listing import Listing
from churn_desktop.importing.payments import read_payments
from tests.importing.lists import TODAY, codes, issue_of, text_table


def listing(text: str, include_free: bool = False, **roles: str) -> Listing:
    table = text_table(text)
    wanted = {Role(role): heading for role, heading in roles.items()}
    assumptions = Assumptions(include_free=include_free)
    columns, _ = parse_columns(table, wanted, assumptions)
    findings = Findings(table.rows, None)
    payments = read_payments(table, columns, findings)
    return Listing(table, columns, payments, assumptions, TODAY, findings)


def everyone(of: Listing) -> np.ndarray:
    return np.arange(len(of), dtype=np.int32)


def test_customers_are_numbered_as_they_first_appear() -> None:
    of = listing("id|name\nB|Bea\nA|\nB|Bert\nC|Cy", customer_id="id", name="name")
    customer, ids, names = of.customers(everyone(of))
    assert customer.tolist() == [0, 1, 0, 2]
    assert customer.dtype == np.int32
    assert ids.tolist() == ["B", "A", "C"]
    assert names.tolist() == ["Bea", "A", "Cy"]


def test_only_the_rows_asked_for_count() -> None:
    of = listing("id|name\nB|Bea\nA|Al\nB|Bert", customer_id="id", name="name")
    _, ids, names = of.customers(np.array([1, 2], dtype=np.int32))
    assert ids.tolist() == ["A", "B"]
    assert names.tolist() == ["Al", "Bert"]


def test_without_ids_each_row_is_a_customer() -> None:
    of = listing("name|x\nAnn|1\nAnn|2", name="name")
    customer, ids, names = of.customers(everyone(of))
    assert customer.tolist() == [0, 1]
    assert ids.tolist() == ["2", "3"]
    assert names.tolist() == ["Ann", "Ann"]
    assert not of.without_id().any()


def test_no_rows() -> None:
    of = listing("id|name\nB|Bea", customer_id="id")
    customer, ids, names = of.customers(np.empty(0, dtype=np.int32))
    assert len(customer) == len(ids) == len(names) == 0


def test_rows_that_do_not_say_whose_they_are() -> None:
    of = listing("id|x\nB|1\n|2", customer_id="id")
    assert of.without_id().tolist() == [False, True]
    assert codes(of.findings.issues) == {IssueCode.MISSING_ID: (3,)}


def test_free_trial_and_paid_once_are_outside() -> None:
    text = "monthly fee|trial|billing\n5|no|month\n0|no|month\n5|yes|month\n5|no|once"
    roles = {"fee": "monthly fee", "trial": "trial", "billing_term": "billing"}
    of = listing(text, **roles)
    assert of.without_payment().tolist() == [False, True, True, True]
    issue = issue_of(of.findings.issues, IssueCode.TRIAL_OR_FREE)
    assert (issue.rows, issue.column) == ((3, 4, 5), None)
    assert issue.facts == {"included": "no"}
    of = listing(text, include_free=True, **roles)
    assert not of.without_payment().any()
    issue = issue_of(of.findings.issues, IssueCode.TRIAL_OR_FREE)
    assert issue.facts == {"included": "yes"}


def test_an_issue_names_the_column_it_is_about() -> None:
    of = listing("monthly fee|x\n5|a\n0|b", fee="monthly fee")
    of.without_payment()
    assert of.findings.issues[-1].column == "monthly fee"
    assert of.heading(Role.FEE) == "monthly fee"
    assert of.heading(Role.END) is None


def test_amounts_that_cannot_be_counted_are_said() -> None:
    of = listing("monthly fee|x\n5|a\n|b\nfoo|c\n-5|d\n|e", fee="monthly fee")
    of.tell_amounts(np.array([True, True, True, True, False]))
    assert codes(of.findings.issues) == {
        IssueCode.MISSING_AMOUNT: (3, 4),
        IssueCode.NEGATIVE_AMOUNT: (5,),
    }


def test_rows_that_repeat_another() -> None:
    of = listing("序号|id|x\n1|A|5\n2|A|5\n3|A|6\n4|A|5", customer_id="id")
    assert of.repeated_rows(everyone(of)).tolist() == [False, True, False, True]
    assert not of.repeated_rows(np.empty(0, dtype=np.int32)).any()
