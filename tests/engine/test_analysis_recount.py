"""The engine against `recount`, from the rows of a list to what its pages say."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.calendar import to_date
from churn_desktop.core.project import Assumptions
from churn_desktop.core.schema import Role
from churn_desktop.engine.ahead import Ahead
from churn_desktop.engine.analysis import analyse
from churn_desktop.engine.answers import Answers
from churn_desktop.engine.money import Money
from churn_desktop.engine.stages import STAGES
from tests.engine.recount import TERMS, Line, Recount, months_lived
from tests.importing.lists import understood

FIRST = date(2023, 1, 1)
HEADINGS = {
    Role.CUSTOMER_ID: "id",
    Role.START: "start",
    Role.END: "end",
    Role.FEE: "fee",
    Role.BILLING_TERM: "term",
    Role.PLAN: "plan",
    Role.REASON: "reason",
    Role.LAST_ACTIVITY: "active",
    Role.NPS: "nps",
}
DAYS = st.one_of(
    st.integers(0, 700), st.sampled_from([0, 30, 31, 58, 59, 89, 90, 365, 424])
).map(lambda days: FIRST + timedelta(days=days))
TERM = st.sampled_from([*TERMS])
LENGTHS = st.none() | st.integers(-3, 400) | st.sampled_from([0, 1, 28, 31, 365])


@st.composite
def lists(draw: st.DrawFn) -> list[Line]:
    """Lists whose customers have one plan, reason, activity and score each."""
    found = []
    for number in range(draw(st.integers(1, 12))):
        plan, reason = draw(st.sampled_from("ab")), draw(st.sampled_from(["", "price"]))
        active, nps = draw(st.none() | DAYS), draw(st.none() | st.integers(0, 10))
        for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
            start, length = draw(DAYS), draw(LENGTHS)
            end = None if length is None else start + timedelta(days=length)
            fee, term = (
                draw(st.sampled_from([0, 12, 30])),
                draw(st.sampled_from([*TERMS])),
            )
            found.append(
                Line(f"C{number}", start, end, fee, term, plan, reason, active, nps)
            )
    return found


def pages_of(lines: list[Line], as_of: date) -> tuple[Recount, Answers, Money, Ahead]:
    rows = [[*HEADINGS.values()], *([*line] for line in lines)]
    book = understood(rows, HEADINGS, as_of=as_of).book
    analysis = analyse(book, Assumptions(as_of=as_of))
    answers = Answers(analysis)
    money = Money(answers)
    return Recount(lines, as_of), answers, money, Ahead(analysis, money)


@settings(max_examples=60)
@given(lists(), DAYS)
def test_movements_and_money(lines: list[Line], as_of: date) -> None:
    told, answers, _money, _ahead = pages_of(lines, as_of)
    analysis = answers.analysis
    assert (analysis.movements is None) == (not told.stays)
    if analysis.movements is None:
        return
    assert [period.start for period in analysis.movements.periods] == [
        first for first, _after in told.months
    ]
    assert analysis.revenue is not None
    for row, month in enumerate(told.months):
        counted = told.movements(month)
        found = analysis.movements.frame.iloc[row][[*counted]].astype(int)
        assert found.to_dict() == counted
        money = analysis.revenue.frame.iloc[row]
        for key, day in zip(("opening", "closing"), month, strict=True):
            paid = sum(told.paid_at(who, day) for who in told.stays)
            assert money[key] == pytest.approx(float(paid))


@settings(max_examples=60)
@given(lists(), DAYS)
def test_why_they_leave_and_what_is_next(lines: list[Line], as_of: date) -> None:
    told, answers, money, ahead = pages_of(lines, as_of)
    if not told.stays:
        return
    year = told.complete[-12:]
    at_risk = Counter(who for month in year for who in told.open_at(month[0]))
    lost = Counter(who for month in year for who in told.lost(month))
    if at_risk:
        assert money.pace.churn.at_risk == at_risk.total()
        assert money.pace.churn.lost == lost.total()
        ids, exposure = answers.book.ids, answers.exposure
        assert Counter(dict(zip(ids, exposure.opening, strict=True))) == at_risk
        assert Counter(dict(zip(ids, exposure.lost, strict=True))) == lost
        assert money.cost.losses.count == sum(
            year[0][0] <= end < year[-1][1] for _start, end in told.gone.values()
        )
        rates = [
            len(told.lost(month)) / len(told.open_at(month[0]))
            for month in told.complete
            if told.open_at(month[0])
        ]
        assert ahead.yardsticks is not None
        assert ahead.yardsticks.median == pytest.approx(median(rates))
    assert answers.reasons is not None
    given_reasons = Counter(told.lines[who][-1].reason for who in told.gone)
    frame = answers.reasons.frame
    assert dict(zip(frame.reason, frame.customers, strict=True)) == given_reasons
    ages = [months_lived(*stay) for stay in told.gone.values()]
    stages = Counter(STAGES[(age > 3) + (age > 12)] for age in ages)
    assert frame[[*STAGES]].sum().to_dict() == {key: stages[key] for key in STAGES}
    here = [told.lines[who][-1].nps for who in told.stays.keys() - told.gone.keys()]
    scores = [score for score in here if score is not None]
    assert answers.nps is not None
    assert answers.nps.promoters == sum(score >= 9 for score in scores)
    assert answers.nps.detractors == sum(score <= 6 for score in scores)
    assert answers.nps.blank == len(here) - len(scores)


@settings(max_examples=60)
@given(lists(), DAYS)
def test_whom_to_get_in_touch_with(lines: list[Line], as_of: date) -> None:
    told, _answers, _money, ahead = pages_of(lines, as_of)
    if not told.stays:
        return
    assert ahead.followups is not None
    frame = ahead.followups.frame
    ids = ahead.book.ids[frame.customer.to_numpy(dtype=np.int32)]
    days = (to_date(int(day)) for day in frame.due)
    found = set(zip(ids, frame.kind, days, strict=True))
    renewals = {each for each in found if each[1] in ("renewal", "low_nps_annual")}
    assert found - renewals == told.followups()
