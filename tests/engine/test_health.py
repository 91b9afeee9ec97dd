from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from churn_desktop.core.book import Attributes, Book
from churn_desktop.core.calendar import NO_DAY
from churn_desktop.core.schema import Role
from churn_desktop.engine.health import (
    back_test,
    health_score,
    measure_health,
)
from churn_desktop.engine.intervals import wilson
from tests.engine.books import Row, book_of, day, snapshot_of


def test_what_is_unknown_does_not_count() -> None:
    unknown = np.nan
    signals = [
        np.array([100, unknown, unknown, 30]),
        np.array([40, 70, unknown, 30]),
    ]
    assert health_score(signals, 4).tolist() == pytest.approx(
        [70, 70, unknown, 30], nan_ok=True
    )
    assert np.isnan(health_score([], 2)).all()


def test_the_published_example_of_hanley_and_mcneil() -> None:
    """109 pictures rated from 1 to 5, of which 51 were of the ill: area 0.893."""
    well, ill = [33, 6, 6, 11, 2], [3, 2, 2, 11, 33]
    ratings = np.arange(1, 6)
    score = -np.concatenate([np.repeat(ratings, well), np.repeat(ratings, ill)])
    left = np.arange(109) >= 58
    test = back_test(score.astype(float), left)
    assert test is not None
    assert test.area == pytest.approx(0.893, abs=5e-4)
    # They print a standard error of 0.032 by their own formula.
    assert (test.high - test.low) / (2 * 1.96) == pytest.approx(0.032, abs=0.003)
    assert (test.left, test.stayed) == (51, 58)
    assert test.useful


@given(st.lists(st.integers(0, 5), min_size=45, max_size=60), st.randoms())
def test_the_area_by_comparing_every_pair(scores: list[int], random: object) -> None:
    score = np.array(scores, dtype=float)
    left = np.arange(len(score)) % 2 == 0
    gone, here = score[left], score[~left]
    wins = (gone[:, None] < here) + (gone[:, None] == here) / 2
    test = back_test(score, left)
    assert test is not None
    area = wins.mean()
    assert test.area == pytest.approx(area)
    if 0 < area < 1:
        variance = wins.mean(axis=1).var(ddof=1) / len(gone)
        variance += wins.mean(axis=0).var(ddof=1) / len(here)
        reach = 1.959964 * np.sqrt(variance) / (area * (1 - area))
        logit = np.log(test.high / (1 - test.high))
        assert logit == pytest.approx(np.log(area / (1 - area)) + reach, abs=1e-5)


def test_a_perfect_score_is_not_certain() -> None:
    left = np.arange(60) < 25
    test = back_test((~left).astype(float), left)
    assert test is not None
    assert test.area == 1
    assert (test.low, test.high) == tuple(float(limit) for limit in wilson(25, 25))
    assert test.useful


def test_too_few_to_test() -> None:
    score = np.arange(60, dtype=float)
    assert back_test(score, np.arange(60) < 19) is None
    assert back_test(score, np.arange(60) >= 19) is None
    score[:2] = np.nan
    assert back_test(score, np.arange(60) < 21) is None


def listed(leavers_silent_days: int) -> Book:
    """30 who left after some silence, 40 who stay and were active lately."""
    end, as_of = date(2023, 10, 1), date(2023, 12, 31)
    rows = [Row(f"LEFT{n:02}", "2023-01-01", end) for n in range(30)]
    rows += [Row(f"STAY{n:02}", "2023-01-01", None) for n in range(40)]
    rows += [Row("FRESH", "2023-12-20", None), Row("BLANK", "2023-01-01", None)]
    last = [day(end - timedelta(days=leavers_silent_days + n % 5)) for n in range(30)]
    last += [day(as_of - timedelta(days=n)) for n in range(40)]
    last += [day("2023-12-30"), NO_DAY]
    activity = np.array(last, dtype=np.int32)
    return replace(
        book_of(rows, as_of), attributes=Attributes(days={Role.LAST_ACTIVITY: activity})
    )


def test_silence_before_leaving_is_found() -> None:
    health = measure_health(listed(75))
    assert health is not None
    assert health.test is not None
    assert health.test.area > 0.9
    # The one who came ten days ago was no customer a month before.
    assert (health.test.left, health.test.stayed) == (30, 40)
    assert np.isnan(health.score[:30]).all()
    assert health.score[30] == 100
    assert health.score[39] == pytest.approx(90)
    assert health.score[70] == pytest.approx(100 * (1 - 1 / 90))
    assert np.isnan(health.score[71])


def test_silence_that_begins_with_leaving_tells_nothing() -> None:
    """Looked at on the day of leaving it would seem to: it is looked at before."""
    health = measure_health(listed(25))
    assert health is not None
    assert health.test is not None
    assert not health.test.useful


def test_answers_and_activity_weigh_the_same() -> None:
    book = listed(75)
    answers = np.full(len(book), np.nan)
    answers[30:33] = 5, 9, 12
    both = replace(
        book,
        attributes=replace(book.attributes, numbers={Role.NPS: answers}),
    )
    health = measure_health(both)
    assert health is not None
    assert health.signals == ("nps", "activity")
    silent = [100 * (1 - days / 90) for days in range(4)]
    assert health.score[30:34].tolist() == pytest.approx(
        [(50 + silent[0]) / 2, (90 + silent[1]) / 2, silent[2], silent[3]]
    )


def test_without_signals_there_is_no_score(golden: Book) -> None:
    assert measure_health(golden) is None
    assert measure_health(snapshot_of([3.0], [True])) is None
    blank = Attributes(numbers={Role.NPS: np.full(len(golden), np.nan)})
    assert measure_health(replace(golden, attributes=blank)) is None
