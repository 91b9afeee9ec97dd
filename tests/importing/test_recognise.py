from __future__ import annotations

from churn_desktop.core.issues import Issue, IssueCode, Severity
from churn_desktop.core.schema import Role
from churn_desktop.importing.recognise import recognise
from tests.importing.lists import issue_of, text_table


def roles(text: str, **chosen: str) -> tuple[dict[str, str], tuple[Issue, ...]]:
    fixed = {Role(role): heading for role, heading in chosen.items()}
    found, issues = recognise(text_table(text), fixed, "Sheet1")
    return {role.value: heading for role, heading in found.items()}, issues


def test_two_columns_that_say_the_same_are_a_note() -> None:
    text = "id|tenure|Churn Label|Churn Value\n1|5|Yes|1\n2|6|No|0\n3|7||"
    found, issues = roles(text)
    assert found["status"] == "Churn Label"
    assert issues == (
        Issue(
            IssueCode.CANDIDATE_COLUMNS,
            Severity.NOTE,
            "Churn Label",
            (),
            "Sheet1",
            {"role": "status", "columns": "Churn Label, Churn Value"},
        ),
    )


def test_two_columns_that_differ_are_a_warning() -> None:
    text = "id|tenure|Churn Label|Churn Value\n1|5|Yes|1\n2|6|No|1"
    _, issues = roles(text)
    assert issues[0].severity == Severity.WARNING
    _, issues = roles("id|金额|金额\n1|5|6\n2|7|8")
    assert issues[0].severity == Severity.WARNING
    assert issues[0].facts["role"] == "fee"


def test_two_columns_that_could_split_customers_are_a_note() -> None:
    _, issues = roles("id|省份|省\n1|浙江|江苏\n2|江苏|浙江")
    assert issues[0].severity == Severity.NOTE


def test_dates_without_a_name_are_start_and_end_where_that_is_clear() -> None:
    text = "id|von|bis\n1|2024-01-01|2024-02-01\n2|2024-01-02|\n3|2024-01-03|2024-03-01"
    found, issues = roles(text)
    assert (found["start"], found["end"]) == ("von", "bis")
    assert [issue.facts["role"] for issue in issues] == ["start", "end"]
    assert {issue.severity for issue in issues} == {Severity.WARNING}


def test_a_start_without_a_name_before_a_named_end() -> None:
    text = "id|von|cancel_date\n1|2024-01-01|2024-02-01\n2|2024-01-02|"
    found, _ = roles(text)
    assert (found["start"], found["end"]) == ("von", "cancel_date")


def test_dates_that_are_not_clear_stay_without_a_role() -> None:
    for text in (
        "id|von\n1|2024-01-01",
        "id|von|bis\n1|2024-01-01|2024-02-01\n2|2024-01-02|2024-02-02",
        "id|von|bis\n1|2024-03-01|2024-02-01\n2|2024-03-02|",
        "id|von|bis\n1|2024-03-01|-\n2|2024-03-02|-",
        "id|von|bis|x\n1|2024-01-01||2024-01-01\n2|2024-01-02|2024-02-02|2024-01-01",
        "id|order date|bis\n1|2024-01-01|2024-02-01\n2|2024-01-02|",
        "id|birthday|updated_at\n1|2024-01-01|2024-02-01\n2|2024-01-02|",
    ):
        found, _ = roles(text)
        assert "start" not in found, text
        assert "end" not in found, text


def test_a_date_that_may_be_the_end_is_asked_about() -> None:
    text = "id|start_date|bis\n1|2024-01-01|2024-02-01\n2|2024-01-02|"
    found, issues = roles(text)
    assert "end" not in found
    issue = issue_of(issues, IssueCode.CANDIDATE_COLUMNS)
    assert issue.severity == Severity.WARNING
    assert issue.facts == {"role": "end", "columns": "bis"}


def test_the_users_choice_is_kept() -> None:
    found, _ = roles("a|b\n5|1\n6|0", tenure="a", status="b")
    assert found == {"tenure": "a", "status": "b"}


def test_very_many_columns_are_no_burden() -> None:
    width = 3_000
    head = "|".join(["id", *(f"c{n}" for n in range(width)), "start_date"])
    found, _ = roles(f"{head}\n" + "|".join(["1", *["5"] * width, "2024-01-01"]))
    assert found["start"] == "start_date"


def test_a_day_on_which_things_end_is_the_end_whatever_its_exact_words() -> None:
    text = "id|start date|Line drop day\n1|2024-01-01|2024-03-01\n2|2024-01-02|"
    found, issues = roles(text)
    assert found["end"] == "Line drop day"
    assert issue_of(issues, IssueCode.CANDIDATE_COLUMNS).facts["role"] == "end"
    text = "id|start date|Referral day\n1|2024-01-01|2024-03-01\n2|2024-01-02|"
    assert "end" not in roles(text)[0]
    text = "id|start date|Line drop day\n1|2024-01-01|2023-03-01\n2|2024-01-02|"
    assert "end" not in roles(text)[0]
