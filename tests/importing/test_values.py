from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churn_desktop.core.calendar import NO_DAY, to_day
from churn_desktop.core.grid import Kind
from churn_desktop.importing.values import ORDERS, read_dates
from tests.importing.lists import Value, cells_of, iso

FIFTH_OF_MARCH = to_day(date(2024, 3, 5))


def days_of(value: Value) -> dict[str, str | None]:
    (days,) = read_dates(cells_of(value)).days
    return {order.value: iso(day) for order, day in zip(ORDERS, days, strict=True)}


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024-3-5",
        "2024/3/5",
        "2024/03/05 ",
        "2024.3.5",
        "2024 3 5",
        "20240305",
        "2024年3月5日",
        "2024年03月05日",
        "2024 年 3 月 5 日",
        "2024年3月5号",
        "113/03/05",
        "113.3.5",
        "民國113年3月5日",
        "民国113年3月5日",
        "民國 113/3/5",
        "24年3月5日",
        "２０２４年３月５日",
        "二〇二四年三月五日",
        "二零二四年三月五日",
        "2024年3月5日 14:30",
        "2024年3月5日14时30分",
        "2024年3月5日星期二",
        "2024/3/5 下午2:30",
        "2024/3/5 上午 2:30:05",
        "2024-03-05T14:30:00+08:00",
        "2024-03-05T14:30:00Z",
        "2024-03-05 14:30:00.123",
        "2024-03-05 00:00:00",
        "2024-03-05 23:59",
        "Mar 5, 2024",
        "March 5th, 2024",
        "March 5 2024",
        "5 March 2024",
        "5th of March 2024",
        "5-Mar-24",
        "05-Mar-2024",
        "5 Sept 2024".replace("Sept", "mar"),
        "2024-Mar-05",
        "Tue, 5 Mar 2024",
        "Tuesday 5 March 2024",
    ],
)
def test_one_day_written_in_many_ways(text: str) -> None:
    assert set(days_of(text).values()) == {"2024-03-05"}


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "0000-00-00",
        "20241301",
        "31/04/2024",
        "待定",
        "N/A",
        "-",
        "soon",
        "45356",
        "2024",
        "12.5",
        "2024-03-05 abc",
        "2024-03-05 25:00",
        "5 Foo 2024",
        "十十年三月五日",
        "2024年三十一十月",
        "2024-03-055",
        "138-0013-8000",
        "2024-03-05 to 2024-04-05",
        "3" * 500,
    ],
)
def test_what_is_no_day_stays_none(text: str) -> None:
    assert set(days_of(text).values()) == {None}


def test_day_and_month_are_read_in_both_orders() -> None:
    assert days_of("03/04/2024") == {
        "ymd": None,
        "dmy": "2024-04-03",
        "mdy": "2024-03-04",
    }
    assert days_of("13/04/2024") == {"ymd": None, "dmy": "2024-04-13", "mdy": None}
    assert days_of("4.13.2024 08:00")["mdy"] == "2024-04-13"


def test_a_short_year_may_stand_first_or_last() -> None:
    assert days_of("24-03-05") == {
        "ymd": "2024-03-05",
        "dmy": "2005-03-24",
        "mdy": None,
    }
    assert days_of("24-3-5") == {"ymd": "2024-03-05", "dmy": None, "mdy": None}
    assert days_of("5/3/99")["dmy"] == "1999-03-05"
    assert read_dates(cells_of("24-3-5", "2024-3-5")).short_year.tolist() == [
        True,
        False,
    ]


def test_cells_that_are_dates_in_the_file() -> None:
    read = read_dates(cells_of(date(2024, 3, 5), "2024-03-05"))
    assert (read.days == FIFTH_OF_MARCH).all()


@pytest.mark.parametrize("text", ["2024年3月", "2024-03", "2024/3", "March 2024"])
def test_a_month_is_its_first_day_and_marked(text: str) -> None:
    read = read_dates(cells_of(text))
    assert iso(read.days[0, 0]) == "2024-03-01"
    assert read.month_only.tolist() == [True]


def test_numbers_and_five_digits_are_day_counts_of_a_spreadsheet() -> None:
    read = read_dates(cells_of(45356, "45356", 45356.75, "45356.5", 3, 99_999_999))
    days = [iso(day) for day in read.serial]
    assert days == ["2024-03-05"] * 3 + [None] * 3
    assert (read.days == NO_DAY).all()


def test_flags_errors_and_blanks_are_no_dates() -> None:
    cells = cells_of(True, "#N/A", None)
    assert cells.kinds.tolist() == [Kind.FLAG, Kind.ERROR, Kind.BLANK]
    assert (read_dates(cells).days == NO_DAY).all()


@settings(max_examples=300)
@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%d %b %Y",
         "%B %d, %Y", "%d-%b-%y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"]
    ),
)  # fmt: skip
def test_what_was_written_is_read(when: date, form: str) -> None:
    (days,) = read_dates(cells_of(when.strftime(form))).days
    assert days.tolist() == [to_day(when)] * 3


@settings(max_examples=300)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from("-/."))
def test_each_order_reads_what_was_written_in_it(when: date, sign: str) -> None:
    dmy = when.strftime(f"%d{sign}%m{sign}%Y")
    mdy = when.strftime(f"%m{sign}%d{sign}%Y")
    assert days_of(dmy)["dmy"] == when.isoformat()
    assert days_of(mdy)["mdy"] == when.isoformat()


@settings(max_examples=500)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_dates(cells_of(text))


def test_many_times_of_day_share_their_date() -> None:
    start = date(2024, 3, 5)
    texts = [
        f"{start + timedelta(days=n % 3)} {n % 24:02}:{n % 60:02}:00"
        for n in range(500)
    ]
    read = read_dates(cells_of(*texts))
    assert len({*read.days[:, 0].tolist()}) == 3


@pytest.mark.parametrize(
    "text",
    ["2024-03-05 10:00:00 +0000 UTC", "05-MAR-24 10.23.11.000000 AM",
     "Tue Mar 05 2024 10:00:00 GMT+0800 (China Standard Time)",
     "Mar 5, 2024 10:23:11 AM PST", "2024-03-05 10:00 (UTC+8)"],
)  # fmt: skip
def test_times_as_programs_write_them(text: str) -> None:
    assert iso(read_dates(cells_of(text)).days[0, 0]) == "2024-03-05"


@pytest.mark.parametrize("text", ["Mar-24", "Mar'24", "03/2024", "3.2024", "24年3月"])
def test_months_of_a_year_in_short(text: str) -> None:
    read = read_dates(cells_of(text))
    assert iso(read.days[0, 0]) == "2024-03-01"
    assert read.month_only[0]


def test_seconds_and_bare_months_count_only_where_days_are_meant() -> None:
    read = read_dates(
        cells_of("1709600000", "1709600000123", "202403", "2024.03", "202413", 1.7e9)
    )
    assert (read.days == NO_DAY).all()
    assert [iso(day) for day in read.serial] == [
        "2024-03-05", "2024-03-05", "2024-03-01", "2024-03-01", None, "2023-11-14",
    ]  # fmt: skip
    assert read.month_only.tolist() == [False, False, True, True, False, False]
