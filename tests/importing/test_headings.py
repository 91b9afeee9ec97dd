from __future__ import annotations

import pytest

from churn_desktop.core.schema import Content, Role
from churn_desktop.importing.headings import (
    find_roles,
    heading_key,
    is_made_up,
    is_row_number,
    meanings,
    names_codes,
    promised_content,
    sureness,
    yes_means_left,
)
from churn_desktop.importing.profiles import profile_columns
from tests.importing.lists import text_table


def roles(text: str, **fixed: str) -> dict[str, str]:
    table = text_table(text)
    chosen = {Role(role): heading for role, heading in fixed.items()}
    found, _ = find_roles(profile_columns(table), chosen)
    return {role.value: heading for role, heading in found.items()}


@pytest.mark.parametrize(
    "heading",
    ["customer_id", "CustomerID", "customerID", "Customer Id", " CUSTOMER-ID ",
     "客户编号", "客戶編號", " 客户\n编号 ", "客　户编号", "客户编号\u200b", "会员号",
     "user_id"],
)  # fmt: skip
def test_one_meaning_however_it_is_written(heading: str) -> None:
    assert meanings(heading)[Role.CUSTOMER_ID] == 1


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Tenure Months", Role.TENURE),
        ("月费（元）", Role.FEE),
        ("MonthlyCharges", Role.FEE),
        ("mrr_amount", Role.FEE),
        ("subscription_start", Role.START),
        ("签约日期", Role.START),
        ("canceled_date", Role.END),
        ("到期日期", Role.END),
        ("billing_frequency", Role.BILLING_TERM),
        ("Churn Label", Role.STATUS),
        ("是否流失", Role.STATUS),
        ("所属行业", Role.INDUSTRY),
        ("省份", Role.REGION),
        ("业务员", Role.SALES_OWNER),
        ("CSM", Role.SERVICE_OWNER),
        ("流失原因", Role.REASON),
        ("last_login", Role.LAST_ACTIVITY),
        ("上次到店时间", Role.LAST_ACTIVITY),
        ("NPS评分", Role.NPS),
        ("获客成本", Role.ACQUISITION_COST),
        ("手机号", Role.CONTACT),
        ("is_trial", Role.TRIAL),
        ("InvoiceDate", Role.PURCHASE_DATE),
        ("客户合同开始日期", Role.START),
        ("2024年·金额", Role.FEE),
    ],
)
def test_headings_mean_roles(heading: str, role: Role) -> None:
    assert max(meanings(heading), key=meanings(heading).__getitem__) == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("TotalCharges", Role.FEE),
        ("累计消费", Role.FEE),
        ("refund_amount_usd", Role.FEE),
        ("next_billing_date", Role.END),
        ("trial end date", Role.END),
        ("payment_status", Role.STATUS),
        ("Churn Score", Role.STATUS),
        ("Contract duration", Role.TENURE),
        ("plan_name", Role.NAME),
        ("(ID)", Role.CUSTOMER_ID),
        ("ID (2)", Role.CUSTOMER_ID),
    ],
)
def test_headings_that_do_not_mean_a_role(heading: str, role: Role) -> None:
    assert role not in meanings(heading)


def test_brackets_are_notes() -> None:
    assert heading_key("费用【元/月】").note == "元月"
    assert heading_key("Fee (USD)").whole == "fee usd"


def test_contents_overrule_a_heading() -> None:
    (start,) = profile_columns(text_table("x\nAnn\nBob")).values()
    assert sureness(Role.START, "start date", start) == 0
    assert sureness(Role.NAME, "name", start) == 1


def test_a_customer_is_the_account_not_the_contract() -> None:
    text = "subscription_id|account_id|start_date\nS1|A1|2024-01-01\nS2|A1|2024-02-01"
    assert roles(text)["customer_id"] == "account_id"
    text = "subscription_id|start_date\nS1|2024-01-01"
    assert roles(text)["customer_id"] == "subscription_id"


def test_a_company_or_a_telephone_can_stand_for_an_id_but_no_persons_name() -> None:
    found = roles("客户名称|开始日期\n甲公司|2024-01-01")
    assert found["customer_id"] == "客户名称"
    assert "name" not in found
    found = roles("姓名|手机号|开始日期\n张三|13800138000|2024-01-01")
    assert found["customer_id"] == "手机号"
    found = roles("姓名|手机号|开始日期\n张三||2024-01-01\n李四|139|2024-01-01")
    assert "customer_id" not in found
    assert "customer_id" not in roles("姓名|开始日期\n张三|2024-01-01")


def test_row_numbers_are_no_ids() -> None:
    assert "customer_id" not in roles("序号|开始日期\n1|2024-01-01\n2|2024-01-01")
    assert is_row_number("S.No.")
    assert is_row_number("#")
    assert not is_row_number("id")


def test_yes_is_no_id() -> None:
    text = "member|start date\n" + "yes|2024-01-01\nno|2024-01-01\n" * 3
    assert "customer_id" not in roles(text)


def test_totals_are_never_the_fee() -> None:
    text = "id|Total Charges|Monthly Charges\n1|100.5|5.5\n2|200.5|6.5"
    assert roles(text)["fee"] == "Monthly Charges"
    assert "fee" not in roles("id|Total Charges\n1|100.5")


def test_mrr_goes_before_arr_and_before_amount() -> None:
    text = "id|amount|arr_amount|mrr_amount\n1|5|60|5"
    assert roles(text)["fee"] == "mrr_amount"


def test_a_contract_with_terms_is_a_billing_term() -> None:
    found = roles("id|Contract\n1|Month-to-month\n2|One year")
    assert found["billing_term"] == "Contract"
    assert "billing_term" not in roles("id|Contract\n1|K-17\n2|K-18")


def test_a_plan_of_terms_is_a_billing_term() -> None:
    assert roles("id|plan\n1|monthly\n2|annual")["billing_term"] == "plan"
    assert roles("id|plan\n1|Basic\n2|Pro")["plan"] == "plan"


def test_a_kind_of_card_can_be_a_billing_term() -> None:
    assert roles("会员卡号|卡种\n1|年卡\n2|月卡")["billing_term"] == "卡种"
    assert roles("会员卡号|卡种\n1|金卡\n2|银卡")["plan"] == "卡种"


def test_many_numbers_are_no_billing_terms() -> None:
    rows = "\n".join(f"{n}|{n}" for n in range(1, 20))
    found = roles(f"id|duration\n{rows}")
    assert "billing_term" not in found
    assert found["tenure"] == "duration"


def test_a_column_without_a_cell_is_believed_by_its_heading() -> None:
    found = roles("id|start_date|end_date\n1|2024-01-01|\n2|2024-01-02|")
    assert found["end"] == "end_date"
    assert "customer_id" not in roles("customer_id|start_date\n|2024-01-01")


def test_what_the_user_decided_stays() -> None:
    text = "a|start_date|other\n1|2024-01-01|2024-01-02"
    found = roles(text, start="other")
    assert found["start"] == "other"
    assert "start_date" not in found.values()


def test_each_heading_has_at_most_one_role() -> None:
    found = roles("客户|状态|套餐|金额\n甲|正常|基础|39\n乙|流失|高级|59")
    assert len(set(found.values())) == len(found)


def test_rivals_are_told() -> None:
    table = text_table("id|金额|金额 (2)\n1|10|20")
    found, rivals = find_roles(profile_columns(table))
    assert found[Role.FEE] == "金额"
    assert rivals[Role.FEE] == ("金额", "金额 (2)")


@pytest.mark.parametrize(
    ("heading", "left"),
    [("Churn", True), ("是否流失", True), ("is_active", False), ("在用", False),
     ("inactive", True), ("status", None), ("客户状态", None), ("cancelled", True)],
)  # fmt: skip
def test_what_yes_means(heading: str, left: bool | None) -> None:
    assert yes_means_left(heading) is left


def test_headings_of_codes() -> None:
    assert names_codes("身份证号")
    assert names_codes("手机号码")
    assert names_codes("Zip Code")
    assert names_codes("订单号")
    assert not names_codes("amount")


@pytest.mark.parametrize(
    ("heading", "content"),
    [
        ("累计消费", Content.AMOUNT),
        ("Discount rate", Content.AMOUNT),
        ("续费率", Content.AMOUNT),
        ("Birthday", Content.DATE),
        ("登记时间", Content.DATE),
        ("Item", None),
        ("Corporate", None),
    ],
)
def test_what_a_heading_without_a_role_promises(
    heading: str, content: Content | None
) -> None:
    assert promised_content(heading) == content


def test_headings_that_the_list_does_not_have() -> None:
    made = ["(B)", "Fee (2)", "(AB)", "B (2)"]
    assert all(map(is_made_up, made))
    assert not any(map(is_made_up, ["Fee", "Fee (EUR)", "(list)", "2"]))


def test_row_numbers_in_brackets() -> None:
    assert is_row_number("(row)")
    assert is_row_number("No. (#)")
    assert not is_row_number("(list)")
