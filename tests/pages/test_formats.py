from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from churn_desktop import i18n
from churn_desktop.core.calendar import Period, periods_between
from churn_desktop.core.schema import PeriodLength, TimeUnit
from churn_desktop.pages.formats import (
    is_defined,
    number_format,
    period_label,
    write_in,
    write_interval,
    write_length,
    write_value,
)
from churn_desktop.pages.model import Measure, Table, Unit


@pytest.mark.parametrize(
    "value", [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT, float("inf")]
)
def test_what_is_not_defined_is_never_zero(value: object) -> None:
    assert not is_defined(value)
    for unit in (Unit.COUNT, Unit.RATE, Unit.MONEY, Unit.RATIO, Unit.DAYS, Unit.MONTHS):
        assert write_value(value, unit, "USD") == "not defined"
    for unit in (Unit.TEXT, Unit.PERIOD, Unit.DATE):
        assert write_value(value, unit) == ""


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (0, Unit.COUNT, "0"),
        (np.int64(1234567), Unit.COUNT, "1,234,567"),
        (-3, Unit.COUNT, "-3"),
        (0.1, Unit.RATE, "10.0 %"),
        (-0.08, Unit.RATE, "-8.0 %"),
        (0.6, Unit.RATE, "60.0 %"),
        (12.5, Unit.RATE, "1,250.0 %"),
        (0.0, Unit.RATE, "0.0 %"),
        (-0.0, Unit.RATE, "0.0 %"),
        (0.0003, Unit.RATE, "0.03 %"),
        (0.00002, Unit.RATE, "0.002 %"),
        (0.9997, Unit.RATE, "99.97 %"),
        (0.99999, Unit.RATE, "99.999 %"),
        (1 - 1e-16, Unit.RATE, "100.0 %"),
        (-1e-15, Unit.RATE, "0.0 %"),
        (2.26, Unit.RATIO, "2.26"),
        (34, Unit.DAYS, "34"),
        (23.04, Unit.MONTHS, "23"),
        (23.5, Unit.MONTHS, "23.5"),
        (-0.01, Unit.DAYS, "0"),
        (date(2024, 3, 31), Unit.DATE, "2024-03-31"),
        ("2024-03-31T00:00", Unit.DATE, "2024-03-31"),
        ("Mar 2024", Unit.PERIOD, "Mar 2024"),
        (7, Unit.TEXT, "7"),
    ],
)
def test_values_are_written_by_their_unit(
    value: object, unit: Unit, written: str
) -> None:
    assert write_value(value, unit) == written


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (1234, "CNY", "¥1,234"),
        (1234.5, "USD", "$1,234.50"),
        (1234, None, "1,234"),
        (102.407, None, "102.41"),
        (-200, "EUR", "-€200"),
        (1234.4, "JPY", "¥1,234"),
        (99.999, "USD", "$100"),
        (-0.001, "USD", "$0"),
        (5, "CHF", "CHF 5"),
    ],
)
def test_money_follows_the_list(
    amount: float, currency: str | None, written: str
) -> None:
    assert write_value(amount, Unit.MONEY, currency) == written


def test_a_rounded_sum_shows_no_noise() -> None:
    assert write_value(sum([80.1] * 10), Unit.MONEY) == "801"


def test_intervals_name_their_unit_once() -> None:
    assert write_interval(0.0552, 0.1744, Unit.RATE) == "5.5-17.4 %"
    assert write_interval(-0.02, 0.03, Unit.RATE) == "-2.0 to 3.0 %"
    assert write_interval(100, 250, Unit.MONEY, "USD") == "$100-$250"
    assert write_interval(float("nan"), 0.5, Unit.RATE) == ""


def test_a_length_of_one_is_singular() -> None:
    assert write_length(1, TimeUnit.MONTHS) == "1 month"
    assert write_length(0.5, TimeUnit.DAYS) == "0.5 days"
    assert write_length(2, TimeUnit.YEARS) == "2 years"
    assert write_length(1, TimeUnit.WEEKS) == "1 week"
    assert write_length(float("nan"), TimeUnit.DAYS) == "not defined"


def labels(length: PeriodLength, first: date, as_of: date, start: int = 1) -> list[str]:
    periods = periods_between(first, as_of, length, start)
    return [period_label(period, length, start) for period in periods]


def test_periods_are_named_by_their_length() -> None:
    first, as_of = date(2023, 12, 5), date(2024, 5, 1)
    assert labels(PeriodLength.MONTH, first, as_of)[:2] == ["Dec 2023", "Jan 2024"]
    assert labels(PeriodLength.QUARTER, first, as_of) == [
        "Q4 2023", "Q1 2024", "Q2 2024"
    ]  # fmt: skip
    assert labels(PeriodLength.YEAR, first, as_of) == ["2023", "2024"]


def test_a_year_that_starts_later_is_named_by_both() -> None:
    first, as_of = date(2024, 1, 5), date(2024, 12, 1)
    assert labels(PeriodLength.YEAR, first, as_of, 4) == ["2023/24", "2024/25"]
    assert labels(PeriodLength.QUARTER, first, date(2024, 4, 1), 4) == [
        "Jan-Mar 2024", "Apr-Jun 2024"
    ]  # fmt: skip
    across = Period(date(2023, 11, 1), date(2024, 2, 1), complete=True)
    assert period_label(across, PeriodLength.QUARTER, 2) == "Nov 2023 to Jan 2024"


def test_labels_can_be_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = {
        "Mar": "3月",
        "{month} {year}": "{year}年{month}",
        "{number} %": "{number}%",
    }

    class Catalogue:
        def gettext(self, text: str) -> str:
            return chinese.get(text, text)

    monkeypatch.setattr(i18n._Current, "catalogue", Catalogue())
    march = Period(date(2024, 3, 1), date(2024, 4, 1), complete=True)
    assert period_label(march, PeriodLength.MONTH) == "2024年3月"
    assert write_value(0.1, Unit.RATE) == "10.0%"


def test_excel_knows_every_unit() -> None:
    assert number_format(Unit.COUNT) == "#,##0"
    assert number_format(Unit.MONEY, "USD") == '"$"#,##0.00;-"$"#,##0.00'
    assert number_format(Unit.MONEY, "JPY") == '"¥"#,##0;-"¥"#,##0'
    assert number_format(Unit.MONEY) == "#,##0.00"
    assert number_format(Unit.PERIOD) == "General"
    assert all(number_format(unit) for unit in Unit)


def test_what_is_not_known_yet_is_blank_where_cells_are_shaded() -> None:
    rate = Measure("rate", "Rate", Unit.RATE)
    table = Table("t", "T", (rate,), pd.DataFrame({"rate": [0.5, None]}))
    assert write_in(table, rate, 1, None) == "not defined"
    assert write_in(replace(table, shaded=True), rate, 1, None) == ""
    assert write_in(replace(table, shaded=True), rate, 0, 0.5) == "50.0 %"
